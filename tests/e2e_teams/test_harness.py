"""The client is tried with the smallest bot, so that what fails with the desk is the desk."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from tests.e2e_teams.browser import Client, chromium, open_client
from tests.e2e_teams.playground import Playground
from tests.e2e_teams.signing_proxy import SigningProxy
from tests.fakes import teams_payloads as payloads
from tests.fakes.served import free_port

PICTURES = Path(".cache/screenshots")


@pytest.fixture(scope="module")
def proxy() -> Iterator[SigningProxy]:
    made = SigningProxy()
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def bot(proxy: SigningProxy) -> Iterator[str]:
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "SKETCH_OPENID": proxy.openid,
        "SKETCH_CLIENT_ID": payloads.APP_ID,
        "SKETCH_TOKEN": proxy.signer.bot_token(),
    }
    command = [sys.executable, "-m", "uvicorn", "--factory", "tests.e2e_teams.sketch:from_environment"]
    process = subprocess.Popen([*command, "--port", str(port), "--log-level", "warning"], env=environment)
    address = f"http://127.0.0.1:{port}/api/messages"
    until = time.monotonic() + 30
    while True:
        try:
            httpx.get(address, trust_env=False)
            break
        except httpx.TransportError:
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)
    proxy.desk_address = address
    yield address
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="module")
def playground(proxy: SigningProxy, bot: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    with Playground(proxy, tmp_path_factory.mktemp("playground"), payloads.person("U1")) as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def client(browser: Browser, playground: Playground) -> Client:
    return open_client(browser, playground.address)


def test_the_bot_refuses_what_is_not_signed(bot: str) -> None:
    assert httpx.post(bot, json={"type": "message"}, trust_env=False).status_code == 401


def test_it_reaches_no_other_host(client: Client, playground: Playground) -> None:
    assert "Error" not in playground.log


def test_a_question_and_a_form(client: Client) -> None:
    client.say("May officers canvass?")
    client.see("You asked: May officers canvass?")
    client.screenshot(PICTURES / "sketch-answer.png")
    client.press("Make a request")
    client.press("Send")
    client.see("Say why")
    client.choose("To whom", "The leader")
    client.pick_date("By when", dt.date(2026, 12, 24))
    client.fill("Why", "Because *I* must")
    client.screenshot(PICTURES / "sketch-form.png")
    client.press("Send")
    client.see("Sent to l by 2026-12-24: Because *I* must")
    client.screenshot(PICTURES / "sketch-sent.png")
    assert len(client.cards()) == 1


def test_a_button_that_writes(client: Client) -> None:
    client.say("Again")
    client.press("Not what I meant", client.see("You asked: Again"))
    client.see("Pressed:")


def test_an_edit(client: Client) -> None:
    client.say("edit")
    client.see("After the edit")
    assert not any("Before the edit" in card for card in client.cards())


def test_a_message_that_nobody_asked_for(client: Client) -> None:
    client.say("begin")
    assert payloads.personal(payloads.person("U1")).id in client.see("Begun in").inner_text()


def test_a_channel(client: Client, proxy: SigningProxy) -> None:
    client.go_to_channel()
    client.ask_in_channel("And here?")
    client.see("You asked: And here?")
    said = proxy.relayed[-1].activity
    assert ";messageid=" in said["conversation"]["id"]
    client.screenshot(PICTURES / "sketch-channel.png")
