"""Signs of life: what is being worked on, and when the platform was last heard."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from bot.logs import event

log = logging.getLogger(__name__)


class Pulse:
    """Counts the work in hand and knows when the last event came. Belongs to one event loop."""

    def __init__(self) -> None:
        self.in_flight = 0
        self._last_event: float | None = None
        self._idle = asyncio.Event()
        self._idle.set()
        self._later: set[asyncio.Task[None]] = set()

    def heard(self) -> None:
        """A platform has sent something."""
        self._last_event = time.monotonic()

    @property
    def event_age(self) -> float | None:
        """Seconds since a platform last sent something, or None where it never did."""
        return None if self._last_event is None else time.monotonic() - self._last_event

    @contextmanager
    def work(self) -> Iterator[None]:
        """Counts what happens within as work in hand."""
        self.in_flight += 1
        self._idle.clear()
        try:
            yield
        finally:
            self.in_flight -= 1
            if not self.in_flight:
                self._idle.set()

    def later(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do something beside what is in hand, and count it until it is done. What it raises is logged."""

        async def run() -> None:
            with self.work():
                try:
                    await work
                except Exception as error:  # noqa: BLE001 (nobody waits for it)
                    event(log, "later_failed", logging.ERROR, error=type(error).__name__)

        task = asyncio.create_task(run())
        self._later.add(task)
        task.add_done_callback(self._later.discard)
        return task

    async def drained(self, within: float) -> bool:
        """Wait until nothing is in hand, at most `within` seconds. Whether all work was finished."""
        # What was dispatched a moment ago begins only when the loop next comes round.
        await asyncio.sleep(0.05)
        try:
            await asyncio.wait_for(self._idle.wait(), within)
        except TimeoutError:
            return False
        return True
