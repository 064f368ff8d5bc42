"""The stores that keep formal requests: the fake, SQLite and a real PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
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
        server: RealPostgres = request.getfixturevalue("postgres")
        address = server.migrated()
    yield Kept(*again(), again)
    for database in opened:
        await database.close()


@pytest.fixture
def store(kept: Kept) -> RequestStore:
    return kept.store


@pytest.fixture
def outbox(kept: Kept) -> Outbox:
    return kept.outbox
