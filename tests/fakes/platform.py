"""A platform that comes up, falls away and ends as a test wants it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping
from typing import Any, NoReturn

from fastapi import FastAPI, Response

from bot.platforms import Carriers
from handlers.requests.request import Letter
from tests.fakes.courier import FakeCourier


class FakePlatform:
    """`bot.platforms.Platform`. Opening it raises what stands next in `failures`."""

    def __init__(self, name: str, *failures: Exception, over_http: bool = False) -> None:
        self.name, self.over_http, self.failures = name, over_http, deque(failures)
        self.courier = FakeCourier()
        self.away: Exception | None = None
        """What opening it raises for as long as it stands here."""
        self.tries = 0
        self.is_open = False
        self.done: list[str] = []
        """What happened, in order: open, stop, finish."""
        self.told: list[Letter] = []
        self.slow = 0.0
        """How long what is in hand takes to finish, in seconds."""
        self.unfinished = False
        self.close_failure: Exception | None = None
        self.facts: dict[str, Any] = {"status": "ok", "in_flight": 0}
        self._fall: asyncio.Queue[Exception] = asyncio.Queue()

    def mount(self, web: FastAPI) -> None:
        """`GET /its name`, where it comes over HTTP."""
        if self.over_http:

            async def answer() -> Response:
                return Response(self.name if self.is_open else "not open", 200 if self.is_open else 503)

            web.get(f"/{self.name}")(answer)

    async def open(self) -> Carriers:
        """Come up, or fail."""
        self.tries += 1
        if self.failures:
            raise self.failures.popleft()
        if self.away:
            raise self.away
        self.is_open = True
        self.done.append("open")
        return Carriers(self.courier)

    def fall(self, error: Exception) -> None:
        """Fall away now."""
        self._fall.put_nowait(error)

    async def watch(self) -> NoReturn:
        """Wait for `fall`."""
        raise await self._fall.get()

    async def health(self) -> Mapping[str, Any]:
        """What the test wants."""
        return self.facts

    def delivered(self, letter: Letter) -> None:
        """Remember it."""
        self.told.append(letter)

    async def stop(self) -> None:
        """Note it, where there is something to stop."""
        if self.is_open:
            self.done.append("stop")
        if self.close_failure:
            raise self.close_failure

    async def finish(self, within: float) -> None:
        """Take as long as it takes."""
        if not self.is_open:
            return
        await asyncio.sleep(min(self.slow, within))
        self.unfinished = self.slow > within
        self.is_open = False
        self.done.append("finish")
