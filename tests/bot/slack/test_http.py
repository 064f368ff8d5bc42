"""Slack's requests over HTTP: signed, repeated, forged, broken."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from bot.slack import http
from bot.slack.app import build_app
from bot.slack.client import web_client
from bot.slack.desk import Identity, make_desk
from bot.slack.http import LARGEST_REQUEST
from handlers import wording
from tests.fakes import slack_payloads as payloads
from tests.fakes.answers import TEXT, ScriptedAnswers
from tests.fakes.memory import FakeMemory
from tests.fakes.served import TOKENS, options_for
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import BOT_TOKEN

SECRET = TOKENS.signing_secret


@pytest.fixture
async def web(slack: FakeSlack) -> AsyncIterator[httpx.AsyncClient]:
    """Slack's side of the web server; `slack` is the Slack that it answers to."""
    options = options_for(slack)
    async with web_client(options) as client:
        identity = Identity(payloads.TEAM, "Council", payloads.BOT_USER, payloads.BOT)
        desk = make_desk(ScriptedAnswers(), FakeMemory(), options, identity)

        app, listeners = FastAPI(), build_app(desk, client, TOKENS)
        http.mount(app, lambda: listeners, SECRET)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk") as browser:
            yield browser
        await desk.pulse.drained(5)
        desk.think.close()


async def post(web: httpx.AsyncClient, signed: tuple[bytes, dict[str, str]]) -> httpx.Response:
    return await web.post("/slack/events", content=signed[0], headers=signed[1])


async def test_a_signed_mention_is_answered(web: httpx.AsyncClient, slack: FakeSlack) -> None:
    answer = await post(web, payloads.signed(payloads.mention("may I?", "U1", "C1"), SECRET))
    await slack.until(lambda: slack.shown)
    assert answer.status_code == 200
    assert TEXT in slack.last()
    assert BOT_TOKEN not in str(slack.calls)


async def test_a_signed_command_is_acknowledged_empty_and_answered(web: httpx.AsyncClient, slack: FakeSlack) -> None:
    payload = payloads.command("may I?", "U1", "C1", slack.trigger(), slack.response_url("C1", "U1"))
    answer = await post(web, payloads.signed(payload, SECRET))
    await slack.until(lambda: slack.shown)
    assert (answer.status_code, answer.text) == (200, "")
    assert slack.shown[0].to == "U1"


async def test_a_signed_form_is_answered_with_a_view(web: httpx.AsyncClient, slack: FakeSlack) -> None:
    view = {"id": "V1", "hash": "h", "callback_id": "of_2031", "type": "modal"}
    answer = await post(web, payloads.signed(payloads.submission(view, {}, "U1", slack.trigger()), SECRET))
    assert answer.json()["response_action"] == "update"
    assert wording.BUTTON_OUT_OF_DATE in answer.text


async def test_slack_can_make_sure_of_the_address(web: httpx.AsyncClient) -> None:
    answer = await post(web, payloads.signed({"type": "url_verification", "challenge": "c123"}, SECRET))
    assert answer.json() == {"challenge": "c123"}


async def test_a_repeat_is_acknowledged_and_dropped(web: httpx.AsyncClient, slack: FakeSlack) -> None:
    payload = payloads.mention("may I?", "U1", "C1")
    for _ in range(3):
        answer = await post(web, payloads.signed(payload, SECRET))
        assert answer.status_code == 200
    await slack.until(lambda: slack.shown)
    await slack.quiet()
    assert len(slack.shown) == 1


@pytest.mark.parametrize(("secret", "age"), [("forged", 0), (SECRET, 600)])
async def test_what_slack_did_not_sign_just_now_is_refused(
    web: httpx.AsyncClient, slack: FakeSlack, secret: str, age: float
) -> None:
    answer = await post(web, payloads.signed(payloads.mention("may I?", "U1", "C1"), secret, time.time() - age))
    await slack.quiet()
    assert answer.status_code == 401
    assert not slack.shown


@pytest.mark.parametrize("body", [b"\xff\xfe", b"{", b"[]", b"null", b"", b"payload=%7B"])
async def test_what_cannot_be_read_is_refused(web: httpx.AsyncClient, body: bytes) -> None:
    for kind in ("application/json", "application/x-www-form-urlencoded"):
        answer = await web.post("/slack/events", content=body, headers={"content-type": kind})
        assert answer.status_code == 401


@pytest.mark.parametrize(
    "headers", [{"x-slack-signature": "v0=\u00e9".encode()}, {"x-slack-request-timestamp": b"now"}]
)
async def test_odd_headers_are_refused(web: httpx.AsyncClient, headers: dict[str, bytes]) -> None:
    body, good = payloads.signed(payloads.mention("may I?", "U1", "C1"), SECRET)
    encoded = [(n.encode(), v) for n, v in ({n: v.encode() for n, v in good.items()} | headers).items()]
    answer = await web.post("/slack/events", content=body, headers=encoded)
    assert answer.status_code == 401


async def test_what_does_not_say_its_length_is_refused(web: httpx.AsyncClient) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b"x"

    assert (await web.post("/slack/events", content=endless())).status_code == 411


async def test_what_is_too_large_is_refused(web: httpx.AsyncClient) -> None:
    answer = await web.post("/slack/events", content=b"x" * (LARGEST_REQUEST + 1))
    assert answer.status_code == 413
