from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot import app
from bot.checks import Check
from bot.cli.app import desk
from bot.cli.doctor import report
from knowledge.errors import DeskError


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model and an index that are as they should be."""
    monkeypatch.setattr(app, "open_encoder", lambda _: SimpleNamespace(dimension=384))
    monkeypatch.setattr(app, "open_index", lambda *_: None)


def examined() -> Result:
    return CliRunner().invoke(desk, ["doctor"])


def fails(told: str) -> Any:
    def raise_it(*_: Any) -> None:
        raise DeskError(told)

    return raise_it


def names(done: Result) -> Iterator[tuple[str, str]]:
    for line in done.stdout.splitlines():
        if line.startswith(("ok", "WRONG")):
            mark, name = line.split()[:2]
            yield mark, name


@pytest.mark.usefixtures("model")
def test_without_any_token_all_can_be_well() -> None:
    done = examined()
    assert (done.exit_code, done.stderr) == (0, "")
    looked_at = ["Settings", "Knowledge", "Model", "Index", "Memory", "Requests", "Chain", "Letters", "Slack", "Teams"]
    assert list(names(done)) == [("ok", name) for name in looked_at]
    assert "fine for the command line" in done.stdout
    assert "All is well." in done.stdout


@pytest.mark.usefixtures("model")
def test_wrong_settings_are_all_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROTOCOL_DESK_PORT", "x")
    monkeypatch.setenv("PROTOCOL_DESK_LOG_LEVEL", "loud")
    done = examined()
    assert done.exit_code == 1
    assert "PROTOCOL_DESK_PORT" in done.stdout
    assert "What to do: Use debug, info, warning or error." in done.stdout
    assert "2 things are wrong." in done.stdout


@pytest.mark.usefixtures("model")
def test_an_authority_without_a_protocol_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROTOCOL_DESK_AUTHORITY", "leeds")
    done = examined()
    assert done.exit_code == 1
    assert "there is no protocol of 'leeds'." in done.stdout


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize(
    ("part", "told", "seen"),
    [
        ("open_library", "source.txt:3: it is broken.", "What to do: Run: protocol-desk knowledge check"),
        ("open_encoder", "The model is not there.", "The model is not there."),
        (
            "open_index",
            "The index is stale: 3 new. Run: protocol-desk index build",
            "What to do: Run: protocol-desk index",
        ),
        ("open_memory", "desk.sqlite3: cannot be opened.", "desk.sqlite3: cannot be opened."),
    ],
)
def test_a_part_that_is_wrong_is_told_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, part: str, told: str, seen: str
) -> None:
    monkeypatch.setattr(app, part, fails(told))
    done = examined()
    assert done.exit_code == 1
    assert seen in done.stdout
    assert "One thing is wrong." in done.stdout


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "PROTOCOL_DESK_SLACK_APP_TOKEN: it is not set."),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "PROTOCOL_DESK_SLACK_BOT_TOKEN: it is not set."),
        ({"SLACK_APP_TOKEN": "xapp-1", "SLACK_BOT_TOKEN": "xoxb-1"}, "PROTOCOL_DESK_AUTHORITY: it is not set"),
    ],
)
def test_half_of_slack_is_wrong(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], told: str) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(f"PROTOCOL_DESK_{name}", value)
    done = examined()
    assert done.exit_code == 1
    assert told in done.stdout
    assert "xoxb-1" not in done.stdout


def test_a_long_finding_keeps_its_column(capsys: pytest.CaptureFixture[str]) -> None:
    assert not report([Check("Index", False, "one\ntwo", "mend it")])
    assert capsys.readouterr().out.splitlines()[:3] == [
        "WRONG  Index          one",
        "                      two",
        "                      What to do: mend it",
    ]


TERM = '[[term]]\nauthority = "lydney"\noffice = "{}"\nholder = "Kit Kind"\nfrom = 2020-01-01\n'


@pytest.mark.usefixtures("model")
def test_offices_that_nobody_holds_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = tmp_path / "offices.toml"
    monkeypatch.setenv("PROTOCOL_DESK_OFFICES", str(register))
    register.write_text(TERM.format("Town Clerk (CEO)"), encoding="utf-8")
    done = examined()
    assert done.exit_code == 1
    assert "lydney: nobody holds these today: Chairman of the Council, Personnel Committee" in done.stdout
    offices = ("Town Clerk (CEO)", "Chairman of the Council", "Personnel Committee")
    register.write_text("".join(map(TERM.format, offices)), encoding="utf-8")
    done = examined()
    assert ("ok", "Offices") in set(names(done))
    monkeypatch.setenv("PROTOCOL_DESK_AUTHORITY", "cjc")
    assert "cjc: nobody holds these today: Chief Executive" in examined().stdout
    monkeypatch.setenv("PROTOCOL_DESK_AUTHORITY", "lydney")
    monkeypatch.setenv("PROTOCOL_DESK_TEAMS_CHANNEL_AUTHORITIES", "19:a@thread.tacv2=cjc")
    assert "cjc: nobody holds these today: Chief Executive" in examined().stdout


@pytest.mark.usefixtures("model")
def test_bank_holidays_are_looked_at_where_there_are_service_standards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROTOCOL_DESK_SERVICE_STANDARDS", "site-visit=5")
    assert "Holidays" in {name for _, name in names(examined())}


@pytest.mark.usefixtures("model")
def test_each_mistake_in_the_register_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = tmp_path / "offices.toml"
    monkeypatch.setenv("PROTOCOL_DESK_OFFICES", str(register))
    register.write_text(TERM.format("Mayor") + TERM.format("Sheriff"), encoding="utf-8")
    done = examined()
    assert f"{register}:3: the protocol of lydney knows no office “Mayor”" in done.stdout
    assert f"{register}:8: the protocol of lydney knows no office “Sheriff”" in done.stdout
    assert "What to do: Use one of: Town Clerk (CEO)" in done.stdout
