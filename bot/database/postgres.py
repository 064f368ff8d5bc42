"""Requests in PostgreSQL, reached by SQLAlchemy's asyncio over asyncpg. Any number of desks may share it."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.database.engine import PATIENCE, T, Work, check_revision, unavailable
from bot.database.migrating import upgrade

_POOL = 5  # those that write are alone anyway: more would only wait
_STATEMENT_SECONDS = 60
_MIGRATING = 4_061_826  # any number, the same for all desks
_ERRORS = (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)


class PostgresDatabase:
    """`Database` at an address as libpq takes it (`sslmode`, `host=/socket` and the like included)."""

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        self._address, self._patience, self._ready = address, patience, False
        self._engine = create_async_engine(
            "postgresql+asyncpg://",
            async_creator=self._connect,
            pool_size=_POOL,
            max_overflow=0,
            pool_timeout=2 * patience,
            pool_pre_ping=True,
            hide_parameters=True,
        )
        self._snapshots = self._engine.execution_options(isolation_level="REPEATABLE READ")

    async def write(self, work: Work[T]) -> T:
        return await self._do(self._engine, work)

    async def read(self, work: Work[T]) -> T:
        return await self._do(self._snapshots, work)

    async def migrate(self) -> None:
        try:
            await self._transact(self._engine, _upgrade)
        except _ERRORS as error:
            raise unavailable(error) from error

    async def close(self) -> None:
        await self._engine.dispose()

    async def _do(self, engine: AsyncEngine, work: Work[T]) -> T:
        try:
            if not self._ready:
                await self._transact(self._engine, check_revision)
                self._ready = True
            return await self._transact(engine, work)
        except _ERRORS as error:
            raise unavailable(error) from error

    async def _transact(self, engine: AsyncEngine, work: Work[T]) -> T:
        async with engine.begin() as connection:
            return await connection.run_sync(work)

    async def _connect(self) -> asyncpg.Connection[Any]:
        wait = f"{int(self._patience * 1000)}ms"
        return await asyncio.wait_for(
            asyncpg.connect(
                self._address,
                command_timeout=_STATEMENT_SECONDS,
                server_settings={
                    "application_name": "protocol-desk",
                    "lock_timeout": wait,
                    # A server may be set to acknowledge what is not on its disk yet.
                    "synchronous_commit": "on",
                },
            ),
            self._patience,
        )


def _upgrade(connection: Connection) -> None:
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATING})
    upgrade(connection)
