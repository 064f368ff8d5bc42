"""The manifest promises Slack what the app does, and nothing else."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.slack import wording as slack_said
from bot.slack.app import build_app
from bot.slack.checks import MANIFEST
from bot.slack.client import web_client
from bot.slack.commands import COMMAND, SHORTCUT
from bot.slack.desk import Identity, make_desk
from bot.slack.neutrality import asking
from bot.slack.requests import starting
from tests.fakes import slack_payloads as payloads
from tests.fakes.answers import ScriptedAnswers
from tests.fakes.memory import FakeMemory
from tests.fakes.served import TOKENS, options_for
from tests.fakes.slack import FakeSlack


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(MANIFEST.read_text("utf-8"))
    return found


def payload_of(event: str) -> dict[str, Any]:
    kind, _, channel_type = event.partition(".")
    inner = {"type": kind, "user": "U1", "channel": "D1", "ts": "1.1", "text": "hello", "tab": "about"}
    return payloads.event(inner | ({"channel_type": channel_type} if channel_type else {}))


async def test_all_that_is_subscribed_has_a_listener_of_its_own(manifest: dict[str, Any], slack: FakeSlack) -> None:
    async with web_client(options_for(slack)) as client:
        desk = make_desk(ScriptedAnswers(), FakeMemory(), options_for(slack), Identity("T1", "", "UBOT", "B1"))
        app = build_app(desk, client, TOKENS)
        catch_all = app._async_listeners[-1]  # bolt has no public list of its listeners
        heard = set()
        for event in manifest["settings"]["event_subscriptions"]["bot_events"]:
            request = AsyncBoltRequest(mode="socket_mode", body=payload_of(event))
            matching = [one for one in app._async_listeners if await one.async_matches(req=request, resp=None)]  # type: ignore[arg-type]
            assert matching, event
            assert matching[0] is not catch_all, event
            heard.add(matching[0])
        assert len(heard) == len(manifest["settings"]["event_subscriptions"]["bot_events"])
        desk.think.close()


def test_the_commands_and_the_shortcuts_are_those_of_the_app(manifest: dict[str, Any]) -> None:
    features = manifest["features"]
    assert [one["command"] for one in features["slash_commands"]] == [COMMAND, starting.COMMAND, asking.COMMAND]
    assert [(one["callback_id"], one["type"]) for one in features["shortcuts"]] == [
        (SHORTCUT, "message"),
        (starting.SHORTCUT, "global"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        payloads.command("", "U1", "C1", "t", "http://127.0.0.1/", starting.COMMAND),
        payloads.global_shortcut("U1", "t", starting.SHORTCUT),
        payloads.command("", "U1", "C1", "t", "http://127.0.0.1/", asking.COMMAND),
    ],
    ids=["command", "shortcut", "neutrality"],
)
async def test_each_way_to_start_a_request_or_a_check_has_a_listener(slack: FakeSlack, body: dict[str, Any]) -> None:
    async with web_client(options_for(slack)) as client:
        desk = make_desk(ScriptedAnswers(), FakeMemory(), options_for(slack), Identity("T1", "", "UBOT", "B1"))
        app = build_app(desk, client, TOKENS)
        request = AsyncBoltRequest(mode="socket_mode", body=body)
        matching = [one for one in app._async_listeners if await one.async_matches(req=request, resp=None)]  # type: ignore[arg-type]
        assert len(matching) == 1
        desk.think.close()


def test_the_agent_view_is_on_and_both_tabs(manifest: dict[str, Any]) -> None:
    features = manifest["features"]
    assert "assistant_view" not in features
    assert features["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert manifest["settings"]["socket_mode_enabled"]
    assert manifest["settings"]["interactivity"] == {"is_enabled": True}


def test_the_manifest_keeps_to_slack_s_lengths(manifest: dict[str, Any]) -> None:
    """Source: https://docs.slack.dev/reference/app-manifest."""
    display, features = manifest["display_information"], manifest["features"]
    assert len(display["name"]) <= 35
    assert len(display["description"]) <= 140
    assert 175 <= len(display["long_description"]) <= 4000
    assert re.fullmatch("#[0-9a-f]{6}", display["background_color"])
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert len(features["bot_user"]["display_name"]) <= 80
    assert all(len(one["usage_hint"]) <= 1000 for one in features["slash_commands"])
    assert all(len(one["command"]) <= 32 for one in features["slash_commands"])
    assert all(len(one["description"]) <= 150 for one in features["shortcuts"])


@pytest.mark.parametrize(
    ("scope", "needed_for"),
    [
        ("app_mentions:read", "app_mention"),
        ("im:history", "message.im"),
    ],
)
def test_an_event_comes_with_its_scope(manifest: dict[str, Any], scope: str, needed_for: str) -> None:
    assert scope in manifest["oauth_config"]["scopes"]["bot"]
    assert needed_for in manifest["settings"]["event_subscriptions"]["bot_events"]


def test_no_channel_is_read(manifest: dict[str, Any]) -> None:
    assert not {"channels:history", "groups:history", "mpim:history"} & set(manifest["oauth_config"]["scopes"]["bot"])


def test_what_people_are_told_to_type_is_the_command() -> None:
    for sentence in (
        slack_said.HOME_HOW,
        slack_said.HOME_PRIVATE,
        slack_said.HOME_ROLE,
        slack_said.ROLE_CHANGE,
        slack_said.ROLE_FORGET,
    ):
        assert COMMAND in sentence
    for sentence in (slack_said.HOW_TO, slack_said.REQUEST_OUT_OF_DATE, slack_said.more_than_shown(5)):
        assert f"{starting.COMMAND} " in sentence
