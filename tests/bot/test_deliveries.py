"""The worker: what it does with letters, with a platform that fails, and with other workers beside it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.database.engine import open_database
from bot.database.outbox import SqlOutbox
from bot.database.store import SqlRequestStore
from bot.deliveries import NO_ADDRESS, NO_LONGER, NOT_QUOTABLE, Later, Never, Pace, Worker
from bot.practice import RegisteredAddresses, now
from bot.working_days import BankHolidays
from handlers.requests.desk import RequestDesk
from handlers.requests.messages import Form, RequestView
from handlers.requests.ports import StoreUnavailable
from handlers.requests.practice import Practice
from handlers.requests.request import Delivery, DeliveryState, Letter, LetterKind, MoveName, Person, State
from knowledge.clause import Role
from knowledge.errors import QuotationError
from knowledge.library import Library
from tests.fakes.courier import FakeCourier
from tests.fakes.requests import FakeMarks, FakeNow
from tests.fakes.requests_answered import answers_for, register_of
from tests.fakes.requests_made_up import NOON

ANN = Person("slack:T1:UANN", "Ann Archer")
CHIEF = "slack:T1:UCHIEFEXECUTIVE"


class World:
    """A desk over a database of its own, with a clock that stands still until it is moved."""

    def __init__(self, library: Library, path: Path) -> None:
        self.database = open_database(f"sqlite:///{path}")
        self.store, self.outbox, self.now = SqlRequestStore(self.database), SqlOutbox(self.database), FakeNow(NOON)
        self.desk = RequestDesk(
            library,
            self.store,
            register=register_of("cumbria", "Chief Executive"),
            addresses=RegisteredAddresses("T1"),
            practice=Practice(),
            working_days=BankHolidays(),
            now=self.now,
            marks=FakeMarks(),
        )

    async def submitted(self, key: str = "k") -> str:
        form = self.desk.form("cumbria", "group-meeting", Role.MEMBER)
        assert isinstance(form, Form)
        view = await self.desk.submit("cumbria", form.type, Role.MEMBER, answers_for(form), key, ANN)
        assert isinstance(view, RequestView)
        return view.reference

    def worker(self, courier: FakeCourier, **pace: float) -> Worker:
        return Worker(self.outbox, self.desk, courier, self.now, Pace(**pace))  # type: ignore[arg-type]

    async def letter(self, reference: str, kind: LetterKind) -> Delivery:
        return next(one for one in await self.store.deliveries(reference) if one.letter.kind is kind)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


@pytest.fixture
async def world(library: Library, tmp_path: Path) -> AsyncIterator[World]:
    made = World(library, tmp_path / "requests.sqlite3")
    yield made
    await made.database.close()


async def test_each_letter_is_brought_to_its_reader_and_the_request_is_handed_on(world: World) -> None:
    reference = await world.submitted()
    courier = FakeCourier()
    await world.worker(courier).until_empty()
    assert {(to, about) for to, about, _ in courier.brought} == {(ANN.id, reference), (CHIEF, reference)}
    decide = await world.letter(reference, LetterKind.TO_DECIDER)
    assert (decide.state, decide.attempts) == (DeliveryState.DELIVERED, 1)
    assert decide.posted.startswith("D1:")
    request = await world.store.get(reference)
    assert request is not None
    assert request.state is State.WITH_DECIDER


async def test_a_letter_that_fails_is_tried_again_when_the_platform_wants_it(world: World) -> None:
    reference = await world.submitted()
    courier = FakeCourier(*[Later(90, "rate limited")] * 3)
    worker = world.worker(courier, first=1.0)
    assert await worker.round() == 3
    assert not courier.brought
    receipt = await world.letter(reference, LetterKind.RECEIPT)
    assert (receipt.state, receipt.reason) == (DeliveryState.WAITING, "rate limited")
    world.now.now += timedelta(seconds=89)
    assert await worker.round() == 0
    world.now.now += timedelta(seconds=2)
    assert await worker.round() == 3
    assert len(courier.brought) == 3


def test_waiting_doubles_up_to_the_longest_and_never_undercuts_the_platform() -> None:
    pace = Pace(first=5, longest=100)
    waits = [pace.wait(attempts, 0) for attempts in range(1, 60)]
    assert 4 <= waits[0] <= 5
    assert 8 <= waits[1] <= 10
    assert all(80 <= one <= 100 for one in waits[6:])
    assert pace.wait(1, 3600) == 3600


async def test_it_gives_up_after_so_many_attempts_and_says_so_on_the_request(world: World) -> None:
    reference = await world.submitted()
    courier = FakeCourier(*[Later(0, "server error 503")] * 99)
    worker = world.worker(courier, attempts=4)
    for _ in range(9):
        await worker.round()
        world.now.now += timedelta(days=1)
    receipt = await world.letter(reference, LetterKind.RECEIPT)
    assert (receipt.state, receipt.attempts) == (DeliveryState.UNDELIVERABLE, 4)
    assert receipt.reason == "Given up after 4 attempts: server error 503."
    shown = await world.desk.show(reference, ANN)
    assert isinstance(shown, RequestView)
    assert any("server error 503" in one.stands for one in shown.deliveries)
    assert worker.health()["letters_undeliverable"] == 3
    assert {one.letter.reference for one in await world.outbox.given_up()} == {reference}
    await world.outbox.again(reference, world.now())
    courier.failures.clear()
    assert await worker.until_empty() == 3
    assert len(courier.seen) == 3


@pytest.mark.parametrize(
    ("failure", "reason"),
    [(Never("The account is closed."), "The account is closed."), (QuotationError("x"), NOT_QUOTABLE)],
)
async def test_what_can_never_be_delivered_is_not_tried_again(world: World, failure: Exception, reason: str) -> None:
    reference = await world.submitted()
    await world.worker(FakeCourier(*[failure] * 3)).round()
    receipt = await world.letter(reference, LetterKind.RECEIPT)
    assert (receipt.state, receipt.reason, receipt.attempts) == (DeliveryState.UNDELIVERABLE, reason, 1)


async def test_a_fault_of_the_courier_stops_no_other_letter(world: World) -> None:
    await world.submitted()
    courier = FakeCourier(ZeroDivisionError())
    assert await world.worker(courier).round() == 3
    assert len(courier.brought) == 2


async def test_a_platform_that_never_answers_is_left_within_the_lease(world: World) -> None:
    reference = await world.submitted()
    courier = FakeCourier()
    courier.slow = 30
    await asyncio.wait_for(world.worker(courier, within=0.2).round(), 10)
    assert (await world.letter(reference, LetterKind.RECEIPT)).reason == "no answer within 0 seconds"


async def test_a_letter_to_nobody_and_one_that_is_no_longer_to_be_sent(world: World) -> None:
    reference = await world.submitted()
    nobody = Delivery(Letter("m", LetterKind.RECEIPT, reference, ""), DeliveryState.SENDING, 1)
    outcome = await world.worker(FakeCourier())._outcome(nobody)
    assert (outcome.state, outcome.reason) == (DeliveryState.UNDELIVERABLE, NO_ADDRESS)
    await world.desk.act(reference, MoveName.WITHDRAW, ANN)
    stranger = Delivery(Letter("n", LetterKind.TO_DECIDER, reference, CHIEF), DeliveryState.SENDING, 1)
    outcome = await world.worker(FakeCourier())._outcome(stranger)
    assert (outcome.state, outcome.reason) == (DeliveryState.CANCELLED, NO_LONGER)


async def test_two_workers_never_bring_the_same_letter(world: World) -> None:
    for number in range(12):
        await world.submitted(f"k{number}")
    one, other = FakeCourier(), FakeCourier()
    one.slow = other.slow = 0.005
    counts = await asyncio.gather(
        world.worker(one, at_once=4).until_empty(), world.worker(other, at_once=4).until_empty()
    )
    assert min(counts) > 0
    assert len(one.brought) + len(other.brought) == len(one.seen | other.seen) == 36


async def test_a_letter_whose_worker_died_goes_out_once_its_lease_is_over(world: World) -> None:
    await world.submitted()
    claimed = await world.outbox.claim(world.now(), 10, 60)
    courier = FakeCourier()
    assert await world.worker(courier).round() == 0
    world.now.now += timedelta(seconds=61)
    await world.worker(courier).round()
    assert {mark for _, _, mark in courier.brought} == {one.letter.mark for one in claimed}


async def test_the_end_waits_for_the_letters_in_hand(world: World) -> None:
    await world.submitted()
    courier, stop = FakeCourier(), asyncio.Event()
    courier.slow = 0.3
    running = asyncio.create_task(world.worker(courier, poll=0.01).run(stop))
    await asyncio.sleep(0.2)
    stop.set()
    await asyncio.wait_for(running, 5)
    assert len(courier.brought) == 3


async def test_a_database_that_is_away_is_said_and_waited_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.submitted()
    claim, away = world.outbox.claim, [StoreUnavailable("away")] * 3

    async def claiming(*given: object) -> object:
        if away:
            raise away.pop()
        return await claim(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(world.outbox, "claim", claiming)
    courier, stop = FakeCourier(), asyncio.Event()
    worker = world.worker(courier, poll=0.01)
    running = asyncio.create_task(worker.run(stop))
    async with asyncio.timeout(5):
        while worker.health()["requests_database"]:
            await asyncio.sleep(0)
        while len(courier.brought) < 3:
            await asyncio.sleep(0.01)
    stop.set()
    await running
    assert worker.health() == {"letters_waiting": 0, "letters_undeliverable": 0, "requests_database": True}


def test_the_real_clock_is_in_utc() -> None:
    assert now().utcoffset() == timedelta(0)
