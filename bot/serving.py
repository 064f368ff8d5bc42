"""Serving one or more platforms until told to stop: one web server, one worker for letters, and no loose ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.logs import event
from bot.metrics import Metrics
from bot.platforms import Platform
from bot.serving_requests import ServedRequests
from bot.upkeep import Upkeep
from bot.web.app import Health, Told, listening, make_web

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ServingOptions:
    """Where the desk listens: on `port` where a platform comes over HTTP, else on `health_port`. Times are in seconds.

    `drain_within` is how long everything together may take to end. A platform that fell away is tried again after
    `again_first`, twice that, and so on up to `again_longest`.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    health_port: int = 8081
    drain_within: float = 20.0
    again_first: float = 5.0
    again_longest: float = 300.0


async def serve(
    platforms: Sequence[Platform],
    options: ServingOptions,
    metrics: Metrics,
    served: ServedRequests | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Serve until `stop`, SIGTERM or SIGINT; then finish what is in hand, within a deadline.

    A platform that falls away leaves the others up, and is tried again where that may help. Raises its DeskError, which
    says what to do, once no platform is up: at the start, or later.
    """
    stop = stop or asyncio.Event()
    kept, deadline = Upkeep(platforms, served, options.again_first, options.again_longest), _Deadline(options)
    health = _health(kept, served)
    web = make_web(health, _metrics(kept, metrics, served))
    for platform in platforms:
        platform.mount(web)
    port = options.port if any(one.over_http for one in platforms) else options.health_port
    async with contextlib.AsyncExitStack() as at_the_end:
        if served:
            at_the_end.push_async_callback(served.database.close)
            served.worker.tell(kept.delivered)
        at_the_end.push_async_callback(lambda: kept.finish(deadline.left()))
        kept.start(options.drain_within)
        await _first_of(stop.wait(), kept.until(lambda: kept.any_up or kept.none_left))
        if kept.any_up and not stop.is_set():
            if served:
                await at_the_end.enter_async_context(served.delivering(deadline.left))
            at_the_end.push_async_callback(kept.stop)
            await at_the_end.enter_async_context(listening(web, options.host, port))
            at_the_end.callback(deadline.begin)
            event(log, "listening", host=options.host, port=port)
            with _stopped_by_signals(stop):
                await _first_of(stop.wait(), kept.until(lambda: kept.none_left))
    if not stop.is_set():
        raise kept.error()


class _Deadline:
    """By when everything must have ended, counted from the moment when the end began."""

    def __init__(self, options: ServingOptions) -> None:
        self._within = options.drain_within
        self._ends: float | None = None

    def begin(self) -> None:
        """The end begins."""
        self._ends = asyncio.get_running_loop().time() + self._within

    def left(self) -> float:
        """Seconds that are left."""
        if self._ends is None:
            return self._within
        return max(0.0, self._ends - asyncio.get_running_loop().time())


def _health(kept: Upkeep, served: ServedRequests | None) -> Health:
    """The health of the platforms, and how the letters about requests stand. A letter given up makes nobody ill."""

    async def told() -> Mapping[str, Any]:
        return {**await kept.health(), **(served.worker.health() if served else {})}

    return told


def _metrics(kept: Upkeep, metrics: Metrics, served: ServedRequests | None) -> Told:
    async def told() -> bytes:
        counts = await served.counts() if served else None
        return metrics.text(await kept.facts(), counts, has_requests=served is not None)

    return told


async def _first_of(*waits: Any) -> None:
    """Wait for the first, cancel the others, and raise what it raised."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


@contextlib.contextmanager
def _stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    added = []
    for one in (signal.SIGTERM, signal.SIGINT):
        # Not available outside the main thread, nor on Windows.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(one, stop.set)
            added.append(one)
    try:
        yield
    finally:
        for one in added:
            loop.remove_signal_handler(one)
