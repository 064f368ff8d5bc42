"""Sends what is due of the records of neutrality checks, at least once each. Runs beside the worker for letters."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol

from bot.deliveries import Later, Never
from bot.logs import event
from bot.ports import NeutralitySide
from handlers.neutrality.messages import Check
from handlers.neutrality.ports import AGAIN, Record, Records
from handlers.requests.ports import Now, StoreUnavailable
from knowledge.errors import QuotationError, UnknownAuthority, UnknownClause

log = logging.getLogger(__name__)
POLL = 5.0
"""Seconds between two looks at what is due, more or less: a time is chosen to the minute."""
LEASE = 120.0
"""Seconds after which what failed, or was in hand at a crash, is sent anew."""
TRIED_FOR = timedelta(days=7)
"""How long after its time what cannot be sent is still tried."""
NOT_SERVED = "their platform is not served"
_ELSEWHERE = {"slack", "teams"}
"""What another desk on the same database may serve where this one does not."""
_WITHIN = 25.0


class Bringing(Protocol):
    """Brings what is due to the person whose record it is, on one platform."""

    async def bring(self, record: Record, what: str) -> None:
        """Raises `bot.deliveries.Later` or `Never`. The same may come again after a crash: its reader sees one."""
        ...


async def due_check(side: NeutralitySide, record: Record, what: str) -> Check | None:
    """The check that is due of a record; None where there is nothing in it to send. Raises Never."""
    try:
        check = await asyncio.to_thread(side.desk.check, record.authority, record.facts)
    except (QuotationError, UnknownAuthority, UnknownClause) as error:
        raise Never(type(error).__name__) from error
    return check if what == AGAIN or check.duties else None


def mark_of(record: Record, what: str) -> str:
    """The same for every try of one sending, another for each time that was chosen."""
    at = record.again_at if what == AGAIN else record.duties_at
    return f"{record.id}-{what}-{at.timestamp() if at else 0:.0f}"


class ByPlatform:
    """`Bringing` for all platforms that the desk serves: chooses by whose record it is ("slack:T1:U1")."""

    def __init__(self, bringers: Mapping[str, Bringing]) -> None:
        self._bringers = bringers

    async def bring(self, record: Record, what: str) -> None:
        """Raises Later or Never."""
        platform = record.person.partition(":")[0]
        bringing = self._bringers.get(platform)
        if bringing is None:
            raise Later(0, NOT_SERVED) if platform in _ELSEWHERE else Never(NOT_SERVED)
        await bringing.bring(record, what)


class Reminders:
    """Any number of these may share one store."""

    def __init__(self, records: Records, bringing: Bringing, now: Now, poll: float = POLL) -> None:
        self._records, self._bringing, self._now, self._poll = records, bringing, now, poll

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop`; then finish what is in hand."""
        while not stop.is_set():
            try:
                await self.round()
            except StoreUnavailable:
                pass  # the worker for letters says so: it is the same database
            except Exception as error:  # noqa: BLE001 - there is a next round, whatever was wrong with one record
                event(log, "reminding_failed", logging.ERROR, error=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                # Desks that share a database take turns: what one of them cannot send, another may.
                await asyncio.wait_for(stop.wait(), self._poll * random.uniform(0.5, 1.5))  # noqa: S311

    async def round(self) -> int:
        """Send what is due now; how much was taken. Raises StoreUnavailable."""
        claimed = await self._records.claim(self._now(), LEASE)
        for record, what in claimed:
            if await self._ended(record, what):
                await self._records.sent(record.id, what, self._now())
        return len(claimed)

    async def _ended(self, record: Record, what: str) -> bool:
        """Whether no further try is wanted: it was sent, or never can be. What failed comes back after its lease."""
        try:
            async with asyncio.timeout(_WITHIN):
                await self._bringing.bring(record, what)
        except Never as error:
            event(log, "reminder_given_up", logging.ERROR, what=what, reason=error.reason)
        except (Later, TimeoutError) as error:
            late = self._late(record, what)
            event(
                log, "reminder_given_up" if late else "reminder_put_off", logging.WARNING, what=what, reason=str(error)
            )
            return late
        except Exception as error:  # noqa: BLE001 - a fault in one must not stop the others
            event(log, "reminder_failed", logging.ERROR, what=what, error=type(error).__name__)
            return False
        return True

    def _late(self, record: Record, what: str) -> bool:
        due = record.again_at if what == AGAIN else record.duties_at
        return due is not None and self._now() - due > TRIED_FOR
