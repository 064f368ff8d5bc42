"""The words that decide are found whole, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.operative import operative_words


def words(text: str, stem_length: int = 0) -> list[str]:
    return [text[start:end] for start, end in operative_words(text, stem_length)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Members must not ask them.", ["must not"]),
        ("It will not as a matter of course be copied to any other Member.", ["will not as a matter of course"]),
        ("Members have a right to request from any Directorate advice.", ["have a right to"]),
        ("Members have a statutory right to inspect documents.", ["have a statutory right to"]),
        ("Members may not commit the CJC to any contract, and should ensure", ["may not", "should"]),
        ("Individual Members are not permitted to give instructions", ["are not permitted to"]),
        ("an employee must neither seek to use undue influence", ["must neither"]),
        ("Letters should never be sent out over the name of a Member.", ["should never be"]),
        ("Senior employees cannot be Local Authority Councillors", ["cannot"]),
        ("Mutual respect is essential.", []),
    ],
)
def test_finds_the_words_that_operate(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_an_item_that_begins_with_not_operates_under_its_stem() -> None:
    stem = "Officers can expect Members:"
    assert words(f"{stem} not to subject them to harassment", len(stem)) == ["can expect", "not"]


def test_a_word_inside_another_word_is_left_alone() -> None:
    assert words("The Mayor willingly shouldered a maymester.") == []


@given(st.text())
def test_ranges_are_ordered_apart_and_within_the_text(text: str) -> None:
    previous = 0
    for start, end in operative_words(text):
        assert previous <= start < end <= len(text)
        previous = end
