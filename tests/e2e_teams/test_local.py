"""The desk as anybody tries it on a machine of their own: no account, and nothing between the client and the desk."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from tests.e2e_teams.browser import open_client
from tests.e2e_teams.playground import Playground
from tests.e2e_teams.served import process
from tests.fakes import teams_payloads as payloads
from tests.fakes.served import free_port

pytestmark = pytest.mark.model


def test_a_trial_begins_answers_and_ends(browser: Browser, user_index: Path, tmp_path: Path) -> None:
    port = free_port()
    environment = {
        "PROTOCOL_DESK_AUTHORITY": "trafford",
        "PROTOCOL_DESK_DATABASE": str(tmp_path / "desk.sqlite3"),
        "PROTOCOL_DESK_ENVIRONMENT": "local",
        "PROTOCOL_DESK_INDEX": str(user_index),
        "PROTOCOL_DESK_PORT": str(port),
        "PROTOCOL_DESK_TEAMS_WITHOUT_AUTHENTICATION": "true",
    }
    with process(["-m", "bot", "serve"], environment, port) as running:
        with Playground(running.address, tmp_path / "playground", payloads.person("U1")) as playground:
            client = open_client(browser, playground.address)
            client.say("Can officers attend political group meetings?")
            client.see("in either case.")
        assert httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).json()["status"] == "ok"
        assert running.end() == 0
