"""A database that is away, locked or full: everybody is told, nothing is stored, and all goes on when it is back."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.database.engine import Database, open_database
from bot.database.outbox import SqlOutbox
from bot.database.store import SqlRequestStore
from bot.database.verifying import verify
from handlers.requests.ports import Outcome, StoreUnavailable
from handlers.requests.request import DeliveryState
from knowledge.errors import DeskError
from tests.fakes.postgres import RealPostgres
from tests.fakes.requests_made_up import ANN, CY, NOON, grant, new_request

SECRET = "Particulars that nobody else may see."


@pytest.fixture
async def locked(tmp_path: Path) -> AsyncIterator[tuple[Database, sqlite3.Connection]]:
    """A database with one request, and another program that can lock it."""
    file = tmp_path / "requests.sqlite3"
    opened = open_database(f"sqlite:///{file}", patience=0.2)
    await SqlRequestStore(opened).submit(new_request("before"))
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        yield opened, other
    await opened.close()


async def test_a_locked_file_stores_nothing_and_says_so(locked: tuple[Database, sqlite3.Connection]) -> None:
    database, other = locked
    store, outbox = SqlRequestStore(database), SqlOutbox(database)
    other.execute("BEGIN IMMEDIATE")
    for attempt in (
        store.submit(new_request("a", particulars={"reason": SECRET})),
        store.change("TRA-2026-0001", 1, grant(SECRET)),
        outbox.claim(NOON, 10, 60),
        outbox.settle("before-receipt", Outcome(DeliveryState.DELIVERED, NOON)),
    ):
        with pytest.raises(StoreUnavailable, match="nothing was stored") as raised:
            await attempt
        assert SECRET not in f"{raised.value} {raised.value.__cause__}"
    assert (await store.get("TRA-2026-0001")) is not None  # reading goes on
    other.execute("ROLLBACK")
    assert (await verify(database)).events == 1
    assert (await store.submit(new_request("a"))).reference == "TRA-2026-0002"
    assert len(await outbox.claim(NOON, 10, 60)) == 4


async def test_nobody_waits_longer_for_being_one_of_many(locked: tuple[Database, sqlite3.Connection]) -> None:
    database, other = locked
    store = SqlRequestStore(database)
    other.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    attempts = [store.submit(new_request(f"k{number}")) for number in range(120)]
    attempts += [store.change("TRA-2026-0001", 1, grant()) for _ in range(40)]
    done = await asyncio.gather(*attempts, return_exceptions=True)
    assert {type(one) for one in done} == {StoreUnavailable}
    assert time.monotonic() - started < 5
    other.execute("ROLLBACK")
    assert (await verify(database)).events == 1


async def test_a_full_disk_stores_nothing(tmp_path: Path) -> None:
    file = tmp_path / "requests.sqlite3"
    database = open_database(f"sqlite:///{file}")
    store = SqlRequestStore(database)
    await store.submit(new_request("a"))

    def cap(connection: object) -> None:
        # SQLite says the same of a full disk as of a file that may not grow.
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]

    await database.write(cap)
    with pytest.raises(StoreUnavailable, match="full"):
        await store.submit(new_request("b", particulars={"reason": "x" * 1_000_000}))
    assert (await verify(database)).events == 1
    await database.close()


@pytest.mark.parametrize("content", [b"This is not a database." * 99, None])
async def test_a_file_that_is_no_database_is_told_apart(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "requests.sqlite3"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    database = open_database(f"sqlite:///{file}")
    with pytest.raises(StoreUnavailable, match="PROTOCOL_DESK_DATABASE_URL"):
        await SqlRequestStore(database).get("TRA-2026-0001")
    await database.close()


@pytest.fixture
def own_server() -> Iterator[RealPostgres]:
    server = RealPostgres()
    yield server
    server.close()


async def test_postgresql_may_go_and_come_back(own_server: RealPostgres) -> None:
    database = open_database(own_server.empty(), patience=2)
    await database.migrate()
    store, outbox = SqlRequestStore(database), SqlOutbox(database)
    await store.submit(new_request("before"))
    own_server.stop()
    for attempt in (
        store.submit(new_request("a", particulars={"reason": SECRET})),
        store.change("TRA-2026-0001", 1, grant(SECRET)),
        store.get("TRA-2026-0001"),
        store.of_requester(ANN.id),
        store.with_open_tasks(CY.id),
        outbox.claim(NOON, 10, 60),
        outbox.counts(),
    ):
        with pytest.raises(StoreUnavailable, match="nothing was stored") as raised:
            await attempt
        assert SECRET not in f"{raised.value} {raised.value.__cause__}"
    own_server.start()
    assert (await verify(database)).events == 1
    assert (await store.submit(new_request("a"))).reference == "TRA-2026-0002"
    assert (await store.change("TRA-2026-0001", 1, grant())).version == 2
    await database.close()


async def test_postgresql_stopped_while_many_submit_keeps_what_was_acknowledged(own_server: RealPostgres) -> None:
    database = open_database(own_server.empty(), patience=2)
    await database.migrate()
    store = SqlRequestStore(database)
    acknowledged: list[str] = []

    async def submit(number: int) -> None:
        for again in range(1000):
            try:
                acknowledged.append((await store.submit(new_request(f"k{number}-{again}"))).reference)
            except StoreUnavailable:
                return

    people = asyncio.gather(*map(submit, range(20)))
    await asyncio.sleep(0.5)
    await asyncio.to_thread(own_server.stop)
    await people
    own_server.start()
    verdict = await verify(database)
    assert verdict.faults == ()
    assert len(acknowledged) >= 20
    kept = {one.reference async for one in store.requests()}
    assert kept >= set(acknowledged)
    assert len(set(acknowledged)) == len(acknowledged)
    # What was told to have failed may only be there if its answer was lost with the connection: one group at most.
    assert len(kept) - len(acknowledged) <= 20
    await database.close()


def test_the_server_lies_where_no_other_pytest_closes_its_folder(
    postgres: RealPostgres, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert not postgres.folder.is_relative_to(tmp_path_factory.getbasetemp().parent)


@pytest.mark.parametrize("address", ["mysql://a/b", "not an address", "postgresql://host:port/x", ""])
def test_another_kind_of_address_is_refused(address: str) -> None:
    with pytest.raises(DeskError, match="PROTOCOL_DESK_DATABASE_URL"):
        open_database(address)


async def test_a_server_that_is_not_there_is_away_and_its_password_is_not_told() -> None:
    database = open_database("postgresql://desk:hush-hush@127.0.0.1:1/desk", patience=2)
    with pytest.raises(StoreUnavailable) as raised:
        await SqlRequestStore(database).get("TRA-2026-0001")
    assert "hush" not in str(raised.value)
    await database.close()
