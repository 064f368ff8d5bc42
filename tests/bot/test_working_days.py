"""Working days: what is counted, what is skipped and why, and until when the holidays are known."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256

import holidays
from hypothesis import given
from hypothesis import strategies as st

from bot.request_settings import Division
from bot.working_days import KNOWN_UNTIL, BankHolidays

DAYS = BankHolidays()
DIGESTS = {
    "ENGLAND": "a278931f2ea6",
    "WALES": "a278931f2ea6",
    "SCOTLAND": "7fb91d0919e2",
    "NORTHERN_IRELAND": "259efd737bf3",
}
"""Of the days of each part of the country."""


def test_christmas_is_skipped_and_said() -> None:
    day, working = DAYS.after(date(2026, 12, 23), 3)
    assert day == date(2026, 12, 30)
    assert working[0] == "Saturdays and Sundays do not count."
    assert working[1] == "Friday 25 December 2026 does not count: Christmas Day."
    assert working[2] == "Monday 28 December 2026 does not count: Boxing Day (substitute day)."
    assert working[3].startswith(
        "The bank holidays are those of England and Wales, from the holidays package, version "
    )
    assert working[3].endswith("They are announced until Friday 31 December 2027.")


def test_nothing_is_said_of_days_that_were_not_skipped() -> None:
    day, working = DAYS.after(date(2026, 3, 2), 4)
    assert day == date(2026, 3, 6)
    assert len(working) == 1


def test_a_day_beyond_what_is_announced_says_so() -> None:
    _, working = DAYS.after(KNOWN_UNTIL, 1)
    assert "worked out by rule" in working[-1]


def test_the_package_knows_the_days_for_which_it_was_looked_at() -> None:
    """Fails with a version that knows other days: see https://www.gov.uk/bank-holidays, set KNOWN_UNTIL, then these."""
    years = range(2024, KNOWN_UNTIL.year + 6)
    known = {one.name: sorted(holidays.country_holidays("GB", subdiv=one, years=years)) for one in Division}
    digests = {name: sha256(repr(days).encode()).hexdigest()[:12] for name, days in known.items()}
    assert digests == DIGESTS


def test_scotland_has_holidays_of_its_own() -> None:
    assert DAYS.after(date(2026, 11, 27), 1)[0] == date(2026, 11, 30)
    day, working = BankHolidays(Division.SCOTLAND).after(date(2026, 11, 27), 1)
    assert day == date(2026, 12, 1)
    assert any("Saint Andrew" in one or "St. Andrew" in one for one in working), working


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60))
def test_more_days_end_later_and_always_on_a_working_day(start: date, days: int) -> None:
    day, _ = DAYS.after(start, days)
    before, _ = DAYS.after(start, days - 1)
    assert before < day
    assert day.weekday() < 5
    assert DAYS.after(day - timedelta(days=1), 1)[0] == day
