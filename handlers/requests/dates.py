"""Dates as people write them and as the desk writes them: in words, British, with the weekday."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_FIGURES = re.compile(r"([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{4})")
_WORDS = re.compile(
    r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?,?\s+)?"
    r"([0-9]{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?,?\s+([0-9]{4})"
)


class NoSuchDay(ValueError):  # noqa: N818 - named after what it says
    """What was written is a date by its form, but the calendar has no such day."""


def read_date(text: str) -> date | None:
    """A date as it is written in Britain ("13 February 2027", "13/2/2027") or in ISO; None where it is none.

    Raises NoSuchDay for the 31st of February.
    """
    folded = " ".join(text.casefold().split())
    if found := _ISO.fullmatch(folded):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _FIGURES.fullmatch(folded):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _WORDS.fullmatch(folded):
        month = _month(found[2])
        return _day(int(found[3]), month, int(found[1])) if month else None
    return None


def in_words(day: date) -> str:
    """As in "Friday 13 February 2026"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"


def without_weekday(day: date) -> str:
    """As in "13 February 2026", where there is little room."""
    return in_words(day).partition(" ")[2]


def at_in_words(moment: datetime, zone: tzinfo) -> str:
    """As in "Friday 13 February 2026, 14:05", by the clocks of the zone."""
    local = moment.astimezone(zone)
    return f"{in_words(local.date())}, {local:%H:%M}"


def _month(name: str) -> int:
    """1 to 12, by the name or an abbreviation of at least three letters ("sept"); 0 where there is none."""
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(name)), 0)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDay from None
