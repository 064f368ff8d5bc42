"""The client is tried with the smallest bot, so that what fails with the desk is the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from tests.e2e_teams.browser import Client, open_client
from tests.e2e_teams.playground import Playground
from tests.e2e_teams.served import process
from tests.e2e_teams.signing_proxy import SigningProxy
from tests.fakes import teams_payloads as payloads
from tests.fakes.served import free_port


@pytest.fixture(scope="module")
def bot(proxy: SigningProxy) -> Iterator[str]:
    port = free_port()
    arguments = ["-m", "uvicorn", "--factory", "tests.e2e_teams.sketch:from_environment", "--log-level", "warning"]
    environment = {
        "SKETCH_OPENID": proxy.openid,
        "SKETCH_CLIENT_ID": payloads.APP_ID,
        "SKETCH_TOKEN": proxy.signer.bot_token(),
    }
    with process([*arguments, "--port", str(port)], environment, port) as running:
        proxy.desk_address = running.address
        yield running.address


@pytest.fixture(scope="module")
def playground(proxy: SigningProxy, bot: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    with Playground(proxy.endpoint, tmp_path_factory.mktemp("playground"), payloads.person("U1")) as started:
        yield started


@pytest.fixture(scope="module")
def client(browser: Browser, playground: Playground) -> Client:
    return open_client(browser, playground.address)


def test_the_bot_refuses_what_is_not_signed(bot: str) -> None:
    assert httpx.post(bot, json={"type": "message"}, trust_env=False).status_code == 401


@pytest.mark.parametrize("table", ["tcp", "tcp6"])
def test_it_listens_on_loopback_alone_and_reaches_for_nothing_else(playground: Playground, table: str) -> None:
    rows = [line.split() for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]]
    hosts = {
        host
        for _, local, _, state, *_ in rows
        for host, port in [local.split(":")]
        if state == "0A" and int(port, 16) == playground.port
    }
    assert hosts <= {"0100007F"}
    assert "kept from connecting" not in playground.log


def test_a_question_and_a_form(client: Client, pictures: Path) -> None:
    client.say("May officers canvass?")
    client.see("You asked: May officers canvass?")
    client.screenshot(pictures / "sketch-answer.png")
    client.press("Make a request")
    client.press("Send")
    client.see("Say why")
    client.choose("To whom", "The leader")
    client.pick_date("By when", dt.date(2026, 12, 24))
    client.fill("Why", "Because *I* must")
    client.screenshot(pictures / "sketch-form.png")
    client.press("Send")
    client.see("Sent to l by 2026-12-24: Because *I* must")
    client.screenshot(pictures / "sketch-sent.png")
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


def test_a_channel(client: Client, proxy: SigningProxy, pictures: Path) -> None:
    client.go_to_channel()
    client.ask_in_channel("And here?")
    client.see("You asked: And here?")
    said = proxy.relayed[-1].activity
    assert ";messageid=" in said["conversation"]["id"]
    client.screenshot(pictures / "sketch-channel.png")


def test_two_people_have_the_bot_each_in_their_own_client(
    browser: Browser, client: Client, proxy: SigningProxy, tmp_path: Path
) -> None:
    other = payloads.person("U2")
    with Playground(proxy.endpoint, tmp_path, other, payloads.person("U1")) as started:
        theirs = open_client(browser, started.address)
        theirs.say("And I?")
        theirs.see("You asked: And I?")
        assert proxy.relayed[-1].activity["from"]["aadObjectId"] == other.object_id
    assert not any("And I?" in card for card in client.cards())
