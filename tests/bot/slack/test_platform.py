"""Slack beside another platform: whatever becomes of its connection, the other stays up."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bot.metrics import Metrics
from bot.platforms import Behind, RefusedError
from bot.serving import serve
from bot.slack.options import SlackOptions, Tokens
from bot.slack.platform import SlackPlatform
from bot.slack.socket import Socket
from knowledge.errors import DeskError
from tests.bot.slack.test_serve import answered, health, until_health
from tests.fakes import slack_payloads as payloads
from tests.fakes.answers import ScriptedAnswers
from tests.fakes.memory import FakeMemory
from tests.fakes.platform import FakePlatform
from tests.fakes.served import TOKENS, on_free_ports, options_for
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import APP_TOKEN, Scripted

DOWN = [Scripted(503, "down")] * 1000


@dataclass
class Beside:
    """Slack and another platform that comes over HTTP."""

    port: int
    teams: FakePlatform
    joined: list[str]

    async def slack(self) -> dict[str, Any]:
        """What /health tells of Slack."""
        return dict((await health(self.port))[1]["slack"])

    async def until(self, condition: Callable[[dict[str, Any]], object]) -> None:
        """Wait until /health tells this of Slack."""
        async with asyncio.timeout(20):
            while not condition(await self.slack()):
                await asyncio.sleep(0.05)


@contextlib.asynccontextmanager
async def beside(options: SlackOptions, tokens: Tokens = TOKENS, *, over_http: bool = False) -> AsyncIterator[Beside]:
    """Serve both until the block ends."""
    metrics, stop, serving = Metrics(), asyncio.Event(), on_free_ports(again_first=0.1, again_longest=0.1)
    behind, joined = Behind(ScriptedAnswers(), FakeMemory(), metrics), list[str]()
    one = SlackPlatform(behind, options, tokens, over_http=over_http, joined=joined.append)
    other = FakePlatform("teams", over_http=True)
    task = asyncio.create_task(serve([one, other], serving, metrics, stop=stop))
    try:
        await until_health(serving.port, 200)
        yield Beside(serving.port, other, joined)
        assert (await health(serving.port))[1]["teams"]["status"] == "ok"
    finally:
        stop.set()
        await task


async def test_slack_that_comes_later_is_served_then(slack: FakeSlack) -> None:
    slack.script("auth.test", *DOWN)
    async with beside(options_for(slack)) as running:
        await running.until(lambda facts: facts == {"status": "unreachable"})
        assert running.joined == []
        slack.scripted["auth.test"].clear()
        await running.until(lambda facts: facts["status"] == "ok")
        assert running.joined == [payloads.TEAM]
        await answered(slack)


async def test_a_connection_that_cannot_be_opened_anew_is_tried_until_it_can(slack: FakeSlack) -> None:
    hasty = options_for(slack, ping_interval=0.1, deaf_after=0.3, connect_within=0.3)
    async with beside(hasty) as running:
        await running.until(lambda facts: facts["status"] == "ok")
        nowhere = Scripted(body={"ok": True, "url": "ws://127.0.0.1:1/link"})
        slack.script("apps.connections.open", *[nowhere] * 1000)
        await slack.sockets[0].close()
        await running.until(lambda facts: facts == {"status": "unreachable"})
        slack.scripted["apps.connections.open"].clear()
        await running.until(lambda facts: facts["status"] == "ok")
        await answered(slack)


async def test_a_token_that_turns_bad_is_not_tried_again(slack: FakeSlack) -> None:
    async with beside(options_for(slack, ping_interval=0.1, deaf_after=0.4)) as running:
        await running.until(lambda facts: facts["status"] == "ok")
        slack.script("apps.connections.open", *[Scripted(body={"ok": False, "error": "token_revoked"})] * 1000)
        await slack.sockets[0].close()
        await running.until(lambda facts: facts == {"status": "refused"})
        tried = len(slack.calls)
        await asyncio.sleep(0.5)
        assert len(slack.calls) == tried


async def test_a_connection_that_cannot_be_closed_is_not_opened_a_second_time(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    closing = Socket.close

    async def hangs(self: Socket) -> None:
        await closing(self)
        raise DeskError("It hangs.")

    async with beside(options_for(slack, ping_interval=0.1, deaf_after=0.3)) as running:
        await running.until(lambda facts: facts["status"] == "ok")
        monkeypatch.setattr(Socket, "close", hangs)
        slack.script("apps.connections.open", *DOWN)
        await slack.sockets[0].close()
        await running.until(lambda facts: facts == {"status": "refused"})
        monkeypatch.undo()


async def test_over_http_slack_is_told_to_come_again_while_there_is_no_connection(slack: FakeSlack) -> None:
    from aiohttp import ClientSession

    slack.script("auth.test", *DOWN)
    async with beside(options_for(slack), over_http=True) as running, ClientSession() as browser:
        address = f"http://127.0.0.1:{running.port}/slack/events"
        body, headers = payloads.signed(payloads.mention("may I?", "U1", "C1"), TOKENS.signing_secret)
        async with browser.post(address, data=body, headers=headers) as answer:
            assert answer.status == 503
        async with browser.post(address, data=body) as answer:
            assert answer.status == 401
        slack.scripted["auth.test"].clear()
        await running.until(lambda facts: facts["status"] == "ok")
        async with browser.post(address, data=body, headers=headers) as answer:
            assert answer.status == 200
        await slack.until(lambda: slack.shown)


async def test_a_wrong_token_leaves_the_other_up(slack: FakeSlack) -> None:
    async with beside(options_for(slack), Tokens("xoxb-bad", APP_TOKEN)) as running:
        assert await running.slack() == {"status": "refused"}
    with pytest.raises(RefusedError):
        await SlackPlatform(
            Behind(ScriptedAnswers(), FakeMemory(), Metrics()), options_for(slack), Tokens("xoxb-bad", APP_TOKEN)
        ).open()
