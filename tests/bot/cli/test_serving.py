"""`protocol-desk serve` as an operator runs it: a real process, set by its environment, a Slack on the loopback."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from tests.fakes import slack_payloads as payloads
from tests.fakes.served import free_port
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import APP_TOKEN, BOT_TOKEN

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
from bot import app
from bot.cli.app import desk
from tests.fakes.desk import FakeDesk
app.open_search = lambda *_: None
app.desk = lambda *_: FakeDesk()
desk(["serve"], prog_name="protocol-desk")
"""
WITHIN = 20.0  # seconds; a process has to start


async def served(slack: FakeSlack, tmp_path: Path, **environment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        PROGRAM,
        cwd=ROOT,
        env={
            **os.environ,
            "PROTOCOL_DESK_AUTHORITY": "trafford",
            "PROTOCOL_DESK_SLACK_BOT_TOKEN": BOT_TOKEN,
            "PROTOCOL_DESK_SLACK_APP_TOKEN": APP_TOKEN,
            "PROTOCOL_DESK_SLACK_API": slack.base_url,
            "PROTOCOL_DESK_HEALTH_PORT": str(free_port()),
            "PROTOCOL_DESK_DATABASE": str(tmp_path / "desk.sqlite3"),
            **environment,
        },
        stderr=asyncio.subprocess.PIPE,
    )


async def test_it_answers_until_it_is_told_to_stop_and_logs_no_words_of_anybody(tmp_path: Path) -> None:
    async with FakeSlack() as slack:
        process = await served(slack, tmp_path, PROTOCOL_DESK_LOG_LEVEL="debug")
        await slack.until(lambda: slack.sockets, within=WITHIN)
        await slack.push(payloads.direct_message("may I ring the clerk at home?", "U1", "D1"))
        await slack.until(lambda: slack.shown, within=WITHIN)
        process.send_signal(signal.SIGTERM)
        _, told = await asyncio.wait_for(process.communicate(), WITHIN)
    log = told.decode()
    assert process.returncode == 0
    assert "event=serving mode=socket" in log
    assert "clerk" not in log
    assert "xoxb" not in log
    assert "xapp" not in log


async def test_a_token_that_slack_refuses_ends_the_start_with_a_sentence(tmp_path: Path) -> None:
    async with FakeSlack() as slack:
        process = await served(slack, tmp_path, PROTOCOL_DESK_SLACK_BOT_TOKEN="xoxb-revoked")
        _, told = await asyncio.wait_for(process.communicate(), WITHIN)
    assert process.returncode == 1
    assert "PROTOCOL_DESK_SLACK_BOT_TOKEN" in told.decode().splitlines()[-1]
    assert "xoxb-revoked" not in told.decode()


OFFICES = """
[[term]]
authority = "cumbria"
office = "Chief Executive"
holder = "Jane Roe"
from = 2024-05-01
slack = "U0CHIEF"
"""


async def test_a_request_from_the_command_line_reaches_who_decides_in_slack(tmp_path: Path) -> None:
    (tmp_path / "offices.toml").write_text(OFFICES, "utf-8")
    environment = {
        "PROTOCOL_DESK_AUTHORITY": "cumbria",
        "PROTOCOL_DESK_OFFICES": str(tmp_path / "offices.toml"),
        "PROTOCOL_DESK_DATABASE": str(tmp_path / "desk.sqlite3"),
        "PROTOCOL_DESK_SLACK_BOT_TOKEN": BOT_TOKEN,
    }
    fields = ("group=Blue", "meeting_on=13 February 2099", "reason=The budget.", "topic=Schools", "sought=A report")
    async with FakeSlack() as slack:
        process = await served(slack, tmp_path, **environment)
        await slack.until(lambda: slack.sockets, within=WITHIN)
        request = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "request", "--type", "group-meeting", "--yes", "--json"),
            *(f"--field={field}" for field in fields),
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=asyncio.subprocess.PIPE,
        )
        receipt, _ = await asyncio.wait_for(request.communicate(), WITHIN)
        reference = json.loads(receipt)["reference"]
        # The request itself, and the duty to consult that comes with it.
        await slack.until(lambda: len(slack.shown) >= 2, within=WITHIN)
        process.send_signal(signal.SIGTERM)
        _, told = await asyncio.wait_for(process.communicate(), WITHIN)
    assert process.returncode == 0, told.decode()
    assert all(reference in shown.text for shown in slack.shown)
    assert not any("The budget." in shown.text for shown in slack.shown)
    assert any("The budget." in json.dumps(shown.blocks) for shown in slack.shown)
    assert "The budget." not in told.decode()
