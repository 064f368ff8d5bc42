"""Records of neutrality checks in a dictionary, with the promises of the real ones."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.neutrality.ports import AGAIN, DUTIES, Record
from handlers.requests.ports import StoreUnavailable


class FakeNeutralityRecords:
    """`handlers.neutrality.ports.Records`. With `away` set everything raises StoreUnavailable."""

    def __init__(self) -> None:
        self.away = False
        self.kept: dict[str, Record] = {}
        self._next: dict[tuple[str, str], datetime] = {}

    async def keep(self, record: Record) -> None:
        await self._reached()
        if record.id in self.kept:
            return
        self.kept[record.id] = record
        for what, at, sent_at in (
            (AGAIN, record.again_at, record.sent_at),
            (DUTIES, record.duties_at, record.duties_sent_at),
        ):
            if at and not sent_at:
                self._next[record.id, what] = at

    async def of(self, person: str) -> Sequence[Record]:
        await self._reached()
        own = [one for one in self.kept.values() if one.person == person]
        return sorted(own, key=lambda one: one.made_at, reverse=True)

    async def get(self, person: str, record: str) -> Record | None:
        await self._reached()
        found = self.kept.get(record)
        return found if found and found.person == person else None

    async def send_again(self, person: str, record: str, at: datetime | None) -> None:
        found = await self.get(person, record)
        if found:
            self.kept[record] = replace(found, again_at=at, sent_at=None)
            self._next.pop((record, AGAIN), None)
            if at:
                self._next[record, AGAIN] = at

    async def tick(self, person: str, record: str, duty: str, at: datetime | None) -> None:
        found = await self.get(person, record)
        if found:
            left = {key: when for key, when in found.ticked.items() if key != duty}
            self.kept[record] = replace(found, ticked=left | ({duty: at} if at else {}))

    async def delete(self, person: str, record: str) -> None:
        if await self.get(person, record):
            del self.kept[record]
            for what in (AGAIN, DUTIES):
                self._next.pop((record, what), None)

    async def claim(self, now: datetime, lease_seconds: float) -> Sequence[tuple[Record, str]]:
        await self._reached()
        due = [one for one, at in self._next.items() if at <= now]
        self._next |= dict.fromkeys(due, now + timedelta(seconds=lease_seconds))
        return [(self.kept[record], what) for record, what in due]

    async def sent(self, record: str, what: str, at: datetime) -> None:
        await self._reached()
        found = self.kept.get(record)
        if found is None:
            return
        if what == DUTIES:
            self.kept[record] = replace(found, duties_sent_at=at)
        elif found.again_at is None or found.again_at <= at:
            self.kept[record] = replace(found, sent_at=at)
        else:
            return
        self._next.pop((record, what), None)

    async def _reached(self) -> None:
        await asyncio.sleep(0)
        if self.away:
            raise StoreUnavailable("The database of requests cannot be used now, and nothing was stored (away).")
