"""The desk in a real client: what a person asks, reads and presses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from handlers import wording
from handlers.assistant import Assistant
from tests.e2e_teams.browser import CARD, Client, open_client
from tests.e2e_teams.playground import Playground
from tests.e2e_teams.served import desk_in_a_thread
from tests.e2e_teams.signing_proxy import SigningProxy
from tests.fakes import teams_payloads as payloads

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def client(
    browser: Browser, proxy: SigningProxy, real_desk: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Client]:
    folder, someone = tmp_path_factory.mktemp("playground"), payloads.person("U1")
    with desk_in_a_thread(proxy, real_desk), Playground(proxy, folder, someone) as playground:
        yield open_client(browser, playground.address)


def test_a_question_is_answered_with_the_clause(client: Client, pictures: Path) -> None:
    client.say("Can officers attend political group meetings?")
    answer = client.see("the decision on whether he/she should attend is the Chief Executive's, in either case.")
    client.screenshot(pictures / "answer.png")
    client.picture(answer, pictures / "answer-phone.png", width=320)


def test_a_button_is_answered_with_another_message_and_the_card_stays(client: Client) -> None:
    before = client.cards()
    client.press(wording.SHOW_SECTION)
    assert "8.3" in client.see_more(len(before)).inner_text()
    assert client.cards()[: len(before)] == before


def test_what_somebody_types_is_not_interpreted(client: Client) -> None:
    before = len(client.cards())
    client.say("May I say <b>bold</b> [here](https://example.org) {{DATE(2026-01-01T00:00:00Z,SHORT)}}?")
    client.see_more(before)
    assert client.page.locator(f"{CARD} a").count() == 0


def test_a_question_in_a_channel_is_answered_in_its_thread(client: Client, proxy: SigningProxy, pictures: Path) -> None:
    client.go_to_channel()
    client.ask_in_channel("Can officers attend political group meetings?")
    client.see("in either case.")
    client.screenshot(pictures / "channel.png")
    assert proxy.relayed[-1].activity["conversation"]["conversationType"] == "channel"
    assert {one.status for one in proxy.relayed} == {200}
