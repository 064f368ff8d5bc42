"""Which office has a request, and who decides it today: the stages of its type against the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.requests import wording
from handlers.requests.people import office_label
from handlers.requests.practice import Matter, Means
from handlers.requests.request import Request
from handlers.requests.subjects import Subjects, barred, subjects_in
from knowledge.offices import Term
from knowledge.requests import RequestType, Stage
from knowledge.routes import OfficeKind


@dataclass(frozen=True, slots=True)
class Case:
    """What decides where a request goes: its type, whom it is about, the id of who starts it, the office chosen."""

    type: RequestType
    subjects: Subjects
    requester: str = ""
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """An office that a request can go to, as the requester chooses it. `term` is None where nobody holds it."""

    office: str
    term: Term | None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a request goes. `term` is None where the register names nobody who may have it.

    `notes` say whom it does not go to, and why.
    """

    stage: int
    office: str
    term: Term | None
    notes: tuple[str, ...] = ()


def applying(kind: RequestType, subjects: Subjects) -> tuple[int, ...]:
    """The places of the stages that apply to a complaint about these, in order; all of them for other requests."""
    special = any(subjects.hold(stage.when) for stage in kind.stages if stage.when)
    return tuple(place for place, stage in enumerate(kind.stages) if _applies(stage, subjects, special=special))


def choices_of(means: Means, kind: RequestType, stage: Stage) -> tuple[Choice, ...]:
    """The offices of a stage by the register of today: one for each person where several hold the same.

    An office that depends on who asks (a line manager) stands in no register: it counts only where it is the only one.
    """
    kinds = {one.name: one.kind for one in means.library.protocol(kind.authority).offices}
    held = [name for name in stage.offices if kinds.get(name) is not OfficeKind.PERSONAL] or list(stage.offices)
    return tuple(choice for name in held for choice in _held(means, kind.authority, name))


def open_choices(means: Means, case: Case, stage: Stage) -> tuple[Choice, ...]:
    """Those of them that are not barred from this request."""
    return tuple(one for one in choices_of(means, case.type, stage) if not _is_barred(means, case, one))


def place(means: Means, case: Case) -> Placement:
    """Where a new request goes: to the first stage that applies and has an office that is not barred."""
    stages = case.type.stages
    places = applying(case.type, case.subjects) or (0,)
    first = next((one for one in places if not stages[one].further), places[0])
    found = _first_open(means, case, [one for one in places if one >= first])
    return found or Placement(first, stages[first].offices[0], None, (wording.NOBODY_LEFT,))


def next_place(means: Means, matter: Matter) -> Placement | None:
    """Where a request can be taken from where it is; None where the protocol names nobody after that.

    A stage is passed over whose office has the request already, as one of the alternatives of an earlier stage.
    """
    request, subjects = matter.request, subjects_in(means, matter)
    stages = matter.type.stages
    later = [
        one
        for one in applying(matter.type, subjects)
        if one > request.stage and not any(is_office(request, office) for office in stages[one].offices)
    ]
    return _first_open(means, Case(matter.type, subjects, request.requester.id), later)


def is_office(request: Request, office: str) -> bool:
    """Whether the request is with this office, or with one of several people who hold it."""
    return request.office == office or request.office.startswith(f"{office}, ")


def decider_term(means: Means, matter: Matter) -> Term | None:
    """The term of the office that has the request, by the register of today; None where nobody may decide it."""
    request = matter.request
    subjects = subjects_in(means, matter)
    held = means.people.holding(request.authority, request.office)
    return next((term for term in held if not barred(means, term, subjects, request.requester.id)), None)


def _first_open(means: Means, case: Case, places: Sequence[int]) -> Placement | None:
    notes: list[str] = []
    for number in places:
        offered = choices_of(means, case.type, case.type.stages[number])
        left = [one for one in offered if not _is_barred(means, case, one)]
        notes += [wording.does_not_go_to(one.office) for one in offered if one not in left]
        if left:
            one = _chosen(left, case.chosen)
            return Placement(number, one.office, one.term, tuple(dict.fromkeys(notes)))
    return None


def _is_barred(means: Means, case: Case, choice: Choice) -> bool:
    if choice.term is None:
        return case.subjects.hold((choice.office,))
    return barred(means, choice.term, case.subjects, case.requester)


def _chosen(left: Sequence[Choice], chosen: str) -> Choice:
    """The one chosen; else the first that somebody holds, but nobody where several hold it and none was chosen."""
    for one in left:
        if one.office == chosen:
            return one
    names = [one.term.office if one.term else one.office for one in left]
    alone = [one for one, name in zip(left, names, strict=True) if one.term and names.count(name) == 1]
    return alone[0] if alone else Choice(names[0], None)


def _applies(stage: Stage, subjects: Subjects, *, special: bool) -> bool:
    if stage.when:
        return subjects.hold(stage.when)
    return not (stage.otherwise and special)


def _held(means: Means, authority: str, office: str) -> Iterator[Choice]:
    terms = means.people.all_holding(authority, office)
    if not terms:
        yield Choice(office, None)
    for term in terms:
        yield Choice(office_label(term), term)
