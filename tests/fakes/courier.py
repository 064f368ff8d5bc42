"""A platform to which letters can be brought, and whatever may go wrong with it."""

from __future__ import annotations

import asyncio
from collections import deque

from handlers.requests.messages import RequestView


class FakeCourier:
    """`bot.deliveries.Courier`. Raises what stands next in `failures`; a reader sees each mark once."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = deque(failures)
        self.brought: list[tuple[str, str, str]] = []
        """What came, as (reader, reference, mark), repeats among them."""
        self.slow = 0.0

    async def deliver(self, to: str, view: RequestView, mark: str) -> str:
        """Take the letter."""
        await asyncio.sleep(self.slow)
        if self.failures:
            raise self.failures.popleft()
        self.brought.append((to, view.reference, mark))
        return f"D1:{len(self.brought)}"

    @property
    def seen(self) -> set[tuple[str, str, str]]:
        """What readers see."""
        return set(self.brought)
