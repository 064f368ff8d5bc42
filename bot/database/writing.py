"""The statements that write requests: one head of the chain is locked first, so that serials have no gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.database import chain, recording, rows
from bot.database.chain import Head
from bot.database.reading import BY_REFERENCE, request_at
from bot.database.tables import chain_head, events, letters, reference_counts, requests, tasks
from handlers.requests.ports import Change, NewRequest, Superseded
from handlers.requests.request import DeliveryState, Event, Letter, Request, Task

_HEAD = select(chain_head.c.serial, chain_head.c.digest).with_for_update()
_INSERT_REQUESTS, _INSERT_TASKS = insert(requests).inline(), insert(tasks).inline()
_INSERT_LETTERS, _INSERT_EVENTS = insert(letters).inline(), insert(events).inline()
_INSERT_COUNT = insert(reference_counts).inline()
_MOVE_HEAD = update(chain_head).values(serial=bindparam("to_serial"), digest=bindparam("to_digest"))
_LAST_DIGEST = select(events.c.digest).where(
    events.c.reference == bindparam("of"), events.c.number == bindparam("version")
)
_COUNT = (
    update(reference_counts)
    .where(reference_counts.c.prefix == bindparam("of"), reference_counts.c.year == bindparam("in_year"))
    .values(number=reference_counts.c.number + 1)
    .returning(reference_counts.c.number)
)
_CHANGE = (
    update(requests)
    .where(requests.c.reference == bindparam("of"), requests.c.version == bindparam("seen"))
    .values({name: bindparam(name) for name in ("state", "stage", "office", "decider", "due", "decision", "version")})
    .values(changed_at=bindparam("changed_at"))
)
_DONE = (
    update(tasks)
    .where(tasks.c.reference == bindparam("of"), tasks.c.id == bindparam("task"))
    .values({name: bindparam(name) for name in ("done_at", "done_by", "done_by_name")})
)
_CANCEL = (
    update(letters)
    .where(
        letters.c.reference == bindparam("of"),
        letters.c.state == str(DeliveryState.WAITING),
        letters.c.kind.in_(sorted(recording.CANCELLED_WITH)),
    )
    .values(state=str(DeliveryState.CANCELLED), at=bindparam("now"))
)


def lock_head(connection: Connection) -> Head:
    """The end of the chain, which nobody else can move until this transaction is over."""
    row = connection.execute(_HEAD).one()
    return Head(row.serial, row.digest)


def append(connection: Connection, head: Head, event: Event) -> Event:
    """Put an event at the end of the chain."""
    previous = ""
    if event.number > 1:
        previous = connection.execute(_LAST_DIGEST, {"of": event.reference, "version": event.number - 1}).scalar_one()
    placed = chain.linked(event, head, previous)
    connection.execute(_INSERT_EVENTS, rows.event_values(placed))
    move_head(connection, Head(placed.serial, placed.digest))
    return placed


def move_head(connection: Connection, head: Head) -> None:
    """Say where the chain ends now."""
    connection.execute(_MOVE_HEAD, {"to_serial": head.serial, "to_digest": head.digest})


def submit(connection: Connection, new: NewRequest) -> Request:
    """Store a new request with its first event, its duties and its letters.

    Raises IntegrityError where its key is there already.
    """
    head = lock_head(connection)
    year = new.created_at.astimezone(UTC).year
    reference = recording.reference_of(new.prefix, year, _next_number(connection, new.prefix, year))
    request = recording.opened(new, reference)
    connection.execute(_INSERT_REQUESTS, rows.new_request_values(request, recording.storable(new.key), head.serial + 1))
    append(connection, head, recording.submission(request))
    _add_tasks(connection, reference, 0, request.tasks)
    _add_letters(connection, recording.addressed(new.letters, reference), new.created_at)
    return request


def change(connection: Connection, reference: str, version: int, made: Change) -> Request:
    """Store a change with all that belongs to it. Raises Superseded unless the request is at that version."""
    head = lock_head(connection)
    row = connection.execute(BY_REFERENCE, {"reference": recording.storable(reference)}).first()
    if row is None or row.version != version:
        raise Superseded(f"{reference} was changed by somebody else in the meantime.")
    request = request_at(connection, row)
    after = recording.changed(request, made)
    values = {**rows.request_values(after), "changed_at": made.at, "of": reference, "seen": version}
    if connection.execute(_CHANGE, values).rowcount != 1:
        raise Superseded(f"{reference} was changed by somebody else in the meantime.")
    append(connection, head, recording.alteration(request, made))
    _add_tasks(connection, reference, len(request.tasks), after.tasks[len(request.tasks) :])
    _tick(connection, reference, [task for task in request.tasks if task.id in made.done], after)
    if made.cancel:
        connection.execute(_CANCEL, {"of": reference, "now": made.at})
    _add_letters(connection, recording.addressed(made.letters, reference), made.at)
    return after


def _next_number(connection: Connection, prefix: str, year: int) -> int:
    number = connection.execute(_COUNT, {"of": prefix, "in_year": year}).scalar()
    if number is None:
        connection.execute(_INSERT_COUNT, {"prefix": prefix, "year": year, "number": 1})
    return number or 1


def _add_tasks(connection: Connection, reference: str, place: int, added: Sequence[Task]) -> None:
    if added:
        values = [rows.task_values(reference, place + further, task) for further, task in enumerate(added)]
        connection.execute(_INSERT_TASKS, values)


def _tick(connection: Connection, reference: str, done: Sequence[Task], after: Request) -> None:
    now = {task.id: task for task in after.tasks}
    for task in done:
        values = rows.task_values(reference, 0, now[task.id])
        kept = {name: values[name] for name in ("done_at", "done_by", "done_by_name")}
        connection.execute(_DONE, {**kept, "of": reference, "task": task.id})


def _add_letters(connection: Connection, added: Sequence[Letter], at: datetime) -> None:
    if added:
        connection.execute(_INSERT_LETTERS, [rows.letter_values(letter, at) for letter in added])
