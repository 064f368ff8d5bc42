"""A store of requests and its outbox in a few dictionaries, with the promises of the real ones."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.database import chain, recording
from bot.database.chain import Head
from handlers.requests.lifecycle import UNDECIDED
from handlers.requests.ports import Change, NewRequest, Outcome, StoreUnavailable, Superseded
from handlers.requests.request import Delivery, DeliveryState, Event, Letter, Request, State, Task

_OPEN = frozenset({DeliveryState.WAITING, DeliveryState.SENDING})


class FakeRequestStore:
    """`handlers.requests.ports.RequestStore`. With `away` set everything raises StoreUnavailable."""

    def __init__(self) -> None:
        self.away = False
        self.kept: dict[str, Request] = {}
        self.chain: list[Event] = []
        self.posted: dict[str, Delivery] = {}
        self.next_at: dict[str, datetime] = {}
        self._keys: dict[str, str] = {}
        self._counts: Counter[tuple[str, int]] = Counter()

    async def submit(self, new: NewRequest) -> Request:
        await self.reached()
        key = recording.storable(new.key)
        if key in self._keys:
            return self.kept[self._keys[key]]
        year = new.created_at.astimezone(UTC).year
        reference = recording.reference_of(new.prefix, year, self._counts[new.prefix, year] + 1)
        request = recording.opened(new, reference)
        event = self._linked(recording.submission(request))
        letters = self._addressed(new.letters, reference)
        # Nothing raises from here on.
        self._counts[new.prefix, year] += 1
        self._keys[key] = reference
        self._store(request, event, letters, new.created_at)
        return request

    async def change(self, reference: str, version: int, change: Change) -> Request:
        await self.reached()
        request = self.kept.get(reference)
        if request is None or request.version != version:
            raise Superseded(f"{reference} was changed by somebody else in the meantime.")
        after = recording.changed(request, change)
        event = self._linked(recording.alteration(request, change))
        letters = self._addressed(change.letters, reference)
        if change.cancel:
            self._cancel(reference, change.at)
        self._store(after, event, letters, change.at)
        return after

    async def get(self, reference: str) -> Request | None:
        await self.reached()
        return self.kept.get(reference)

    async def of_requester(self, person: str, limit: int = 20, offset: int = 0) -> Sequence[Request]:
        await self.reached()
        own = [one for one in self.kept.values() if one.requester.id == person]
        return own[::-1][offset : offset + limit]

    async def awaiting(self, offices: Sequence[tuple[str, str]], limit: int = 20, offset: int = 0) -> Sequence[Request]:
        await self.reached()
        theirs = [
            one for one in self.kept.values() if one.state in UNDECIDED and (one.authority, one.office) in set(offices)
        ]
        return theirs[offset : offset + limit]

    async def with_open_tasks(
        self, person: str, offices: Sequence[tuple[str, str]] = (), limit: int = 20, offset: int = 0
    ) -> Sequence[Request]:
        await self.reached()

        def may_be_theirs(one: Request, task: Task) -> bool:
            by_office = {(one.authority, task.by), (one.authority, one.office)} & set(offices)
            return bool(by_office) or bool(person and task.bearer == person)

        still = [one for one in self.kept.values() if one.state is not State.WITHDRAWN]
        theirs = [one for one in still if any(may_be_theirs(one, task) for task in one.open_tasks)]
        return theirs[offset : offset + limit]

    async def counts(self) -> Mapping[State, int]:
        await self.reached()
        counted = Counter(one.state for one in self.kept.values())
        return {state: counted[state] for state in State}

    async def events(self, reference: str) -> Sequence[Event]:
        await self.reached()
        return [event for event in self.chain if event.reference == reference]

    async def all_events(self) -> AsyncIterator[Event]:
        await self.reached()
        for event in tuple(self.chain):
            yield event

    async def deliveries(self, reference: str) -> Sequence[Delivery]:
        await self.reached()
        return [one for one in self.posted.values() if one.letter.reference == reference]

    async def requests(self, since: datetime | None = None, until: datetime | None = None) -> AsyncIterator[Request]:
        await self.reached()
        for one in tuple(self.kept.values()):
            if (since is None or one.created_at >= since) and (until is None or one.created_at < until):
                yield one

    async def reached(self) -> None:
        """What every method does first: others get their turn, as they do while a database is asked."""
        await asyncio.sleep(0)
        if self.away:
            raise StoreUnavailable("The database of requests cannot be used now, and nothing was stored (away).")

    def _linked(self, event: Event) -> Event:
        last = self.chain[-1] if self.chain else None
        own = [one.digest for one in self.chain if one.reference == event.reference]
        return chain.linked(event, Head(last.serial, last.digest) if last else Head(), own[-1] if own else "")

    def _addressed(self, letters: Sequence[Letter], reference: str) -> tuple[Letter, ...]:
        marks = [letter.mark for letter in letters]
        if len(set(marks)) < len(marks) or self.posted.keys() & marks:
            raise ValueError("A key, a mark or the id of a duty was given a second time: nothing was stored.")
        return recording.addressed(letters, reference)

    def _cancel(self, reference: str, now: datetime) -> None:
        for mark, one in self.posted.items():
            waits = one.letter.reference == reference and one.state is DeliveryState.WAITING
            if waits and one.letter.kind in recording.CANCELLED_WITH:
                self.posted[mark] = replace(one, state=DeliveryState.CANCELLED, at=now)

    def _store(self, request: Request, event: Event, letters: Sequence[Letter], at: datetime) -> None:
        self.kept[request.reference] = request
        self.chain.append(event)
        for letter in letters:
            self.posted[letter.mark] = Delivery(letter, DeliveryState.WAITING)
            self.next_at[letter.mark] = letter.not_before or at


class FakeOutbox:
    """`handlers.requests.ports.Outbox` over the letters of a fake store."""

    def __init__(self, store: FakeRequestStore) -> None:
        self._store = store

    async def claim(self, now: datetime, limit: int, lease_seconds: float) -> Sequence[Delivery]:
        await self._store.reached()
        posted, next_at = self._store.posted, self._store.next_at
        due = [mark for mark, one in posted.items() if one.state in _OPEN and next_at[mark] <= now]
        claimed = sorted(due, key=next_at.__getitem__)[:limit]
        for mark in claimed:
            attempts = posted[mark].attempts + 1
            posted[mark] = replace(posted[mark], state=DeliveryState.SENDING, attempts=attempts, at=now)
            next_at[mark] = now + timedelta(seconds=lease_seconds)
        return [posted[mark] for mark in posted if mark in claimed]

    async def settle(self, mark: str, outcome: Outcome) -> None:
        await self._store.reached()
        one = self._store.posted.get(mark)
        if one is None or one.state is DeliveryState.DELIVERED:
            return
        if outcome.state is not DeliveryState.DELIVERED and one.state not in _OPEN:
            return
        posted = outcome.posted or one.posted
        self._store.posted[mark] = replace(
            one, state=outcome.state, reason=outcome.reason, posted=posted, at=outcome.at
        )
        self._store.next_at[mark] = outcome.retry_at or outcome.at

    async def counts(self) -> Mapping[DeliveryState, int]:
        await self._store.reached()
        counted = Counter(one.state for one in self._store.posted.values())
        return {state: counted[state] for state in DeliveryState}

    async def again(self, reference: str, now: datetime) -> int:
        await self._store.reached()
        back = [
            mark
            for mark, one in self._store.posted.items()
            if one.letter.reference == reference and one.state is DeliveryState.UNDELIVERABLE
        ]
        for mark in back:
            waiting = replace(self._store.posted[mark], state=DeliveryState.WAITING, attempts=0, at=now)
            self._store.posted[mark], self._store.next_at[mark] = waiting, now
        return len(back)
