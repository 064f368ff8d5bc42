"""The worker that sends what is due: a failure comes back after its lease, what is hopeless does not."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.deliveries import Later, Never
from bot.post import Away
from bot.reminders import LEASE, TRIED_FOR, ByPlatform, Reminders
from bot.reminders import Bringing as Bringer
from handlers.neutrality.messages import Facts
from handlers.neutrality.ports import AGAIN, Record
from knowledge.neutrality import Meeting
from tests.fakes.neutrality_records import FakeNeutralityRecords
from tests.fakes.requests import FakeNow

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


class Bringing:
    """Brings what it is given, after it has failed with these errors."""

    def __init__(self, *errors: Exception) -> None:
        self.errors, self.tried = list(errors), list[tuple[str, str]]()

    async def bring(self, record: Record, what: str) -> None:
        self.tried.append((record.id, what))
        if self.errors:
            raise self.errors.pop(0)


async def kept(*names: str) -> FakeNeutralityRecords:
    records = FakeNeutralityRecords()
    for name in names:
        facts = Facts(Meeting.GROUP)
        await records.keep(Record(name, "slack:T1:UANN", "cumbria", NOON, facts, (), "", "", again_at=NOON))
    return records


@pytest.mark.parametrize("error", [Later(0, "busy"), TimeoutError(), RuntimeError("a fault")])
async def test_what_fails_comes_back_after_its_lease(error: Exception) -> None:
    records, now, bringing = await kept("a"), FakeNow(NOON), Bringing(error)
    reminders = Reminders(records, bringing, now)
    assert await reminders.round() == 1
    assert await reminders.round() == 0
    now.now += timedelta(seconds=LEASE)
    assert await reminders.round() == 1
    assert bringing.tried == [("a", AGAIN)] * 2
    assert records.kept["a"].sent_at == now.now


async def test_what_never_can_be_sent_is_given_up_and_the_others_go_out() -> None:
    records, now, bringing = await kept("a", "b"), FakeNow(NOON), Bringing(Never("another workspace"))
    reminders = Reminders(records, bringing, now)
    assert await reminders.round() == 2
    now.now += timedelta(days=1)
    assert await reminders.round() == 0
    assert bringing.tried == [("a", AGAIN), ("b", AGAIN)]


async def test_what_cannot_be_sent_is_tried_for_a_week() -> None:
    records, now = await kept("a"), FakeNow(NOON)
    bringing = Bringing(*[Later(0, "busy")] * 9)
    reminders = Reminders(records, bringing, now)
    for _ in range(9):
        await reminders.round()
        now.now += timedelta(days=1)
    assert len(bringing.tried) == TRIED_FOR.days + 2


async def test_it_goes_on_when_the_database_was_away() -> None:
    records, bringing, stop = await kept("a"), Bringing(), asyncio.Event()
    records.away = True
    running = asyncio.create_task(Reminders(records, bringing, FakeNow(NOON), poll=0.01).run(stop))
    await asyncio.sleep(0.05)
    records.away = False
    async with asyncio.timeout(5):
        while not bringing.tried:
            await asyncio.sleep(0.01)
    stop.set()
    await running


async def test_each_goes_out_on_the_platform_of_whose_record_it_is() -> None:
    slack, teams = Bringing(), Bringing()
    bringing = ByPlatform({"slack": slack, "teams": teams})
    for name, person in (("a", "slack:T1:UANN"), ("b", "teams:T:ANN")):
        record = Record(name, person, "cumbria", NOON, Facts(Meeting.GROUP), (), "", "", again_at=NOON)
        await bringing.bring(record, AGAIN)
    assert (slack.tried, teams.tried) == ([("a", AGAIN)], [("b", AGAIN)])


async def test_what_waits_for_a_platform_that_is_away_comes_back() -> None:
    records, now, there = await kept("a"), FakeNow(NOON), Bringing()
    bringers: dict[str, Bringer] = {"slack": Away("slack")}
    reminders = Reminders(records, ByPlatform(bringers), now)
    assert await reminders.round() == 1
    bringers["slack"] = there
    now.now += timedelta(seconds=LEASE)
    assert await reminders.round() == 1
    assert there.tried == [("a", AGAIN)]


async def test_what_another_desk_on_the_same_database_serves_is_left_to_it() -> None:
    records, now, there = await kept("a"), FakeNow(NOON), Bringing()
    assert await Reminders(records, ByPlatform({"teams": Bringing()}), now).round() == 1
    now.now += timedelta(seconds=LEASE)
    assert await Reminders(records, ByPlatform({"slack": there}), now).round() == 1
    assert (there.tried, records.kept["a"].sent_at) == ([("a", AGAIN)], now.now)


async def test_desks_that_share_a_database_each_come_to_what_the_other_cannot_send() -> None:
    """With the same pause between two looks, the one that came first would always come first."""
    records, stop, there = await kept("a"), asyncio.Event(), Bringing()

    class Clock:
        def __call__(self) -> datetime:
            return NOON + (datetime.now(UTC) - begun) * 600

    begun, clock = datetime.now(UTC), Clock()
    desks = [Reminders(records, ByPlatform(one), clock, poll=0.05) for one in ({"teams": Bringing()}, {"slack": there})]
    running = [asyncio.create_task(one.run(stop)) for one in desks]
    async with asyncio.timeout(10):
        while not there.tried:
            await asyncio.sleep(0.01)
    stop.set()
    await asyncio.gather(*running)


async def test_what_no_desk_serves_is_given_up() -> None:
    records, now = FakeNeutralityRecords(), FakeNow(NOON)
    await records.keep(Record("a", "cli::ann", "cumbria", NOON, Facts(Meeting.GROUP), (), "", "", again_at=NOON))
    reminders = Reminders(records, ByPlatform({"slack": Bringing()}), now)
    assert await reminders.round() == 1
    now.now += timedelta(seconds=LEASE)
    assert await reminders.round() == 0
