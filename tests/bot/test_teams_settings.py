from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load, require
from bot.teams_settings import SDK_SWITCH

APP = "11111111-2222-3333-4444-555555555555"
TENANT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
SET_UP = {"teams_app_id": APP, "teams_tenant_id": TENANT, "teams_client_secret": "a~secret"}
CHANNEL = "19:Ab-c_1@thread.tacv2"


def loaded(**environment: str) -> Settings:
    lines = [f"PROTOCOL_DESK_{name.upper()}={value}" for name, value in environment.items()]
    Path(".env").write_text("\n".join(lines), encoding="utf-8")
    return load()


def fault(**environment: str) -> str:
    with pytest.raises(SettingsError) as caught:
        loaded(**environment)
    return str(caught.value)


def test_teams_is_set_up_once_app_tenant_and_secret_are_given() -> None:
    assert loaded(**SET_UP).teams
    for missing in SET_UP:
        assert not loaded(**{name: value for name, value in SET_UP.items() if name != missing}).teams


def test_a_local_desk_may_do_without_authentication() -> None:
    assert loaded(environment="Local", teams_without_authentication="true").teams
    assert not loaded(environment="local").teams


@pytest.mark.parametrize("environment", [{}, {"environment": "production"}], ids=["unsaid", "said"])
def test_production_never_does_without_authentication(environment: dict[str, str]) -> None:
    told = fault(teams_without_authentication="true", **SET_UP, **environment)
    assert told.startswith("PROTOCOL_DESK_TEAMS_WITHOUT_AUTHENTICATION: it lets everybody in")
    assert "PROTOCOL_DESK_ENVIRONMENT=local" in told


def test_a_misspelt_environment_lets_nobody_in() -> None:
    told = fault(teams_without_authentication="true", environment="locale")
    assert "PROTOCOL_DESK_ENVIRONMENT: " in told
    assert "PROTOCOL_DESK_TEAMS_WITHOUT_AUTHENTICATION: " in told


@pytest.mark.parametrize("value", ["1", "true", "false"])
def test_the_switch_of_the_library_is_refused_in_the_environment(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SDK_SWITCH, value)
    assert fault(**SET_UP).startswith(f"{SDK_SWITCH}: it would let everybody in")


def test_the_switch_of_the_library_is_refused_in_the_file_which_the_library_reads_too() -> None:
    lines = [f"PROTOCOL_DESK_{name.upper()}={value}" for name, value in SET_UP.items()]
    Path(".env").write_text("\n".join([*lines, f"{SDK_SWITCH}=1"]), encoding="utf-8")
    with pytest.raises(SettingsError, match=SDK_SWITCH):
        load()


def test_the_switch_of_the_library_means_nothing_where_teams_is_not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SDK_SWITCH, "1")
    assert not load().teams


@pytest.mark.parametrize(
    "written", [f"{CHANNEL}=lydney, 19:d@thread.tacv2=cjc", f"{CHANNEL}=lydney;19:d@thread.tacv2=cjc"]
)
def test_channels_are_given_as_a_list(written: str) -> None:
    channels = loaded(teams_channel_authorities=written).teams_channel_authorities
    assert channels == {CHANNEL: "lydney", "19:d@thread.tacv2": "cjc"}


@pytest.mark.parametrize(
    ("field", "written", "taken"),
    [
        ("teams_app_id", APP.upper(), APP),
        ("teams_tenant_id", f"  {TENANT}", TENANT),
        ("teams_contact", TENANT.upper(), TENANT),
        ("teams_contact", CHANNEL, CHANNEL),
        ("teams_public_url", "https://desk.example.gov.uk/", "https://desk.example.gov.uk"),
        ("teams_public_url", "https://example.gov.uk:8443/desk", "https://example.gov.uk:8443/desk"),
        ("teams_privacy_url", "https://example.gov.uk/privacy?of=desk", "https://example.gov.uk/privacy?of=desk"),
        ("teams_openid", "https://keys.example/v1/openidconfiguration", "https://keys.example/v1/openidconfiguration"),
    ],
)
def test_what_is_taken(field: str, written: str, taken: str) -> None:
    assert getattr(loaded(**{field: written}), field) == taken


