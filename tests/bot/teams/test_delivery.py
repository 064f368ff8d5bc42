"""Sending: Teams' own wishes are honoured, nothing waits for ever, nothing is said twice, and what was lost is said."""

from __future__ import annotations

import time

import httpx
import pytest

from bot.teams import delivery, sdk
from handlers import wording
from tests.fakes.answers import TEXT
from tests.fakes.served_teams import served_teams
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_api import HANGING, Scripted, throttled


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "WAITS", (0.01, 0.01, 0.01))


async def test_a_wait_that_teams_asks_for_is_kept(teams: FakeTeams) -> None:
    """Trap 1."""
    teams.script("send", throttled(1))
    async with served_teams(teams):
        begun = time.monotonic()
        await teams.say("may I?")
        await teams.until(lambda: teams.shown)
        assert time.monotonic() - begun >= 1
    assert teams.count("send") == 2


@pytest.mark.parametrize("status", [412, 429, 500, 502, 503, 504])
async def test_what_passes_is_tried_again(teams: FakeTeams, status: int) -> None:
    teams.script("send", Scripted(status), Scripted(status))
    async with served_teams(teams):
        await teams.say("may I?")
        await teams.until(lambda: teams.shown)
        await teams.quiet()
    assert (teams.count("send"), len(teams.shown)) == (3, 1)
    assert TEXT in teams.read()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413])
async def test_what_does_not_pass_is_not_tried_again_but_said(teams: FakeTeams, status: int) -> None:
    teams.script("send", Scripted(status))
    async with served_teams(teams):
        await teams.say("may I?")
        await teams.until(lambda: teams.shown)
        await teams.quiet()
    assert teams.count("send") == 2
    assert teams.read() == wording.NOT_SENT


async def test_who_wants_to_be_left_alone_for_long_is(teams: FakeTeams) -> None:
    teams.script("send", *(throttled(int(delivery.LONGEST) + 1) for _ in range(2)))
    async with served_teams(teams):
        await teams.say("may I?")
        await teams.until(lambda: teams.count("send") == 2)
        await teams.quiet()
    assert (teams.count("send"), teams.shown) == (2, [])


async def test_a_connector_that_hangs_is_given_up_and_nothing_is_said_twice(
    teams: FakeTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Trap 1: it may have taken the message, so that it is not sent again."""
    monkeypatch.setattr(sdk.SdkConnector.__init__, "__defaults__", (0.3,))
    teams.script("send", HANGING)
    async with served_teams(teams):
        await teams.say("may I?")
        await teams.until(lambda: teams.shown, within=3)
        await teams.quiet()
    assert teams.count("send") == 2
    assert teams.read() == wording.NOT_SENT


async def test_a_connector_that_cannot_be_reached_is_tried_again(teams: FakeTeams) -> None:
    async with served_teams(teams) as desk:
        await teams.say("may I?")
        await teams.until(lambda: teams.shown)
        with pytest.raises(delivery.UndeliveredError):
            await delivery.write(desk, "http://127.0.0.1:9/teams", "a:1", delivery.say("words"))
        with pytest.raises(delivery.UndeliveredError):
            await delivery.write(desk, "no address at all", "a:1", delivery.say("words"))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("3", 3), ("", 0), ("soon", 0), ("-1", 0), ("1.5", 0), ("²", 0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0)],
)
def test_the_wait_is_read_from_either_form(header: str, seconds: float) -> None:
    answer = httpx.Response(
        429, headers={"retry-after": header} if header.isascii() else [(b"retry-after", header.encode("latin-1"))]
    )
    assert sdk._retry_after(answer) == seconds
