"""The store of formal requests, over SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.database import reading, writing
from bot.database.engine import Database
from bot.database.grouping import GroupCommit
from handlers.requests.ports import Change, NewRequest, StoreUnavailable
from handlers.requests.request import Delivery, Event, Request, State

_BATCH = 1000


class SqlRequestStore:
    """`handlers.requests.ports.RequestStore`. Whoever opened the database closes it.

    Where the connection is lost during a commit, the store looks once whether the work was done. Where it cannot even
    do that it raises StoreUnavailable although the work may be stored: the same key, or the version, will tell.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._submissions = GroupCommit(self._submit)

    async def submit(self, new: NewRequest) -> Request:
        """Durable when it returns. The same `key` again gives the request that is already there."""
        # A key that is there already is rare, and found by the attempt.
        return await self._done_or_found(
            self._submissions.do(new), lambda connection: reading.by_key(connection, new.key)
        )

    async def change(self, reference: str, version: int, change: Change) -> Request:
        """Make a change against a version. Raises Superseded where the request has moved on, and stores nothing."""
        return await self._done_or_found(
            self._database.write(lambda connection: writing.change(connection, reference, version, change)),
            lambda connection: _landed(connection, reference, version, change),
        )

    async def get(self, reference: str) -> Request | None:
        return await self._database.read(lambda connection: reading.by_reference(connection, reference))

    async def of_requester(self, person: str, limit: int = 20, offset: int = 0) -> Sequence[Request]:
        """A person's own requests, newest first."""
        return await self._database.read(lambda connection: reading.of_requester(connection, person, limit, offset))

    async def awaiting(self, offices: Sequence[tuple[str, str]], limit: int = 20, offset: int = 0) -> Sequence[Request]:
        """The undecided requests that are with one of these (authority, office), oldest first."""
        return await self._database.read(lambda connection: reading.awaiting(connection, offices, limit, offset))

    async def with_open_tasks(
        self, person: str, offices: Sequence[tuple[str, str]] = (), limit: int = 20, offset: int = 0
    ) -> Sequence[Request]:
        """The requests with an open duty that may be this person's, oldest first."""
        return await self._database.read(
            lambda connection: reading.with_open_tasks(connection, person, offices, limit, offset)
        )

    async def counts(self) -> Mapping[State, int]:
        """How many requests are in each state: for the metrics."""
        return await self._database.read(reading.counts)

    async def events(self, reference: str) -> Sequence[Event]:
        return await self._database.read(lambda connection: reading.events_of(connection, reference))

    async def all_events(self) -> AsyncIterator[Event]:
        """Every event by serial, a batch at a time."""
        serial = reading.BEFORE_ALL
        while batch := await self._database.read(partial(reading.events_after, serial=serial, limit=_BATCH)):
            for event in batch:
                yield event
            serial = batch[-1].serial

    async def deliveries(self, reference: str) -> Sequence[Delivery]:
        return await self._database.read(lambda connection: reading.deliveries(connection, reference))

    async def requests(self, since: datetime | None = None, until: datetime | None = None) -> AsyncIterator[Request]:
        """Every request created from `since` on and before `until`, oldest first, a batch at a time: for operators."""
        serial = 0
        while batch := await self._database.read(
            partial(reading.opened_after, serial=serial, since=since, until=until, limit=_BATCH)
        ):
            for _, request in batch:
                yield request
            serial = batch[-1][0]

    async def _submit(self, submitted: Sequence[NewRequest]) -> Sequence[Request]:
        return await self._database.write(lambda connection: writing.submit(connection, submitted))

    async def _done_or_found(
        self, attempt: Awaitable[Request], landed: Callable[[Connection], Request | None]
    ) -> Request:
        try:
            return await attempt
        except (StoreUnavailable, ValueError):
            with suppress(StoreUnavailable):
                if found := await self._database.read(landed):
                    return found
            raise


def _landed(connection: Connection, reference: str, version: int, change: Change) -> Request | None:
    """The request, if this very change is the event after that version."""
    events = reading.events_of(connection, reference)
    if len(events) <= version:
        return None
    made = events[version]
    same = (made.move, made.actor.id, made.at) == (change.move, change.actor.id, change.at)
    return reading.by_reference(connection, reference) if same else None
