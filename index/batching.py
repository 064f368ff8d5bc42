"""Questions that wait at the same moment go through the model together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Batcher(Generic[T, R]):
    """Call `work` in one thread at a time, on whatever has gathered meanwhile, at most `size` items a call.

    Nobody waits for company: the first caller starts at once and alone; those who come while it is at work are taken
    together by the next. `work` returns one result for each item, in order; what it raises is raised in each caller.
    """

    def __init__(self, work: Callable[[Sequence[T]], Sequence[R]], *, size: int) -> None:
        self._work, self._size = work, size
        self._busy = threading.Lock()
        self._gathering = threading.Lock()
        self._waiting: list[tuple[T, Future[R]]] = []

    def __call__(self, item: T) -> R:
        future: Future[R] = Future()
        with self._gathering:
            self._waiting.append((item, future))
        with self._busy:
            while not future.done():
                self._run(self._take())
        return future.result()

    def _take(self) -> list[tuple[T, Future[R]]]:
        with self._gathering:
            batch, self._waiting = self._waiting[: self._size], self._waiting[self._size :]
        return batch

    def _run(self, batch: list[tuple[T, Future[R]]]) -> None:
        try:
            results = self._work([item for item, _ in batch])
        except Exception as error:  # noqa: BLE001 - it is raised again in every caller that waits for this batch
            for _, future in batch:
                future.set_exception(error)
            return
        for (_, future), result in zip(batch, results, strict=True):
            future.set_result(result)
