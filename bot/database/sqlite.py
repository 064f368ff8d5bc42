"""Requests in an SQLite file: one thread writes, a few read, and the file is made and kept up to date by itself."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from bot.database.engine import PATIENCE, T, Work, check_revision, revision_of, unavailable
from bot.database.tables import REVISION
from handlers.requests.ports import StoreUnavailable

_READERS = 4
_IMMEDIATE = "immediate"
_BUSY = "The database of requests is in use by another program, and nothing was stored. Try again."


class SqliteDatabase:
    """`Database` in a file (WAL, every commit on the disk), which several processes may share.

    The one that writes waits `patience` seconds for another process at most.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self._path, self._patience = path, patience
        self._engine = create_engine(
            URL.create("sqlite", database=str(path)),
            connect_args={"timeout": patience, "isolation_level": None},
            hide_parameters=True,
        )
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        self._writing = ThreadPoolExecutor(1, "requests-write")
        self._reading = ThreadPoolExecutor(_READERS, "requests-read")
        self._ready, self._making = False, threading.Lock()

    async def write(self, work: Work[T]) -> T:
        return await _in(self._writing, partial(self._write, work, time.monotonic() + self._patience))

    async def read(self, work: Work[T]) -> T:
        return await _in(self._reading, partial(self._do, work, False))

    async def migrate(self) -> None:
        await self.read(lambda _: None)

    async def close(self) -> None:
        for pool in (self._writing, self._reading):
            await asyncio.to_thread(pool.shutdown)
        self._engine.dispose()

    def _write(self, work: Work[T], deadline: float) -> T:
        if time.monotonic() > deadline:  # those before it have waited in vain
            raise StoreUnavailable(_BUSY)
        return self._do(work, True)

    def _do(self, work: Work[T], immediate: bool) -> T:
        try:
            self._make_ready()
            return self._transact(work, immediate)
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            raise unavailable(error) from error

    def _transact(self, work: Work[T], immediate: bool) -> T:
        with self._engine.connect() as connection:
            connection.execution_options(**{_IMMEDIATE: immediate})
            with connection.begin():
                return work(connection)

    def _make_ready(self) -> None:
        with self._making:
            if self._ready:
                return
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
            if self._transact(revision_of, False) != REVISION:
                self._transact(_upgrade, True)
            self._transact(check_revision, False)
            self._ready = True


async def _in(pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(pool, work)


def _upgrade(connection: Connection) -> None:
    from bot.database.migrating import upgrade

    if (revision_of(connection) or "") < REVISION:
        upgrade(connection)


def _prepare(connection: Any, _: object) -> None:
    # The wait for a lock is set already, by the timeout: WAL can only be turned on while nobody else writes.
    # What is purged is to be gone from the file as well.
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
