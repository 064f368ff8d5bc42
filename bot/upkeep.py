"""Keeps platforms up, each by itself: one that falls away leaves the others alone, and is tried again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from bot.logs import event
from bot.platforms import Platform, UnreachableError
from bot.serving_requests import ServedRequests
from handlers.requests.request import Letter
from knowledge.errors import DeskError

log = logging.getLogger(__name__)


class Status(StrEnum):
    """How a platform stands, as /health tells it. OK is what the platform itself says while it is up."""

    STARTING = "starting"
    OK = "ok"
    UNREACHABLE = "unreachable"
    """It is tried again."""
    REFUSED = "refused"
    """Somebody has to mend something first."""


class Upkeep:
    """The platforms of one desk, in one event loop.

    Where `served` is given, its letters wait while the platform of their readers is away. A platform that fell away is
    tried again after `first` seconds, twice that, and so on up to `longest`.
    """

    def __init__(
        self, platforms: Sequence[Platform], served: ServedRequests | None, first: float, longest: float
    ) -> None:
        self._kept = [_Kept(platform, served, self._changed_now) for platform in platforms]
        self._first, self._longest = first, longest
        self._changed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._stopped = False

    def start(self, drain_within: float) -> None:
        """Begin to open all of them. What is in hand of one that falls away has so many seconds."""
        alone = len(self._kept) == 1
        self._tasks = [
            asyncio.create_task(one.run(self._first, self._longest, drain_within, alone=alone)) for one in self._kept
        ]

    @property
    def any_up(self) -> bool:
        """Whether a platform is up."""
        return any(one.status is Status.OK for one in self._kept)

    @property
    def none_left(self) -> bool:
        """Whether each has fallen away, and none is back."""
        return all(one.error is not None for one in self._kept)

    def error(self) -> Exception:
        """Why none is left: what the only one raised, or one error that says it of each."""
        errors = [one.error for one in self._kept if one.error is not None]
        unforeseen = [error for error in errors if not isinstance(error, DeskError)]
        if len(errors) == 1 or unforeseen:
            return (unforeseen or errors)[0]
        return DeskError("\n".join(map(str, errors)))

    async def until(self, wanted: Callable[[], bool]) -> None:
        """Wait for something that changes with the platforms. One at a time may wait."""
        while not wanted():
            self._changed.clear()
            await self._changed.wait()

    async def facts(self) -> Mapping[str, Mapping[str, Any]]:
        """What each platform tells of itself, by name."""
        return {one.platform.name: await one.facts() for one in self._kept}

    async def health(self) -> Mapping[str, Any]:
        """The facts of the only platform; of several each under its name, and what they come to under `status`: "ok",
        "degraded" where some are well and some are not, or "down".
        """
        facts = await self.facts()
        if len(facts) == 1:
            return next(iter(facts.values()))
        well = [one["status"] == Status.OK for one in facts.values()]
        return {"status": "ok" if all(well) else "degraded" if any(well) else "down", **facts}

    def delivered(self, letter: Letter) -> None:
        """Tell those that are up of a letter."""
        for one in self._kept:
            if one.status is Status.OK:
                one.platform.delivered(letter)

    async def stop(self) -> None:
        """Try nothing again, and let no platform take anything new."""
        if self._stopped:
            return
        self._stopped = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await _all(one.platform.stop() for one in self._kept)

    async def finish(self, within: float) -> None:
        """Stop, and let all finish what is in hand, within so many seconds."""
        try:
            await self.stop()
        finally:
            await _all(one.platform.finish(within) for one in self._kept)

    def _changed_now(self) -> None:
        self._changed.set()


class _Kept:
    """One platform and how it stands. `error` is why it is not up (None where it is, or was not tried yet)."""

    def __init__(self, platform: Platform, served: ServedRequests | None, changed: Callable[[], None]) -> None:
        self.platform, self._served, self._changed = platform, served, changed
        self.status = Status.STARTING
        self.error: Exception | None = None
        self._wait_for_it()

    async def run(self, first: float, longest: float, drain_within: float, *, alone: bool) -> None:
        """Keep it up until no further try can help. Where it is `alone`, its error ends the desk: nobody logs it."""
        wait = first
        while True:
            try:
                await self._up()
                wait = first
                await self.platform.watch()
            except Exception as error:  # noqa: BLE001 - whatever it is, the other platforms must stay up
                again = not isinstance(error, DeskError) or isinstance(error, UnreachableError)
                self._fallen(error, Status.UNREACHABLE if again else Status.REFUSED)
                if not alone:
                    told = self._told(error)
                    event(log, "platform_fell_away", logging.ERROR, **told, again_s=wait if again else None)
            if not await self._let_go(drain_within) or self.status is Status.REFUSED:
                return
            await asyncio.sleep(wait)
            wait = min(wait * 2, longest)

    async def facts(self) -> Mapping[str, Any]:
        """What it tells of itself while it is up, else how it stands."""
        return await self.platform.health() if self.status is Status.OK else {"status": str(self.status)}

    async def _up(self) -> None:
        carriers = await self.platform.open()
        if self._served:
            self._served.connect(self.platform.name, carriers)
        self.status, self.error = Status.OK, None
        self._changed()

    def _fallen(self, error: Exception, status: Status) -> None:
        self._wait_for_it()
        self.status, self.error = status, error
        self._changed()

    async def _let_go(self, within: float) -> bool:
        """Finish what is in hand. Whether it may be opened again."""
        try:
            await self.platform.stop()
            await self.platform.finish(within)
        except Exception as error:  # noqa: BLE001 - the same
            event(log, "platform_not_closed", logging.ERROR, **self._told(error))
            self.status = Status.REFUSED
            return False
        return True

    def _wait_for_it(self) -> None:
        if self._served:
            self._served.put_off(self.platform.name)

    def _told(self, error: Exception) -> Mapping[str, str]:
        """An unforeseen error may hold words of somebody: only its kind is logged."""
        reason = str(error) if isinstance(error, DeskError) else type(error).__name__
        return {"platform": self.platform.name, "status": str(self.status), "reason": reason}


async def _all(ends: Iterable[Awaitable[None]]) -> None:
    """Wait for all; raises the first error once all have ended."""
    for error in await asyncio.gather(*ends, return_exceptions=True):
        if error is not None:
            raise error
