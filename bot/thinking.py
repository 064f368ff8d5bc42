"""Asking the desk without holding up the platforms: what may block for long has threads of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from bot.metrics import Metrics
from bot.ports import Answers
from handlers.messages import Outgoing, Question

P = ParamSpec("P")
T = TypeVar("T")


class Thinking:
    """Threads for what is looked up, apart from those that the memory uses: an acknowledgement waits for the memory,
    and must never wait for the model.
    """

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="desk")

    async def __call__(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run what may block for long outside the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: work(*args, **kwargs))

    def close(self) -> None:
        """Let the threads end; what has not begun is dropped."""
        self._pool.shutdown(wait=False, cancel_futures=True)


async def answered(answers: Answers, metrics: Metrics, think: Thinking, question: Question) -> Outgoing:
    """What the desk says to a question, counted with its time; also where it fails."""
    outgoing, started = None, time.perf_counter()
    try:
        outgoing = await think(answers.answer, question)
        return outgoing
    finally:
        metrics.answered(outgoing, time.perf_counter() - started)
