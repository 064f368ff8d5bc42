"""The fields of a form in Slack, and what was typed into them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from bot.request_forms import iso_day
from bot.slack.blocks import Block, plain
from handlers.requests import form_wording as said
from handlers.requests.messages import FormField
from handlers.requests.validation import LONGEST, LONGEST_LINE
from knowledge.requests import FieldKind

INPUT = "typed"
_RADIOS = 10  # more options than this are put into a menu
_OPTION = 75
_TICKED = "yes"


def block_id(key: str) -> str:
    """The id of the block of a field."""
    return f"field:{key}"


def field_block(field: FormField) -> Block:
    """One field: its label, what is typed or chosen, a hint that names the clause which asks for it."""
    block: Block = {
        "type": "input",
        "block_id": block_id(field.key),
        "label": plain(field.label),
        "optional": not field.required,
        "element": _element(field),
    }
    hint = "\n".join(filter(None, (field.hint, said.ask_by(field.cited, field.words))))
    return block | ({"hint": plain(hint)} if hint else {})


def words_block(label: str, key: str, value: str = "") -> Block:
    """A field of several lines that must be filled."""
    return field_block(FormField(key, label, FieldKind.LONG, True, value=value))


def typed(state: Mapping[str, Any], key: str) -> str:
    """What was typed into a field of text."""
    return str(_given(state, key).get("value") or "")


def answer(field: FormField, state: Mapping[str, Any]) -> str:
    """What was typed or chosen, as the desk for requests reads it ("" for nothing)."""
    given = _given(state, field.key)
    match field.kind:
        case FieldKind.DATE:
            return str(given.get("selected_date") or "")
        case FieldKind.YES:
            return _TICKED if given.get("selected_options") else ""
        case FieldKind.CHOICE if field.options:
            chosen = (given.get("selected_option") or {}).get("value")
            return next((option for option in field.options if _value(option) == chosen), "")
    return str(given.get("value") or "")


def _given(state: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = (state.get("values") or {}).get(block_id(key), {}).get(INPUT) or {}
    return found


def _element(field: FormField) -> Block:
    match field.kind:
        case FieldKind.DATE:
            day = iso_day(field.value)
            return {"type": "datepicker", "action_id": INPUT} | ({"initial_date": day} if day else {})
        case FieldKind.YES:
            options = [{"text": plain(said.YES), "value": _TICKED}]
            element: Block = {"type": "checkboxes", "action_id": INPUT, "options": options}
            return element | ({"initial_options": options} if field.value else {})
        case FieldKind.CHOICE if field.options:
            return _choice(field)
    several = field.kind is FieldKind.LONG
    element = {"type": "plain_text_input", "action_id": INPUT, "multiline": several}
    element["max_length"] = LONGEST if several else LONGEST_LINE
    return element | ({"initial_value": field.value[: element["max_length"]]} if field.value else {})


def _choice(field: FormField) -> Block:
    """Buttons, of which one is pressed; a menu where there are many, or where the choice may be taken back."""
    options = [{"text": plain(shortened(option, _OPTION)), "value": _value(option)} for option in field.options]
    chosen = next((one for one in options if one["value"] == _value(field.value)), None)
    element: Block = {"action_id": INPUT, "options": options} | ({"initial_option": chosen} if chosen else {})
    if field.required and len(options) <= _RADIOS:
        return element | {"type": "radio_buttons"}
    return element | {"type": "static_select", "placeholder": plain(said.CHOOSE_ONE)}


def shortened(text: str, most: int) -> str:
    """A label that fits."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _value(option: str) -> str:
    """What stands for an option: its own, however the list has changed by the time the form is sent."""
    return hashlib.sha256(option.encode(errors="replace")).hexdigest()[:16]
