"""What the reader of a letter sees when it goes out, and whether it is still to go out at all."""

from __future__ import annotations

from handlers.requests.access import Record, Standing, standing_in
from handlers.requests.acting import Acting
from handlers.requests.deciding import decider_term
from handlers.requests.duties import told_by_desk
from handlers.requests.lifecycle import UNDECIDED
from handlers.requests.messages import RequestView
from handlers.requests.ports import RequestStore
from handlers.requests.practice import Matter, Means
from handlers.requests.request import DESK, Letter, LetterKind, Part, Person, State, Task
from handlers.requests.views import nobody_view, told_view, view_for

_TO_REQUESTER = frozenset({LetterKind.RECEIPT, LetterKind.MORE_ASKED, LetterKind.OUTCOME})
_WHILE_UNDECIDED = frozenset({
    LetterKind.TO_DECIDER, LetterKind.MORE_GIVEN, LetterKind.REMINDER, LetterKind.OVERDUE,
})  # fmt: skip


class Reading:
    """Makes of a letter what its reader may see at the moment when it is delivered."""

    def __init__(self, means: Means, store: RequestStore, acting: Acting) -> None:
        self._means = means
        self._store = store
        self._acting = acting

    async def letter(self, letter: Letter) -> RequestView | None:
        """What the reader sees; None where the letter is no longer to be sent, or no longer to them.

        Raises StoreUnavailable and `knowledge.errors.QuotationError`.
        """
        matter = await self._acting.matter(letter.reference)
        if matter is None:
            return None
        if letter.kind is LetterKind.TO_DECIDER:
            matter = await self._acting.hand_on(matter, letter)
        if letter.kind is LetterKind.NOBODY:
            return self._nobody(matter)
        task = next((one for one in matter.request.tasks if one.id == letter.task), None)
        if letter.kind is LetterKind.TOLD:
            return self._told(matter, task, letter)
        reader = standing_in(self._means, matter, self._reader(matter, letter))
        if not self._is_for(matter, reader, letter, task):
            return None
        events = await self._store.events(letter.reference) if letter.kind is not LetterKind.RECEIPT else ()
        return view_for(self._means, matter, reader, Record(events), letter)

    def _reader(self, matter: Matter, letter: Letter) -> Person:
        return Person(letter.to, self._means.people.known_as(matter.request.authority, letter.to))

    def _is_for(self, matter: Matter, reader: Standing, letter: Letter, task: Task | None) -> bool:
        state, parts = matter.request.state, reader.parts
        if letter.kind in _WHILE_UNDECIDED and state not in UNDECIDED:
            return False
        if letter.kind is LetterKind.TASK:
            is_open = task is not None and task.done_at is None and state is not State.WITHDRAWN
            return is_open and (task in reader.tasks or Part.DECIDER in parts)
        if letter.kind in _TO_REQUESTER:
            return Part.REQUESTER in parts and (letter.kind is not LetterKind.MORE_ASKED or state is State.MORE_ASKED)
        if letter.kind is LetterKind.OVERDUE:
            return reader.sees_all
        return Part.DECIDER in parts

    def _told(self, matter: Matter, task: Task | None, letter: Letter) -> RequestView | None:
        """Only to those whom the clause says to tell, and only what the desk itself tells."""
        if task is None or task.done_by != DESK or letter.to not in told_by_desk(self._means, matter, task):
            return None
        return told_view(self._means, matter, task)

    def _nobody(self, matter: Matter) -> RequestView | None:
        if matter.request.state not in UNDECIDED or decider_term(self._means, matter):
            return None
        return nobody_view(self._means, matter)
