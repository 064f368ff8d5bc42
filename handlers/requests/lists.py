"""Lists of requests, and what a person sees first.

A line says which request it is, how it stands and, to who decides it, from whom it comes; never the matter.
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from handlers.quoting import protocol_note
from handlers.requests import letter_wording as said
from handlers.requests.access import standing_in
from handlers.requests.dates import without_weekday
from handlers.requests.lifecycle import UNDECIDED
from handlers.requests.messages import Home, ListLine, RequestList
from handlers.requests.ports import RequestStore, StoreUnavailable
from handlers.requests.practice import Matter, Means
from handlers.requests.request import Part, Person, Request, State
from handlers.requests.views import state_of

PAGE = 10
"""Requests on a page."""

AT_HOME = 5
"""Requests of each list that a person sees first."""

_BATCH = 50
_LOOKED_THROUGH = 5000  # so that a list comes to an end whatever the database holds


class _Found(Protocol):
    """A question to the store, but for how many and after how many."""

    def __call__(self, *, limit: int, offset: int) -> Awaitable[Sequence[Request]]: ...


class Lists:
    """Reads lists for one person. Where the store is away, the list says so and is empty."""

    def __init__(self, means: Means, store: RequestStore) -> None:
        self._means = means
        self._store = store

    async def mine(self, person: Person, page: int = 0, length: int = PAGE) -> RequestList:
        """A person's own requests, newest first. `more` is 1 where there is another page."""
        try:
            found = await self._store.of_requester(person.id, limit=length + 1, offset=max(page, 0) * length)
        except StoreUnavailable:
            return RequestList(said.MINE_TITLE, (), said.LIST_AWAY)
        mine = [one for one in found if one.requester.id == person.id]
        return self._list(said.MINE_TITLE, said.MINE_EMPTY, mine, length)

    async def waiting(self, person: Person, length: int = PAGE) -> RequestList:
        """What waits for this person's decision by the register of today, oldest first."""
        offices = self._means.people.offices_of(person.id, self._means.library.authorities)
        if not offices:
            return RequestList(said.WAITING_TITLE, (), said.WAITING_EMPTY)
        try:
            theirs = await self._with_part(partial(self._store.awaiting, offices), person, Part.DECIDER, length + 1)
        except StoreUnavailable:
            return RequestList(said.WAITING_TITLE, (), said.LIST_AWAY)
        listed = self._list(said.WAITING_TITLE, said.WAITING_EMPTY, theirs, length)
        return replace(listed, lines=tuple(map(_waits, listed.lines, theirs)))

    async def duties(self, person: Person, length: int = PAGE) -> RequestList:
        """The requests in which this person has an open duty by the register of today, oldest first."""
        offices = self._means.people.bearing_offices_of(person.id, self._means.library.authorities)
        try:
            burdened = partial(self._store.with_open_tasks, person.id, offices)
            theirs = await self._with_part(burdened, person, Part.DUTY, length + 1)
        except StoreUnavailable:
            return RequestList(said.DUTIES_TITLE, (), said.LIST_AWAY)
        listed = self._list(said.DUTIES_TITLE, said.DUTIES_EMPTY, theirs, length)
        return replace(listed, lines=tuple(replace(line, state=said.PART_OPEN) for line in listed.lines))

    async def home(self, person: Person, authority: str) -> Home:
        """What a person sees first."""
        protocol = self._means.library.protocol(authority)
        headings: dict[str, str] = {}
        for clause in protocol.clauses:
            if clause.section:
                headings.setdefault(clause.section, clause.id)
        return Home(
            protocol=protocol_note(protocol),
            mine=await self.mine(person, length=AT_HOME),
            waiting=await self.waiting(person, length=AT_HOME),
            duties=await self.duties(person, length=AT_HOME),
            headings=tuple(headings.items()),
        )

    async def _with_part(self, found: _Found, person: Person, part: Part, length: int) -> Sequence[Request]:
        """The first so many of what the store finds in which this person has the part.

        The store knows offices and ids; who of them is barred from a request, or bears its duty, the register says. So
        what is not theirs must not use up the length of the list.
        """
        theirs: list[Request] = []
        for start in range(0, _LOOKED_THROUGH, _BATCH):
            batch = await found(limit=_BATCH, offset=start)
            theirs += [one for one in batch if self._has_part(one, person, part)]
            if len(batch) < _BATCH or len(theirs) >= length:
                break
        return theirs[:length]

    def _has_part(self, request: Request, person: Person, part: Part) -> bool:
        kind = self._means.type_of(request.authority, request.type)
        if kind is None:
            return False
        standing = standing_in(self._means, Matter(request, kind), person)
        return part in standing.parts and (
            part is not Part.DUTY or any(task.done_at is None for task in standing.tasks)
        )

    def _list(self, title: str, empty: str, found: Sequence[Request], length: int) -> RequestList:
        lines = tuple(self._line(one) for one in found[:length])
        return RequestList(title, lines, "" if lines else empty, 1 if len(found) > length else 0)

    def _line(self, request: Request) -> ListLine:
        kind = self._means.type_of(request.authority, request.type)
        day = without_weekday(self._means.day_of(request.created_at))
        due = without_weekday(request.due) if request.due and request.state in UNDECIDED else ""
        return ListLine(request.reference, kind.name if kind else request.type, state_of(request), day, due)


def _waits(line: ListLine, request: Request) -> ListLine:
    name = request.requester.name or said.THE_REQUESTER
    return replace(line, state=said.waits(name, more_asked=request.state is State.MORE_ASKED))
