from __future__ import annotations

from typing import Any

import pytest

from bot.slack.inbound import Place, place_of, place_of_action, words_of
from tests.fakes import slack_payloads as payloads


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<@UBOT> may I?", "may I?"),
        ("may I <@UBOT> do it?", "may I   do it?"),
        ("<@UBOT|desk> may I?", "may I?"),
        ("may <@U2> do it in <#C1|general>?", "may <@U2> do it in <#C1|general>?"),
        ("&lt;@UBOT&gt; R&amp;D &amp;amp;", "<@UBOT> R&D &amp;"),
        ("", ""),
        (None, ""),
    ],
)
def test_only_the_mention_of_the_desk_is_dropped(text: str | None, words: str) -> None:
    assert words_of(text, "UBOT") == words


def test_a_button_on_the_home_tab_is_answered_in_a_direct_message() -> None:
    payload = payloads.press({"action_id": "a"}, "U1", "t", {"type": "view", "view_id": "V1"}, view={"id": "V1"})
    assert place_of_action(payload, "T1") == Place("T1", "U1", "U1")


def test_a_button_under_a_message_is_answered_in_its_thread() -> None:
    container = {"type": "message", "message_ts": "2.0", "channel_id": "C1", "thread_ts": "1.0", "is_ephemeral": False}
    payload = payloads.press(
        {"action_id": "a"}, "U1", "t", container, channel={"id": "C1"}, message={"ts": "2.0"}, response_url="https://r"
    )
    assert place_of_action(payload, "T1") == Place("T1", "C1", "U1", "1.0", "https://r")


@pytest.mark.parametrize(
    ("payload", "channel"),
    [
        (payloads.mention("x", "U1", "C1"), "C1"),
        (payloads.command("x", "U1", "C1", "t", "https://r"), "C1"),
        (payloads.shortcut("x", "U1", "C1", "t", "https://r", "check_message"), "C1"),
        (payloads.press({"action_id": "a"}, "U1", "t", {"channel_id": "C1"}), "C1"),
        (payloads.submission({"id": "V1"}, {}, "U1", "t"), "U1"),
        (payloads.event({"type": "app_context_changed"}), None),
        ({"type": "view_closed"}, None),
    ],
)
def test_a_failure_is_told_where_somebody_waits(payload: dict[str, Any], channel: str | None) -> None:
    place = place_of(payload, "T1")
    assert (place.channel if place else None) == channel
