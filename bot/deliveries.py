"""Delivers the letters about formal requests: what a platform must do, and how it says that it could not."""

from __future__ import annotations

from typing import Protocol

from handlers.requests.messages import RequestView
from knowledge.errors import DeskError


class Later(DeskError):  # noqa: N818 - named after what to do
    """It could not be delivered now: too many requests, a server's error, or no answer in time.

    `seconds` is how long the platform asked to be left alone (0 where it said nothing).
    """

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.reason = reason


class Never(DeskError):  # noqa: N818 - named after what to do
    """It cannot be delivered, now or later; `reason` is said to whoever may see the request."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Courier(Protocol):
    """Brings letters to the people of one platform."""

    async def deliver(self, to: str, view: RequestView, mark: str) -> str:
        """Bring what `view` says to a person's id, and return where it stands ("channel:ts"; "" where nobody can say).

        The same `mark` may come again after a crash: the platform is given it as idempotency key, and the reader sees
        one. Raises Later or Never.
        """
        ...
