"""The fake is a judge in all tests of Slack, so it is tried itself: it must refuse what Slack refuses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.blocks import modal, section, text_input
from tests.fakes import slack_payloads as payloads
from tests.fakes.served import served
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import APP_TOKEN, BOT_TOKEN, RESPONSE_USES, Scripted


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        fake.strict = False
        yield fake


@pytest.fixture
def client(slack: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient(BOT_TOKEN, base_url=slack.base_url)


MESSAGE: dict[str, Any] = {"channel": "C1", "text": "words", "blocks": [section("words")]}


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("chat.shout", {}, "unknown_method"),
        ("chat.postMessage", MESSAGE | {"colour": "red"}, "invalid_arguments"),
        ("chat.postMessage", {"text": "words"}, "invalid_arguments"),
        ("views.open", {"trigger_id": "t", "view": {}}, "invalid_trigger_id"),
        ("views.update", {"view_id": "V404", "view": {}}, "not_found"),
        ("views.push", {"trigger_id": "t", "view": {}}, "invalid_trigger_id"),
        ("chat.update", MESSAGE | {"ts": "404.1"}, "message_not_found"),
        ("conversations.open", {"users": "U404"}, "user_not_found"),
        ("usergroups.users.list", {"usergroup": "S404"}, "no_such_subteam"),
    ],
)
async def test_it_refuses_what_slack_refuses(
    slack: FakeSlack, client: AsyncWebClient, method: str, arguments: dict[str, Any], error: str
) -> None:
    slack.unknown_channels = {"U404"}
    with pytest.raises(SlackApiError) as caught:
        await client.api_call(method, json=arguments)
    assert caught.value.response["error"] == error


@pytest.mark.parametrize("token", ["xoxb-bad", APP_TOKEN])
async def test_it_refuses_a_wrong_token(slack: FakeSlack, token: str) -> None:
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await AsyncWebClient(token, base_url=slack.base_url).auth_test()


async def test_a_trigger_expires(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.trigger_life = -1
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id=slack.trigger(), view={})


async def test_it_notices_what_is_beyond_the_limits(slack: FakeSlack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(**MESSAGE | {"blocks": [section("x")] * 51})
    assert "51 blocks" in slack.problems[0]


async def test_a_response_url_is_used_up(slack: FakeSlack) -> None:
    url, body = slack.response_url("C1", "U1"), {"text": "words", "blocks": [section("words")]}
    async with aiohttp.ClientSession() as session:
        found = [(await session.post(url, json=body)).status for _ in range(RESPONSE_USES + 1)]
    assert found == [200] * RESPONSE_USES + [404]
    assert slack.problems


async def test_what_is_scripted_comes_once(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.script("chat.postMessage", Scripted(500, "lost"), Scripted(500, "kept", done=True))
    for shown in (0, 1):
        with pytest.raises(SlackApiError, match="500"):
            await client.chat_postMessage(**MESSAGE)
        assert len(slack.shown) == shown
    await client.chat_postMessage(**MESSAGE)
    assert len(slack.shown) == 2


async def test_it_fails_a_test_that_leaves_something_unacknowledged(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeSlack()

    async def never_acknowledged() -> None:
        async with fake, served(fake):
            monkeypatch.setattr(fake, "_acknowledge", lambda said: None)
            await fake.push(payloads.mention("may I?", "U1", "C1"))
            await fake.until(lambda: fake.shown)

    with pytest.raises(AssertionError, match="not acknowledged"):
        await never_acknowledged()


async def test_it_fails_a_test_that_sent_what_slack_refuses() -> None:
    async def refused() -> None:
        async with FakeSlack() as fake:
            fake.problems.append("51 blocks")

    with pytest.raises(AssertionError, match="51 blocks"):
        await refused()


async def test_a_trigger_is_good_for_one_modal(slack: FakeSlack, client: AsyncWebClient) -> None:
    trigger, view = slack.trigger(), modal("t", "c", [section("x")])
    await client.views_open(trigger_id=trigger, view=view)
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await client.views_open(trigger_id=trigger, view=view)


async def test_no_more_than_three_modals_lie_upon_each_other(slack: FakeSlack, client: AsyncWebClient) -> None:
    view = modal("t", "c", [section("x")], clear_on_close=True)
    top = (await client.views_open(trigger_id=slack.trigger(), view=view))["view"]["id"]
    for _ in range(2):
        top = (await client.views_push(trigger_id=slack.trigger(top), view=view))["view"]["id"]
    assert not slack.problems
    top = (await client.views_push(trigger_id=slack.trigger(top), view=view))["view"]["id"]
    assert slack.problems == ["more than three modals lie upon each other"]
    slack.close(top)
    assert not slack.views


async def test_errors_must_stand_beside_fields_of_the_form(slack: FakeSlack) -> None:
    slack.updated("V1", modal("t", "c", [text_input("l", "b", "a")], submit="s"))
    for errors, problems in (({"b": "empty"}, 0), ({"elsewhere": "empty"}, 1), ({}, 2)):
        slack._answered("V1", {"response_action": "errors", "errors": errors})
        assert len(slack.problems) == problems
