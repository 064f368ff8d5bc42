"""The validator of Slack's limits, each rule broken once, its numbers beside those of two other packages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ContextActionsBlock,
    ContextBlock,
    HeaderBlock,
    SectionBlock,
)
from slack_sdk.models.views import View
from slackblocks import _limits as others
from slackblocks._surfaces import _BLOCK_TYPES_BY_SURFACE

from bot.slack import limits
from bot.slack.blocks import (
    button,
    buttons,
    confirm,
    context,
    feedback,
    header,
    home,
    modal,
    plain,
    rich_line,
    rich_quote,
    rich_text,
    run,
    section,
    text_input,
)

GOOD = [
    header("h" * 150),
    section("s" * 3000),
    context(*["c"] * 10),
    rich_text(rich_line(run("a", bold=True)), rich_quote(run("b", italic=True))),
    buttons([button("b" * 75, f"id{number}", "v" * 2000) for number in range(25)]),
    buttons([button("b", "a", "v", confirm=confirm("t" * 100, "x" * 300, "y" * 30, "n" * 30), style="danger")]),
    feedback("f", ("Yes", "v" * 2000), ("No", "n")),
]


OPTIONS = [{"text": plain("o" * 75), "value": f"{number}".rjust(150, "v")} for number in range(10)]
FIELDS = [
    {"type": "input", "block_id": f"b{number}", "label": plain("l"), "hint": plain("h" * 2000), "element": element}
    for number, element in enumerate(
        (
            {"type": "datepicker", "action_id": "a", "initial_date": "2027-02-13"},
            {"type": "radio_buttons", "action_id": "a", "options": OPTIONS, "initial_option": OPTIONS[0]},
            {"type": "checkboxes", "action_id": "a", "options": OPTIONS, "initial_options": OPTIONS[:1]},
            {"type": "static_select", "action_id": "a", "options": OPTIONS * 10, "placeholder": plain("p" * 150)},
        )
    )
]


def field(kind: str, **others: Any) -> dict[str, Any]:
    element = {"type": kind, "action_id": "a", **others}
    return modal("t", "c", [{"type": "input", "label": plain("l"), "element": element}], submit="s")


def test_what_slack_takes_is_let_through() -> None:
    limits.check_message(GOOD, "words")
    limits.check_view(home(GOOD[:-1]))
    limits.check_view(modal("t", "c", FIELDS, submit="s", clear_on_close=True))
    limits.check_view(
        modal("t" * 24, "c", [text_input("l" * 2000, "b", "a")], submit="s" * 24, private_metadata="m" * 3000)
    )


BAD: dict[str, list[dict[str, Any]]] = {
    "1 to 50": [],
    "51 blocks": [section("x")] * 51,
    "unknown block": [{"type": "marquee"}],
    "not allowed in a message": [text_input("l", "b", "a")],
    "blocks[0].text: 151 characters": [header("h" * 151)],
    "blocks[0].text.text": [section("")],
    "1 to 3000": [section("s" * 3001)],
    "1 to 10": [context(*["c"] * 11)],
    "1 to 25": [buttons([button("b", f"{number}", "v") for number in range(26)])],
    "1 to 5": [{"type": "context_actions", "elements": []}],
    "76 characters": [buttons([button("b" * 76, "a", "v")])],
    "1 to 2000": [buttons([button("b", "a", "v" * 2001)])],
    "1 to 255": [buttons([button("b", "a" * 256, "v")])],
    "action_id 'a' is used twice": [buttons([button("b", "a", "v"), button("c", "a", "w")])],
    "block_id 'b' is used twice": [{**section("x"), "block_id": "b"}, {**section("y"), "block_id": "b"}],
    "unknown key 'colour'": [{**section("x"), "colour": "red"}],
    "text is missing": [{"type": "section"}],
    "'mrkdwn' is none of plain_text": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    "an object is wanted": [{"type": "section", "text": "x"}],
    "a list of": [{"type": "rich_text", "elements": "x"}],
    "301 characters": [buttons([button("b", "a", "v", confirm=confirm("t", "x" * 301, "y", "n"))])],
    "31 characters": [buttons([button("b", "a", "v", confirm=confirm("t", "x", "y" * 31, "n"))])],
    "none of primary, danger": [buttons([{**button("b", "a", "v"), "style": "loud"}])],
    "bool is wanted": [{"type": "section", "text": {**plain("x"), "emoji": "no"}}],
    "characters together": [section("s" * 3000)] * 4,
}


@pytest.mark.parametrize(("told", "blocks"), BAD.items(), ids=BAD)
def test_what_slack_refuses_is_told(told: str, blocks: list[dict[str, Any]]) -> None:
    with pytest.raises(limits.LimitError, match=re.escape(told)):
        limits.check_message(blocks, "words")


@pytest.mark.parametrize(("text", "told"), [(" ", "empty"), ("x" * 40_001, "40001 characters")])
def test_a_message_needs_words_for_its_notification(text: str, told: str) -> None:
    with pytest.raises(limits.LimitError, match=told):
        limits.check_message([section("x")], text)


@pytest.mark.parametrize(
    ("view", "told"),
    [
        ({"type": "popup"}, "neither modal nor home"),
        (modal("t" * 25, "c", [section("x")]), "25 characters"),
        (modal("t", "c", [text_input("l", "b", "a")]), "no submit"),
        (modal("t", "c", [section("x")] * 101), "101 blocks"),
        (modal("t", "c", [GOOD[-1]]), "not allowed in a modal"),
        (home([GOOD[-1]]), "not allowed in a home"),
        (modal("t", "c" * 256, [section("x")]), "1 to 255"),
        (modal("t", "c", [section("x")], private_metadata="m" * 3001), "1 to 3000"),
        ({"type": "modal", "blocks": [section("x")]}, "title is missing"),
        (field("radio_buttons", options=OPTIONS * 2), "1 to 10"),
        (field("checkboxes", options=[]), "1 to 10"),
        (field("static_select", options=OPTIONS * 11), "1 to 100"),
        (field("static_select", options=[{"text": plain("o" * 76), "value": "v"}]), "76 characters"),
        (field("static_select", options=[{"text": plain("o"), "value": "v" * 151}]), "1 to 150"),
        (field("datepicker", initial_date="13 February 2027"), "1 to 10"),
        (field("users_select"), "is none of"),
        (field("checkboxes"), "options is missing"),
    ],
)
def test_a_view_that_slack_refuses_is_told(view: dict[str, Any], told: str) -> None:
    with pytest.raises(limits.LimitError, match=told):
        limits.check_view(view)


def rule(kind: str, key: str) -> Any:
    shape = limits.BLOCKS.get(kind) or limits.ELEMENTS[kind]
    found = (shape.required | shape.optional)[key]
    return getattr(found, "longest", getattr(found, "most", found))


def test_the_numbers_are_those_of_slackblocks() -> None:
    assert {
        "message": limits.MESSAGE_BLOCKS,
        "view": limits.VIEW_BLOCKS,
        "section": rule("section", "text"),
        "header": rule("header", "text"),
        "context": rule("context", "elements"),
        "actions": rule("actions", "elements"),
        "context_actions": rule("context_actions", "elements"),
        "button": rule("button", "text"),
        "value": rule("button", "value"),
        "feedback": rule("feedback_button", "text"),
        "feedback value": rule("feedback_button", "value"),
        "label": rule("input", "label"),
        "placeholder": rule("plain_text_input", "placeholder"),
        "initial": rule("plain_text_input", "initial_value"),
        "id": limits.ID_LENGTH,
        "alert": rule("alert", "text"),
        "option": rule("option", "text"),
        "option value": rule("option", "value"),
        "radio buttons": rule("radio_buttons", "options"),
        "checkboxes": rule("checkboxes", "options"),
        "select": rule("static_select", "options"),
        "confirm": [rule("confirm", key) for key in ("title", "text", "confirm", "deny")],
    } == {
        "message": others.MESSAGE_BLOCKS_MAX_ITEMS,
        "view": others.VIEW_BLOCKS_MAX_ITEMS,
        "section": others.SECTION_TEXT_MAX_LENGTH,
        "header": others.HEADER_TEXT_MAX_LENGTH,
        "context": others.CONTEXT_ELEMENTS_MAX_ITEMS,
        "actions": others.ACTIONS_ELEMENTS_MAX_ITEMS,
        "context_actions": others.CONTEXT_ACTIONS_ELEMENTS_MAX_ITEMS,
        "button": others.BUTTON_TEXT_MAX_LENGTH,
        "value": others.BUTTON_VALUE_MAX_LENGTH,
        "feedback": others.FEEDBACK_BUTTON_TEXT_MAX_LENGTH,
        "feedback value": others.FEEDBACK_BUTTON_VALUE_MAX_LENGTH,
        "label": others.INPUT_LABEL_MAX_LENGTH,
        "placeholder": others.PLAIN_TEXT_INPUT_PLACEHOLDER_MAX_LENGTH,
        "initial": others.PLAIN_TEXT_INPUT_MAX_LENGTH_MAX,
        "id": others.ACTION_ID_MAX_LENGTH,
        "alert": others.ALERT_TEXT_MAX_LENGTH,
        "option": others.OPTION_TEXT_MAX_LENGTH,
        "option value": others.OPTION_VALUE_MAX_LENGTH,
        "radio buttons": others.RADIO_BUTTONS_OPTIONS_MAX_ITEMS,
        "checkboxes": others.CHECKBOXES_OPTIONS_MAX_ITEMS,
        "select": others.SELECT_OPTIONS_MAX_ITEMS,
        "confirm": [
            others.CONFIRMATION_TITLE_MAX_LENGTH,
            others.CONFIRMATION_TEXT_MAX_LENGTH,
            others.CONFIRMATION_CONFIRM_MAX_LENGTH,
            others.CONFIRMATION_DENY_MAX_LENGTH,
        ],
    }
    assert (limits.MODAL.optional["private_metadata"], limits.MODAL.required["title"]) == (
        others.VIEW_PRIVATE_METADATA_MAX_LENGTH,
        limits.Text(others.VIEW_TITLE_MAX_LENGTH),
    )


def test_the_numbers_are_those_of_slack_sdk() -> None:
    assert rule("section", "text") == SectionBlock.text_max_length
    assert rule("header", "text") == HeaderBlock.text_max_length
    assert rule("context", "elements") == ContextBlock.elements_max_length
    assert rule("actions", "elements") == ActionsBlock.elements_max_length
    assert rule("context_actions", "elements") == ContextActionsBlock.elements_max_length
    assert rule("button", "text") == ButtonElement.text_max_length
    assert rule("button", "value") == ButtonElement.value_max_length
    assert View.blocks_max_length == limits.VIEW_BLOCKS
    assert limits.MODAL.required["title"] == limits.Text(View.title_max_length)
    assert limits.MODAL.optional["private_metadata"] == View.private_metadata_max_length
    assert View.callback_id_max_length == limits.ID_LENGTH


@pytest.mark.parametrize("surface", ["message", "modal", "home"])
def test_the_surfaces_are_those_of_slackblocks(surface: str) -> None:
    # slackblocks knows that Slack lately takes inputs in messages; this desk sends none there.
    theirs = _BLOCK_TYPES_BY_SURFACE[surface] & set(limits.BLOCKS)
    assert theirs - limits.SURFACES[surface] <= {"input"}
    assert limits.SURFACES[surface] <= theirs
