"""Formal requests, on SQLite and on PostgreSQL: storing, many at once, listing and verifying.

The yardstick for storing is one row, committed alone in the same database, through the same connections. Alone:
`python -m tests.bench.requests`.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

import asyncpg
from sqlalchemy import Connection, insert, text, update

from bot.database import chain, recording, rows, writing
from bot.database.engine import Database, open_database
from bot.database.store import SqlRequestStore
from bot.database.tables import chain_head, events, requests
from bot.database.verifying import verify
from handlers.requests.request import Event, Person, Request
from tests.bench.figures import Figure
from tests.fakes.postgres import RealPostgres
from tests.fakes.requests_made_up import ANN, new_request

ROUNDS = 400
AT_ONCE, PEOPLE = 200, 50
FEW, SOME, MANY = 1_000, 10_000, 100_000
LISTED = 20  # the requests of the person whose list is asked for
_BATCH = 1000
_WORDS = "x" * 200

Drive = Callable[[], Awaitable[None]]
Driver = Callable[[], AbstractAsyncContextManager[Drive]]
"""Commits a bare row by the driver, without anything of the desk."""


def measure(folder: Path) -> Iterator[Figure]:
    """The figures on both databases."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "requests.sqlite3"
    small = folder / "small.sqlite3"
    yield from _collected("SQLite", f"sqlite:///{file}", f"sqlite:///{small}", partial(_sqlite_alone, file))
    server = RealPostgres()
    try:
        url = server.empty()
        yield from _collected("PostgreSQL", url, server.empty(), partial(_postgres_alone, url))
    finally:
        server.close()


def _collected(name: str, url: str, small: str, driver: Driver) -> Iterator[Figure]:
    with asyncio.Runner() as runner:
        figures = _measured(url, small, driver)
        while (figure := runner.run(_next(figures))) is not None:
            yield replace(figure, name=f"{name}: {figure.name}")


async def _next(figures: AsyncIterator[Figure]) -> Figure | None:
    return await anext(figures, None)


async def _measured(url: str, small: str, driver: Driver) -> AsyncIterator[Figure]:
    database = open_database(url, patience=60)
    await database.migrate()
    store = SqlRequestStore(database)
    async for figure in _storing(database, store, driver):
        yield figure
    for figure in await _at_once(store):
        yield figure
    await _fill(database, MANY)
    beside = open_database(small, patience=60)
    await beside.migrate()
    await _fill(beside, FEW)
    yield await _listing(store, SqlRequestStore(beside))
    await _fill(beside, SOME)
    yield await _verifying(database, beside)
    await beside.close()
    await database.close()


async def _listing(store: SqlRequestStore, small: SqlRequestStore) -> Figure:
    """A person's requests among many and among few, in turn."""
    among_many, among_few = [], []
    for _ in range(ROUNDS):
        among_many.append(await _milliseconds(1, lambda _: store.of_requester(_LISTED.id)))
        among_few.append(await _milliseconds(1, lambda _: small.of_requester(_LISTED.id)))
    many, few = median(among_many), median(among_few)
    made_of = f"{many:.2f} ms beside {few:.2f} ms, among {FEW:,}"
    return Figure(f"a person's list, among {MANY:,}", many / few, "x", 1.5, made_of)


