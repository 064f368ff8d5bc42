"""Dates as people in Britain write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.requests.dates import NoSuchDay, at_in_words, in_words, read_date

DAY = date(2027, 2, 13)


@pytest.mark.parametrize(
    "text",
    [
        "2027-02-13",
        "13/02/2027",
        "13/2/2027",
        "13.02.2027",
        "13 - 02 - 2027",
        "13 February 2027",
        "13 feb 2027",
        "13th of February, 2027",
        "Saturday 13 February 2027",
        "Sat, 13 Feb. 2027",
        "  13   FEBRUARY  2027 ",
    ],
)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize("text", ["", "soon", "next Friday", "13/02/27", "February 2027", "13 Foo 2027", "13 2027"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["31 February 2027", "2027-02-29", "02/13/2027", "0/1/2027", "2027-13-01"])
def test_a_day_that_the_calendar_does_not_have(text: str) -> None:
    with pytest.raises(NoSuchDay):
        read_date(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_words_are_read_back(day: date) -> None:
    assert read_date(in_words(day)) == read_date(day.isoformat()) == day


@given(st.text(max_size=30))
def test_nothing_typed_is_an_accident(text: str) -> None:
    try:
        read_date(text)
    except NoSuchDay:
        assert any(one.isdigit() for one in text)


def test_a_moment_is_shown_by_the_clocks_of_the_authority() -> None:
    summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert at_in_words(summer, UTC) == "Tuesday 30 June 2026, 23:30"
    assert at_in_words(summer, ZoneInfo("Europe/London")) == "Wednesday 1 July 2026, 00:30"
