"""Signs of life: what is being worked on, and when Slack was last heard."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Pulse:
    """Counts the work in hand and knows when the last event came. Belongs to one event loop."""

    def __init__(self) -> None:
        self.in_flight = 0
        self._last_event: float | None = None
        self._idle = asyncio.Event()
        self._idle.set()

    def heard(self) -> None:
        """Slack has sent something."""
        self._last_event = time.monotonic()

    @property
    def event_age(self) -> float | None:
        """Seconds since Slack last sent something, or None where it never did."""
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

    async def drained(self, within: float) -> bool:
        """Wait until nothing is in hand, at most `within` seconds. Whether all work was finished."""
        # What was dispatched a moment ago begins only when the loop next comes round.
        await asyncio.sleep(0.05)
        try:
            await asyncio.wait_for(self._idle.wait(), within)
        except TimeoutError:
            return False
        return True
