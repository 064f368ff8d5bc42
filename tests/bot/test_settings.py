from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.settings import Settings, SettingsError, SlackMode, load
from handlers.neutrality.ports import Election


def fault(**environment: str) -> str:
    """What loading says about these settings, given in lower case without the prefix."""
    lines = [f"PROTOCOL_DESK_{name.upper()}={value}" for name, value in environment.items()]
    Path(".env").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load()
    return str(caught.value)


def loaded(**environment: str) -> Settings:
    lines = [f"PROTOCOL_DESK_{name.upper()}={value}" for name, value in environment.items()]
    Path(".env").write_text("\n".join(lines), encoding="utf-8")
    return load()


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    default = load()
    assert default.authority is None
    assert default.slack is None
    assert default.index == tmp_path / "cache" / "protocol-desk" / "index"
    assert default.database == tmp_path / "state" / "protocol-desk" / "desk.sqlite3"


def test_a_relative_cache_folder_is_passed_over_as_the_specification_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    assert load().index == Path.home() / ".cache" / "protocol-desk" / "index"


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROTOCOL_DESK_AUTHORITY", "lydney")
    assert loaded(authority="trafford").authority == "lydney"


def test_an_empty_value_counts_as_not_set() -> None:
    assert loaded(port="", slack_bot_token="", authority="") == Settings()


@pytest.mark.parametrize(
    "written",
    ["C1=lydney, C2=cjc", "C1=lydney;C2=cjc", "C1 = lydney ; C2 = cjc ;", """'{"C1": "lydney", "C2": "cjc"}'"""],
)
def test_channels_are_given_as_a_list_or_as_json(written: str) -> None:
    assert loaded(channel_authorities=written).channel_authorities == {"C1": "lydney", "C2": "cjc"}


def test_a_contact_may_hold_commas() -> None:
    contacts = loaded(contacts="trafford=Democratic Services, 0161 000 0000; lydney=the Town Clerk").contacts
    assert contacts == {"trafford": "Democratic Services, 0161 000 0000", "lydney": "the Town Clerk"}


@pytest.mark.parametrize("written", ["S012,S034", "S012 S034", """'["S012", "S034"]'"""])
def test_groups_are_given_as_a_list_or_as_json(written: str) -> None:
    assert loaded(member_groups=written).member_groups == ("S012", "S034")


def test_elections_are_given_as_json() -> None:
    written = '\'{"trafford": [{"notice": "2027-03-22", "result": "2027-05-07"}], "cjc": []}\''
    assert loaded(elections=written).elections == {
        "trafford": (Election(date(2027, 3, 22), date(2027, 5, 7)),),
        "cjc": (),
    }


def test_a_prefix_keeps_its_space() -> None:
    assert loaded(query_prefix='"query: "').query_prefix == "query: "


@pytest.mark.parametrize(
    ("given_", "mode"),
    [
        ({}, None),
        ({"slack_signing_secret": "s"}, SlackMode.HTTP),
        ({"slack_app_token": "xapp-1"}, SlackMode.SOCKET),
        ({"slack_app_token": "xapp-1", "slack_signing_secret": "s"}, SlackMode.SOCKET),
        ({"slack_app_token": "xapp-1", "slack_mode": "HTTP"}, SlackMode.HTTP),
    ],
)
def test_how_slack_is_served(given_: dict[str, str], mode: SlackMode | None) -> None:
    assert loaded(**given_).slack is mode


