"""Group commit: what waits at the same time is stored in one transaction, with one wait for the disk."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from handlers.requests.ports import StoreUnavailable

Item = TypeVar("Item")
Result = TypeVar("Result")
_MOST = 50  # in one transaction: others, in other processes, wait for its end


class GroupCommit(Generic[Item, Result]):
    """Stores items in the order they come. One that cannot be stored does not keep the others from it.

    `together` stores several in one transaction and gives a result for each, or raises and has stored none of them.
    """

    def __init__(self, together: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]]) -> None:
        self._together = together
        self._queue: deque[tuple[Item, asyncio.Future[Result]]] = deque()
        self._busy = False
        self._draining: asyncio.Task[None] | None = None

    async def do(self, item: Item) -> Result:
        """The result for the item, once it is durable."""
        if self._busy:
            done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
            self._queue.append((item, done))
            return await done
        self._busy = True
        try:
            (result,) = await self._together([item])
        except StoreUnavailable as error:
            self._fail_waiting(error)
            raise
        else:
            return result
        finally:
            self._draining = asyncio.create_task(self._drain()) if self._queue else None
            self._busy = self._draining is not None

    async def _drain(self) -> None:
        try:
            while self._queue:
                await self._attempt([self._queue.popleft() for _ in range(min(_MOST, len(self._queue)))])
        finally:
            self._busy = False

    async def _attempt(self, group: Sequence[tuple[Item, asyncio.Future[Result]]]) -> None:
        try:
            results = await self._together([item for item, _ in group])
        except StoreUnavailable as error:
            _fail([done for _, done in group], error)
            self._fail_waiting(error)
        except Exception as error:  # noqa: BLE001 - handed to whom it belongs
            if len(group) == 1:
                _fail([done for _, done in group], error)
                return
            for one in group:
                await self._attempt([one])
        except BaseException:
            for _, done in (*group, *self._queue):
                done.cancel()
            self._queue.clear()
            raise
        else:
            for (_, done), result in zip(group, results, strict=True):
                if not done.done():
                    done.set_result(result)

    def _fail_waiting(self, error: Exception) -> None:
        """Who waits behind those for whom the database was away would wait in vain as long again."""
        waiting = [done for _, done in self._queue]
        self._queue.clear()
        _fail(waiting, error)


def _fail(waiting: Sequence[asyncio.Future[Result]], error: Exception) -> None:
    for done in waiting:
        if not done.done():
            done.set_exception(error)
