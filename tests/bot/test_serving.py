"""Several platforms in one process: what comes up, what falls away, and how all of it ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

import httpx
import pytest

from bot.database.engine import Database
from bot.deliveries import Courier, Pace, Worker
from bot.metrics import Metrics
from bot.platforms import RefusedError, UnreachableError
from bot.post import Post
from bot.serving import ServingOptions, serve
from bot.serving_requests import ServedRequests
from handlers.requests.request import DeliveryState, Person
from knowledge.errors import DeskError
from knowledge.library import Library
from tests.fakes.platform import FakePlatform
from tests.fakes.request_store import FakeOutbox
from tests.fakes.request_types import ATTENDANCE, World, addresses, library_with, term
from tests.fakes.served import on_free_ports
from tests.fakes.served_requests import NoDatabase

REFUSED = RefusedError("Slack does not accept the bot token. Copy it again.")
AWAY = UnreachableError("Teams could not be reached. Check the network.")
TESS = Person("teams:TENANT:TESS", "Tess")
QUICKLY = {"again_first": 0.02, "again_longest": 0.05, "drain_within": 2.0}


@dataclass
class Running:
    """A desk that serves."""

    task: asyncio.Task[None]
    options: ServingOptions
    at_http: bool

    @property
    def port(self) -> int:
        """Where it should listen."""
        return self.options.port if self.at_http else self.options.health_port

    async def get(self, path: str) -> httpx.Response:
        """Ask its web server."""
        async with httpx.AsyncClient() as browser:
            return await browser.get(f"http://127.0.0.1:{self.port}{path}")

    async def health(self) -> tuple[int, Any]:
        """The status and the facts."""
        answer = await self.get("/health")
        return answer.status_code, answer.json()

    async def listens(self) -> None:
        """Wait until it does."""
        async with asyncio.timeout(5):
            while True:
                with contextlib.suppress(httpx.ConnectError):
                    await self.get("/metrics")
                    return
                await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def serving(
    *platforms: FakePlatform, served: ServedRequests | None = None, **options: float
) -> AsyncIterator[Running]:
    """Serve until the block ends."""
    chosen, stop = on_free_ports(**QUICKLY | options), asyncio.Event()
    task = asyncio.create_task(serve(platforms, chosen, Metrics(), served, stop))
    running = Running(task, chosen, any(one.over_http for one in platforms))
    try:
        await running.listens()
        yield running
    finally:
        stop.set()
        await task


async def until(condition: Callable[[], object], within: float = 5.0) -> None:
    async with asyncio.timeout(within):
        while not condition():
            await asyncio.sleep(0.01)


def slack(*failures: Exception) -> FakePlatform:
    return FakePlatform("slack", *failures)


def teams(*failures: Exception) -> FakePlatform:
    return FakePlatform("teams", *failures, over_http=True)


async def test_both_are_served_by_one_web_server() -> None:
    one, other = slack(), teams()
    other.facts = {"status": "ok", "event_age_s": 2.5, "in_flight": 1}
    async with serving(one, other) as running:
        await until(lambda: one.is_open and other.is_open)
        assert await running.health() == (200, {"status": "ok", "slack": one.facts, "teams": other.facts})
        assert (await running.get("/teams")).text == "teams"
        told = (await running.get("/metrics")).text
    assert "protocol_desk_slack_up 1.0" in told
    assert "protocol_desk_slack_work_in_hand 0.0" in told
    assert "protocol_desk_teams_up 1.0" in told
    assert "protocol_desk_teams_last_event_age_seconds 2.5" in told


async def test_one_alone_tells_its_own_facts_on_the_port_of_its_kind() -> None:
    for one in (slack(), teams()):
        async with serving(one) as running:
            assert await running.health() == (200, one.facts)
            one.facts = {"status": "deaf"}
            assert await running.health() == (503, {"status": "deaf"})


async def test_one_that_is_refused_leaves_the_other_up(caplog: pytest.LogCaptureFixture) -> None:
    one, other = slack(REFUSED), teams()
    with caplog.at_level(logging.ERROR, "bot.upkeep"):
        async with serving(one, other) as running:
            expected = {"status": "degraded", "slack": {"status": "refused"}, "teams": other.facts}
            assert await running.health() == (200, expected)
            await asyncio.sleep(0.2)
            assert one.tries == 1
            assert "protocol_desk_slack_up 0.0" in (await running.get("/metrics")).text
    assert [record.__dict__["fields"]["reason"] for record in caplog.records] == [str(REFUSED)]


async def test_one_that_cannot_be_reached_is_tried_until_it_is_up() -> None:
    one, other = slack(), teams()
    other.away = AWAY
    async with serving(one, other) as running:
        await until(lambda: other.tries == 3)
        assert (await running.health())[1]["teams"] == {"status": "unreachable"}
        assert (await running.get("/teams")).status_code == 503
        other.away = None
        await until(lambda: other.is_open)
        assert (await running.health())[1]["status"] == "ok"
        assert (await running.get("/teams")).status_code == 200


async def test_one_that_falls_away_later_is_finished_and_opened_again() -> None:
    one, other = slack(), teams()
    async with serving(one, other) as running:
        await until(lambda: one.is_open and other.is_open)
        one.fall(UnreachableError("Slack is away."))
        await until(lambda: one.tries == 2 and one.is_open)
        assert one.done == ["open", "stop", "finish", "open"]
        one.fall(RuntimeError("nobody foresaw this"))
        await until(lambda: one.tries == 3 and one.is_open)
        one.fall(REFUSED)
        await until(lambda: not one.is_open)
        await asyncio.sleep(0.2)
        assert (one.tries, other.tries) == (3, 1)
        assert (await running.health())[1]["slack"] == {"status": "refused"}


async def test_one_that_cannot_be_closed_is_not_opened_again() -> None:
    one, other = slack(), teams()
    async with serving(one, other):
        await until(lambda: one.is_open and other.is_open)
        one.close_failure = DeskError("It hangs.")
        one.fall(UnreachableError("Slack is away."))
        await asyncio.sleep(0.3)
        assert one.tries == 1
        one.close_failure = None


@pytest.mark.parametrize("error", [REFUSED, AWAY, RuntimeError("nobody foresaw this")])
async def test_the_only_one_ends_the_desk_with_its_error(error: Exception) -> None:
    with pytest.raises(type(error)) as raised:
        await serve([slack(error)], on_free_ports(), Metrics())
    assert raised.value is error
    one = slack()
    task = asyncio.create_task(serve([one], on_free_ports(), Metrics()))
    await until(lambda: one.is_open)
    one.fall(error)
    with pytest.raises(type(error)) as raised:
        await task
    assert raised.value is error
    assert one.done == ["open", "stop", "finish"]


async def test_the_desk_ends_with_every_error_once_none_is_left() -> None:
    with pytest.raises(DeskError, match=r"^Slack does not accept(.|\n)*Teams could not be reached"):
        await serve([slack(REFUSED), teams(AWAY)], on_free_ports(), Metrics())
    one, other = slack(), teams(AWAY)
    task = asyncio.create_task(serve([one, other], on_free_ports(), Metrics()))
    await until(lambda: one.is_open and other.tries)
    one.fall(REFUSED)
    with pytest.raises(DeskError, match=r"^Slack does not accept(.|\n)*Teams could not be reached"):
        await asyncio.wait_for(task, 5)


async def test_sigterm_lets_both_finish() -> None:
    one, other = slack(), teams()
    one.slow = other.slow = 0.3
    async with serving(one, other) as running:
        await until(lambda: one.is_open and other.is_open)
        began = time.monotonic()
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(asyncio.shield(running.task), 5)
        assert time.monotonic() - began < 1.5
        assert one.done == other.done == ["open", "stop", "finish"]
        assert [one.unfinished, other.unfinished] == [False, False]
        with pytest.raises(httpx.ConnectError):
            await running.get("/health")


async def test_the_end_does_not_wait_for_ever() -> None:
    one, other = slack(), teams()
    one.slow = 60.0
    async with serving(one, other, drain_within=0.3) as running:
        await until(lambda: one.is_open and other.is_open)
        began = time.monotonic()
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(asyncio.shield(running.task), 5)
        assert time.monotonic() - began < 3
    assert (one.unfinished, other.unfinished) == (True, False)


@dataclass
class Asked:
    """Formal requests that are served, in memory."""

    world: World
    served: ServedRequests
    database: NoDatabase

    def letters(self, to: str) -> list[DeliveryState]:
        """How the letters to somebody stand."""
        return [one.state for one in self.world.store.posted.values() if one.letter.to == to]


@pytest.fixture
def asked() -> Asked:
    """Kim, who decides, is on Slack."""
    world = World(library_with(Library.load()))
    world.register.terms = [term("cumbria", "Chief Executive", "Kim")]
    outbox, couriers, database = FakeOutbox(world.store), dict[str, Courier](), NoDatabase()
    post = Post(couriers, addresses, world.register, world.library.authorities)
    worker = Worker(outbox, world.desk, post, world.now, Pace(poll=0.02))
    held = cast(Database, database)
    return Asked(world, ServedRequests(world.desk, worker, world.store, outbox, held, couriers=couriers), database)


async def test_each_letter_goes_out_by_the_courier_of_its_platform(asked: Asked) -> None:
    one, other = slack(), teams()
    async with serving(one, other, served=asked.served) as running:
        await until(lambda: one.is_open and other.is_open)
        await asked.world.sent(ATTENDANCE, by=TESS)
        await until(lambda: one.courier.brought and other.courier.brought)
        status, facts = await running.health()
        assert not asked.database.closed
    assert {to for to, _, _ in one.courier.brought} == {"slack:T1:UKIM"}
    assert {to for to, _, _ in other.courier.brought} == {TESS.id}
    assert (status, facts["requests_database"]) == (200, True)
    assert asked.database.closed
    assert {letter.to for letter in one.told} == {letter.to for letter in other.told} == {"slack:T1:UKIM", TESS.id}


async def test_letters_wait_for_a_platform_that_cannot_be_reached(asked: Asked) -> None:
    one, other = slack(), teams()
    one.away = UnreachableError("Slack is away.")
    async with serving(one, other, served=asked.served):
        await until(lambda: other.is_open)
        await asked.world.sent(ATTENDANCE, by=TESS)
        await until(lambda: other.courier.brought)
        assert DeliveryState.DELIVERED not in asked.letters("slack:T1:UKIM")
        one.away = None
        await until(lambda: one.is_open)
        asked.world.now.now += timedelta(minutes=1)
        await until(lambda: set(asked.letters("slack:T1:UKIM")) == {DeliveryState.DELIVERED})
    assert {to for to, _, _ in one.courier.brought} == {"slack:T1:UKIM"}
