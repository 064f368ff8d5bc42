"""The stores that keep formal requests: the fake, SQLite and a real PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.database.engine import Database, open_database
from bot.database.outbox import SqlOutbox
from bot.database.store import SqlRequestStore
from handlers.requests.ports import Outbox, RequestStore
from tests.fakes.postgres import RealPostgres
from tests.fakes.request_store import FakeOutbox, FakeRequestStore


@dataclass(frozen=True)
class Kept:
    """A store with its outbox. `again` opens a second one on the same database, as another process would."""

    store: RequestStore
    outbox: Outbox
    again: Callable[[], tuple[RequestStore, Outbox]]


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealPostgres]:
    server = RealPostgres(tmp_path_factory.mktemp("postgres"))
    server.prepare()
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that holds nothing yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new folder' / 'requests.sqlite3'}"
    server: RealPostgres = request.getfixturevalue("postgres")
    return server.migrated()


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    opened = open_database(url)
    yield opened
    await opened.close()


@pytest.fixture(params=["fake", "sqlite", "postgres"])
async def kept(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Kept]:
    if request.param == "fake":
        fake = FakeRequestStore()
        yield Kept(fake, FakeOutbox(fake), lambda: (fake, FakeOutbox(fake)))
        return
    opened: list[Database] = []

    def again() -> tuple[RequestStore, Outbox]:
        opened.append(open_database(address, patience=30))
        return SqlRequestStore(opened[-1]), SqlOutbox(opened[-1])

    address = f"sqlite:///{tmp_path / 'requests.sqlite3'}"
    if request.param == "postgres":
        address = request.getfixturevalue("new_postgres")
    yield Kept(*again(), again)
    for database in opened:
        await database.close()


@pytest.fixture
def new_postgres(postgres: RealPostgres) -> str:
    """The address of a database on PostgreSQL, with the desk's tables."""
    return postgres.migrated()


@pytest.fixture
def store(kept: Kept) -> RequestStore:
    return kept.store


@pytest.fixture
def outbox(kept: Kept) -> Outbox:
    return kept.outbox
