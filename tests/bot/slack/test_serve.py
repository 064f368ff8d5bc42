"""The life of the connection: start, health, reconnecting, tokens that turn bad, and the end."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import time
from typing import Any

import aiohttp
import pytest

from bot.platforms import RefusedError, UnreachableError
from bot.slack.options import Tokens
from knowledge.errors import DeskError
from tests.fakes import slack_payloads as payloads
from tests.fakes.answers import ScriptedAnswers
from tests.fakes.memory import FakeMemory
from tests.fakes.served import TOKENS, on_free_ports, options_for, serve_slack, served
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import APP_TOKEN, BOT_TOKEN, Scripted


async def health(port: int) -> tuple[int, dict[str, Any]]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/health") as answer:
        return answer.status, await answer.json()


async def until_health(port: int, status: int, within: float = 10.0) -> dict[str, Any]:
    async with asyncio.timeout(within):
        while True:
            with contextlib.suppress(aiohttp.ClientConnectorError):  # it begins to listen once Slack is connected
                found, facts = await health(port)
                if found == status:
                    return facts
            await asyncio.sleep(0.05)


async def answered(slack: FakeSlack) -> None:
    before = len(slack.shown)
    await slack.push(payloads.mention("may I?", "U1", "C1"))
    await slack.until(lambda: len(slack.shown) > before)


async def test_health_tells_what_is_known(slack: FakeSlack) -> None:
    async with served(slack, ScriptedAnswers(slow=0.4), ping_interval=0.2) as running:
        facts = await until_health(running.port, 200)
        assert (facts["connected"], facts["event_age_s"], facts["in_flight"]) == (True, None, 0)
        envelope = await slack.push(payloads.mention("may I?", "U1", "C1"))
        await slack.acknowledged(envelope)
        _, facts = await health(running.port)
        assert facts["in_flight"] == 1
        await slack.until(lambda: slack.shown)
        await asyncio.sleep(0.3)
        _, facts = await health(running.port)
    assert 0 <= facts["ping_age_s"] < 2
    assert 0 < facts["event_age_s"] < 5
    assert facts["in_flight"] == 0


async def test_metrics_count_answers_and_failures(slack: FakeSlack) -> None:
    answers = ScriptedAnswers()
    async with served(slack, answers) as running:
        await until_health(running.port, 200)
        await answered(slack)
        answers.fault = RuntimeError("broken")
        await answered(slack)
        told = await metrics(running.port)
    assert 'protocol_desk_answer_seconds_count{kind="answer"} 1.0' in told
    assert 'protocol_desk_answer_seconds_count{kind="failed"} 1.0' in told
    assert "protocol_desk_slack_connected 1.0" in told
    assert "may I?" not in told
    assert "U1" not in told


async def metrics(port: int) -> str:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/metrics") as answer:
        assert answer.status == 200
        return await answer.text()


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_the_desk_connects_anew_when_told(slack: FakeSlack, reason: str) -> None:
    async with served(slack):
        await slack.disconnect(reason)
        await slack.until(lambda: len(slack.sockets) == 2)
        await answered(slack)


async def test_the_desk_connects_anew_when_cut_off(slack: FakeSlack) -> None:
    async with served(slack, ping_interval=0.2):
        await slack.sockets[0].close()
        await slack.until(lambda: len(slack.sockets) == 2)
        await answered(slack)


async def test_unanswered_pings_make_a_new_connection(slack: FakeSlack) -> None:
    async with served(slack, ping_interval=0.2):
        slack.deaf = True
        await slack.until(lambda: len(slack.sockets) >= 2)
        slack.deaf = False
        await asyncio.sleep(0.5)
        await answered(slack)


async def test_a_desk_that_hears_nothing_says_so_and_recovers(slack: FakeSlack) -> None:
    async with served(slack, ping_interval=0.1, deaf_after=0.8) as running:
        port = running.port
        await until_health(port, 200)
        slack.script("apps.connections.open", *[Scripted(503, "down")] * 12)
        await slack.sockets[0].close()
        facts = await until_health(port, 503)
        assert facts["status"] == "deaf"
        await until_health(port, 200, within=20)
        await answered(slack)


async def test_a_token_that_turns_bad_ends_the_desk(slack: FakeSlack) -> None:
    options = options_for(slack, ping_interval=0.1, deaf_after=0.4)
    task = asyncio.create_task(serve_slack(ScriptedAnswers(), FakeMemory(), options, TOKENS))
    await slack.until(lambda: slack.sockets)
    slack.script("apps.connections.open", *[Scripted(body={"ok": False, "error": "token_revoked"})] * 1000)
    await slack.sockets[0].close()
    with pytest.raises(RefusedError, match="token_revoked"):
        await asyncio.wait_for(task, 10)


@pytest.mark.parametrize(
    ("tokens", "told"),
    [
        (Tokens("xoxb-bad", APP_TOKEN), "bot token.*PROTOCOL_DESK_SLACK_BOT_TOKEN"),
        (Tokens(BOT_TOKEN, "xapp-bad"), "app-level token.*PROTOCOL_DESK_SLACK_APP_TOKEN"),
        (Tokens(BOT_TOKEN), "no app-level token"),
        (Tokens(""), "no bot token"),
    ],
)
async def test_a_bad_token_is_told_at_once(slack: FakeSlack, tokens: Tokens, told: str) -> None:
    began = time.monotonic()
    with pytest.raises(RefusedError, match=told):
        await serve_slack(ScriptedAnswers(), FakeMemory(), options_for(slack), tokens)
    assert time.monotonic() - began < 2
    assert not slack.sockets
    assert len(slack.calls) <= 2


async def test_slack_that_cannot_be_reached_is_told(slack: FakeSlack) -> None:
    options = options_for(slack, api="http://127.0.0.1:1/api/")
    with pytest.raises(UnreachableError, match="network"):
        await serve_slack(ScriptedAnswers(), FakeMemory(), options, TOKENS)


async def test_a_connection_that_does_not_come_about_is_told(slack: FakeSlack) -> None:
    nowhere = Scripted(body={"ok": True, "url": "ws://127.0.0.1:1/link"})
    slack.script("apps.connections.open", *[nowhere] * 100)
    with pytest.raises(UnreachableError, match="WebSockets"):
        await serve_slack(
            ScriptedAnswers(), FakeMemory(), options_for(slack, connect_within=0.3, ping_interval=0.1), TOKENS
        )


async def test_a_port_that_is_taken_is_told(slack: FakeSlack) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        serving = on_free_ports(health_port=taken.getsockname()[1])
        with pytest.raises(DeskError, match="PROTOCOL_DESK_HEALTH_PORT"):
            await serve_slack(ScriptedAnswers(), FakeMemory(), options_for(slack), serving=serving)


async def test_what_is_in_hand_is_finished_before_the_end(slack: FakeSlack) -> None:
    async with served(slack, ScriptedAnswers(slow=0.5)):
        await slack.acknowledged(await slack.push(payloads.mention("may I?", "U1", "C1")))
    assert len(slack.shown) == 1


async def test_the_end_does_not_wait_for_ever(slack: FakeSlack) -> None:
    began = time.monotonic()
    async with served(slack, ScriptedAnswers(slow=1.5), drain_within=0.2):
        await slack.acknowledged(await slack.push(payloads.mention("may I?", "U1", "C1")))
    assert time.monotonic() - began < 1.4
    assert not slack.shown
    await asyncio.sleep(1.5)  # let the thread end within the test that began it


async def test_sigterm_ends_the_desk_with_its_work_done(slack: FakeSlack) -> None:
    async with served(slack, ScriptedAnswers(slow=0.3)) as running:
        await until_health(running.port, 200)
        await slack.acknowledged(await slack.push(payloads.mention("may I?", "U1", "C1")))
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(running.task, 5)
        assert len(slack.shown) == 1
        with pytest.raises(aiohttp.ClientError):
            await health(running.port)


async def test_http_needs_a_signing_secret(slack: FakeSlack) -> None:
    with pytest.raises(DeskError, match="PROTOCOL_DESK_SLACK_SIGNING_SECRET"):
        await serve_slack(ScriptedAnswers(), FakeMemory(), options_for(slack), Tokens(BOT_TOKEN), over_http=True)


async def test_the_same_desk_over_http(slack: FakeSlack) -> None:
    options, serving, stop = options_for(slack), on_free_ports(), asyncio.Event()
    desk = ScriptedAnswers(slow=0.3), FakeMemory(), options
    task = asyncio.create_task(serve_slack(*desk, over_http=True, serving=serving, stop=stop))
    await slack.until(lambda: slack.called("auth.test"))
    await asyncio.sleep(0.3)
    assert (await health(serving.port))[1]["mode"] == "http"
    body, headers = payloads.signed(payloads.mention("may I?", "U1", "C1"), TOKENS.signing_secret)
    async with aiohttp.ClientSession() as session:
        address = f"http://127.0.0.1:{serving.port}/slack/events"
        async with session.post(address, data=body, headers=headers) as answer:
            assert answer.status == 200
    stop.set()
    await task
    assert len(slack.shown) == 1


async def test_no_token_stands_anywhere_it_could_be_read(slack: FakeSlack) -> None:
    async with served(slack) as running:
        facts = await until_health(running.port, 200)
    assert "good" not in json.dumps(facts) + repr(TOKENS) + repr(running.options)
