"""Formal requests within a desk that serves: the worker runs beside the platforms, and ends with them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, MutableMapping
from dataclasses import dataclass, field

from bot.database.engine import Database
from bot.deliveries import Courier, Worker
from bot.logs import event
from bot.metrics import Counts
from bot.platforms import Carriers
from bot.ports import NeutralitySide
from bot.post import Away
from bot.reminders import Bringing, Reminders
from handlers.requests.desk import RequestDesk
from handlers.requests.ports import Outbox, RequestStore, StoreUnavailable

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ServedRequests:
    """The desk for requests, the worker that delivers its letters, and what both stand on.

    `neutrality` and `reminders` are the check before a meeting and what is sent of its records: they are kept in the
    same database (None where the check is not served). `couriers` and `bringers` are those of the platforms, by name,
    among which the worker and the reminders choose.
    """

    desk: RequestDesk
    worker: Worker
    store: RequestStore
    outbox: Outbox
    database: Database
    neutrality: NeutralitySide | None = None
    reminders: Reminders | None = None
    couriers: MutableMapping[str, Courier] = field(default_factory=dict)
    bringers: MutableMapping[str, Bringing] = field(default_factory=dict)

    def connect(self, platform: str, carriers: Carriers) -> None:
        """From now on letters and reminders go to the people of a platform."""
        self.couriers[platform] = carriers.letters
        if carriers.reminders:
            self.bringers[platform] = carriers.reminders

    def put_off(self, platform: str) -> None:
        """From now on they wait for a platform that is set up and cannot be reached."""
        self.couriers[platform] = self.bringers[platform] = Away(platform)

    async def counts(self) -> Counts | None:
        """How many requests and letters are in each state; None where the database is away."""
        try:
            return Counts(await self.store.counts(), await self.outbox.counts())
        except StoreUnavailable:
            return None

    @contextlib.asynccontextmanager
    async def delivering(self, left: Callable[[], float]) -> AsyncIterator[None]:
        """Deliver as long as the block lasts; then finish the letters in hand within the seconds that are `left` then.

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
            _, unfinished = await asyncio.wait(work, timeout=left())
            if unfinished:
                event(log, "ended_with_letters_in_hand", logging.WARNING)
                for task in unfinished:
                    task.cancel()
                await asyncio.wait(unfinished)
