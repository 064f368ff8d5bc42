"""The statements that read requests, each carried by an index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from bot.database import rows
from bot.database.chain import Head
from bot.database.recording import storable
from bot.database.tables import BURDENED, OPEN_TASK, UNDECIDED, chain_head, events, letters, requests, tasks
from handlers.requests.request import Delivery, Event, Request, State

BEFORE_ALL = -(2**62)
"""A serial before that of every event, even of one that somebody else put in."""
BY_KEY = select(requests).where(requests.c.form_key == bindparam("form_key"))
BY_REFERENCE = select(requests).where(requests.c.reference == bindparam("reference"))
_TASKS = select(tasks).where(tasks.c.reference.in_(bindparam("references", expanding=True)))
_MINE = (
    select(requests)
    .where(requests.c.requester == bindparam("person"))
    .order_by(requests.c.opened.desc())
    .limit(bindparam("most"))
    .offset(bindparam("after"))
)
_WITH = (
    select(requests)
    .where(requests.c.authority == bindparam("at"), requests.c.office == bindparam("held"), UNDECIDED)
    .order_by(requests.c.opened)
    .limit(bindparam("most"))
)
_BORNE_BY_PERSON = (
    select(requests)
    .where(
        requests.c.reference.in_(select(tasks.c.reference).where(tasks.c.bearer == bindparam("person"), OPEN_TASK)),
        BURDENED,
    )
    .order_by(requests.c.opened)
    .limit(bindparam("most"))
)
_BORNE_BY_OFFICE = (
    select(requests)
    .where(
        requests.c.reference.in_(select(tasks.c.reference).where(tasks.c.borne_by == bindparam("held"), OPEN_TASK)),
        requests.c.authority == bindparam("at"),
        BURDENED,
    )
    .order_by(requests.c.opened)
    .limit(bindparam("most"))
)
_BURDENED_WITH = (
    select(requests)
    .where(requests.c.authority == bindparam("at"), requests.c.office == bindparam("held"), BURDENED)
    .order_by(requests.c.opened)
    .limit(bindparam("most"))
)
_COUNTS = select(requests.c.state, func.count().label("number")).group_by(requests.c.state)
_EVENTS_OF = select(events).where(events.c.reference == bindparam("of")).order_by(events.c.number)
_EVENTS_AFTER = (
    select(events).where(events.c.serial > bindparam("after")).order_by(events.c.serial).limit(bindparam("most"))
)
_DELIVERIES = select(letters).where(letters.c.reference == bindparam("of")).order_by(letters.c.id)


def by_key(connection: Connection, key: str) -> Request | None:
    row = connection.execute(BY_KEY, {"form_key": storable(key)}).first()
    return None if row is None else request_at(connection, row)


def by_reference(connection: Connection, reference: str) -> Request | None:
    row = connection.execute(BY_REFERENCE, {"reference": storable(reference)}).first()
    return None if row is None else request_at(connection, row)


def request_at(connection: Connection, row: Row[Any]) -> Request:
    """The request of a row, with its duties."""
    return _with_tasks(connection, [row])[0]


def of_requester(connection: Connection, person: str, limit: int, offset: int) -> Sequence[Request]:
    values = {"person": storable(person), "most": limit, "after": offset}
    return _with_tasks(connection, connection.execute(_MINE, values).all())


def awaiting(connection: Connection, offices: Sequence[tuple[str, str]], limit: int, offset: int) -> Sequence[Request]:
    # One question for each office: each is answered from the index alone, in its order, and few people hold several.
    found = [
        row
        for authority, office in dict.fromkeys(offices)
        for row in connection.execute(_WITH, {"at": authority, "held": office, "most": limit + offset})
    ]
    return _with_tasks(connection, sorted(found, key=lambda row: row.opened)[offset : offset + limit])


def with_open_tasks(
    connection: Connection, person: str, offices: Sequence[tuple[str, str]], limit: int, offset: int
) -> Sequence[Request]:
    """Each way in which a duty may be somebody's is answered from an index of its own."""
    most = limit + offset
    found: dict[str, Row[Any]] = {}

    def take(statement: Select[Any], **values: str) -> None:
        for row in connection.execute(statement, {**values, "most": most}):
            found.setdefault(row.reference, row)

    if person:  # duties whose bearer the register does not name are nobody's
        take(_BORNE_BY_PERSON, person=storable(person))
    for authority, office in dict.fromkeys(offices):
        take(_BORNE_BY_OFFICE, at=authority, held=office)
        take(_BURDENED_WITH, at=authority, held=office)
    return _with_tasks(connection, sorted(found.values(), key=lambda row: row.opened)[offset:most])


def counts(connection: Connection) -> Mapping[State, int]:
    """How many requests are in each state."""
    counted = {State(row.state): row.number for row in connection.execute(_COUNTS)}
    return dict.fromkeys(State, 0) | counted


def opened_after(
    connection: Connection, serial: int, since: datetime | None, until: datetime | None, limit: int
) -> Sequence[tuple[int, Request]]:
    """Requests created from `since` on and before `until`, oldest first, after the one opened with that serial."""
    found: Select[Any] = select(requests).where(requests.c.opened > serial).order_by(requests.c.opened).limit(limit)
    if since is not None:
        found = found.where(requests.c.created_at >= since)
    if until is not None:
        found = found.where(requests.c.created_at < until)
    there = connection.execute(found).all()
    return [(row.opened, request) for row, request in zip(there, _with_tasks(connection, there), strict=True)]


def events_of(connection: Connection, reference: str) -> Sequence[Event]:
    return [rows.event_of(row) for row in connection.execute(_EVENTS_OF, {"of": storable(reference)})]


def events_after(connection: Connection, serial: int, limit: int) -> Sequence[Event]:
    """The next events by serial."""
    return [rows.event_of(row) for row in connection.execute(_EVENTS_AFTER, {"after": serial, "most": limit})]


def deliveries(connection: Connection, reference: str) -> Sequence[Delivery]:
    return [rows.delivery_of(row) for row in connection.execute(_DELIVERIES, {"of": storable(reference)})]


def head(connection: Connection) -> Head:
    """The end of the chain as it is stored."""
    row = connection.execute(select(chain_head.c.serial, chain_head.c.digest)).first()
    return Head() if row is None else Head(row.serial, row.digest)


def _with_tasks(connection: Connection, there: Sequence[Row[Any]]) -> list[Request]:
    if not there:
        return []
    references = [row.reference for row in there]
    found = rows.tasks_by_request(connection.execute(_TASKS, {"references": references}).all())
    return [rows.request_of(row, found.get(row.reference, ())) for row in there]