@pytest.mark.parametrize(
    ("field", "value", "reason", "remedy"),
    [
        ("environment", "prod", "'production' or 'local'", "Use production or local."),
        ("teams_app_id", "protocol-desk", "not an id such as 00000000-", "Application (client) ID"),
        ("teams_tenant_id", f"{TENANT}0", "not an id such as 00000000-", "Directory (tenant) ID"),
        ("teams_client_secret", APP, "the id of the secret, not its value", "copy its Value"),
        ("teams_channel_authorities", "General=lydney", "not the id of a channel", "19:abc@thread.tacv2=lydney"),
        ("teams_channel_authorities", "19:abc=lydney", "not the id of a channel", "19:abc@thread.tacv2=lydney"),
        ("teams_contact", "clerk@council.example", "not the id of a person or a channel", "object id"),
        ("teams_public_url", "http://desk.example.gov.uk", "not a plain https address", "https://desk.example.gov.uk"),
        ("teams_public_url", "https://me:hush@desk.example", "not a plain https address", "https://desk"),
        ("teams_public_url", "https://desk.example/api/messages", "which the desk adds itself", "https://desk"),
        ("teams_public_url", f"https://desk.example/{'a' * 2048}", "Teams takes 2048", "https://desk"),
        ("teams_developer_name", "The Council of the City of Somewhere", "it has 36 characters", "name of the council"),
        ("teams_privacy_url", "example.gov.uk/privacy", "not an https address", "https address of a page"),
        ("teams_terms_url", f"https://example.gov.uk/{'a' * 2048}", "Teams takes 2048", "https address of a page"),
        ("teams_openid", "https://login.botframework.com/v1/", "/openidconfiguration", "Leave it out"),
        ("teams_openid", "http://127.0.0.1:1/openidconfiguration", "not https", "Leave it out"),
        ("teams_without_authentication", "perhaps", "a valid boolean", "Set it to false"),
    ],
)
def test_a_wrong_value_names_the_variable_the_reason_and_the_remedy(
    field: str, value: str, reason: str, remedy: str
) -> None:
    told = fault(**{field: value})
    assert told.startswith(f"PROTOCOL_DESK_{field.upper()}: ")
    assert reason in told
    assert remedy in told
    assert "\n" not in told
    assert "hush" not in told


@pytest.mark.parametrize("host", ["127.0.0.1:3979", "localhost:1", "[::1]:2"])
def test_a_local_desk_may_look_up_keys_on_its_own_machine(host: str) -> None:
    address = f"http://{host}/v1/.well-known/openidconfiguration"
    assert loaded(environment="local", teams_openid=address).teams_openid == address


@pytest.mark.parametrize("host", ["keys.example", "127.0.0.1.keys.example", "127.0.0.1@keys.example", "10.0.0.1"])
def test_even_a_local_desk_takes_keys_of_other_machines_by_https_alone(host: str) -> None:
    address = f"http://{host}/openidconfiguration"
    assert "PROTOCOL_DESK_TEAMS_OPENID: " in fault(environment="local", teams_openid=address)


def test_the_client_secret_stands_in_no_representation() -> None:
    given = loaded(**SET_UP | {"teams_client_secret": "HUSHHUSH"})
    assert "HUSHHUSH" not in f"{given!r} {given} {given.model_dump_json()}"


def test_all_that_is_missing_is_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        require(loaded(teams_app_id=APP), "teams_app_id", "teams_public_url", "teams_developer_name")
    told = str(caught.value).splitlines()
    assert told[0].startswith("PROTOCOL_DESK_TEAMS_PUBLIC_URL: it is not set. Write the address")
    assert told[1].startswith("PROTOCOL_DESK_TEAMS_DEVELOPER_NAME: it is not set. Write the name")
    assert len(told) == 2
