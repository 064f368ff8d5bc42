"""Words are compared without case and endings."""

import pytest

from knowledge.words import words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Copied, copies; copying!", ["copy", "copy", "copy"]),
        ("the officers' meetings", ["the", "officer", "meet"]),
        ("it's a bus", ["its", "a", "bus"]),
        ("s.100F of 1972", ["s", "100f", "of", "1972"]),
        ("…", []),
    ],
)
def test_words_lose_case_and_endings(text: str, words: list[str]) -> None:
    assert words_of(text) == words
