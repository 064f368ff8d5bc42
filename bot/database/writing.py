"""The statements that write requests: one head of the chain is locked first, so that serials have no gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Insert, bindparam, insert, select, update

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
    .values(number=reference_counts.c.number + bindparam("further"))
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


def move_head(connection: Connection, head: Head) -> None:
    """Say where the chain ends now."""
    connection.execute(_MOVE_HEAD, {"to_serial": head.serial, "to_digest": head.digest})


def append(connection: Connection, head: Head, event: Event) -> Head:
    """Put an event that is not the first of its request at the end of the chain; where the chain then ends."""
    of = {"of": event.reference, "version": event.number - 1}
    placed = chain.linked(event, head, connection.execute(_LAST_DIGEST, of).scalar_one())
    connection.execute(_INSERT_EVENTS, rows.event_values(placed))
    moved = Head(placed.serial, placed.digest)
    move_head(connection, moved)
    return moved


def submit(connection: Connection, submitted: Sequence[NewRequest]) -> list[Request]:
    """Store new requests, each with its first event, its duties and its letters.

    Raises IntegrityError where one of the keys is there already.
    """
    head = lock_head(connection)
    added: list[tuple[NewRequest, Request, Event]] = []
    for new, reference in zip(submitted, _references(connection, submitted), strict=True):
        request = recording.opened(new, reference)
        event = chain.linked(recording.submission(request), head, "")
        head = Head(event.serial, event.digest)
        added.append((new, request, event))
    _insert(
        connection,
        _INSERT_REQUESTS,
        [rows.new_request_values(one, recording.storable(new.key), event.serial) for new, one, event in added],
    )
    _insert(connection, _INSERT_EVENTS, [rows.event_values(event) for _, _, event in added])
    move_head(connection, head)
    _insert(connection, _INSERT_TASKS, [row for _, one, _ in added for row in rows.task_rows(one.reference, one.tasks)])
    letters_of = [_letter_rows(new.letters, one.reference, new.created_at) for new, one, _ in added]
    _insert(connection, _INSERT_LETTERS, [row for several in letters_of for row in several])
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
    _insert(connection, _INSERT_TASKS, rows.task_rows(reference, after.tasks[seen:], seen))
    _tick(connection, [task for task in after.tasks[:seen] if task.id in made.done], after)
    if made.cancel:
        connection.execute(_CANCEL, {"of": reference, "now": made.at})
    _insert(connection, _INSERT_LETTERS, _letter_rows(made.letters, reference, made.at))
    return after


def _references(connection: Connection, submitted: Sequence[NewRequest]) -> list[str]:
    """The next references, in order. They are counted for each prefix and year."""
    years = [(new.prefix, new.created_at.astimezone(UTC).year) for new in submitted]
    wanted = Counter(years)
    last = {one: _count(connection, *one, count) for one, count in sorted(wanted.items())}
    references = []
    for prefix, year in years:
        references.append(recording.reference_of(prefix, year, last[prefix, year] - wanted[prefix, year] + 1))
        wanted[prefix, year] -= 1
    return references


def _count(connection: Connection, prefix: str, year: int, further: int) -> int:
    number: int | None = connection.execute(_COUNT, {"of": prefix, "in_year": year, "further": further}).scalar()
    if number is None:
        connection.execute(_INSERT_COUNT, {"prefix": prefix, "year": year, "number": further})
    return number or further


def _tick(connection: Connection, done: Sequence[Task], request: Request) -> None:
    for task in done:
        row = rows.task_values(request.reference, 0, task)
        kept = {name: row[name] for name in ("done_at", "done_by", "done_by_name")}
        connection.execute(_DONE, {**kept, "of": request.reference, "task": task.id})


def _letter_rows(added: Sequence[Letter], reference: str, at: datetime) -> list[rows.Values]:
    return [rows.letter_values(letter, at) for letter in recording.addressed(added, reference)]


def _insert(connection: Connection, statement: Insert, added: Sequence[rows.Values]) -> None:
    if added:
        connection.execute(statement, added)
