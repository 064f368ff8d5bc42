"""The letters that were stored with a request's changes and wait to be delivered. Safe for several workers at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select, union_all, update

from bot.database import rows
from bot.database.engine import Database
from bot.database.recording import storable
from bot.database.tables import ENDED_LETTER, OPEN_LETTER, letters
from handlers.requests.ports import Outcome
from handlers.requests.request import Delivery, DeliveryState

_WAITING, _SENDING = str(DeliveryState.WAITING), str(DeliveryState.SENDING)

# SQLite has one writer at a time and no row locks; PostgreSQL passes over the rows that another worker is taking.
_DUE = (
    select(letters.c.id)
    .where(OPEN_LETTER, letters.c.next_at <= bindparam("now"))
    .order_by(letters.c.next_at, letters.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
_CLAIM = (
    update(letters)
    .where(letters.c.id.in_(select(_DUE.c.id)))
    .values(state=_SENDING, attempts=letters.c.attempts + 1, at=bindparam("now"), next_at=bindparam("lease_end"))
    .returning(letters)
)
_COUNTED = select(letters.c.state, func.count()).group_by(letters.c.state)
_COUNTS = union_all(*(_COUNTED.where(those) for those in (OPEN_LETTER, ENDED_LETTER)))  # an index for each


class SqlOutbox:
    """`handlers.requests.ports.Outbox`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, now: datetime, limit: int, lease_seconds: float) -> Sequence[Delivery]:
        """Letters that are due, each given to one caller only, until the lease runs out."""
        values = {"now": now, "most": limit, "lease_end": now + timedelta(seconds=lease_seconds)}

        def claim(connection: Connection) -> Sequence[Delivery]:
            claimed = connection.execute(_CLAIM, values).all()
            return [rows.delivery_of(row) for row in sorted(claimed, key=lambda row: row.id)]

        return await self._database.write(claim)

    async def settle(self, mark: str, outcome: Outcome) -> None:
        """Say what became of a claimed letter.

        Who comes late, after another worker had the letter, changes nothing, except that delivered is delivered.
        """
        values = {
            "state": str(outcome.state),
            "reason": storable(outcome.reason),
            "at": outcome.at,
            "next_at": outcome.retry_at or outcome.at,
        }
        if outcome.posted:
            values["posted"] = storable(outcome.posted)
        settled = update(letters).where(letters.c.mark == mark).values(values)
        if outcome.state is DeliveryState.DELIVERED:
            settled = settled.where(letters.c.state != str(DeliveryState.DELIVERED))
        else:
            settled = settled.where(letters.c.state.in_([_WAITING, _SENDING]))
        await self._database.write(lambda connection: connection.execute(settled).rowcount)

    async def counts(self) -> Mapping[DeliveryState, int]:
        """How many letters are in each state: for `doctor` and the metrics."""
        found = await self._database.read(lambda connection: connection.execute(_COUNTS).all())
        return dict.fromkeys(DeliveryState, 0) | {DeliveryState(state): count for state, count in found}

    async def given_up(self) -> Sequence[Delivery]:
        """The letters that could not be delivered, in the order in which they were given up."""
        found = select(letters).where(letters.c.state == str(DeliveryState.UNDELIVERABLE)).order_by(letters.c.at)
        return await self._database.read(
            lambda connection: [rows.delivery_of(row) for row in connection.execute(found)]
        )

    async def again(self, reference: str, now: datetime) -> int:
        """Put the letters of a request that were given up back among those that wait; how many there were."""
        back = (
            update(letters)
            .where(letters.c.reference == storable(reference), letters.c.state == str(DeliveryState.UNDELIVERABLE))
            .values(state=_WAITING, attempts=0, at=now, next_at=now)
        )
        return await self._database.write(lambda connection: connection.execute(back).rowcount)
