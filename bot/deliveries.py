"""Delivers the letters about formal requests, at least once each; gives up visibly.

A letter that is claimed is delivered or settled within its lease; after a crash the lease runs out and another worker
takes the letter, with the same mark.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from bot.logs import event
from handlers.requests.messages import RequestView
from handlers.requests.ports import Now, Outbox, Outcome, StoreUnavailable
from handlers.requests.request import Delivery, DeliveryState, Letter
from knowledge.errors import DeskError, QuotationError, UnknownClause

log = logging.getLogger(__name__)

NO_ADDRESS = "The register of offices gives no address for this."
NOT_QUOTABLE = "A clause that it quotes is no longer as it was; run protocol-desk knowledge check."
NO_LONGER = "It was no longer to be sent."
NO_ANSWER = "no answer within {seconds:.0f} seconds"
GIVEN_UP = "Given up after {attempts} attempts: {reason}."
FAILED = "the desk failed ({error})"


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


class Rendering(Protocol):
    """What makes of a letter what its reader sees (`handlers.requests.desk.RequestDesk`)."""

    async def letter(self, letter: Letter) -> RequestView | None: ...


@dataclass(frozen=True, slots=True)
class Pace:
    """Times are in seconds. A letter that fails is tried again after `first`, twice that, and so on up to `longest`.

    With these figures the last of the `attempts` comes after about 20 hours. `within` is how long one delivery may
    take: it must stay below `lease`, or another worker would begin the same letter.
    """

    poll: float = 1.0
    at_once: int = 10
    lease: float = 60.0
    within: float = 25.0
    first: float = 5.0
    longest: float = 7200.0
    attempts: int = 20

    def wait(self, attempts: int, asked: float) -> float:
        """How long to wait after that many attempts: what the platform asked for, or longer. Never in step."""
        doubled = min(self.first * 2.0 ** min(attempts - 1, 30), self.longest)
        return max(doubled * random.uniform(0.8, 1.0), asked)  # noqa: S311 - no secret


def _nobody(_: Letter) -> None:
    """The listener of whoever does not want to know."""


class Worker:
    """Takes letters out of the outbox and has them delivered. Any number of workers may share one outbox."""

    def __init__(self, outbox: Outbox, desk: Rendering, courier: Courier, now: Now, pace: Pace | None = None) -> None:
        self._outbox, self._desk, self._courier, self._now = outbox, desk, courier, now
        self._pace = pace or Pace()
        self._counts: Mapping[DeliveryState, int] = {}
        self._away = False
        self._listener: Callable[[Letter], None] = _nobody

    def tell(self, listener: Callable[[Letter], None]) -> None:
        """Tell this one of each letter once it was delivered. It must neither wait nor raise."""
        self._listener = listener

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop`; then finish what is in hand."""
        while not stop.is_set():
            done = await self._safe_round()
            if done < self._pace.at_once:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), self._pace.poll)

    async def round(self) -> int:
        """Deliver what is due now, some at once; how many letters were taken. Raises StoreUnavailable."""
        claimed = await self._outbox.claim(self._now(), self._pace.at_once, self._pace.lease)
        if claimed:
            ends = await asyncio.gather(*map(self._settled, claimed), return_exceptions=True)
            for error in filter(None, ends):
                raise error
        if claimed or not self._counts:
            self._counts = await self._outbox.counts()
        return len(claimed)

    async def until_empty(self) -> int:
        """Deliver all that is due now; how many letters were taken. Raises StoreUnavailable."""
        taken = 0
        while done := await self.round():
            taken += done
        return taken

    def health(self) -> Mapping[str, Any]:
        """For the health endpoint: how many letters wait or were given up, and whether the database is there."""
        state = {"letters_waiting": DeliveryState.WAITING, "letters_undeliverable": DeliveryState.UNDELIVERABLE}
        return {name: self._counts.get(one, 0) for name, one in state.items()} | {"requests_database": not self._away}

    async def _safe_round(self) -> int:
        """One round; whatever happens in it, there is a next one."""
        try:
            done = await self.round()
        except StoreUnavailable as error:
            if not self._away:
                event(log, "requests_database_away", logging.ERROR, reason=str(error))
            self._away = True
            return 0
        except Exception as error:  # noqa: BLE001 - letters must go out whatever was wrong with one of them
            event(log, "delivering_failed", logging.ERROR, error=type(error).__name__)
            return 0
        self._away = False
        return done

    async def _settled(self, delivery: Delivery) -> None:
        outcome = await self._outcome(delivery)
        if outcome.state is DeliveryState.UNDELIVERABLE:
            letter = delivery.letter
            event(log, "letter_given_up", logging.ERROR, reference=letter.reference, kind=str(letter.kind))
        # Where the database is away now, the lease runs out and the letter goes out again with its mark.
        await self._outbox.settle(delivery.letter.mark, outcome)
        if outcome.state is DeliveryState.DELIVERED:
            self._listener(delivery.letter)

    async def _outcome(self, delivery: Delivery) -> Outcome:
        letter = delivery.letter
        try:
            async with asyncio.timeout(self._pace.within):
                return await self._delivered(letter)
        except StoreUnavailable:
            raise
        except (Never, QuotationError, UnknownClause) as error:
            reason = error.reason if isinstance(error, Never) else NOT_QUOTABLE
            return self._ended(DeliveryState.UNDELIVERABLE, reason)
        except (Later, TimeoutError) as error:
            return self._again(delivery, error if isinstance(error, Later) else Later(0, self._no_answer()))
        except Exception as error:  # noqa: BLE001 - a fault in one letter must not stop the others
            event(log, "delivery_failed", logging.ERROR, error=type(error).__name__, kind=str(letter.kind))
            return self._again(delivery, Later(0, FAILED.format(error=type(error).__name__)))

    async def _delivered(self, letter: Letter) -> Outcome:
        if not letter.to:
            raise Never(NO_ADDRESS)
        view = await self._desk.letter(letter)
        if view is None:
            return self._ended(DeliveryState.CANCELLED, NO_LONGER)
        posted = await self._courier.deliver(letter.to, view, letter.mark)
        return Outcome(DeliveryState.DELIVERED, self._now(), posted=posted)

    def _again(self, delivery: Delivery, later: Later) -> Outcome:
        if delivery.attempts >= self._pace.attempts:
            given_up = GIVEN_UP.format(attempts=delivery.attempts, reason=later.reason)
            return self._ended(DeliveryState.UNDELIVERABLE, given_up)
        now = self._now()
        again = now + timedelta(seconds=self._pace.wait(delivery.attempts, later.seconds))
        return Outcome(DeliveryState.WAITING, now, later.reason, retry_at=again)

    def _no_answer(self) -> str:
        return NO_ANSWER.format(seconds=self._pace.within)

    def _ended(self, state: DeliveryState, reason: str) -> Outcome:
        return Outcome(state, self._now(), reason)
