"""Who decides and how to raise it, as Slack shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.slack.limits import check_message
from bot.slack.outbound import messages
from bot.slack.raising import escalation_blocks
from handlers import wording
from handlers.messages import Escalation, Holder, Kind, Reply, Step
from handlers.raising import parts
from tests.fakes.answers import ESCALATION, NOTE, reply
from tests.fakes.slack_api import words

QUOTED = frozenset({"trafford/10.1"})


def mentioned(blocks: list[dict[str, Any]]) -> list[str]:
    def walk(part: Any) -> list[str]:
        if isinstance(part, dict):
            return (
                [part["user_id"]] if part.get("type") == "user" else [u for value in part.values() for u in walk(value)]
            )
        return [user for one in part for user in walk(one)] if isinstance(part, list) else []

    return walk(blocks)


def test_the_steps_come_first_and_what_goes_with_them_in_order() -> None:
    steps, rest = escalation_blocks(parts(ESCALATION, QUOTED), private=False)
    check_message([steps, rest], "x")
    assert words([steps]).startswith(wording.WHO_DECIDES)
    assert words([rest]).startswith(wording.WHAT_TO_STATE)
    assert words([steps, rest]).split("\n") == [
        wording.WHO_DECIDES,
        "Direct discussion first · 10.1",
        "Monitoring Officer (Robin Instance, acting) decides · 15.1",
        "“in the case of a Head of Service”",
        wording.WHAT_TO_STATE,
        "see above · 10.1",
        f"“the reasons” · 4.6 · {wording.PROPOSED}",
        f"{wording.WHO_IS_TOLD}: Group Leader, ward Members · 4.7",
        "“will be notified … are told”",
        f"{wording.WHAT_FOLLOWS}: “Feedback should be given” · 2.11",
        wording.PLEASE_NOTE,
        "Two clauses differ.",
        "Nobody is named.",
        f"{wording.WHOM_TO_ASK}: You can ask us. Not from the protocol.",
    ]
    elements = [*steps["elements"], *rest["elements"]]
    assert [part.get("style") for part in elements if part["type"] == "rich_text_list"] == [
        "ordered",
        "bullet",
        "bullet",
    ]


def test_the_office_stands_out_and_a_single_step_has_no_number() -> None:
    one = replace(ESCALATION, steps=ESCALATION.steps[1:], told=(), must_state=(), follows=(), conflicts=(), notes=())
    (block,) = escalation_blocks(parts(replace(one, fallback=None, holders=()), QUOTED), private=False)
    (line,) = block["elements"]
    assert [run["text"] for run in line["elements"] if run.get("style", {}).get("bold")] == [
        wording.WHO_DECIDES,
        "Monitoring Officer",
    ]


def test_nobody_is_called_by_a_message_that_others_read() -> None:
    shown = replace(reply("x", None), escalation=ESCALATION)
    for private, called in ((True, ["U0ROBIN"]), (False, [])):
        assert mentioned([block for one in messages(shown, private=private) for block in one.blocks]) == called


def test_a_name_from_the_register_stays_plain_words() -> None:
    evil = replace(ESCALATION, holders=(Holder("Monitoring Officer", "<!channel> \u202eR\x00", slack=""),))
    (message,) = messages(replace(reply("x", None), escalation=evil), private=True)
    assert "&lt;!channel&gt; R" in message.text
    assert "<!channel>" not in message.text
    assert "\u202e" not in message.text


def test_where_the_protocol_is_silent_the_contact_is_whom_to_ask() -> None:
    silent = Reply(
        Kind.SILENT, NOTE, ("It is silent.",), escalation=replace(Escalation(), fallback=ESCALATION.fallback)
    )
    (message,) = messages(silent, private=True)
    assert f"It is silent.\n{wording.WHOM_TO_ASK}: You can ask us. Not from the protocol." in message.text


def test_nothing_to_say_is_no_block() -> None:
    assert list(escalation_blocks(parts(Escalation(), frozenset()), private=True)) == []


def test_another_question_s_way_stands_apart_under_its_own_title() -> None:
    other = Escalation(("Mayor",), (Step("Mayor", "leads", "trafford/12.1", "the Mayor leads", "12.1"),))
    shown = replace(reply("x", None), escalation=ESCALATION, further=(other,))
    (message,) = messages(shown, private=True)
    kinds = [block["type"] for block in message.blocks]
    assert kinds.count("divider") == 2
    apart = message.blocks[len(kinds) - kinds[::-1].index("divider")]
    assert words([apart]).startswith(f"{wording.WHO_DECIDES_THE_OTHER}\nMayor leads · 12.1")
    assert message.text.index(wording.WHO_DECIDES) < message.text.index(wording.WHO_DECIDES_THE_OTHER)
