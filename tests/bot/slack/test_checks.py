"""What the doctor finds out about Slack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.slack.checks import MANIFEST, check_slack
from bot.slack.options import Tokens
from tests.fakes.served import TOKENS, options_for
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import APP_TOKEN, BOT_TOKEN, SCOPES, Scripted


async def test_all_is_well(slack: FakeSlack) -> None:
    slack.groups = {"SM": ["U1", "U2"]}
    checks = await check_slack(options_for(slack, member_groups=("SM",), contact="UHELP"), TOKENS)
    assert [(check.name, check.ok) for check in checks] == [
        ("Bot token", True),
        ("Scopes", True),
        ("User group SM", True),
        ("Contact", True),
        ("Socket Mode", True),
    ]
    assert "Council" in checks[0].what
    assert not slack.shown
    assert not any(check.remedy for check in checks)


@pytest.mark.parametrize(
    ("tokens", "wrong", "remedy"),
    [
        (Tokens("xoxb-bad", APP_TOKEN), "Bot token", "PROTOCOL_DESK_SLACK_BOT_TOKEN"),
        (Tokens("", APP_TOKEN), "Bot token", "PROTOCOL_DESK_SLACK_BOT_TOKEN"),
        (Tokens(BOT_TOKEN, "xapp-bad"), "Socket Mode", "PROTOCOL_DESK_SLACK_APP_TOKEN"),
        (Tokens(BOT_TOKEN), "Connection", "PROTOCOL_DESK_SLACK_SIGNING_SECRET"),
    ],
)
async def test_a_wrong_token_is_found_with_its_remedy(
    slack: FakeSlack, tokens: Tokens, wrong: str, remedy: str
) -> None:
    (found,) = [check for check in await check_slack(options_for(slack), tokens) if not check.ok]
    assert found.name == wrong
    assert remedy in found.remedy
    assert "bad" not in found.what + found.remedy


async def test_http_needs_no_socket(slack: FakeSlack) -> None:
    checks = await check_slack(options_for(slack), Tokens(BOT_TOKEN, signing_secret="s"))
    assert [(check.name, check.ok) for check in checks][-1] == ("HTTP", True)
    assert not slack.called("apps.connections.open")


async def test_a_missing_scope_is_named(slack: FakeSlack) -> None:
    slack.scopes = SCOPES.replace("im:history,", "")
    (found,) = [check for check in await check_slack(options_for(slack), TOKENS) if not check.ok]
    assert (found.name, found.what) == ("Scopes", "not granted: im:history")
    assert "reinstall" in found.remedy


async def test_without_the_manifest_the_scopes_are_listed(slack: FakeSlack, tmp_path: Path) -> None:
    checks = await check_slack(options_for(slack), TOKENS, tmp_path / "nowhere.json")
    assert checks[1].ok
    assert "chat:write" in checks[1].what


async def test_a_group_and_a_contact_that_are_not_there_are_found(slack: FakeSlack) -> None:
    slack.unknown_channels = {"CNONE"}
    checks = await check_slack(options_for(slack, officer_groups=("SNONE",), contact="CNONE"), TOKENS)
    assert {check.name: check.what for check in checks if not check.ok} == {
        "User group SNONE": "cannot be read (no_such_subteam)",
        "Contact": "CNONE cannot be reached (channel_not_found)",
    }


async def test_a_contact_that_cannot_be_looked_up_is_not_called_missing(slack: FakeSlack) -> None:
    slack.script("users.info", Scripted(body={"ok": False, "error": "missing_scope"}))
    checks = await check_slack(options_for(slack, contact="UHELP"), TOKENS)
    assert all(check.ok for check in checks)


async def test_slack_that_is_down_is_told(slack: FakeSlack) -> None:
    checks = await check_slack(options_for(slack, api="http://127.0.0.1:1/api/"), TOKENS)
    assert [check.ok for check in checks] == [False, False]
    assert "network" in checks[0].remedy


def test_the_manifest_is_where_the_doctor_looks_for_it() -> None:
    assert json.loads(MANIFEST.read_text("utf-8"))["oauth_config"]["scopes"]["bot"] == SCOPES.split(",")
