"""Where officers' records of neutrality checks are kept: beside the requests, but in no chain of events.

A record is nobody's but its person's: every statement that a person asks for names them, and what is deleted is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.database.engine import Database
from bot.database.recording import storable
from bot.database.tables import AGAIN_DUE, DUTIES_DUE
from bot.database.tables import neutrality_records as records
from handlers.neutrality.messages import Facts
from handlers.neutrality.ports import AGAIN, DUTIES, Record

_MOST = 50  # given out at once: the next call gives the rest
_MINE = (records.c.person == bindparam("who"), records.c.id == bindparam("which"))
_OF = select(records).where(records.c.person == bindparam("who")).order_by(records.c.made_at.desc(), records.c.id)
_ONE = select(records).where(*_MINE)
_AGAIN = update(records).where(*_MINE).values(again_at=bindparam("at"), again_next=bindparam("at"), sent_at=None)
_TICKED = update(records).where(*_MINE).values(ticked=bindparam("ticks"))
_DELETE = delete(records).where(*_MINE)
_CLAIMS = {
    what: (
        select(records)
        .where(due, column <= bindparam("now"))
        .order_by(column, records.c.id)
        .limit(_MOST)
        .with_for_update(skip_locked=True),
        update(records).where(records.c.id == bindparam("which")).values({column.name: bindparam("lease_end")}),
    )
    for what, due, column in ((AGAIN, AGAIN_DUE, records.c.again_next), (DUTIES, DUTIES_DUE, records.c.duties_next))
}
_SENT = {
    # What was put off to a later time while it was being sent is still to be sent then.
    AGAIN: update(records)
    .where(records.c.id == bindparam("which"), or_(records.c.again_at.is_(None), records.c.again_at <= bindparam("at")))
    .values(again_next=None, sent_at=bindparam("at")),
    DUTIES: update(records)
    .where(records.c.id == bindparam("which"))
    .values(duties_next=None, duties_sent_at=bindparam("at")),
}


class SqlNeutralityRecords:
    """`handlers.neutrality.ports.Records`. Whoever opened the database closes it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, record: Record) -> None:
        """Store it; a record that is there already stays as it is."""

        def keep(connection: Connection) -> None:
            insert = postgres_insert if connection.dialect.name == "postgresql" else sqlite_insert
            connection.execute(insert(records).values(_values(record)).on_conflict_do_nothing())

        await self._database.write(keep)

    async def of(self, person: str) -> Sequence[Record]:
        """All of a person's records, newest first."""
        values = {"who": storable(person)}
        return await self._database.read(lambda one: [_record(row) for row in one.execute(_OF, values)])

    async def get(self, person: str, record: str) -> Record | None:
        """A record of theirs; None where there is none of that id, whoever else has one."""

        def get(connection: Connection) -> Record | None:
            row = connection.execute(_ONE, _which(person, record)).first()
            return _record(row) if row else None

        return await self._database.read(get)

    async def send_again(self, person: str, record: str, at: datetime | None) -> None:
        """Set or cancel (None) when it is to be sent again."""
        values = {**_which(person, record), "at": at}
        await self._database.write(lambda connection: connection.execute(_AGAIN, values).rowcount)

    async def tick(self, person: str, record: str, duty: str, at: datetime | None) -> None:
        """Tick a duty off, or take the tick back (None)."""
        which = _which(person, record)

        def tick(connection: Connection) -> None:
            row = connection.execute(_ONE.with_for_update(), which).first()
            if row is None:
                return
            left = {key: when for key, when in row.ticked.items() if key != duty}
            ticks = left | ({duty: at.isoformat()} if at else {})
            connection.execute(_TICKED, {**which, "ticks": ticks})

        await self._database.write(tick)

    async def delete(self, person: str, record: str) -> None:
        """Delete it for good, with all that was to be sent of it."""
        await self._database.write(lambda connection: connection.execute(_DELETE, _which(person, record)).rowcount)

    async def claim(self, now: datetime, lease_seconds: float) -> Sequence[tuple[Record, str]]:
        """What is due, each to one caller until its lease runs out: the record, and AGAIN or DUTIES."""
        lease_end = now + timedelta(seconds=lease_seconds)

        def claim(connection: Connection) -> list[tuple[Record, str]]:
            taken: list[tuple[Record, str]] = []
            for what, (due, take) in _CLAIMS.items():
                rows = connection.execute(due, {"now": now}).all()
                for row in rows:
                    connection.execute(take, {"which": row.id, "lease_end": lease_end})
                taken += [(_record(row), what) for row in rows]
            return taken

        return await self._database.write(claim)

    async def sent(self, record: str, what: str, at: datetime) -> None:
        """Say that what was claimed was sent."""
        values = {"which": storable(record), "at": at}
        await self._database.write(lambda connection: connection.execute(_SENT[what], values).rowcount)


def _which(person: str, record: str) -> dict[str, str]:
    return {"who": storable(person), "which": storable(record)}


def _values(record: Record) -> dict[str, Any]:
    return {
        "id": storable(record.id),
        "person": storable(record.person),
        "authority": record.authority,
        "facts": record.facts.as_data(),
        "clauses": list(record.clauses),
        "version": record.version,
        "source": record.source,
        "ticked": {duty: at.isoformat() for duty, at in record.ticked.items()},
        "made_at": record.made_at,
        "again_at": record.again_at,
        "again_next": None if record.sent_at else record.again_at,
        "sent_at": record.sent_at,
        "duties_at": record.duties_at,
        "duties_next": None if record.duties_sent_at else record.duties_at,
        "duties_sent_at": record.duties_sent_at,
    }


def _record(row: Row[Any]) -> Record:
    return Record(
        id=row.id,
        person=row.person,
        authority=row.authority,
        made_at=row.made_at,
        facts=Facts.of_data(row.facts),
        clauses=tuple(row.clauses),
        version=row.version,
        source=row.source,
        again_at=row.again_at,
        sent_at=row.sent_at,
        duties_at=row.duties_at,
        duties_sent_at=row.duties_sent_at,
        ticked={duty: datetime.fromisoformat(at) for duty, at in row.ticked.items()},
    )
