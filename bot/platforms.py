"""What the desk needs of a platform, to serve it beside others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

from fastapi import FastAPI

from bot.deliveries import Courier
from bot.metrics import Metrics
from bot.ports import Answers, NeutralitySide, Requests
from bot.reminders import Bringing
from handlers.ports import Memory
from handlers.requests.request import Letter
from knowledge.errors import DeskError


class RefusedError(DeskError):
    """A platform does not take the desk's credentials. No further try will help: an operator has to mend it."""


class UnreachableError(DeskError):
    """A platform could not be asked, or did not answer. A later try may succeed."""


@dataclass(frozen=True, slots=True)
class Carriers:
    """Who brings letters, and what is due of neutrality records, to the people of a platform."""

    letters: Courier
    reminders: Bringing | None = None


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind the desk on a platform. Without `requests` no formal request can be started there, and without
    `neutrality` no meeting checked.
    """

    answers: Answers
    memory: Memory
    metrics: Metrics
    requests: Requests | None = None
    neutrality: NeutralitySide | None = None


class Platform(Protocol):
    """One platform, in one event loop. It is opened, watched, stopped and finished, and may then be opened again.

    `name` begins the ids of its people ("slack" that of "slack:T1:U1"), and is its key in /health and in the metrics.
    `over_http` is whether it needs the web server for more than health and metrics.
    """

    @property
    def name(self) -> str: ...
    @property
    def over_http(self) -> bool: ...

    def mount(self, web: FastAPI) -> None:
        """Add the routes, once, before anything listens. While the platform is not open they answer 503."""
        ...

    async def open(self) -> Carriers:
        """Find out who the desk is there, and connect. What fails, or is cancelled, leaves nothing behind.

        Raises UnreachableError where a later try may succeed, and any other DeskError (RefusedError) where an operator
        has to mend something.
        """
        ...

    async def watch(self) -> NoReturn:
        """Stay as long as the platform is well; raises as `open` does once it is not and cannot help itself."""
        ...

    async def health(self) -> Mapping[str, Any]:
        """While it is open: `status` is "ok", or what is wrong. Of the rest the metrics know `connected`,
        `event_age_s` (seconds since something came, None for never) and `in_flight` (how much is being worked on).
        """
        ...

    def delivered(self, letter: Letter) -> None:
        """Is told of each letter that reached its reader, on whatever platform. Must neither wait nor raise."""
        ...

    async def stop(self) -> None:
        """Take nothing new. May be called again, and while nothing is open."""
        ...

    async def finish(self, within: float) -> None:
        """Finish what is in hand, within so many seconds, and let go of everything. May be called as `stop` may."""
        ...
