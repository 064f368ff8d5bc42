"""Group commit: what waits together is stored together, and each gets the answer that is its own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.database.grouping import GroupCommit
from handlers.requests.ports import StoreUnavailable


class Storing:
    """Stores numbers below 100; refuses 13 alone, and is away for 99."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, items: Sequence[int]) -> list[int]:
        await asyncio.sleep(0.001)
        await self.gate.wait()
        if 99 in items:
            raise StoreUnavailable("away")
        if 13 in items:
            raise ValueError("unlucky")
        self.groups.append([*items])
        return [item * 10 for item in items]


async def test_those_that_wait_share_a_transaction_in_their_order() -> None:
    storing = Storing()
    group = GroupCommit(storing)
    assert await asyncio.gather(*map(group.do, range(7))) == [0, 10, 20, 30, 40, 50, 60]
    assert storing.groups == [[0], [1, 2, 3, 4, 5, 6]]
    assert await group.do(7) == 70


async def test_a_group_has_its_bounds() -> None:
    storing = Storing()
    group = GroupCommit(storing)
    await asyncio.gather(*(group.do(100 + number) for number in range(120)))
    assert [len(one) for one in storing.groups] == [1, 50, 50, 19]


async def test_one_that_is_refused_does_not_keep_the_others_from_it() -> None:
    group = GroupCommit(Storing())
    done = await asyncio.gather(*map(group.do, (0, 1, 13, 2)), return_exceptions=True)
    assert (done[1], done[3]) == (10, 20)
    assert isinstance(done[2], ValueError)


async def test_nobody_waits_behind_a_database_that_is_away() -> None:
    storing = Storing()
    group = GroupCommit(storing)
    done = await asyncio.gather(*(group.do(number) for number in (99, *range(100, 200))), return_exceptions=True)
    assert {type(one) for one in done} == {StoreUnavailable}
    assert storing.groups == []
    assert await group.do(1) == 10


async def test_who_gives_up_waiting_takes_nobody_along() -> None:
    storing = Storing()
    storing.gate.clear()
    group = GroupCommit(storing)
    tasks = [asyncio.create_task(group.do(number)) for number in range(4)]
    await asyncio.sleep(0)
    for impatient in (tasks[0], tasks[2]):
        impatient.cancel()
    await asyncio.sleep(0)
    storing.gate.set()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert (done[1], done[3]) == (10, 30)
    assert isinstance(done[0], asyncio.CancelledError)
    assert isinstance(done[2], asyncio.CancelledError)


async def test_when_the_desk_ends_nobody_waits_for_ever() -> None:
    storing = Storing()
    storing.gate.clear()
    group = GroupCommit(storing)
    waiting = [asyncio.create_task(group.do(number)) for number in range(5)]
    await asyncio.sleep(0.01)
    waiting[0].cancel()
    await asyncio.sleep(0.01)
    assert group._draining
    group._draining.cancel()
    done = await asyncio.gather(*waiting, return_exceptions=True)
    assert {type(one) for one in done} == {asyncio.CancelledError}
    storing.gate.set()
    assert await group.do(1) == 10
