"""A move, from the press of a button to what is stored: every permission is looked up anew, at the last moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.messages import Notice
from handlers.requests import wording
from handlers.requests.access import Record, Standing, authorship_of, moving_part, standing_in
from handlers.requests.changes import Doing, change_for, handing_on, of_the_desk
from handlers.requests.deciding import decider_term
from handlers.requests.lifecycle import move_of, permitted
from handlers.requests.ports import Change, RequestStore, Superseded
from handlers.requests.practice import Matter, Means
from handlers.requests.quotes import quotes_of
from handlers.requests.refusals import MINDS_VERSION, no_such, refusal, stale, stranger, wrong_words
from handlers.requests.request import Event, Letter, MoveName, Part, Person, State
from handlers.requests.validation import cleaned

ATTEMPTS = 8
"""How often a move is tried again where others change the same request at the same moment."""


@dataclass(frozen=True, slots=True)
class Press:
    """What somebody asks for: a move, on the version that they saw (None: whatever it is now)."""

    move: MoveName
    person: Person
    version: int | None = None
    words: str = ""
    task: str = ""


class Acting:
    """Makes the moves of requests that exist. Safe for any number of callers: the store compares versions."""

    def __init__(self, means: Means, store: RequestStore) -> None:
        self._means = means
        self._store = store

    async def matter(self, reference: str) -> Matter | None:
        """A request with its type; None where there is no such request, or its type is no longer laid down."""
        request = await self._store.get(reference)
        kind = self._means.type_of(request.authority, request.type) if request else None
        return Matter(request, kind) if request and kind else None

    async def act(self, reference: str, press: Press) -> Matter | Notice:
        """Make the move, or say why not. Raises StoreUnavailable and QuotationError; what raised changed nothing."""
        for _ in range(ATTEMPTS):
            matter = await self.matter(reference)
            if matter is None:
                return no_such(reference)
            quotes_of(self._means.library, matter.type)
            standing = standing_in(self._means, matter, press.person)
            refused = await self._refused(matter, standing, press)
            if refused:
                return refused
            if press.version is None:
                press = replace(press, version=matter.request.version)
            change = change_for(self._means, matter, self._doing(matter, standing, press))
            try:
                request = await self._store.change(reference, matter.request.version, change)
            except Superseded:
                continue
            return await self._finished(Matter(request, matter.type))
        return Notice(wording.BUSY_TITLE, (wording.BUSY,))

    async def hand_on(self, matter: Matter, letter: Letter) -> Matter:
        """Record that a request is passed on, as the letter to its decider goes out.

        Where somebody else holds the office by now, a letter to them is stored with it.
        """
        for _ in range(ATTEMPTS):
            if matter.request.state is not State.SUBMITTED or decider_term(self._means, matter) is None:
                break
            change = handing_on(self._means, matter, letter.to)
            try:
                return await self._stored(matter, change)
            except Superseded:
                matter = await self.matter(matter.request.reference) or matter
        return matter

    async def _refused(self, matter: Matter, standing: Standing, press: Press) -> Notice | None:
        if not standing.parts:
            reference = matter.request.reference
            record = Record(await self._store.events(reference), await self._store.deliveries(reference))
            return stranger(self._means, matter, press.person, record)
        refused = refusal(self._means, matter, standing, press.move, press.task)
        if refused:
            return refused
        since: Sequence[Event] = ()
        if press.version not in (None, matter.request.version) and press.move in MINDS_VERSION:
            since = await self._store.events(matter.request.reference)
        return stale(press.move, press.version, matter, since) or wrong_words(press.move, press.words)

    def _doing(self, matter: Matter, standing: Standing, press: Press) -> Doing:
        on_task = press.move is MoveName.DO_TASK
        task = next((one for one in matter.request.tasks if on_task and one.id == press.task), None)
        part = moving_part(press.move, standing, move_of(press.move).by, task)
        return Doing(
            move=press.move,
            person=press.person,
            authorship=authorship_of(self._means, matter, standing, part or Part.REQUESTER, task),
            words=cleaned(press.words),
            task=task.id if task else "",
        )

    async def _finished(self, matter: Matter) -> Matter:
        """With the last duty done, the desk says that the duties are done."""
        for _ in range(ATTEMPTS):
            moves = permitted(matter.request, matter.type.procedure, Part.DESK, next_stage=False)
            if not matter.request.tasks or MoveName.FINISH_DUTIES not in {move.name for move in moves}:
                break
            try:
                return await self._stored(matter, of_the_desk(self._means, matter, MoveName.FINISH_DUTIES))
            except Superseded:
                matter = await self.matter(matter.request.reference) or matter
        return matter

    async def _stored(self, matter: Matter, change: Change) -> Matter:
        request = matter.request
        return Matter(await self._store.change(request.reference, request.version, change), matter.type)
