"""Sentences tile a text, and abbreviations do not end them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.library import Library
from knowledge.sentences import sentences


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One. ", "Two! ", "Three? ", "Four"]),
        ("Certain officers e.g. Town Clerk (CEO), RFO have duties. They act.",
         ["Certain officers e.g. Town Clerk (CEO), RFO have duties. ", "They act."]),
        ("Be the advocate, i.e. Speak. Yes.", ["Be the advocate, i.e. Speak. ", "Yes."]),
        ("In line with powers etc. They act.", ["In line with powers etc. ", "They act."]),
        ("The restrictions in s. 100F(2). No.", ["The restrictions in s. 100F(2). ", "No."]),
        ("Under s. Schedule 2 of it.", ["Under s. Schedule 2 of it."]),
        ("Ask J. Smith or Cllr. Jones. Then act.", ["Ask J. Smith or Cllr. Jones. ", "Then act."]),
        ("“It is so.” They left. (It was.) Done.", ["“It is so.” ", "They left. ", "(It was.) ", "Done."]),
        ("Each committee etc Agenda will be his/her task.", ["Each committee etc Agenda will be his/her task."]),
        ("Version 2.1 is out. Read it", ["Version 2.1 is out. ", "Read it"]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_would_say(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@given(st.one_of(st.text(), st.text(alphabet='Ab.e g!?\n"()”i')))
def test_sentences_tile_any_text(text: str) -> None:
    assert "".join(parts(text)) == text
    assert all(parts(text))


def test_sentences_of_the_protocols_begin_with_a_capital(library: Library) -> None:
    for authority in library.authorities:
        for clause in library.protocol(authority).clauses:
            for part in parts(clause.text)[1:]:
                assert part.lstrip("\"“‘'([")[0].isupper()
