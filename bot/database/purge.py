"""Forgets requests once their retention period is over, in such a way that the chain still proves the rest.

The period runs from the last change. A request that was decided and that nobody closed counts as well: otherwise what
it says of people would be kept for ever. What is undecided is never forgotten.

Of each event stays a tombstone: when, what move, in which office, its digests. A PURGE event, signed by an operator and
chained like any other, holds the witnesses of all the tombstones of its request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.database import reading, rows, writing
from bot.database.chain import WITNESSES, tombstone, witness
from bot.database.engine import Database
from bot.database.tables import events, letters, requests, tasks
from handlers.requests.lifecycle import ENDED, PURGEABLE
from handlers.requests.request import Authorship, Event, MoveName, Part, Person, State

EVERY = "every"
"""The name under which the period of all other types is kept."""

_OVER = (
    select(
        requests.c.reference,
        requests.c.authority,
        requests.c.type,
        requests.c.state,
        requests.c.version,
        requests.c.changed_at,
    )
    .where(requests.c.state.in_(sorted(PURGEABLE)))
    .order_by(requests.c.opened)
)
_FORGET = (
    update(events)
    .where(events.c.serial == bindparam("of"))
    .values({name: bindparam(name) for name in ("actor", "actor_name", "term", "data")})
)


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days a request is kept after its last change.

    `days` is by "authority/type", type, kind or EVERY, in that order. A type that none of them names is kept for ever.
    `kinds` gives the kind of a request by (authority, type).
    """

    days: Mapping[str, int]
    kinds: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def of(self, authority: str, type_id: str) -> int | None:
        """The days, or None for ever."""
        kind = self.kinds.get((authority, type_id), type_id)
        found = (self.days.get(name) for name in (f"{authority}/{type_id}", type_id, kind, EVERY))
        return next((days for days in found if days is not None), None)


@dataclass(frozen=True, slots=True)
class Expired:
    """A request whose period of so many days since its last change is over. `state` is that in which it was left."""

    reference: str
    authority: str
    type: str
    state: State
    changed_at: datetime
    days: int

    @property
    def was_ended(self) -> bool:
        """Whether it was closed or withdrawn, and not left after it was decided."""
        return self.state in ENDED


async def expired(database: Database, retention: Retention, now: datetime) -> Sequence[Expired]:
    """What a purge would forget now: the dry run."""
    return await database.read(lambda connection: _expired(connection.execute(_OVER).all(), retention, now))


async def purge(database: Database, retention: Retention, now: datetime, operator: Person) -> Sequence[Expired]:
    """Forget them, each in a transaction of its own. Gives those that were forgotten."""
    forgotten = []
    for one in await expired(database, retention, now):

        def forget(connection: Connection, reference: str = one.reference) -> bool:
            return _forget(connection, reference, retention, now, operator)

        if await database.write(forget):
            forgotten.append(one)
    return forgotten


def _expired(kept: Sequence[Any], retention: Retention, now: datetime) -> list[Expired]:
    found = []
    for row in kept:
        days = retention.of(row.authority, row.type)
        if days is not None and row.changed_at + timedelta(days=days) <= now:
            found.append(Expired(row.reference, row.authority, row.type, State(row.state), row.changed_at, days))
    return found


def _forget(connection: Connection, reference: str, retention: Retention, now: datetime, operator: Person) -> bool:
    head = writing.lock_head(connection)
    there = connection.execute(_OVER.where(requests.c.reference == reference)).all()
    over = _expired(there, retention, now)
    if not over:
        return False
    left = [tombstone(event) for event in reading.events_of(connection, reference)]
    writing.append(connection, head, _record(over[0], left, now, operator))
    for row in map(rows.event_values, left):
        kept = {name: row[name] for name in ("actor", "actor_name", "term", "data")}
        connection.execute(_FORGET, {**kept, "of": row["serial"]})
    for table in (letters, tasks, requests):
        connection.execute(delete(table).where(table.c.reference == reference))
    return True


def _record(one: Expired, left: Sequence[Event], now: datetime, operator: Person) -> Event:
    return Event(
        serial=0,
        reference=one.reference,
        number=len(left) + 1,
        at=now,
        actor=operator,
        authorship=Authorship(Part.OPERATOR),
        move=MoveName.PURGE,
        before=one.state,
        after=one.state,
        data={
            "authority": one.authority,
            "type": one.type,
            "days": one.days,
            "changed_at": one.changed_at,
            WITNESSES: [witness(event) for event in left],
        },
    )
