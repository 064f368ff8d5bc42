"""Small builders of Block Kit: one function for each thing that the desk shows.

Text objects are `plain_text` or rich text, whose text is literal: nothing in it can become a mention or a link.
Source: https://docs.slack.dev/reference/block-kit
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Block = dict[str, Any]


def plain(text: str) -> Block:
    """A plain text object. Emoji codes stay as they were typed."""
    return {"type": "plain_text", "text": text, "emoji": False}


def header(text: str) -> Block:
    """A large heading (at most 150 characters)."""
    return {"type": "header", "text": plain(text)}


def section(text: str) -> Block:
    """A paragraph (1 to 3,000 characters)."""
    return {"type": "section", "text": plain(text)}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def context(*texts: str) -> Block:
    """Small grey lines."""
    return {"type": "context", "elements": [plain(text) for text in texts]}


def run(text: str, *, bold: bool = False, italic: bool = False, underline: bool = False) -> Block:
    """A stretch of literal text within rich text."""
    style = {name: True for name, on in (("bold", bold), ("italic", italic), ("underline", underline)) if on}
    return {"type": "text", "text": text} | ({"style": style} if style else {})


def person(user: str) -> Block:
    """A name within rich text that opens the person's profile."""
    return {"type": "user", "user_id": user}


def rich_text(*elements: Block) -> Block:
    """A block of rich text."""
    return {"type": "rich_text", "elements": list(elements)}


def rich_line(*runs: Block) -> Block:
    """A paragraph within a block of rich text."""
    return {"type": "rich_text_section", "elements": list(runs)}


def rich_list(*lines: Block, ordered: bool = False) -> Block:
    """A list of paragraphs within a block of rich text, numbered or with bullets."""
    return {"type": "rich_text_list", "style": "ordered" if ordered else "bullet", "elements": list(lines)}


def rich_quote(*runs: Block) -> Block:
    """An indented quotation within a block of rich text."""
    return {"type": "rich_text_quote", "elements": list(runs)}


def button(label: str, action_id: str, value: str, **others: Any) -> Block:
    """A button (label at most 75 characters, value at most 2,000). `others` are `style` and `confirm`."""
    return {"type": "button", "text": plain(label), "action_id": action_id, "value": value, **others}


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    """What a button asks before it does anything (at most 100, 300, 30 and 30 characters)."""
    return {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain(no)}


def section_with(text: str, accessory: Block) -> Block:
    """A paragraph with a button beside it."""
    return {**section(text), "accessory": accessory}


def buttons(elements: Sequence[Block]) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def feedback(action_id: str, good: tuple[str, str], bad: tuple[str, str]) -> Block:
    """Thumbs up and down under a reply; `good` and `bad` are a label and a value each."""
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": action_id,
                "positive_button": {"text": plain(good[0]), "value": good[1]},
                "negative_button": {"text": plain(bad[0]), "value": bad[1]},
            }
        ],
    }


def text_input(label: str, block_id: str, action_id: str, *, initial: str = "", placeholder: str = "") -> Block:
    """A field of several lines in a modal, required."""
    element: Block = {"type": "plain_text_input", "action_id": action_id, "multiline": True, "max_length": 3000}
    if initial:
        element["initial_value"] = initial
    if placeholder:
        element["placeholder"] = plain(placeholder)
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element}


def modal(title: str, callback_id: str, body: Sequence[Block], **others: Any) -> Block:
    """A modal (title at most 24 characters). `others`: `submit`, `close`, `private_metadata`, `clear_on_close`."""
    view: Block = {"type": "modal", "title": plain(title), "callback_id": callback_id, "blocks": list(body)}
    for name, value in others.items():
        view[name] = plain(value) if name in {"submit", "close"} else value
    return view


def home(body: Sequence[Block]) -> Block:
    """The view of the Home tab."""
    return {"type": "home", "blocks": list(body)}
