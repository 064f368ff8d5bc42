"""Questions to the desk in a real client: what a person asks, reads and presses."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers import wording
from tests.e2e_teams.browser import CARD, Client
from tests.e2e_teams.signing_proxy import SigningProxy

pytestmark = pytest.mark.model


def test_the_desk_says_hello(councillor: Client, pictures: Path) -> None:
    councillor.pictures(councillor.see("Ask in your own words."), pictures, "hello")


def test_a_question_is_answered_with_the_clause(councillor: Client, pictures: Path) -> None:
    answer = councillor.ask("Can officers attend political group meetings?")
    assert (
        "the decision on whether he/she should attend is the Chief Executive's, in either case." in answer.inner_text()
    )
    councillor.screenshot(pictures / "answer-page.png")
    councillor.picture_of_answer(answer, pictures / "teams-answer.png")
    councillor.pictures(answer, pictures, "answer")


def test_a_button_is_answered_with_another_message_and_the_card_stays(councillor: Client, pictures: Path) -> None:
    before = councillor.cards()
    councillor.press(wording.SHOW_SECTION)
    section = councillor.see_more(len(before))
    assert "8.3" in section.inner_text()
    assert councillor.cards()[: len(before)] == before
    councillor.pictures(section, pictures, "section")


def test_what_somebody_types_is_not_interpreted(councillor: Client) -> None:
    councillor.ask("May I say <b>bold</b> [here](https://example.org) {{DATE(2026-01-01T00:00:00Z,SHORT)}}?")
    assert councillor.page.locator(f"{CARD} a").count() == 0


def test_a_question_in_a_channel_is_answered_in_its_thread(
    councillor: Client, desk: SigningProxy, pictures: Path
) -> None:
    councillor.go_to_channel()
    councillor.ask_in_channel("Can officers attend political group meetings?")
    councillor.see("in either case.")
    councillor.screenshot(pictures / "channel.png")
    assert desk.relayed[-1].activity["conversation"]["conversationType"] == "channel"
    assert {one.status for one in desk.relayed} == {200}
    councillor.go_to_chat()
    councillor.see("Ask in your own words.")
