"""What is wrong is said beside the field, in words that help."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.requests import wording
from handlers.requests.validation import LONGEST, LONGEST_LINE, cleaned, read_answer, read_answers, read_words
from knowledge.requests import FieldKind, RequestField

TODAY = date(2026, 11, 17)
TEXT = RequestField("topic", "The topic")
LONG = RequestField("why", "Why", FieldKind.LONG)
DATE = RequestField("day", "The day", FieldKind.DATE, future=True)
PAST = RequestField("day", "The day", FieldKind.DATE)
PERSON = RequestField("who", "Who", FieldKind.PERSON)
CHOICE = RequestField("kind", "Kind", FieldKind.CHOICE, options=("Cabinet", "Group"))
YES = RequestField("agreed", "Agreed", FieldKind.YES)


@pytest.mark.parametrize("blank", ["", "   ", "\n\t", "\u00a0", "\u200b\u200b", "\u202e", "\x00"])
@pytest.mark.parametrize("field", [TEXT, LONG, DATE, PERSON, CHOICE, YES])
def test_blanks_are_nothing(field: RequestField, blank: str) -> None:
    value, error = read_answer(field, blank, TODAY)
    assert (value, error) == ("", wording.missing(field.kind))


def test_what_is_not_required_may_be_left_out() -> None:
    assert read_answer(RequestField("a", "A", FieldKind.DATE, required=False), " ", TODAY) == ("", "")


@pytest.mark.parametrize(("field", "limit"), [(LONG, LONGEST), (TEXT, LONGEST_LINE), (PERSON, LONGEST_LINE)])
def test_the_limit_is_stated_and_the_text_kept(field: RequestField, limit: int) -> None:
    assert read_answer(field, "a" * limit, TODAY) == ("a" * limit, "")
    value, error = read_answer(field, "a" * (limit + 1), TODAY)
    assert len(value) == limit + 1
    assert f"{limit:,}" in error
    assert f"{limit + 1:,}" in error


@pytest.mark.parametrize(
    ("text", "kept", "error"),
    [
        ("13/02/2027", "2027-02-13", ""),
        ("17 November 2026", "2026-11-17", ""),
        ("16 November 2026", "16 November 2026", wording.in_the_past(date(2026, 11, 16))),
        ("31 February 2027", "31 February 2027", wording.NO_SUCH_DAY),
        ("soon", "soon", wording.NOT_A_DATE),
    ],
)
def test_dates(text: str, kept: str, error: str) -> None:
    assert read_answer(DATE, text, TODAY) == (kept, error)


def test_a_past_date_is_fine_where_nothing_lies_ahead() -> None:
    assert read_answer(PAST, "1/1/2020", TODAY) == ("2020-01-01", "")


def test_a_choice_must_be_one_of_those_offered() -> None:
    assert read_answer(CHOICE, "cabinet", TODAY) == ("Cabinet", "")
    assert read_answer(CHOICE, "Pub", TODAY) == ("Pub", "Choose one of these: Cabinet; Group.")


@pytest.mark.parametrize("text", ["yes", "on", "TRUE", "1"])
def test_a_tick_is_a_tick(text: str) -> None:
    assert read_answer(YES, text, TODAY) == ("yes", "")


@pytest.mark.parametrize("text", ["no", "false", "", "perhaps"])
def test_a_tick_that_is_missing(text: str) -> None:
    value, error = read_answer(YES, text, TODAY)
    assert value == ""
    assert error


@pytest.mark.parametrize("text", ["@bob", "<@U0123ABCD>", "U0123ABCD", "???", "42"])
def test_an_unknown_person_is_asked_for_by_name(text: str) -> None:
    assert read_answer(PERSON, text, TODAY) == (text, wording.NOT_A_NAME)


def test_answers_to_questions_that_were_not_asked_are_passed_over() -> None:
    assert read_answers((TEXT,), {"topic": "Schools", "admin": "yes"}, TODAY) == ({"topic": "Schools"}, {})


def test_one_line_stays_one_line_and_paragraphs_stay_paragraphs() -> None:
    assert read_answer(TEXT, "a\nb", TODAY)[0] == "a b"
    assert read_answer(LONG, "a\r\n\r\nb", TODAY)[0] == "a\n\nb"


def test_a_reason_is_needed_only_where_it_is_needed() -> None:
    assert read_words(" ", needed=True) == ("", wording.WORDS_MISSING)
    assert read_words(" ", needed=False) == ("", "")
    assert read_words("x" * (LONGEST + 1), needed=False)[1]


@given(st.text(st.characters(), max_size=80))
def test_what_is_kept_can_be_stored(text: str) -> None:
    kept = cleaned(text)
    assert cleaned(kept) == kept
    assert "\x00" not in kept.encode().decode()
    assert kept == "" or not kept.isspace()
