"""Which platforms the settings set up, wholly or by half."""

from __future__ import annotations

import pytest

from bot.set_up import has_platform, require_a_platform
from bot.settings import Settings, SettingsError, load
from knowledge.errors import DeskError

SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
GUID = "0f0f0f0f-1111-2222-3333-444444444444"
TEAMS = {"TEAMS_APP_ID": GUID, "TEAMS_TENANT_ID": GUID, "TEAMS_CLIENT_SECRET": "a-secret"}
TRIAL = {"ENVIRONMENT": "local", "TEAMS_WITHOUT_AUTHENTICATION": "true"}


def settings(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(f"PROTOCOL_DESK_{name}", value)
    return load(None)


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        (SLACK, ["slack"]),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}, ["slack"]),
        (TEAMS, ["teams"]),
        (TRIAL, ["teams"]),
        (SLACK | TEAMS, ["slack", "teams"]),
    ],
)
def test_what_is_set_up_is_served(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], names: list[str]
) -> None:
    given = settings(monkeypatch, environment)
    assert has_platform(given)
    assert require_a_platform(given) == names


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, ["SLACK_APP_TOKEN"]),
        ({"TEAMS_APP_ID": GUID}, ["TEAMS_TENANT_ID", "TEAMS_CLIENT_SECRET"]),
        (SLACK | {"TEAMS_CLIENT_SECRET": "a-secret"}, ["TEAMS_APP_ID", "TEAMS_TENANT_ID"]),
        ({"SLACK_APP_TOKEN": "xapp-1"} | TEAMS, ["SLACK_BOT_TOKEN"]),
    ],
)
def test_what_is_set_up_by_half_is_told(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], missing: list[str]
) -> None:
    given = settings(monkeypatch, environment)
    assert has_platform(given)
    with pytest.raises(SettingsError) as caught:
        require_a_platform(given)
    assert [fault.field for fault in caught.value.faults] == [f"PROTOCOL_DESK_{name}" for name in missing]
    assert "a-secret" not in str(caught.value)


def test_where_none_is_set_up_both_ways_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    given = settings(monkeypatch, {})
    assert not has_platform(given)
    with pytest.raises(DeskError, match=r"PROTOCOL_DESK_SLACK_BOT_TOKEN(.|\n)*PROTOCOL_DESK_TEAMS_APP_ID"):
        require_a_platform(given)
