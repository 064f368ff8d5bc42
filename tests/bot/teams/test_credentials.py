"""The token with which the desk writes in Teams, asked of a Microsoft on the loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.platforms import RefusedError, UnreachableError
from bot.teams.credentials import Credentials
from bot.teams.sdk import SCOPE
from tests.fakes.served_teams import options_for
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_api import Scripted
from tests.fakes.teams_tokens import SECRET, LoginOverLoopback


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with FakeTeams() as fake:
        yield fake


def _credentials(teams: FakeTeams, secret: str = SECRET) -> Credentials:
    return Credentials(options_for(teams, secret=secret), LoginOverLoopback(teams.base))


async def test_a_token_is_fetched_once_and_kept(teams: FakeTeams) -> None:
    credentials = _credentials(teams)
    first = await credentials.token(SCOPE)
    assert first
    assert await credentials.token([SCOPE], "any tenant") == first
    assert teams.count("login") == 1


async def test_a_wrong_secret_is_refused_with_a_remedy_and_without_the_secret(teams: FakeTeams) -> None:
    with pytest.raises(RefusedError, match="PROTOCOL_DESK_TEAMS_CLIENT_SECRET") as refused:
        await _credentials(teams, "wrong-secret").token(SCOPE)
    assert "wrong-secret" not in str(refused.value)


async def test_trouble_at_microsoft_may_pass(teams: FakeTeams) -> None:
    teams.script("login", Scripted(503, {"error": "temporarily_unavailable"}))
    with pytest.raises(UnreachableError):
        await _credentials(teams).token(SCOPE)
    assert await _credentials(teams).token(SCOPE)


async def test_a_network_that_is_down_may_come_back(teams: FakeTeams) -> None:
    away = Credentials(options_for(teams, secret=SECRET), LoginOverLoopback("http://127.0.0.1:1"))
    with pytest.raises(UnreachableError):
        await away.token(SCOPE)


async def test_a_slow_microsoft_holds_up_nobody_else(teams: FakeTeams) -> None:
    teams.script("login", Scripted(after=0.4))
    fetching = asyncio.create_task(_credentials(teams).token(SCOPE))
    ticks = 0
    while not fetching.done():
        await asyncio.sleep(0.01)
        ticks += 1
    assert ticks > 10


async def test_a_microsoft_that_hangs_leaves_the_threads_of_the_others_free(teams: FakeTeams) -> None:
    teams.script("login", *[Scripted(after=0.5)] * 50)
    credentials = _credentials(teams)
    fetching = [asyncio.create_task(credentials.token(SCOPE)) for _ in range(50)]
    await asyncio.sleep(0.1)
    assert await asyncio.wait_for(asyncio.to_thread(lambda: "remembered"), 0.3) == "remembered"
    assert len(set(await asyncio.gather(*fetching))) == 1
    assert teams.count("login") == 1


async def test_a_trial_without_authentication_asks_nobody(teams: FakeTeams) -> None:
    trial = Credentials(options_for(teams, unauthenticated=True), LoginOverLoopback("http://127.0.0.1:1"))
    assert (await trial.token(SCOPE)).endswith(".")
    assert not teams.count("login")
