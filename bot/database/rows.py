"""Translates rows of the tables into the plain data of requests, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from handlers.requests.request import (
    Authorship,
    Decision,
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
    Task,
)
from knowledge.clause import Role

Values = dict[str, Any]


def request_values(request: Request) -> Values:
    """What a change can alter in the row of a request."""
    return {
        "state": str(request.state),
        "stage": request.stage,
        "office": request.office,
        "decider": request.decider,
        "due": request.due,
        "decision": request.decision and asdict(request.decision),
        "version": request.version,
        "open_tasks": 0 if request.state is State.WITHDRAWN else len(request.open_tasks),
    }


def new_request_values(request: Request, form_key: str, opened: int) -> Values:
    """The whole row of a new request."""
    return {
        **request_values(request),
        "opened": opened,
        "reference": request.reference,
        "form_key": form_key,
        "authority": request.authority,
        "type": request.type,
        "requester": request.requester.id,
        "requester_name": request.requester.name,
        "role": str(request.role),
        "particulars": request.particulars,
        "created_at": request.created_at,
        "changed_at": request.created_at,
        "about": request.about,
    }


def request_of(row: Row[Any], tasks: tuple[Task, ...]) -> Request:
    return Request(
        reference=row.reference,
        authority=row.authority,
        type=row.type,
        requester=Person(row.requester, row.requester_name),
        role=Role(row.role),
        state=State(row.state),
        stage=row.stage,
        office=row.office,
        particulars=row.particulars,
        created_at=row.created_at,
        version=row.version,
        decider=row.decider,
        about=tuple(row.about),
        due=row.due,
        decision=row.decision and _decision(row.decision),
        tasks=tasks,
    )


def _decision(kept: Values) -> Decision:
    by = kept["authorship"]
    return Decision(
        move=MoveName(kept["move"]),
        by=Person(**kept["by"]),
        authorship=Authorship(Part(by["part"]), by["office"], by["acting"], by["term"]),
        at=datetime.fromisoformat(kept["at"]),
        words=kept["words"],
    )


def task_values(reference: str, place: int, task: Task) -> Values:
    return {
        "reference": reference,
        "id": task.id,
        "place": place,
        "what": task.what,
        "borne_by": task.by,
        "clause": task.clause,
        "words": task.words,
        "tells": task.tells,
        "reveals": task.reveals,
        "bearer": task.bearer,
        "done_at": task.done_at,
        "done_by": task.done_by and task.done_by.id,
        "done_by_name": task.done_by and task.done_by.name,
    }


def task_rows(reference: str, tasks: Sequence[Task], first: int = 0) -> list[Values]:
    """The rows of duties that are added, the first of them at a place."""
    return [task_values(reference, place, task) for place, task in enumerate(tasks, start=first)]


def task_of(row: Row[Any]) -> Task:
    return Task(
        id=row.id,
        what=row.what,
        by=row.borne_by,
        clause=row.clause,
        words=row.words,
        tells=tuple(row.tells),
        reveals=tuple(row.reveals),
        bearer=row.bearer,
        done_at=row.done_at,
        done_by=None if row.done_by is None else Person(row.done_by, row.done_by_name),
    )


def letter_values(letter: Letter, at: datetime) -> Values:
    """The row of a letter that waits, stored at a time."""
    return {
        "mark": letter.mark,
        "kind": str(letter.kind),
        "reference": letter.reference,
        "recipient": letter.to,
        "task": letter.task,
        "not_before": letter.not_before,
        "state": str(DeliveryState.WAITING),
        "attempts": 0,
        "reason": "",
        "posted": "",
        "next_at": letter.not_before or at,
    }


def delivery_of(row: Row[Any]) -> Delivery:
    return Delivery(
        letter=Letter(row.mark, LetterKind(row.kind), row.reference, row.recipient, row.task, row.not_before),
        state=DeliveryState(row.state),
        attempts=row.attempts,
        reason=row.reason,
        posted=row.posted,
        at=row.at,
    )


def event_values(event: Event) -> Values:
    by = event.authorship
    return {
        "serial": event.serial,
        "reference": event.reference,
        "number": event.number,
        "at": event.at,
        "actor": event.actor.id,
        "actor_name": event.actor.name,
        "part": str(by.part),
        "office": by.office,
        "acting": by.acting,
        "term": by.term,
        "move": str(event.move),
        "before_state": event.before and str(event.before),
        "after_state": str(event.after),
        "data": event.data,
        "previous": event.previous,
        "before_all": event.before_all,
        "digest": event.digest,
    }


def event_of(row: Row[Any]) -> Event:
    """Raises ValueError for what no event can hold: somebody altered it."""
    if not isinstance(row.data, dict):
        raise ValueError(f"event {row.serial} has no content.")  # noqa: TRY004 - no mistake of the program
    return Event(
        serial=row.serial,
        reference=row.reference,
        number=row.number,
        at=row.at,
        actor=Person(row.actor, row.actor_name),
        authorship=Authorship(Part(row.part), row.office, row.acting, row.term),
        move=MoveName(row.move),
        before=None if row.before_state is None else State(row.before_state),
        after=State(row.after_state),
        data=row.data,
        previous=row.previous,
        before_all=row.before_all,
        digest=row.digest,
    )


def tasks_by_request(rows: Sequence[Row[Any]]) -> dict[str, tuple[Task, ...]]:
    """The duties of several requests, each in order."""
    found: dict[str, list[Task]] = {}
    for row in sorted(rows, key=lambda row: (row.reference, row.place)):
        found.setdefault(row.reference, []).append(task_of(row))
    return {reference: tuple(tasks) for reference, tasks in found.items()}
