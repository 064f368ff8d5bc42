"""A store and an outbox for requests that keep the promises of `handlers.requests.ports`, in memory."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from handlers.requests.lifecycle import UNDECIDED
from handlers.requests.ports import Change, NewRequest, Outcome, StoreUnavailable, Superseded
from handlers.requests.request import (
    Authorship,
    Delivery,
    DeliveryState,
    Event,
    Letter,
    LetterKind,
    MoveName,
    Part,
    Person,
    Request,
    State,
)

_CANCELLED = (LetterKind.REMINDER, LetterKind.OVERDUE, LetterKind.TO_DECIDER)


class FakeRequests:
    """`RequestStore` and `Outbox` in a few dictionaries. `away` makes every call raise StoreUnavailable."""

    def __init__(self) -> None:
        self.requests: dict[str, Request] = {}
        self.keys: dict[str, str] = {}
        self.log: list[Event] = []
        self.outbox: dict[str, Delivery] = {}
        self.leases: dict[str, datetime] = {}
        self.away = False
        self.overtaken = 0
        """How many changes are still to be refused as if somebody else had been quicker."""

    async def submit(self, new: NewRequest) -> Request:
        """Store a request with its event, tasks and letters, once for each key."""
        self._reach()
        if new.key in self.keys:
            return self.requests[self.keys[new.key]]
        year = new.created_at.year
        start = f"{new.prefix}-{year}-"
        count = sum(one.authority == new.authority and one.created_at.year == year for one in self.requests.values())
        request = Request(
            reference=f"{start}{count + 1:04d}",
            authority=new.authority,
            type=new.type,
            requester=new.requester,
            role=new.role,
            state=State.SUBMITTED,
            stage=new.stage,
            office=new.office,
            particulars=dict(new.particulars),
            created_at=new.created_at,
            decider=new.decider,
            about=new.about,
            due=new.due,
            tasks=new.tasks,
        )
        self.requests[request.reference] = request
        self.keys[new.key] = request.reference
        authorship = Authorship(Part.REQUESTER)
        self._record(request, MoveName.SUBMIT, new.requester, authorship, new.created_at, None, request.particulars)
        self._post(request.reference, new.letters)
        return request

    async def change(self, reference: str, version: int, change: Change) -> Request:
        """Store a change against a version, or raise Superseded."""
        self._reach()
        before = self.requests[reference]
        if self.overtaken or before.version != version:
            self.overtaken = max(0, self.overtaken - 1)
            raise Superseded("The request has moved on.")
        done = [
            replace(task, done_at=change.at, done_by=change.actor) if task.id in change.done else task
            for task in before.tasks
        ]
        after = replace(
            before,
            state=change.after,
            version=version + 1,
            stage=before.stage if change.stage is None else change.stage,
            office=before.office if change.office is None else change.office,
            decider=before.decider if change.decider is None else change.decider,
            due=before.due if change.due is None else change.due,
            decision=before.decision if change.decision is None else change.decision,
            tasks=(*done, *change.tasks),
        )
        self.requests[reference] = after
        self._record(after, change.move, change.actor, change.authorship, change.at, before.state, change.data)
        if change.cancel:
            self._cancel(reference)
        self._post(reference, change.letters)
        return after

    async def get(self, reference: str) -> Request | None:
        """The request, or None."""
        self._reach()
        return self.requests.get(reference)

    async def of_requester(self, person: str, limit: int = 20, offset: int = 0) -> Sequence[Request]:
        """A person's own requests, newest first."""
        self._reach()
        own = [one for one in reversed(self.requests.values()) if one.requester.id == person]
        return own[offset : offset + limit]

    async def awaiting(self, offices: Sequence[tuple[str, str]], limit: int = 20, offset: int = 0) -> Sequence[Request]:
        """The undecided requests that are with one of these offices, oldest first."""
        self._reach()
        theirs = [
            one for one in self.requests.values() if (one.authority, one.office) in offices and one.state in UNDECIDED
        ]
        return theirs[offset : offset + limit]

    async def with_open_tasks(self, person: str, limit: int = 20, offset: int = 0) -> Sequence[Request]:
        """The requests in which this person bears an open duty."""
        self._reach()
        theirs = [one for one in self.requests.values() if any(task.bearer == person for task in one.open_tasks)]
        return theirs[offset : offset + limit]

    async def events(self, reference: str) -> Sequence[Event]:
        """The events of a request, in order."""
        self._reach()
        return [event for event in self.log if event.reference == reference]

    async def all_events(self) -> AsyncIterator[Event]:
        """Every event by serial."""
        self._reach()
        for event in self.log:
            yield event

    async def deliveries(self, reference: str) -> Sequence[Delivery]:
        """What became of the letters of a request."""
        self._reach()
        return [one for one in self.outbox.values() if one.letter.reference == reference]

    async def claim(self, now: datetime, limit: int, lease_seconds: float) -> Sequence[Delivery]:
        """Letters that are due, each given to one caller only until its lease runs out."""
        self._reach()
        free = [one for one in self.outbox.values() if self._is_due(one, now)][:limit]
        for one in free:
            self.leases[one.letter.mark] = now + timedelta(seconds=lease_seconds)
            claimed = replace(one, state=DeliveryState.SENDING, attempts=one.attempts + 1)
            self.outbox[one.letter.mark] = claimed
        return [self.outbox[one.letter.mark] for one in free]

    async def settle(self, mark: str, outcome: Outcome) -> None:
        """Say what became of a claimed letter."""
        self._reach()
        one = self.outbox[mark]
        letter = replace(one.letter, not_before=outcome.retry_at) if outcome.retry_at else one.letter
        self.outbox[mark] = replace(
            one,
            letter=letter,
            state=outcome.state,
            reason=outcome.reason,
            posted=outcome.posted or one.posted,
            at=outcome.at,
        )

    async def counts(self) -> Mapping[DeliveryState, int]:
        """How many letters are in each state."""
        self._reach()
        return Counter(one.state for one in self.outbox.values())

    def letters(self, reference: str, kind: LetterKind | None = None) -> list[Letter]:
        """The letters of a request that were not cancelled, as the tests look at them."""
        kept = [one for one in self.outbox.values() if one.state is not DeliveryState.CANCELLED]
        return [one.letter for one in kept if one.letter.reference == reference and kind in (None, one.letter.kind)]

    def _reach(self) -> None:
        if self.away:
            raise StoreUnavailable("The database cannot be reached.")

    def _record(
        self,
        request: Request,
        move: MoveName,
        actor: Person,
        authorship: Authorship,
        at: datetime,
        before: State | None,
        data: Mapping[str, object],
    ) -> None:
        number = sum(event.reference == request.reference for event in self.log) + 1
        self.log.append(
            Event(
                len(self.log) + 1, request.reference, number, at, actor, authorship, move, before, request.state, data
            )
        )

    def _post(self, reference: str, letters: Sequence[Letter]) -> None:
        for letter in letters:
            assert letter.mark not in self.outbox, "a mark is given once"
            self.outbox[letter.mark] = Delivery(replace(letter, reference=reference), DeliveryState.WAITING)

    def _cancel(self, reference: str) -> None:
        for mark, one in self.outbox.items():
            waits = one.state is DeliveryState.WAITING and one.letter.kind in _CANCELLED
            if waits and one.letter.reference == reference:
                self.outbox[mark] = replace(one, state=DeliveryState.CANCELLED)

    def _is_due(self, one: Delivery, now: datetime) -> bool:
        if one.state is DeliveryState.SENDING:
            return self.leases.get(one.letter.mark, now) <= now
        return one.state is DeliveryState.WAITING and (one.letter.not_before is None or one.letter.not_before <= now)


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
