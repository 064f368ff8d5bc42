"""What the tests of requests need beside the store: what is looked at in it, working days, marks and a clock."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from copy import copy
from datetime import date, datetime, timedelta
from typing import Any

from handlers.requests.ports import Change, Superseded
from handlers.requests.request import DeliveryState, Letter, LetterKind, Request
from tests.fakes.request_store import FakeRequestStore


class WatchedStore(FakeRequestStore):
    """The store that `tests/contracts` holds to its promises, with what tests look at and bring about."""

    def __init__(self) -> None:
        super().__init__()
        self.overtaken = 0
        """How many changes are still to be refused as if somebody else had been quicker."""

    async def change(self, reference: str, version: int, change: Change) -> Request:
        if self.overtaken:
            self.overtaken -= 1
            raise Superseded("The request has moved on.")
        return await super().change(reference, version, change)

    def letters(self, reference: str, kind: LetterKind | None = None) -> list[Letter]:
        """The letters of a request that were not cancelled."""
        kept = [one for one in self.posted.values() if one.state is not DeliveryState.CANCELLED]
        return [one.letter for one in kept if one.letter.reference == reference and kind in (None, one.letter.kind)]

    def snapshot(self) -> dict[str, Any]:
        """All that it holds now, to be compared with later or put back."""
        return {name: copy(held) for name, held in vars(self).items()}

    def put_back(self, held: dict[str, Any]) -> None:
        """Hold again what it held."""
        vars(self).update({name: copy(value) for name, value in held.items()})


class FakeDays:
    """Working days without holidays: Saturdays and Sundays are skipped, and said to be."""

    def after(self, start: date, days: int) -> tuple[date, Sequence[str]]:
        """The date that many working days after `start`."""
        day, left, skipped = start, days, []
        while left:
            day += timedelta(days=1)
            if day.weekday() < 5:
                left -= 1
            else:
                skipped.append(f"Skipped {day}.")
        return day, skipped


class FakeMarks:
    """mark-1, mark-2 and so on."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def __call__(self) -> str:
        return f"mark-{next(self._numbers)}"


class FakeNow:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        """Let days pass."""
        self.now += timedelta(days=days)
