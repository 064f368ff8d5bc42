"""Where formal requests are kept: an SQLite file, or PostgreSQL. The work itself is the same for both.

A piece of work is a function that takes a connection inside a transaction. It is written without `await`, and called
again by nobody: SQLite does it in a thread of its own, PostgreSQL through SQLAlchemy's asyncio. That way the many short
statements of one transaction cost no change of thread each.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import Connection, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError
from sqlalchemy.sql import column, table

from bot.database.tables import REVISION
from handlers.requests.ports import StoreUnavailable
from knowledge.errors import DeskError

T = TypeVar("T")
Work = Callable[[Connection], T]
PATIENCE = 5.0  # seconds to wait for a lock or for a connection

_FILE = "sqlite:///"
_NO_ADDRESS = (
    "PROTOCOL_DESK_DATABASE_URL: this is not the address of a database. Write postgresql://user:password@host/name, or"
    " sqlite:////folder/file."
)
_NO_TABLES = (
    "The database of requests has no tables yet, or those of an older desk. Run: protocol-desk requests migrate"
)
_NEWER = (
    "The database of requests was made by a newer Protocol Desk ({revision}). Install that version, or a newer one."
)
_AWAY = (
    "The database of requests cannot be used now, and nothing was stored ({reason}). Check PROTOCOL_DESK_DATABASE_URL."
)
_TAKEN = "A key, a mark or the id of a duty was given a second time: nothing was stored."


class Database(Protocol):
    """Transactions. Both methods raise StoreUnavailable, and ValueError where something unique is given twice."""

    async def write(self, work: Work[T]) -> T:
        """Do the work alone among those that write; durable when it returns, undone where it raises."""
        ...

    async def read(self, work: Work[T]) -> T:
        """Do the work on the database as it is at one moment."""
        ...

    async def migrate(self) -> None:
        """Bring the tables up to date."""
        ...

    async def close(self) -> None: ...


def open_database(url: str, patience: float = PATIENCE) -> Database:
    """The database at `postgresql://...` or `sqlite:///file`. It is reached only when it is used.

    Raises DeskError for an address of another kind.
    """
    if url.startswith(_FILE):
        from bot.database.sqlite import SqliteDatabase

        return SqliteDatabase(Path(url.removeprefix(_FILE)).expanduser(), patience)
    try:
        kind = make_url(url).get_backend_name()
    except (ArgumentError, ValueError):
        raise DeskError(_NO_ADDRESS) from None
    if kind not in {"postgresql", "postgres"}:
        raise DeskError(_NO_ADDRESS)
    from bot.database.postgres import PostgresDatabase

    return PostgresDatabase("postgresql://" + url.split("://", 1)[1], patience)


def revision_of(connection: Connection) -> str | None:
    """The revision of the tables that are there; None before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(select(column("version_num")).select_from(table("alembic_version")))


def check_revision(connection: Connection) -> None:
    """Raise StoreUnavailable unless the tables are those of this desk."""
    revision = revision_of(connection)
    if revision is not None and revision > REVISION:
        raise StoreUnavailable(_NEWER.format(revision=revision))
    if revision != REVISION:
        raise StoreUnavailable(_NO_TABLES)


def unavailable(error: Exception) -> Exception:
    """What to raise for an error of the database. It holds no word of what was to be stored."""
    if isinstance(error, IntegrityError):
        return ValueError(_TAKEN)
    told = str(getattr(error, "orig", None) or error).strip().splitlines() if isinstance(error, SQLAlchemyError) else []
    reason = told[0] if told else type(error).__name__
    return StoreUnavailable(_AWAY.format(reason=reason))
