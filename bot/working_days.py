"""Working days: Monday to Friday less the bank holidays of one part of the United Kingdom, with the working shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from importlib.metadata import version

import holidays

from bot.request_settings import Division
from handlers.requests.dates import in_words

KNOWN_UNTIL = date(2027, 12, 31)
"""The last day for which the government had announced the bank holidays when the pinned `holidays` was chosen.

Later ones are worked out by the rules of the Banking and Financial Dealings Act 1971; a day that is proclaimed for an
occasion is not among them. The package itself does not say how far the announcements go: a test fails once a version of
it knows other days, and this is then to be looked at (https://www.gov.uk/bank-holidays).
"""

_SATURDAY = 5
_SOURCE = "The bank holidays are those of {where}, from the holidays package, version {version}."
_KNOWN = "They are announced until {until}."
_BEYOND = (
    "They are announced until {until}; later ones are worked out by rule, and a day proclaimed since is not counted."
)
_SKIPPED = "{day} does not count: {why}."
_WEEKENDS = "Saturdays and Sundays do not count."


_NAMES = {
    Division.ENGLAND: "England and Wales",
    Division.WALES: "England and Wales",
    Division.SCOTLAND: "Scotland",
    Division.NORTHERN_IRELAND: "Northern Ireland",
}


class BankHolidays:
    """`handlers.requests.ports.WorkingDays` for one part of the United Kingdom."""

    def __init__(self, division: Division = Division.ENGLAND) -> None:
        self._division = division
        self._holidays = holidays.country_holidays("GB", subdiv=division, language="en_GB")

    def after(self, start: date, days: int) -> tuple[date, Sequence[str]]:
        """The date that many working days after `start` (which does not count itself), and how that was worked out."""
        skipped: list[str] = []
        day, weekend, counted = start, False, 0
        while counted < days:
            day += timedelta(days=1)
            if day.weekday() >= _SATURDAY:
                weekend = True
            elif why := self._holidays.get(day):
                skipped.append(_SKIPPED.format(day=in_words(day), why=_plain(why)))
            else:
                counted += 1
        return day, (*([_WEEKENDS] if weekend else []), *skipped, self._source(day))

    def _source(self, day: date) -> str:
        known = _KNOWN if day <= KNOWN_UNTIL else _BEYOND
        source = _SOURCE.format(where=_NAMES[self._division], version=version("holidays"))
        return f"{source} {known.format(until=in_words(KNOWN_UNTIL))}"


def _plain(name: str) -> str:
    """ "Boxing Day (observed)" is what the package calls a day in lieu."""
    return name.replace(" (observed)", " (substitute day)")
