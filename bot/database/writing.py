"""The statements that write requests: one head of the chain is locked first, so that serials have no gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.database import chain, recording, rows
from bot.database.chain import Head
from bot.database.prepared import Prepared
from bot.database.reading import BY_REFERENCE, request_at
from bot.database.tables import chain_head, events, letters, requests, tasks
from handlers.requests.ports import Change, NewRequest, Superseded
from handlers.requests.request import DeliveryState, Event, Letter, Request, Task

_HEAD = select(chain_head.c.serial, chain_head.c.digest, chain_head.c.counts).with_for_update()
_INSERT_REQUESTS, _INSERT_TASKS = Prepared(insert(requests).inline()), Prepared(insert(tasks).inline())
# The database numbers letters itself, and nothing has become of a new one yet.
_LETTER: dict[str, Any] = {
    column.name: bindparam(column.name) for column in letters.columns if column.name not in {"id", "at"}
}
_INSERT_LETTERS, _INSERT_EVENTS = Prepared(insert(letters).inline().values(_LETTER)), Prepared(insert(events).inline())
_TO_HEAD = update(chain_head).values(serial=bindparam("to_serial"), digest=bindparam("to_digest"))
_MOVE_HEAD, _MOVE_HEAD_AND_COUNT = Prepared(_TO_HEAD), Prepared(_TO_HEAD.values(counts=bindparam("counted")))
_LAST_DIGEST = select(events.c.digest).where(
    events.c.reference == bindparam("of"), events.c.number == bindparam("version")
)
_CHANGEABLE = ("state", "stage", "office", "decider", "due", "decision", "version", "open_tasks", "changed_at")
_CHANGE = (
    update(requests)
    .where(requests.c.reference == bindparam("of"), requests.c.version == bindparam("seen"))
    .values({name: bindparam(name) for name in _CHANGEABLE})
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


def append(connection: Connection, head: Head, event: Event) -> None:
    """Put an event that is not the first of its request at the end of the chain."""
    of = {"of": event.reference, "version": event.number - 1}
    placed = chain.linked(event, head, connection.execute(_LAST_DIGEST, of).scalar_one())
    _INSERT_EVENTS(connection, [rows.event_values(placed)])
    _MOVE_HEAD(connection, [{"to_serial": placed.serial, "to_digest": placed.digest}])


def submit(connection: Connection, submitted: Sequence[NewRequest]) -> list[Request]:
    """Store new requests, each with its first event, its duties and its letters.

    Raises IntegrityError where one of the keys is there already.
    """
    row = connection.execute(_HEAD).one()
    head, counts = Head(row.serial, row.digest), row.counts
    added: list[tuple[NewRequest, Request, Event]] = []
    for new, reference in zip(submitted, _references(submitted, counts), strict=True):
        request = recording.opened(new, reference)
        event = chain.linked(recording.submission(request), head, "")
        head = Head(event.serial, event.digest)
        added.append((new, request, event))
    stored = [rows.new_request_values(one, recording.storable(new.key), event.serial) for new, one, event in added]
    _INSERT_REQUESTS(connection, stored)
    _INSERT_EVENTS(connection, [rows.event_values(event) for _, _, event in added])
    _MOVE_HEAD_AND_COUNT(connection, [{"to_serial": head.serial, "to_digest": head.digest, "counted": counts}])
    _INSERT_TASKS(connection, [row for _, one, _ in added for row in rows.task_rows(one.reference, one.tasks)])
    letters_of = [_letter_rows(new.letters, one.reference, new.created_at) for new, one, _ in added]
    _INSERT_LETTERS(connection, [row for several in letters_of for row in several])
    return [request for _, request, _ in added]


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
    seen = len(request.tasks)
    _INSERT_TASKS(connection, rows.task_rows(reference, after.tasks[seen:], seen))
    _tick(connection, [task for task in after.tasks[:seen] if task.id in made.done], after)
    if made.cancel:
        connection.execute(_CANCEL, {"of": reference, "now": made.at})
    _INSERT_LETTERS(connection, _letter_rows(made.letters, reference, made.at))
    return after


def _references(submitted: Sequence[NewRequest], counts: dict[str, int]) -> list[str]:
    """The next references, in order. They are counted for each prefix and year, in `counts`."""
    references = []
    for new in submitted:
        year = new.created_at.astimezone(UTC).year
        counted = f"{new.prefix}-{year}"
        counts[counted] = counts.get(counted, 0) + 1
        references.append(recording.reference_of(new.prefix, year, counts[counted]))
    return references


def _tick(connection: Connection, done: Sequence[Task], request: Request) -> None:
    for task in done:
        row = rows.task_values(request.reference, 0, task)
        kept = {name: row[name] for name in ("done_at", "done_by", "done_by_name")}
        connection.execute(_DONE, {**kept, "of": request.reference, "task": task.id})


def _letter_rows(added: Sequence[Letter], reference: str, at: datetime) -> list[rows.Values]:
    return [rows.letter_values(letter, at) for letter in recording.addressed(added, reference)]
