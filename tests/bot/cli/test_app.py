from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from bot import __version__, app
from bot.cli.app import EXAMPLE, desk
from tests.fakes.desk import FakeDesk

ROOT = Path(__file__).resolve().parents[3]
HEAVY = (
    "torch",
    "sentence_transformers",
    "transformers",
    "faiss",
    "bm25s",
    "numpy",
    "slack_bolt",
    "slack_sdk",
    "fastapi",
    "microsoft_teams",
)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeDesk:
    """The real protocols, and a desk that needs no model."""
    answers = FakeDesk(authorities=("trafford", "lydney", "cjc"))
    monkeypatch.setattr(app, "assemble", lambda *_: answers)
    return answers


def run(*arguments: str, input: bytes | str | None = None) -> Result:
    return CliRunner().invoke(desk, arguments, input=input, prog_name="protocol-desk")


def commands(group: click.Group = desk, *path: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [path]
    for name, command in group.commands.items():
        found += commands(command, *path, name) if isinstance(command, click.Group) else [(*path, name)]
    return found


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_every_command_explains_itself_without_loading_anything_heavy(path: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom bot.cli.app import desk\n"
        f"desk([*{path!r}, '--help'], prog_name='protocol-desk', standalone_mode=False)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"Usage: protocol-desk{''.join(f' {name}' for name in path)} ")
    assert done.stderr == "[]\n"


def test_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("--version").output == f"protocol-desk, version {__version__}\n"


def test_ask_answers_for_the_authority_and_role_named(fake: FakeDesk) -> None:
    done = run("ask", "may I copy this?", "--authority", "lydney", "--role", "officer", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["role"] == "officer"
    assert fake.questions[0].authority == "lydney"


def test_ask_takes_the_authority_of_the_settings(fake: FakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROTOCOL_DESK_AUTHORITY", "cjc")
    assert run("ask", "why?").exit_code == 0
    assert fake.questions[0].authority == "cjc"


def test_ask_reads_json_lines(fake: FakeDesk) -> None:
    done = run("ask", "--stdin", "--json", input=b'{"id": 1, "authority": "cjc", "question": "why?"}\n{\n')
    assert done.stderr == ""
    assert [json.loads(line).get("kind") for line in done.stdout.splitlines()] == ["answer", None]
    assert done.exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ask"], "What is the question?"),
        (["ask", "why?", "--stdin", "--json"], "not both"),
        (["ask", "--stdin"], "add --json"),
        (["ask", "why?", "--role", "mayor"], "'mayor' is not one of"),
        (["ask", "why?", "--colour"], "No such option"),
        (["dance"], "No such command 'dance'"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence_with_exit_code_2(fake: FakeDesk, arguments: list[str], told: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr
    assert fake.questions == []


@pytest.mark.parametrize(
    ("arguments", "environment", "told"),
    [
        (["ask", "why?"], {}, "PROTOCOL_DESK_AUTHORITY: it is not set"),
        (["ask", "why?", "--authority", "leeds"], {}, "leeds"),
        (["ask", "--stdin", "--json", "--authority", "leeds"], {}, "leeds"),
        (["chat", "--authority", "leeds"], {}, "leeds"),
        (["ask", "why?"], {"AUTHORITY": "leeds"}, "PROTOCOL_DESK_AUTHORITY: there is no protocol of 'leeds'."),
        (["ask", "why?"], {"CHANNEL_AUTHORITIES": "C1=leeds"}, "PROTOCOL_DESK_CHANNEL_AUTHORITIES"),
        (["ask", "why?"], {"CONTACTS": "leeds=the Clerk"}, "PROTOCOL_DESK_CONTACTS"),
        (["ask", "why?"], {"PORT": "x"}, "PROTOCOL_DESK_PORT"),
        (["ask", "why?"], {"KNOWLEDGE": "/nowhere/at/all"}, "/nowhere/at/all"),
        (["serve"], {}, "For Teams, set PROTOCOL_DESK_TEAMS_APP_ID"),
        (["serve"], {}, "For Slack, set PROTOCOL_DESK_SLACK_BOT_TOKEN"),
        (["serve"], {"TEAMS_CLIENT_SECRET": "s"}, "PROTOCOL_DESK_TEAMS_APP_ID: it is not set."),
        (["serve"], {"SLACK_BOT_TOKEN": "xoxb-1"}, "PROTOCOL_DESK_SLACK_APP_TOKEN: it is not set."),
        (
            ["serve"],
            {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"},
            "PROTOCOL_DESK_AUTHORITY: it is not set",
        ),
        (["index", "build"], {"LOG_LEVEL": "loud"}, "PROTOCOL_DESK_LOG_LEVEL"),
    ],
)
def test_what_else_is_wrong_is_told_in_a_sentence_with_exit_code_1(
    fake: FakeDesk, monkeypatch: pytest.MonkeyPatch, arguments: list[str], environment: dict[str, str], told: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(f"PROTOCOL_DESK_{name}", value)
    done = run(*arguments, input=b"")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert told in done.stderr


def test_a_bug_is_owned_up_to_without_a_traceback_and_without_the_question(
    fake: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> None:
        raise ZeroDivisionError("may I ring the clerk at home")

    monkeypatch.setattr(fake, "answer", fails)
    done = run("ask", "may I ring the clerk at home", "--authority", "cjc")
    assert done.exit_code == 1
    assert "error=ZeroDivisionError at=" in done.stderr
    assert "Error: Something went wrong that should not have: ZeroDivisionError." in done.stderr
    assert "Traceback" not in done.stderr
    assert "clerk" not in done.stderr


def test_a_folder_that_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> None:
        raise PermissionError(13, "Permission denied", "/var/index")

    monkeypatch.setattr(app, "assemble", fails)
    assert run("ask", "why?", "--authority", "cjc").stderr == "Error: /var/index: Permission denied.\n"


def test_start_without_a_terminal_answers_the_example(fake: FakeDesk) -> None:
    done = run("start")
    assert done.exit_code == 0
    assert f'protocol-desk ask "{EXAMPLE}"' in done.stdout
    assert (fake.questions[0].text, fake.questions[0].authority) == (EXAMPLE, "trafford")


def test_start_serves_slack_where_its_tokens_are_set(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[str] = []
    monkeypatch.setenv("PROTOCOL_DESK_SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setattr(app, "serve", lambda given, _: served.append(given.slack_bot_token.get_secret_value()))
    assert run("start").exit_code == 0
    assert served == ["xoxb-1"]


def test_chat_asks_whose_protocol_where_none_is_named(fake: FakeDesk) -> None:
    done = run("chat", input="lydney\nwhy?\n/quit\n")
    assert done.exit_code == 0
    assert "Whose protocol?" in done.stdout
    assert fake.questions[0].authority == "lydney"


def test_knowledge_check_says_what_is_there() -> None:
    done = run("knowledge", "check")
    assert done.exit_code == 0
    assert "trafford" in done.stdout


def test_knowledge_check_tells_all_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "leeds").mkdir()
    done = run("knowledge", "check", str(tmp_path))
    assert done.exit_code == 1
    assert "leeds" in done.stdout
