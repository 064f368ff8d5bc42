"""What people wait for is found through an index, never by going through all requests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from bot.database import outbox, reading
from bot.database.engine import Database
from bot.database.outbox import SqlOutbox
from bot.database.store import SqlRequestStore
from tests.fakes.requests_made_up import ANN, CY, NOON, OFFICE, new_request

READ: dict[str, Callable[[Connection], object]] = {
    "requester": lambda connection: reading.of_requester(connection, ANN.id, 20, 0),
    "awaiting": lambda connection: reading.awaiting(connection, [("trafford", OFFICE), ("lydney", "Clerk")], 20, 0),
    "open tasks": lambda connection: reading.with_open_tasks(connection, CY.id, [("trafford", OFFICE)], 20, 0),
    "reference": lambda connection: reading.by_reference(connection, "TRA-2026-0001"),
    "key": lambda connection: reading.by_key(connection, "a"),
    "events": lambda connection: reading.events_of(connection, "TRA-2026-0001"),
    "letters": lambda connection: reading.deliveries(connection, "TRA-2026-0001"),
}


def plans(connection: Connection, work: Callable[[Connection], object]) -> list[str]:
    """How the database goes about each statement of the work."""
    seen: list[tuple[str, Any]] = []

    def note(_: object, __: object, statement: str, parameters: Any, *___: object) -> None:
        seen.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    work(connection)
    event.remove(connection, "before_cursor_execute", note)
    if connection.dialect.name == "sqlite":
        return [
            str(row[3]) for one in seen for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one[0]}", one[1])
        ]
    # A small table is always read through: ask what would be done if it were large.
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    return [str(row[0]) for one in seen for row in connection.exec_driver_sql(f"EXPLAIN {one[0]}", one[1])]


def by_index(plan: list[str]) -> bool:
    scanned = ("SCAN request", "SCAN task", "SCAN letter", "SCAN event")
    return not any(step.startswith(scanned) or "Seq Scan" in step for step in plan)


@pytest.mark.parametrize("what", READ)
async def test_reading_goes_by_an_index(what: str, database: Database) -> None:
    await SqlRequestStore(database).submit(new_request("a"))
    plan = await database.read(lambda connection: plans(connection, READ[what]))
    assert plan
    assert by_index(plan), plan


async def test_states_are_counted_in_the_indexes_alone(database: Database) -> None:
    await SqlRequestStore(database).submit(new_request("a"))
    plan = await database.read(
        lambda connection: [
            *plans(connection, reading.counts),
            *plans(connection, lambda one: one.execute(outbox._COUNTS).all()),
        ]
    )
    for index in ("ix_request_state", "ix_letter_next_at", "ix_letter_ended"):
        assert any(index in step for step in plan), plan


async def test_a_scan_would_be_seen(database: Database) -> None:
    await SqlRequestStore(database).submit(new_request("a"))
    plan = await database.read(
        lambda connection: plans(connection, lambda one: one.execute(text("SELECT * FROM request WHERE office = 'x'")))
    )
    assert not by_index(plan), plan


async def test_claiming_goes_by_the_index_of_open_letters(database: Database) -> None:
    await SqlRequestStore(database).submit(new_request("a"))
    await SqlOutbox(database).claim(NOON, 1, 60)
    values = {"now": NOON, "most": 5, "lease_end": NOON + timedelta(minutes=1)}
    plan = await database.write(
        lambda connection: plans(connection, lambda one: one.execute(outbox._CLAIM, values).all())
    )
    assert any("ix_letter_next_at" in step for step in plan), plan
