"""Teams as it is served: alone, beside Slack, and where one of the two falls away."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import httpx
import pytest

from bot.metrics import Metrics
from bot.platforms import Behind, Platform, RefusedError
from bot.serving import ServingOptions, serve
from bot.slack.options import Tokens
from bot.slack.platform import SlackPlatform
from bot.teams.credentials import Credentials
from bot.teams.platform import ObjectIds, TeamsPlatform
from tests.fakes import slack_payloads
from tests.fakes import teams as fakes
from tests.fakes.answers import ScriptedAnswers
from tests.fakes.contacts import FakeContacts
from tests.fakes.memory import FakeMemory
from tests.fakes.served import TOKENS, on_free_ports
from tests.fakes.served import options_for as slack_options
from tests.fakes.served_teams import options_for
from tests.fakes.slack import FakeSlack
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_tokens import SECRET, LoginOverLoopback
from tests.fakes.teams_view import words


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with FakeTeams() as fake:
        yield fake


@dataclass
class Running:
    """A desk that serves."""

    options: ServingOptions
    task: asyncio.Task[None]
    stop: asyncio.Event

    async def health(self) -> httpx.Response:
        async with httpx.AsyncClient() as browser, asyncio.timeout(10):
            while True:
                with contextlib.suppress(httpx.ConnectError):
                    return await browser.get(f"http://127.0.0.1:{self.options.port}/health")
                if self.task.done():
                    self.task.result()
                await asyncio.sleep(0.02)


def teams_platform(
    teams: FakeTeams,
    *,
    secret: str = SECRET,
    known: list[ObjectIds] | None = None,
    answers: ScriptedAnswers | None = None,
) -> TeamsPlatform:
    options = options_for(teams, secret=secret)
    behind = Behind(answers or ScriptedAnswers(), FakeMemory(), Metrics())
    credentials = Credentials(options, LoginOverLoopback(teams.base))
    return TeamsPlatform(behind, options, FakeContacts(), (known if known is not None else []).append, credentials)


def slack_platform(slack: FakeSlack, tokens: Tokens = TOKENS) -> SlackPlatform:
    return SlackPlatform(Behind(ScriptedAnswers(), FakeMemory(), Metrics()), slack_options(slack), tokens)


@contextlib.asynccontextmanager
async def running(teams: FakeTeams, platforms: Sequence[Platform]) -> AsyncIterator[Running]:
    options, stop = on_free_ports(again_first=0.05, again_longest=0.1), asyncio.Event()
    teams.desk = fakes.Desk(f"http://127.0.0.1:{options.port}")
    task = asyncio.create_task(serve(platforms, options, Metrics(), None, stop))
    try:
        yield Running(options, task, stop)
    finally:
        stop.set()
        with contextlib.suppress(RefusedError):
            await task


async def test_teams_alone_answers_with_a_token_of_its_own(teams: FakeTeams) -> None:
    known: list[ObjectIds] = []
    async with running(teams, [teams_platform(teams, known=known)]) as desk:
        health = await desk.health()
        assert (health.status_code, health.json()["status"]) == (200, "ok")
        await teams.say("can I copy a colleague in?")
        await teams.until(lambda: teams.shown)
        assert "10.1" in words(teams.last().card)
    assert teams.count("login") == 1
    assert known[0](teams.person("U1").user_principal_name.upper()) == teams.person("U1").object_id


async def test_credentials_that_are_refused_end_a_desk_that_serves_teams_alone(teams: FakeTeams) -> None:
    options = on_free_ports()
    with pytest.raises(RefusedError, match="PROTOCOL_DESK_TEAMS_CLIENT_SECRET"):
        await serve([teams_platform(teams, secret="wrong")], options, Metrics(), None, asyncio.Event())


async def test_both_answer_in_one_process(teams: FakeTeams) -> None:
    async with FakeSlack() as slack, running(teams, [slack_platform(slack), teams_platform(teams)]) as desk:
        facts = (await desk.health()).json()
        await slack.until(lambda: slack.sockets)
        await teams.say("may I?")
        await slack.push(slack_payloads.mention("may I?", "U1", "C1"))
        await teams.until(lambda: teams.shown and slack.shown)
    assert {"slack", "teams"} <= facts.keys()


async def test_teams_goes_on_without_slack(teams: FakeTeams) -> None:
    wrong = Tokens("xoxb-bad", TOKENS.app)
    async with FakeSlack() as slack, running(teams, [slack_platform(slack, wrong), teams_platform(teams)]) as desk:
        facts = (await desk.health()).json()
        await teams.say("may I?")
        await teams.until(lambda: teams.shown)
    assert facts["teams"]["status"] == "ok"
    assert facts["slack"]["status"] != "ok"


async def test_slack_goes_on_without_teams(teams: FakeTeams) -> None:
    platforms = [teams_platform(teams, secret="wrong")]
    async with FakeSlack() as slack, running(teams, [slack_platform(slack), *platforms]) as desk:
        facts = (await desk.health()).json()
        await slack.until(lambda: slack.sockets)
        await slack.push(slack_payloads.mention("may I?", "U1", "C1"))
        await slack.until(lambda: slack.shown)
        refused = await teams.say("may I?")
    assert facts["slack"]["status"] == "ok"
    assert facts["teams"]["status"] != "ok"
    assert refused.status == 503


async def test_what_is_in_hand_is_finished_at_the_end(teams: FakeTeams) -> None:
    async with running(teams, [teams_platform(teams, answers=ScriptedAnswers(slow=0.4))]) as desk:
        await desk.health()
        await teams.say("may I?")
        desk.stop.set()
        await desk.task
        assert "10.1" in words(teams.last().card)
