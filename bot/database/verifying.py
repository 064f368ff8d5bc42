"""Proves that no event was altered, removed, reordered or put in, and that the requests agree with their events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Text, bindparam, select, type_coerce

from bot.database import reading
from bot.database.chain import PURGED, Fault, FaultKind, Head, canonical, digest_of, verify_chain
from bot.database.engine import Database
from bot.database.tables import events, requests
from handlers.requests.request import DESK, Authorship, Event, MoveName, Part, State

_BATCH = 1000
_LINKS = (
    select(
        events.c.serial,
        events.c.reference,
        events.c.number,
        events.c.previous,
        events.c.before_all,
        events.c.digest,
    )
    .where(events.c.serial > bindparam("after"))
    .order_by(events.c.serial)
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. `head` is to be noted down elsewhere: it tells later whether everything was written anew."""

    events: int
    head: Head
    faults: tuple[Fault, ...]


async def verify(database: Database) -> Verdict:
    """Verify everything, as it is at one moment. Time is linear in the number of events; nothing is written."""
    return await database.read(_verify)


def _verify(connection: Connection) -> Verdict:
    head, seen = reading.head(connection), _Ledger(connection)
    faults = verify_chain(seen, head)
    return Verdict(seen.count, head, faults or tuple(seen.disagreeing()))


class _Ledger:
    """All events by serial, as often as they are asked for; and what the last time through says of each request."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.count = 0
        # Serial, number, state, and whether it was purged. Plain values: the garbage collector passes over them.
        self._last: dict[str, tuple[int, int, str, bool]] = {}
        self._submitted: dict[str, str] = {}

    def __iter__(self) -> Iterator[Event]:
        self.count, serial = 0, reading.BEFORE_ALL
        self._last.clear()
        self._submitted.clear()
        while batch := self._batch(serial):
            for event in batch:
                self.count += 1
                purged = event.move is MoveName.PURGE
                self._last[event.reference] = (event.serial, event.number, event.after.value, purged)
                if event.move is MoveName.SUBMIT:
                    self._submitted[event.reference] = canonical(event.data.get("particulars"))
                yield event
            serial = batch[-1].serial

    def _batch(self, serial: int) -> Sequence[Event]:
        try:
            return reading.events_after(self._connection, serial, _BATCH)
        except ValueError:
            return [self._readable(row) for row in self._connection.execute(_LINKS, {"after": serial, "most": _BATCH})]

    def _readable(self, row: Any) -> Event:
        """The event, or what is left of one whose content was altered into something that cannot be read."""
        try:
            return reading.events_after(self._connection, row.serial - 1, 1)[0]
        except ValueError:
            return Event(
                serial=row.serial,
                reference=row.reference,
                number=row.number,
                at=datetime.min.replace(tzinfo=UTC),
                actor=DESK,
                authorship=Authorship(Part.DESK),
                move=MoveName.SUBMIT,
                before=None,
                after=State.SUBMITTED,
                previous=row.previous,
                before_all=row.before_all,
                digest=row.digest,
            )

    def disagreeing(self) -> Iterator[Fault]:
        """The last events of requests that stand otherwise in their own table, or stand there no more."""
        # As it is stored: canonical JSON, or something else by now.
        particulars = type_coerce(requests.c.particulars, Text).label("particulars")
        kept = select(requests.c.opened, requests.c.reference, requests.c.version, requests.c.state, particulars)
        there = set()
        for row in self._connection.execute(kept):
            there.add(row.reference)
            serial, *last = self._last.get(row.reference, (row.opened, 0, "", False))
            agrees = last == [row.version, row.state, False]
            if not agrees or self._submitted.get(row.reference) != row.particulars:
                yield Fault(FaultKind.DISAGREES, serial, row.reference, row.version)
        for reference, (serial, number, _, purged) in self._last.items():
            if reference not in there and not purged:
                yield Fault(FaultKind.DISAGREES, serial, reference, number)


async def verify_latest(database: Database, count: int) -> Verdict:
    """Verify the last events only: whether each is as it was written and follows the one before it, up to the head."""
    return await database.read(lambda connection: _verify_latest(connection, count))


def _verify_latest(connection: Connection, count: int) -> Verdict:
    head = reading.head(connection)
    events = reading.events_after(connection, max(0, head.serial - count), count)
    faults = [Fault(FaultKind.ALTERED, one.serial, one.reference, one.number) for one in events if not _as_written(one)]
    for one, following in pairwise(events):
        if (following.serial, following.before_all) != (one.serial + 1, one.digest):
            faults.append(Fault(FaultKind.REORDERED, following.serial, following.reference, following.number))
    if head.serial and (not events or Head(events[-1].serial, events[-1].digest) != head):
        faults.append(Fault(FaultKind.REMOVED, head.serial))
    return Verdict(len(events), head, tuple(faults))


def _as_written(event: Event) -> bool:
    return event.data == PURGED or digest_of(event) == event.digest
