"""Formal requests within a desk that serves: the worker runs beside the platform, and ends with it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.database.engine import Database
from bot.deliveries import Worker
from bot.logs import event
from bot.metrics import Counts
from bot.ports import NeutralitySide
from bot.reminders import Reminders
from handlers.requests.desk import RequestDesk
from handlers.requests.ports import Outbox, RequestStore, StoreUnavailable

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ServedRequests:
    """The desk for requests, the worker that delivers its letters, and what both stand on.

    `neutrality` and `reminders` are the check before a meeting and what is sent of its records: they are kept in the
    same database (None where the check is not served).
    """

    desk: RequestDesk
    worker: Worker
    store: RequestStore
    outbox: Outbox
    database: Database
    neutrality: NeutralitySide | None = None
    reminders: Reminders | None = None

    async def counts(self) -> Counts | None:
        """How many requests and letters are in each state; None where the database is away."""
        try:
            return Counts(await self.store.counts(), await self.outbox.counts())
        except StoreUnavailable:
            return None

    @contextlib.asynccontextmanager
    async def delivering(self, within: float) -> AsyncIterator[None]:
        """Deliver as long as the block lasts; then finish the letters in hand within so many seconds.

        A letter that is not finished by then goes out after the next start, with the same mark.
        """
        stop = asyncio.Event()
        work = {asyncio.create_task(self.worker.run(stop))}
        if self.reminders:
            work.add(asyncio.create_task(self.reminders.run(stop)))
        try:
            yield
        finally:
            stop.set()
            _, unfinished = await asyncio.wait(work, timeout=within)
            if unfinished:
                event(log, "ended_with_letters_in_hand", logging.WARNING)
                for task in unfinished:
                    task.cancel()
                await asyncio.wait(unfinished)
            await self.database.close()
