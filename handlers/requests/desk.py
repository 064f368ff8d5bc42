"""The desk for formal requests: forms, submission, moves, what each person may see of a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handlers import wording as answers_wording
from handlers.messages import Notice
from handlers.ports import Register
from handlers.requests import catalogue, wording
from handlers.requests.access import Record, standing_in
from handlers.requests.acting import Acting, Press
from handlers.requests.changes import new_request
from handlers.requests.forms import Filled, checking_for, form_for, read
from handlers.requests.involved import Involved, involved_in
from handlers.requests.lists import Lists
from handlers.requests.messages import Checking, Form, Home, RequestList, RequestView, TypeChoice
from handlers.requests.people import People
from handlers.requests.ports import Addresses, Marks, Now, RequestStore, StoreUnavailable, WorkingDays
from handlers.requests.practice import Matter, Means, Practice
from handlers.requests.quotes import quotes_of
from handlers.requests.reading import Reading
from handlers.requests.refusals import no_such
from handlers.requests.request import Letter, LetterKind, MoveName, Person
from handlers.requests.views import gone_view, view_for
from knowledge.clause import Role
from knowledge.errors import QuotationError, UnknownClause
from knowledge.library import Library
from knowledge.requests import RequestType


class RequestDesk:
    """Starts formal requests and sees them to their end. Keeps nothing itself; safe for any number of callers."""

    def __init__(  # noqa: PLR0913 - everything from outside comes in here
        self,
        library: Library,
        store: RequestStore,
        *,
        register: Register | None,
        addresses: Addresses,
        practice: Practice,
        working_days: WorkingDays,
        now: Now,
        marks: Marks,
    ) -> None:
        self._means = Means(library, People(register, addresses), practice, working_days, now, marks)
        self._store = store
        self._acting = Acting(self._means, store)
        self._lists = Lists(self._means, store)
        self._reading = Reading(self._means, store, self._acting)

    def choices(self, authority: str, role: Role | None) -> TypeChoice:
        """What can be started under a protocol. Raises UnknownAuthority."""
        return catalogue.choices_for(self._means, authority, role)

    def find_type(self, authority: str, words: str, role: Role | None) -> list[str]:
        """The ids of the types that these words may mean, best first. Raises UnknownAuthority."""
        return catalogue.find(self._means, authority, words, role)

    def form(
        self, authority: str, type_id: str, role: Role | None, filled: Mapping[str, str] | None = None
    ) -> Form | Notice:
        """The form; a notice where the protocol does not lay it down, or not for this side. Raises UnknownAuthority."""
        found = self._found(authority, type_id, role)
        if isinstance(found, Notice):
            return found
        try:
            return form_for(self._means, *found, filled or {})
        except (QuotationError, UnknownClause):
            return _mismatch()

    def check(  # noqa: PLR0913, PLR0917 - what a form brings
        self,
        authority: str,
        type_id: str,
        role: Role | None,
        answers: Mapping[str, str],
        key: str,
        person: Person | None = None,
    ) -> Checking | Form | Notice:
        """What is looked at before sending; the form with the errors beside its fields where there are any.

        With the `person` it is known that a request does not go to who sends it.
        """
        found = self._found(authority, type_id, role)
        if isinstance(found, Notice):
            return found
        try:
            filled = self._read(*found, answers, person)
            return filled if isinstance(filled, Form) else checking_for(self._means, *found, filled, key)
        except (QuotationError, UnknownClause):
            return _mismatch()

    async def submit(  # noqa: PLR0913, PLR0917 - what a form brings
        self,
        authority: str,
        type_id: str,
        role: Role | None,
        answers: Mapping[str, str],
        key: str,
        person: Person,
    ) -> RequestView | Form | Notice:
        """Store the request and give the receipt. The same key of the same person stores nothing a second time."""
        found = self._found(authority, type_id, role)
        if isinstance(found, Notice):
            return found
        kind, side = found
        try:
            filled = self._read(kind, side, answers, person)
            if isinstance(filled, Form):
                return filled
            quotes_of(self._means.library, kind)
            new = replace(new_request(self._means, kind, side, filled, person), key=f"{person.id} {key}")
            request = await self._store.submit(new)
        except StoreUnavailable:
            return Notice(wording.STORE_AWAY_TITLE, (wording.NOTHING_SENT,))
        except (QuotationError, UnknownClause):
            return _mismatch()
        matter = Matter(request, self._means.type_of(request.authority, request.type) or kind)
        standing = standing_in(self._means, matter, person)
        receipt = Letter("", LetterKind.RECEIPT, request.reference, person.id)
        return view_for(self._means, matter, standing, Record(), receipt)

    async def act(  # noqa: PLR0913 - what a button carries
        self,
        reference: str,
        move: MoveName,
        person: Person,
        *,
        version: int | None = None,
        words: str = "",
        task: str = "",
    ) -> RequestView | Notice:
        """Make a move, and show the request as it is then; or a notice why not, with nothing changed.

        Who has referred a request on sees no more than where it went.
        """
        reference = _folded(reference)
        try:
            done = await self._acting.act(reference, Press(move, person, version, words, task))
        except StoreUnavailable:
            return Notice(wording.STORE_AWAY_TITLE, (wording.STORE_AWAY,))
        except (QuotationError, UnknownClause):
            return _mismatch()
        if isinstance(done, Notice):
            return done
        if not standing_in(self._means, done, person).parts:
            return gone_view(self._means, done)
        return await self._shown(done, person)

    async def show(self, reference: str, person: Person) -> RequestView | Notice:
        """The request as this person may see it. Without a part in it, it does not exist for them."""
        reference = _folded(reference)
        try:
            matter = await self._acting.matter(reference)
        except StoreUnavailable:
            return Notice(wording.STORE_AWAY_TITLE, (wording.TRY_AGAIN,))
        if matter is None or not standing_in(self._means, matter, person).parts:
            return no_such(reference)
        return await self._shown(matter, person)

    async def mine(self, person: Person, page: int = 0) -> RequestList:
        """A person's own requests, newest first."""
        return await self._lists.mine(person, page)

    async def waiting(self, person: Person) -> RequestList:
        """What waits for this person's decision."""
        return await self._lists.waiting(person)

    async def duties(self, person: Person) -> RequestList:
        """The requests in which this person has an open duty."""
        return await self._lists.duties(person)

    async def home(self, person: Person, authority: str) -> Home:
        """What a person sees first. Raises UnknownAuthority."""
        return await self._lists.home(person, authority)

    async def letter(self, letter: Letter) -> RequestView | None:
        """What a letter's reader sees now; None where it is no longer to be sent.

        To deliver the letter to a decider is to hand the request on: that is recorded first, so that the buttons carry
        the version they are for. Raises QuotationError and StoreUnavailable.
        """
        return await self._reading.letter(letter)

    async def involved(self, reference: str) -> Involved | None:
        """In whose lists a request stands; None where there is none. Raises StoreUnavailable."""
        matter = await self._acting.matter(reference)
        return involved_in(self._means, matter) if matter else None

    def _found(self, authority: str, type_id: str, role: Role | None) -> tuple[RequestType, Role] | Notice:
        self._means.library.protocol(authority)
        kind = self._means.type_of(authority, type_id)
        if kind is None:
            return catalogue.not_laid_down(self._means, authority, type_id)
        side = catalogue.side_of(kind, role)
        return side if isinstance(side, Notice) else (kind, side)

    def _read(self, kind: RequestType, side: Role, answers: Mapping[str, str], person: Person | None) -> Filled | Form:
        filled = read(self._means, kind, answers, person.id if person else "")
        return form_for(self._means, kind, side, answers, filled.errors) if filled.errors else filled

    async def _shown(self, matter: Matter, person: Person) -> RequestView | Notice:
        """The request with its record. Where that cannot be read now, what was done still counts, and is said."""
        standing = standing_in(self._means, matter, person)
        record = Record()
        try:
            if standing.sees_all:
                reference = matter.request.reference
                record = Record(await self._store.events(reference), await self._store.deliveries(reference))
            return view_for(self._means, matter, standing, record)
        except StoreUnavailable:
            return view_for(self._means, matter, standing, Record())
        except (QuotationError, UnknownClause):
            return _mismatch()


def _mismatch() -> Notice:
    return Notice(answers_wording.MISMATCH_TITLE, answers_wording.MISMATCH)


def _folded(reference: str) -> str:
    return reference.strip().upper()