async def _storing(database: Database, store: SqlRequestStore, driver: Driver) -> AsyncIterator[Figure]:
    """A request with its event, its duty and its letters, a bare row, and the same by the driver alone, in turn."""
    row = text("INSERT INTO bare (words) VALUES (:words)")

    def make(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE bare (words TEXT)"))

    def bare(connection: Connection) -> None:
        connection.execute(row, {"words": _WORDS})

    await database.write(make)
    stored, committed, driven = [], [], []
    async with driver() as drive:
        for number in range(ROUNDS):
            stored.append(await _milliseconds(1, lambda _: store.submit(new_request(f"stored {number}"))))  # noqa: B023
            committed.append(await _milliseconds(1, lambda _: database.write(bare)))
            driven.append(await _milliseconds(1, lambda _: drive()))
    took, beside, alone = median(stored), median(committed), median(driven)
    made_of = f"{took:.2f} ms beside {beside:.2f} ms, a bare row (medians of {ROUNDS})"
    yield Figure("storing a request", took / beside, "x", 3.0, made_of)
    yield Figure("the same, beside the driver alone", took / alone, "x", None, f"which takes {alone:.2f} ms for a row")


@asynccontextmanager
async def _sqlite_alone(file: Path) -> AsyncIterator[Drive]:
    connection = sqlite3.connect(file, isolation_level=None, timeout=60, check_same_thread=False)
    connection.execute("PRAGMA synchronous = FULL")

    async def drive() -> None:
        connection.execute("INSERT INTO bare (words) VALUES (?)", (_WORDS,))

    yield drive
    connection.close()


@asynccontextmanager
async def _postgres_alone(url: str) -> AsyncIterator[Drive]:
    connection = await asyncpg.connect(url)

    async def drive() -> None:
        await connection.execute("INSERT INTO bare (words) VALUES ($1)", _WORDS)

    yield drive
    await connection.close()


async def _at_once(store: SqlRequestStore) -> Sequence[Figure]:
    took = []

    async def submit(number: int) -> Request:
        started = time.perf_counter()
        by = Person(f"slack:T1:U{number % PEOPLE}", "Somebody")
        request = await store.submit(new_request(f"at once {number}", requester=by))
        took.append(time.perf_counter() - started)
        return request

    acknowledged = {one.reference for one in await asyncio.gather(*map(submit, range(AT_ONCE)))}
    kept = [request async for request in store.requests() if request.particulars["reason"].startswith("Because of at")]
    wrong = abs(AT_ONCE - len(acknowledged)) + len(acknowledged ^ {one.reference for one in kept})
    return (
        Figure(f"{AT_ONCE} at once by {PEOPLE}: slowest", max(took), "s", 1.0),
        Figure(f"{AT_ONCE} at once: lost or double", wrong, "", 0),
    )


async def _milliseconds(rounds: int, work: Callable[[int], Awaitable[object]]) -> float:
    took = []
    for number in range(rounds):
        started = time.perf_counter()
        await work(number)
        took.append((time.perf_counter() - started) * 1000)
    return median(took)


async def _verifying(database: Database, small: Database) -> Figure:
    """Everything verified, in microseconds of this process for each event: a short chain before and after a long one.

    The time that a busy machine gives to others is none of the verification's.
    """
    before, _ = await _verified(small)
    event, took = await _verified(database)
    after, _ = await _verified(small)
    some = (before + after) / 2
    made_of = f"{event:.1f} us beside {some:.1f} us, of {SOME:,}; {took:.1f} s for all"
    return Figure(f"verifying an event of {MANY:,}", event / some, "x", 1.5, made_of)


async def _verified(database: Database) -> tuple[float, float]:
    started, worked = time.perf_counter(), time.process_time()
    verdict = await verify(database)
    took, work = time.perf_counter() - started, time.process_time() - worked
    assert not verdict.faults, verdict.faults[:3]
    return work / verdict.events * 1e6, took


_LISTED = replace(ANN, id="slack:T1:ULISTED")


async def _fill(database: Database, count: int) -> None:
    """Add requests, each with its first event, until there are as many. The first ones are of the person who lists."""
    while await database.write(lambda connection: _add(connection, count)):
        pass


def _add(connection: Connection, count: int) -> int:
    head = writing.lock_head(connection)
    first = head.serial + 1
    added: list[tuple[Request, Event]] = []
    for serial in range(first, min(first + _BATCH, count + 1)):
        by = _LISTED if serial % (FEW // LISTED) == 0 and serial <= FEW else Person(f"slack:T1:U{serial % 500}")
        new = new_request(f"filled {serial}", requester=by, tasks=(), letters=(), decider="")
        request = recording.opened(new, f"ZZZ-2026-{serial}")
        event = chain.linked(recording.submission(request), head, "")
        head = chain.Head(event.serial, event.digest)
        added.append((request, event))
    if added:
        values = [rows.new_request_values(one, one.reference, event.serial) for one, event in added]
        connection.execute(insert(requests).inline(), values)
        connection.execute(insert(events).inline(), [rows.event_values(event) for _, event in added])
        connection.execute(update(chain_head).values(serial=head.serial, digest=head.digest))
    return len(added)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for measured in measure(Path(folder)):
            sys.stdout.write(f"{measured}\n")
            sys.stdout.flush()
