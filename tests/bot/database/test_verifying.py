"""What is done to the tables behind the desk's back is found and named, on both databases."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import Connection, text

from bot.database.engine import Database
from bot.database.store import SqlRequestStore
from bot.database.verifying import verify
from tests.fakes.requests_made_up import close, grant, new_request


async def filled(database: Database) -> None:
    """Three requests with three events each: serials 1 to 3, 4 to 6 and 7 to 9 by number."""
    store = SqlRequestStore(database)
    made = [await store.submit(new_request(key)) for key in "abc"]
    for number, move in enumerate((grant("Yes."), close()), start=1):
        for one in made:
            await store.change(one.reference, number, move)


async def tampered(database: Database, *statements: str) -> list[str]:
    def tamper(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))

    await database.write(tamper)
    return [str(fault) for fault in (await verify(database)).faults]


async def test_what_the_desk_wrote_is_whole(database: Database) -> None:
    assert (await verify(database)).events == 0
    await filled(database)
    verdict = await verify(database)
    assert (verdict.events, verdict.faults, verdict.head.serial) == (9, (), 9)


async def test_it_is_whole_at_each_moment_while_others_write(database: Database) -> None:
    store = SqlRequestStore(database)
    writing = asyncio.gather(*(store.submit(new_request(f"k{number}")) for number in range(120)))
    verdicts = [await verify(database) for _ in range(5)]
    await writing
    verdicts.append(await verify(database))
    assert [verdict.faults for verdict in verdicts] == [()] * 6
    assert verdicts[-1].events == 120


TAMPERED = {
    "words": ("""UPDATE event SET data = '{"words":"No."}' WHERE serial = 4""", "Event 4 (TRA-2026-0001, its no. 2)"),
    "actor": ("UPDATE event SET actor = 'slack:T1:UMAL' WHERE serial = 5", "Event 5 (TRA-2026-0002, its no. 2)"),
    "move": ("UPDATE event SET move = 'forgive' WHERE serial = 4", "Event 4 (TRA-2026-0001, its no. 2) was altered"),
    "part": ("UPDATE event SET part = '' WHERE serial = 9", "Event 9 (TRA-2026-0003, its no. 3) was altered"),
    "garbage": ("UPDATE event SET data = '{' WHERE serial = 4", "Event 4 (TRA-2026-0001, its no. 2) was altered"),
    "no object": ("UPDATE event SET data = '7' WHERE serial = 1", "Event 1 (TRA-2026-0001, its no. 1) was altered"),
    "acting": ("UPDATE event SET acting = NOT acting WHERE serial = 5", "Event 5 (TRA-2026-0002, its no. 2)"),
    "time": ("UPDATE event SET at = '2020-01-01 00:00:00.000000' WHERE serial = 6", "Event 6 (TRA-2026-0003"),
    "digest": ("UPDATE event SET digest = 'x' WHERE serial = 2", "Event 2 (TRA-2026-0002, its no. 1) was altered"),
    "removed": ("DELETE FROM event WHERE serial = 5", "Event 5 was removed"),
    "last": ("DELETE FROM event WHERE serial = 9", "Event 9 was removed"),
    "state": ("UPDATE request SET state = 'declined' WHERE reference = 'TRA-2026-0001'", "does not agree with it"),
    "particulars": (
        "UPDATE request SET particulars = '{}' WHERE reference = 'TRA-2026-0003'",
        "Event 9 (TRA-2026-0003",
    ),
    "no particulars": ("UPDATE request SET particulars = '{' WHERE reference = 'TRA-2026-0003'", "Event 9 (TRA-2026"),
    "put in first": (
        "INSERT INTO event SELECT -5, 'TRA-2026-0009', 1, at, actor, actor_name, part, office, acting, term, move,"
        " before_state, after_state, data, previous, before_all, digest FROM event WHERE serial = 1",
        "Event -5 (TRA-2026-0009, its no. 1)",
    ),
    "put in last": (
        "INSERT INTO event SELECT 10, reference, 9, at, actor, actor_name, part, office, acting, term, move,"
        " before_state, after_state, data, previous, before_all, digest FROM event WHERE serial = 9",
        "Event 10 (TRA-2026-0003, its no. 9) was not written by the desk",
    ),
    "head": ("UPDATE chain_head SET serial = 12", "Event"),
}


@pytest.mark.parametrize("what", TAMPERED)
async def test_what_was_tampered_with_is_named(what: str, database: Database) -> None:
    await filled(database)
    statement, named = TAMPERED[what]
    (fault, *_) = await tampered(database, statement)
    assert named in fault


async def test_events_that_changed_places_are_named(database: Database) -> None:
    await filled(database)
    faults = await tampered(
        database,
        "UPDATE event SET serial = 99 WHERE serial = 4",
        "UPDATE event SET serial = 4 WHERE serial = 5",
        "UPDATE event SET serial = 5 WHERE serial = 99",
    )
    assert faults == [
        "Event 4 (TRA-2026-0002, its no. 2) does not stand where it was written.",
        "Event 5 (TRA-2026-0001, its no. 2) does not stand where it was written.",
    ]


async def test_a_request_that_was_taken_out_is_named(database: Database) -> None:
    await filled(database)
    faults = await tampered(
        database,
        "DELETE FROM letter WHERE reference = 'TRA-2026-0002'",
        "DELETE FROM task WHERE reference = 'TRA-2026-0002'",
        "DELETE FROM request WHERE reference = 'TRA-2026-0002'",
    )
    assert len(faults) == 1
    assert "Event 8 (TRA-2026-0002, its no. 3)" in faults[0]
