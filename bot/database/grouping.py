"""Group commit: works that wait for the database at the same time share one transaction, and one wait for the disk."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection

from handlers.requests.ports import StoreUnavailable

T = TypeVar("T")
_MOST = 50  # in one transaction: others, in other processes, wait for its end


@dataclass(frozen=True, slots=True)
class _Waiting:
    work: Callable[[Connection], Any]
    done: asyncio.Future[Any]


class GroupCommit:
    """Does works in the order they come. Each is undone alone where it raises.

    `together` does several in one transaction and gives their results, or raises and has done none of them.
    """

    def __init__(self, together: Callable[[Sequence[Callable[[Connection], Any]]], Awaitable[list[Any]]]) -> None:
        self._together = together
        self._queue: deque[_Waiting] = deque()
        self._draining: asyncio.Task[None] | None = None

    async def do(self, work: Callable[[Connection], T]) -> T:
        """The result of the work, once it is durable."""
        waiting = _Waiting(work, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain())
        result: T = await waiting.done
        return result

    async def _drain(self) -> None:
        while self._queue:
            await self._attempt([self._queue.popleft() for _ in range(min(_MOST, len(self._queue)))])

    async def _attempt(self, group: Sequence[_Waiting]) -> None:
        try:
            results = await self._together([one.work for one in group])
        except StoreUnavailable as error:
            # Who waits behind them would wait in vain as long again.
            self._fail([*group, *self._queue], error)
            self._queue.clear()
        except Exception as error:  # noqa: BLE001 - handed to whom it belongs
            if len(group) == 1:
                self._fail(group, error)
            else:
                for one in group:
                    await self._attempt([one])
        except BaseException:
            for one in (*group, *self._queue):
                one.done.cancel()
            self._queue.clear()
            raise
        else:
            for one, result in zip(group, results, strict=True):
                if not one.done.done():
                    one.done.set_result(result)

    def _fail(self, group: Sequence[_Waiting], error: Exception) -> None:
        for one in group:
            if not one.done.done():
                one.done.set_exception(error)
