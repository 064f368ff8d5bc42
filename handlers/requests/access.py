"""What part somebody has in a request today. Everything that is shown or done goes through here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.requests.deciding import decider_term
from handlers.requests.duties import bears
from handlers.requests.people import office_label, term_in_words
from handlers.requests.practice import Matter, Means
from handlers.requests.request import (
    DESK,
    Authorship,
    Delivery,
    DeliveryState,
    Event,
    LetterKind,
    MoveName,
    Part,
    Person,
    Task,
)
from handlers.requests.subjects import is_subject, subjects_in
from knowledge.offices import Term

_GIVES_IT = frozenset({LetterKind.TO_DECIDER, LetterKind.MORE_GIVEN, LetterKind.TASK})
_GONE_OUT = frozenset({DeliveryState.SENDING, DeliveryState.DELIVERED})


@dataclass(frozen=True, slots=True)
class Record:
    """What the store keeps beside a request: its events, and what became of its letters."""

    events: Sequence[Event] = ()
    deliveries: Sequence[Delivery] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """The parts that somebody has in a request by the register of today; none for a stranger.

    `term` is that by which they decide, `acting` whether as a deputy. `tasks` are those that they bear.
    """

    person: Person
    parts: frozenset[Part]
    term: Term | None = None
    acting: bool = False
    tasks: tuple[Task, ...] = ()

    @property
    def sees_all(self) -> bool:
        """Whether the whole request is theirs to see; others see their own duty."""
        return bool(self.parts & {Part.REQUESTER, Part.DECIDER})


def standing_in(means: Means, matter: Matter, person: Person) -> Standing:
    """The part of this person. Who is complained of has none, whatever office they hold."""
    request, people = matter.request, means.people
    parts: set[Part] = set()
    if person.id and person.id == request.requester.id:
        parts.add(Part.REQUESTER)
    if is_subject(people, request.authority, person.id, subjects_in(means, matter)):
        return Standing(person, frozenset(parts))
    held = decider_term(means, matter)
    term = held if held and people.stands_for(person.id, held) else None
    if term:
        parts.add(Part.DECIDER)
    tasks = tuple(one for one in request.tasks if one.done_by != DESK and bears(means, matter, one, person))
    if tasks:
        parts.add(Part.DUTY)
    acting = term is not None and not people.is_same(person.id, term.holder)
    return Standing(person, frozenset(parts), term, acting, tasks)


def authorship_of(means: Means, matter: Matter, standing: Standing, part: Part, task: Task | None) -> Authorship:
    """In what capacity somebody acts, as the register has it today."""
    if part is Part.DECIDER and standing.term:
        term, acting = standing.term, standing.acting
        return Authorship(part, matter.request.office, acting, term_in_words(term, acting=acting))
    if part is Part.DUTY and task:
        borne = _term_for(means, matter, task, standing.person)
        if borne:
            acting = not means.people.is_same(standing.person.id, borne.holder)
            return Authorship(part, office_label(borne), acting, term_in_words(borne, acting=acting))
    return Authorship(part)


def had_it(matter: Matter, person: Person, record: Record) -> bool:
    """Whether the request was once with this person, who therefore knows of it."""
    request = matter.request
    had = {request.decider, *(task.bearer for task in request.tasks), *(event.actor.id for event in record.events)}
    had |= {one.letter.to for one in record.deliveries if one.letter.kind in _GIVES_IT and one.state in _GONE_OUT}
    return bool(person.id) and person.id in had


def is_twin(matter: Matter, person: Person) -> bool:
    """Whether somebody has the same user id as one with a part in it, in another workspace."""
    platform, _, rest = person.id.partition(":")
    user = rest.rpartition(":")[2]
    request = matter.request
    for one in (request.requester.id, request.decider, *(task.bearer for task in request.tasks)):
        other, _, others = one.partition(":")
        if user and one != person.id and (platform, user) == (other, others.rpartition(":")[2]):
            return True
    return False


def moving_part(move: MoveName, standing: Standing, by: frozenset[Part], task: Task | None) -> Part | None:
    """In which of their parts somebody makes a move: their own duty first."""
    parts = [part for part in (Part.DUTY, Part.DECIDER, Part.REQUESTER) if part in by and part in standing.parts]
    if move is MoveName.DO_TASK and task is not None and task not in standing.tasks:
        parts = [part for part in parts if part is not Part.DUTY]
    return parts[0] if parts else None


def _term_for(means: Means, matter: Matter, task: Task, person: Person) -> Term | None:
    """The term by which somebody bears an office's task."""
    terms = means.people.terms(matter.request.authority)
    mine = [term for term in terms if means.people.stands_for(person.id, term)]
    own = [term for term in mine if task.by in (term.office, office_label(term))]
    return next(iter(own or mine), None)