@pytest.mark.parametrize(
    ("field", "value", "reason", "remedy"),
    [
        ("port", "abc", "it should be a valid integer", "docs/settings.md"),
        ("health_port", "70000", "less than or equal to 65535", "docs/settings.md"),
        ("log_level", "loud", "'debug', 'info'", "Use debug, info, warning or error."),
        ("slack_mode", "fax", "'auto', 'socket' or 'http'", "Use auto, socket or http."),
        ("slack_api", "slack.com", "not an address", "https://slack.com/api/"),
        ("slack_contact", "@clerk", "not the id of a channel or a person", "C0..."),
        ("channel_authorities", "#general=cjc", "'#general' is not the id of a channel", "C0123ABCD=lydney"),
        ("channel_authorities", "C1", "name=value", "C0123ABCD=lydney"),
        ("channel_authorities", "C1=cjc, C1=lydney", "C1 is given twice", "C0123ABCD=lydney"),
        ("contacts", "{broken", "not valid JSON", "trafford=Democratic Services"),
        ("elections", "trafford=2027-05-07", "not valid JSON", '"notice"'),
        ("elections", "[]", "a list of elections for each authority", '"notice"'),
        ("elections", '\'{"trafford": [{"notice": "2027-03-22"}]}\'', "a notice and a result", '"notice"'),
        (
            "elections",
            '\'{"trafford": [{"notice": "2027-02-29", "result": "2027-05-07"}]}\'',
            "trafford: there is no 2027-02-29.",
            '"notice"',
        ),
        (
            "elections",
            '\'{"trafford": [{"notice": "22 March", "result": "2027-05-07"}]}\'',
            "'22 March' is not a date",
            '"notice"',
        ),
        (
            "elections",
            '\'{"trafford": [{"notice": "2027-05-07", "result": "2027-05-07"}]}\'',
            "is not before the result",
            '"notice"',
        ),
        ("member_groups", "councillors", "not the id of a user group", "docs/settings.md"),
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


def test_all_faults_are_told_at_once() -> None:
    assert fault(port="abc", log_level="loud", autority="x").count("\n") == 2


def test_a_misspelt_variable_is_an_error_and_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Did you mean PROTOCOL_DESK_AUTHORITY?" in fault(autority="trafford")
    Path(".env").unlink()
    monkeypatch.setenv("PROTOCOL_DESK_SLACK_TOKEN", "xoxb-1")
    with pytest.raises(SettingsError, match="PROTOCOL_DESK_SLACK_TOKEN: there is no such setting"):
        load()


def test_other_programs_lines_in_the_file_are_left_alone() -> None:
    Path(".env").write_text("OTHER=1\nPROTOCOL_DESK_PORT=1\n", encoding="utf-8")
    assert load().port == 1


@pytest.mark.parametrize("line", ["PROTOCOL_DESK_PORT 80", "PROTOCOL_DESK_PORT", 'PROTOCOL_DESK_MODEL="open'])
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    Path(".env").write_text(f"# a remark\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"\.env:2: this line cannot be read"):
        load()


def test_a_file_that_is_not_utf8_is_named() -> None:
    Path(".env").write_bytes(b"PROTOCOL_DESK_CONTACTS=trafford=Gr\xfc\xdfe\n")
    with pytest.raises(SettingsError, match="it is not UTF-8"):
        load()


@pytest.mark.parametrize(
    "field", ["slack_bot_token", "slack_app_token", "member_groups", "channel_authorities", "port", "slack_contact"]
)
def test_a_token_in_the_wrong_place_is_never_printed(field: str) -> None:
    secret = "xapp-1-SECRETSECRET" if field == "slack_bot_token" else "xoxb-1-SECRETSECRET"
    assert "SECRETSECRET" not in fault(**{field: secret})


def test_a_secret_stands_in_no_representation() -> None:
    secrets = loaded(slack_bot_token="xoxb-SECRET", slack_app_token="xapp-SECRET", slack_signing_secret="SECRET")
    assert "SECRET" not in f"{secrets!r} {secrets} {secrets.model_dump_json()}"


def test_requests_lie_beside_what_is_remembered_unless_a_database_is_named(tmp_path: Path) -> None:
    assert load().requests_url == f"sqlite:///{tmp_path / 'state' / 'protocol-desk' / 'requests.sqlite3'}"
    assert loaded(database="/srv/desk.sqlite3").requests_url == "sqlite:////srv/requests.sqlite3"
    for url in ("postgresql://desk:hush@db/desk", "postgres://db/desk", "sqlite:////srv/other.sqlite3"):
        assert loaded(database_url=url).requests_url == url


@pytest.mark.parametrize("url", ["mysql://desk:hush@db/desk", "desk:hush@db", "sqlite://", "sqlite:///"])
def test_another_database_is_a_fault_that_does_not_tell_the_password(url: str) -> None:
    told = fault(database_url=url)
    assert "PROTOCOL_DESK_DATABASE_URL" in told
    assert "hush" not in told
    assert "hush" not in repr(loaded(database_url="postgresql://desk:hush@db/desk"))


def test_retention_is_a_period_by_type() -> None:
    assert loaded(retention="complaint-officer=6 years; every=1095").retention == {
        "complaint-officer": "6 years",
        "every": "1095",
    }
    assert loaded(retention='\'{"every": "1 month"}\'').retention == {"every": "1 month"}
    for wrong in ("every=0", "every=-1", "every=a year", "every=1.5", "every"):
        assert "PROTOCOL_DESK_RETENTION" in fault(retention=wrong)


@example("database", "~0")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(st.sampled_from(sorted(Settings.model_fields)), st.text(st.characters(exclude_characters="\0", codec="utf-8")))
def test_whatever_is_written_gives_settings_or_a_sentence(field: str, value: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(f"PROTOCOL_DESK_{field.upper()}", value)
        try:
            load()
        except SettingsError as error:
            assert str(error).startswith(f"PROTOCOL_DESK_{field.upper()}: ")  # noqa: PT017
