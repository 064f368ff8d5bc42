"""What a submission and a change make of a request, and the event that records each. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from handlers.requests.ports import Change, NewRequest, Superseded
from handlers.requests.request import (
    Authorship,
    Event,
    Letter,
    LetterKind,
    MoveName,
    Part,
    Person,
    Request,
    State,
    Task,
)

CANCELLED_WITH = frozenset({LetterKind.REMINDER, LetterKind.OVERDUE, LetterKind.TO_DECIDER})
"""The letters that are cancelled while they wait, by a change that says so."""


def storable(text: str) -> str:
    """The text as both databases can keep it: without NUL and without halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def reference_of(prefix: str, year: int, number: int) -> str:
    """What people call a request: TRA-2026-0007."""
    return f"{prefix}-{year}-{number:04d}"


def opened(new: NewRequest, reference: str) -> Request:
    """The request as it is submitted."""
    return Request(
        reference=reference,
        authority=new.authority,
        type=new.type,
        requester=_person(new.requester),
        role=new.role,
        state=State.SUBMITTED,
        stage=new.stage,
        office=new.office,
        particulars=dict(new.particulars),
        created_at=new.created_at,
        decider=storable(new.decider),
        about=new.about,
        due=new.due,
        tasks=new.tasks,
    )


def submission(request: Request) -> Event:
    """The first event of a request, not yet in the chain. It holds all that was submitted."""
    data = {
        "type": request.type,
        "authority": request.authority,
        "role": request.role,
        "stage": request.stage,
        "office": request.office,
        "decider": request.decider,
        "about": request.about,
        "due": request.due,
        "particulars": request.particulars,
        "tasks": [_recorded(task) for task in request.tasks],
    }
    by = Authorship(Part.REQUESTER)
    at, after = request.created_at, request.state
    return Event(0, request.reference, 1, at, request.requester, by, MoveName.SUBMIT, None, after, data)


def changed(request: Request, change: Change) -> Request:
    """The request after a change. Raises Superseded where it says that a duty is done which is not open."""
    known = {task.id for task in request.open_tasks} | {task.id for task in change.tasks}
    if not known.issuperset(change.done):
        raise Superseded(f"{request.reference}: the duty is done already, or it is not one of this request.")
    actor = _person(change.actor)
    tasks = tuple(
        replace(task, done_at=change.at, done_by=actor) if task.id in change.done else task
        for task in (*request.tasks, *change.tasks)
    )
    return replace(
        request,
        state=change.after,
        version=request.version + 1,
        stage=request.stage if change.stage is None else change.stage,
        office=request.office if change.office is None else change.office,
        decider=request.decider if change.decider is None else storable(change.decider),
        due=change.due or request.due,
        decision=change.decision or request.decision,
        tasks=tasks,
    )


def alteration(request: Request, change: Change) -> Event:
    """The event of a change to `request` (as it was before), not yet in the chain."""
    said = {
        "stage": change.stage,
        "office": change.office,
        "decider": change.decider,
        "due": change.due,
        "decision": change.decision and asdict(change.decision),
        "tasks": [_recorded(task) for task in change.tasks] or None,
        "done": change.done or None,
    }
    data: Mapping[str, Any] = {key: value for key, value in said.items() if value is not None} | dict(change.data)
    by = replace(change.authorship, term=storable(change.authorship.term))
    return Event(
        serial=0,
        reference=request.reference,
        number=request.version + 1,
        at=change.at,
        actor=_person(change.actor),
        authorship=by,
        move=change.move,
        before=request.state,
        after=change.after,
        data=data,
    )


def addressed(letters: Iterable[Letter], reference: str) -> tuple[Letter, ...]:
    """The letters with the reference of their request."""
    return tuple(replace(letter, reference=reference, to=storable(letter.to)) for letter in letters)


def _person(person: Person) -> Person:
    return Person(storable(person.id), storable(person.name))


def _recorded(task: Task) -> dict[str, Any]:
    # Whether it is done is what later events say.
    return {
        "id": task.id,
        "what": task.what,
        "by": task.by,
        "clause": task.clause,
        "words": task.words,
        "tells": task.tells,
        "reveals": task.reveals,
        "bearer": task.bearer,
    }
