"""What a move stores: the change with the decision, the tasks and the letters that belong to it. Nothing is checked
here; `handlers.requests.acting` has done that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.requests.deciding import decider_term, next_place
from handlers.requests.duties import arising
from handlers.requests.forms import Filled
from handlers.requests.letters import due_from, one, reminders, to_decider
from handlers.requests.lifecycle import DECIDED, MOVES, move_of
from handlers.requests.ports import Change, NewRequest
from handlers.requests.practice import Matter, Means
from handlers.requests.request import (
    DESK,
    Authorship,
    Decision,
    Letter,
    LetterKind,
    MoveName,
    Part,
    Person,
    Request,
    State,
)
from handlers.requests.subjects import subjects_in
from knowledge.clause import Role
from knowledge.requests import Moment, RequestType

DECISIONS = frozenset(move.name for move in MOVES if move.after in DECIDED)
_GRANTS = frozenset({MoveName.GRANT, MoveName.GRANT_IN_PART, MoveName.ANSWER})


@dataclass(frozen=True, slots=True)
class Doing:
    """A move that may be made: who makes it, in what capacity, with which words, on which task."""

    move: MoveName
    person: Person
    authorship: Authorship
    words: str = ""
    task: str = ""


def new_request(means: Means, kind: RequestType, role: Role, filled: Filled, person: Person) -> NewRequest:
    """What is stored when a request is submitted; its key is still to be set."""
    now, term = means.now(), filled.placement.term
    decider = means.people.address(term.person) if term else ""
    request = Request(
        reference="",
        authority=kind.authority,
        type=kind.id,
        requester=person,
        role=role,
        state=State.SUBMITTED,
        stage=filled.placement.stage,
        office=filled.placement.office,
        particulars=dict(filled.particulars),
        created_at=now,
        decider=decider,
        about=filled.subjects.names,
    )
    due = due_from(means, kind, means.day_of(now))
    duties = arising(means, Matter(request, kind), (Moment.SUBMITTED,), decider)
    letters = (
        one(means, LetterKind.RECEIPT, request, person.id),
        to_decider(means, "", kind.authority, filled.subjects, term),
        *reminders(means, "", person.id, decider, due),
        *duties.letters,
    )
    return NewRequest(
        key="",
        prefix=means.practice.prefix(kind.authority),
        authority=kind.authority,
        type=kind.id,
        requester=person,
        role=role,
        stage=request.stage,
        office=request.office,
        particulars=request.particulars,
        created_at=now,
        decider=decider,
        about=request.about,
        due=due.day if due else None,
        tasks=duties.tasks,
        letters=letters,
    )


def change_for(means: Means, matter: Matter, doing: Doing) -> Change:
    """The change that a move makes."""
    change = _bare(means, matter, doing)
    if doing.move in DECISIONS:
        return _decided(means, matter, doing, change)
    build = _BUILD.get(doing.move)
    return build(means, matter, change) if build else change


def of_the_desk(means: Means, matter: Matter, move: MoveName) -> Change:
    """A move of the desk's own."""
    return _bare(means, matter, Doing(move, DESK, Authorship(Part.DESK)))


def handing_on(means: Means, matter: Matter, reader: str) -> Change:
    """That the request is passed on, by the letter to this reader, or by another to who holds the office by now."""
    change = of_the_desk(means, matter, MoveName.HAND_ON)
    term = decider_term(means, matter)
    if term is None or means.people.stands_for(reader, term):
        return change
    request, decider = matter.request, means.people.address(term.person)
    return replace(change, decider=decider, letters=(one(means, LetterKind.TO_DECIDER, request, decider),))


def _bare(means: Means, matter: Matter, doing: Doing) -> Change:
    data: dict[str, Any] = {}
    if doing.words:
        data["words"] = doing.words
    if doing.task:
        data["task"] = doing.task
    return Change(
        move=doing.move,
        actor=doing.person,
        authorship=doing.authorship,
        at=means.now(),
        after=move_of(doing.move).after or matter.request.state,
        data=data,
        done=(doing.task,) if doing.task else (),
    )


def _decided(means: Means, matter: Matter, doing: Doing, change: Change) -> Change:
    moments = [Moment.DECIDED, *([Moment.GRANTED] if doing.move in _GRANTS else [])]
    duties = arising(means, matter, moments, doing.person.id)
    outcome = one(means, LetterKind.OUTCOME, matter.request, matter.request.requester.id)
    return replace(
        change,
        decision=Decision(doing.move, doing.person, doing.authorship, change.at, doing.words),
        tasks=duties.tasks,
        letters=(outcome, *duties.letters),
        cancel=True,
    )


def _asked(means: Means, matter: Matter, change: Change) -> Change:
    request = matter.request
    return replace(change, letters=(one(means, LetterKind.MORE_ASKED, request, request.requester.id),))


def _given(means: Means, matter: Matter, change: Change) -> Change:
    request, term = matter.request, decider_term(means, matter)
    if term is None:
        nobody = to_decider(means, request.reference, request.authority, subjects_in(means, matter), None)
        return replace(change, decider="", letters=(nobody,))
    decider = means.people.address(term.person)
    return replace(change, decider=decider, letters=(one(means, LetterKind.MORE_GIVEN, request, decider),))


def _onwards(means: Means, matter: Matter, change: Change) -> Change:
    """To the next office, with a clock of its own."""
    placed = next_place(means, matter)
    if placed is None:
        raise ValueError("There is no office after this one.")
    request = matter.request
    decider = means.people.address(placed.term.person) if placed.term else ""
    due = due_from(means, matter.type, means.day_of(change.at))
    kind = LetterKind.OUTCOME if change.move is MoveName.REFER else LetterKind.RECEIPT
    letters = (
        one(means, kind, request, request.requester.id),
        to_decider(means, request.reference, request.authority, subjects_in(means, matter), placed.term),
        *reminders(means, request.reference, request.requester.id, decider, due),
    )
    return replace(
        change,
        data={**change.data, "office": placed.office, "stage": placed.stage},
        stage=placed.stage,
        office=placed.office,
        decider=decider,
        due=due.day if due else None,
        letters=letters,
        cancel=True,
    )


def _withdrawn(means: Means, matter: Matter, change: Change) -> Change:
    """Who decides is told, unless the request never came to them."""
    request = matter.request
    term = decider_term(means, matter)
    letters: tuple[Letter, ...] = ()
    if term and request.state is not State.SUBMITTED:
        letters = (one(means, LetterKind.WITHDRAWN, request, means.people.address(term.person)),)
    return replace(change, letters=letters, cancel=True)


def _closed(means: Means, matter: Matter, change: Change) -> Change:
    duties = arising(means, matter, (Moment.CLOSED,), change.actor.id)
    outcome = one(means, LetterKind.OUTCOME, matter.request, matter.request.requester.id)
    return replace(change, tasks=duties.tasks, letters=(outcome, *duties.letters), cancel=True)


_BUILD: Mapping[MoveName, Callable[[Means, Matter, Change], Change]] = {
    MoveName.ASK_MORE: _asked,
    MoveName.GIVE_MORE: _given,
    MoveName.REFER: _onwards,
    MoveName.TAKE_FURTHER: _onwards,
    MoveName.WITHDRAW: _withdrawn,
    MoveName.CLOSE: _closed,
}
