"""The duties that clauses attach to a request: who bears them, whom the desk tells itself, what is left to a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from handlers.requests.deciding import decider_term, is_office
from handlers.requests.people import same_person
from handlers.requests.practice import Matter, Means
from handlers.requests.request import DESK, Letter, LetterKind, Person, Task
from handlers.requests.subjects import is_subject, subjects_in
from knowledge.clause import Role
from knowledge.offices import Person as Registered
from knowledge.offices import Term
from knowledge.requests import Bearer, FieldKind, Moment, RequestDuty
from knowledge.routes import OfficeKind


@dataclass(frozen=True, slots=True)
class Arising:
    """The tasks that arise at a moment, and the letters that go with them."""

    tasks: tuple[Task, ...] = ()
    letters: tuple[Letter, ...] = ()


def arising(means: Means, matter: Matter, moments: Iterable[Moment], decider: str) -> Arising:
    """The tasks of these moments. What the desk can tell itself is told and done; the rest is for a person.

    `decider` is the id of who decides now (or has just decided), to whom a duty falls whose bearer is not registered.
    """
    found = tuple(moments)
    tasks: list[Task] = []
    letters: list[Letter] = []
    for duty in (one for one in matter.type.duties if one.at in found):
        for task in _tasks(means, matter, duty, decider):
            tasks.append(task)
            letters += _letters(means, matter, task)
    return Arising(tuple(tasks), tuple(letters))


def told_by_desk(means: Means, matter: Matter, task: Task) -> tuple[str, ...]:
    """The ids of those to whom the desk writes for a task, by the register of today."""
    people = (one.person for party in task.tells for one in _registered(means, matter, party, task.tells))
    ids = (means.people.address(one) for one in people)
    return tuple(dict.fromkeys(one for one in ids if one and one != matter.request.requester.id))


def bears(means: Means, matter: Matter, task: Task, person: Person) -> bool:
    """Whether somebody bears a task today. An office's task is its holder's, not that of who held it before."""
    request = matter.request
    if is_subject(means.people, request.authority, person.id, subjects_in(means, matter)):
        return False
    return bool(person.id) and person.id in bearing(means, matter, task)


def bearing(means: Means, matter: Matter, task: Task) -> frozenset[str]:
    """The ids of those who bear a task today, with who is complained of where they hold the office."""
    request = matter.request
    if task.by == Bearer.REQUESTER or (task.by == Bearer.OFFICER and request.role is Role.OFFICER):
        return frozenset({request.requester.id})
    if task.by == Bearer.OFFICER and (named := _named_officer(means, matter)):
        return frozenset(means.people.ids(named))
    term = _bearing_term(means, matter, task.by) or decider_term(means, matter)
    return means.people.ids_of(term) if term else frozenset()


def _tasks(means: Means, matter: Matter, duty: RequestDuty, decider: str) -> Iterator[Task]:
    task = Task(
        id=means.marks(),
        what=duty.task,
        by=duty.by,
        clause=duty.clause,
        words=duty.words,
        tells=duty.tells,
        reveals=duty.reveals,
        bearer=_bearer(means, matter, duty.by) or decider,
    )
    known = tuple(one for one in duty.tells if duty.sends and _reachable(means, matter, one, duty.tells))
    if known:
        yield replace(task, tells=known, done_at=means.now(), done_by=DESK)
    left = tuple(one for one in duty.tells if one not in known)
    if left or not known:
        yield replace(task, id=means.marks(), tells=left)


def _letters(means: Means, matter: Matter, task: Task) -> Iterator[Letter]:
    reference = matter.request.reference
    if task.done_at is None:
        yield Letter(means.marks(), LetterKind.TASK, reference, task.bearer, task.id)
        return
    for reader in told_by_desk(means, matter, task):
        yield Letter(means.marks(), LetterKind.TOLD, reference, reader, task.id)


def _bearer(means: Means, matter: Matter, by: str) -> str:
    """The id of who bears a duty; "" where the register does not say (then it falls to the decider)."""
    request = matter.request
    if by == Bearer.REQUESTER or (by == Bearer.OFFICER and request.role is Role.OFFICER):
        return request.requester.id
    if by == Bearer.OFFICER:
        named = _named_officer(means, matter)
        return means.people.address(named) if named else ""
    term = _bearing_term(means, matter, by)
    return means.people.address(term.person) if term else ""


def _bearing_term(means: Means, matter: Matter, by: str) -> Term | None:
    """The one term that an office means today, unless the complaint is about who stands for it."""
    request = matter.request
    if is_office(request, by):
        return decider_term(means, matter)
    subjects = subjects_in(means, matter)
    held = means.people.all_holding(request.authority, by)
    if len(held) != 1 or any(subjects.are(one.name) for one in held[0].people):
        return None
    return held[0]


def _named_officer(means: Means, matter: Matter) -> Registered | None:
    """The one person of the register whom the particulars name."""
    request = matter.request
    fields = [one for one in matter.type.fields if one.kind is FieldKind.PERSON and not one.complained_of]
    names = [request.particulars[one.key] for one in fields if request.particulars.get(one.key)]
    known = means.people.everybody(request.authority)
    found = [one for one in known if any(same_person(name, one.name) for name in names)]
    return found[0] if len(found) == 1 else None


def _reachable(means: Means, matter: Matter, party: str, tells: tuple[str, ...]) -> bool:
    """Whether the desk can write to a party: to all of it, or it is left to a person."""
    terms = _registered(means, matter, party, tells)
    return bool(terms) and all(means.people.address(term.person) for term in terms)


def _registered(means: Means, matter: Matter, party: str, tells: tuple[str, ...]) -> tuple[Term, ...]:
    """The terms that are the party: one office; or several of the same where all of them are to be told.

    "Leaders of the other Groups", told beside the "Group Leader", are together all who hold that office. Which of
    several holders an "appropriate" Member is, the desk cannot know. None where one of them is complained of.
    """
    authority = matter.request.authority
    offices = means.library.protocol(authority).offices
    held = means.people.all_holding(authority, party)
    together = [one for one in tells if one != party and _is_several_of(party, one)]
    if not held:
        singles = [one.name for one in offices if one.kind is not OfficeKind.PARTY and _is_several_of(one.name, party)]
        meant = [one for one in singles if one in tells]
        held = means.people.all_holding(authority, meant[0]) if meant else ()
    elif len(held) > 1 and not together:
        return ()
    subjects = subjects_in(means, matter)
    return () if any(subjects.are(one.name) for term in held for one in term.people) else held


def _is_several_of(office: str, party: str) -> bool:
    """Whether a party is several holders of an office: "Leaders of the other Groups" of "Group Leader"."""
    single, several = _stems(office), _stems(party)
    return bool(single) and single <= several and party.casefold() != office.casefold()


def _stems(words: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in words.casefold().split())
