"""Slack's limits on messages, modals and Home views, checked before anything is sent.

The numbers are those of https://docs.slack.dev/reference/block-kit, but for TEXT_BUDGET: Slack refuses a message whose
blocks together hold more than an undocumented 11,000 to 13,000 characters (`msg_blocks_too_long`). Only what this desk
sends is known here; any other block, element or key is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from knowledge.errors import DeskError

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
TEXT_BUDGET = 9000
FALLBACK_LENGTH = 40_000
ID_LENGTH = 255


class LimitError(DeskError):
    """Something would be refused by Slack. Says what, and where in the payload."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text object: at most `longest` characters, `plain_text` only unless `mrkdwn` is allowed."""

    longest: int
    mrkdwn: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list of at most `most` parts, each of one of the `kinds`."""

    most: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the type given."""

    kinds: tuple[str, ...]


Rule = Text | Items | Part | int | type | tuple[str, ...]
"""What may stand under a key: an int is the greatest length of a string, a type any value of it, a tuple a choice."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of a part, beside its `type`."""

    required: dict[str, Rule] = field(default_factory=dict)
    optional: dict[str, Rule] = field(default_factory=dict)


_RUNS = ("text", "user", "link")
_STYLES = ("primary", "danger")
_FIELDS = ("plain_text_input", "datepicker", "timepicker", "radio_buttons", "static_select", "checkboxes")
_UNTYPED = {"feedback_button", "confirm", "option"}  # objects that are known by where they stand
BLOCKS: dict[str, Shape] = {
    "section": Shape({"text": Text(3000, mrkdwn=True)}, {"accessory": Part(("button",)), "expand": bool}),
    "header": Shape({"text": Text(150)}),
    "divider": Shape(),
    "context": Shape({"elements": Items(10, ("plain_text", "mrkdwn"))}),
    "actions": Shape({"elements": Items(25, ("button",))}),
    "context_actions": Shape({"elements": Items(5, ("feedback_buttons",))}),
    "rich_text": Shape(
        {"elements": Items(100, ("rich_text_section", "rich_text_quote", "rich_text_list", "rich_text_preformatted"))}
    ),
    "input": Shape(
        {"label": Text(2000), "element": Part(_FIELDS)}, {"hint": Text(2000), "optional": bool, "dispatch_action": bool}
    ),
    "alert": Shape({"text": Text(200, mrkdwn=True)}, {"level": ("info", "warning", "error", "success", "default")}),
}
ELEMENTS: dict[str, Shape] = {
    "plain_text": Shape({"text": 3000}, {"emoji": bool}),
    "mrkdwn": Shape({"text": 3000}, {"verbatim": bool}),
    "button": Shape(
        {"text": Text(75), "action_id": ID_LENGTH},
        {
            "value": 2000,
            "url": 3000,
            "style": _STYLES,
            "accessibility_label": 75,
            "confirm": Part(("confirm",)),
        },
    ),
    "confirm": Shape(
        {"title": Text(100), "text": Text(300), "confirm": Text(30), "deny": Text(30)}, {"style": _STYLES}
    ),
    "feedback_buttons": Shape(
        {
            "action_id": ID_LENGTH,
            "positive_button": Part(("feedback_button",)),
            "negative_button": Part(("feedback_button",)),
        }
    ),
    "feedback_button": Shape({"text": Text(75), "value": 2000}, {"accessibility_label": 75}),
    "plain_text_input": Shape(
        {"action_id": ID_LENGTH},
        {
            "multiline": bool,
            "max_length": int,
            "min_length": int,
            "initial_value": 3000,
            "placeholder": Text(150),
            "focus_on_load": bool,
        },
    ),
    "datepicker": Shape(
        {"action_id": ID_LENGTH}, {"initial_date": 10, "placeholder": Text(150), "focus_on_load": bool}
    ),
    "timepicker": Shape(
        {"action_id": ID_LENGTH},
        {"initial_time": 5, "placeholder": Text(150), "timezone": ID_LENGTH, "focus_on_load": bool},
    ),
    "radio_buttons": Shape(
        {"action_id": ID_LENGTH, "options": Items(10, ("option",))}, {"initial_option": Part(("option",))}
    ),
    "static_select": Shape(
        {"action_id": ID_LENGTH, "options": Items(100, ("option",))},
        {"initial_option": Part(("option",)), "placeholder": Text(150)},
    ),
    "checkboxes": Shape(
        {"action_id": ID_LENGTH, "options": Items(10, ("option",))}, {"initial_options": Items(10, ("option",))}
    ),
    "option": Shape({"text": Text(75, mrkdwn=True), "value": 150}, {"description": Text(75, mrkdwn=True)}),
    "rich_text_section": Shape({"elements": Items(1000, _RUNS)}),
    "rich_text_quote": Shape({"elements": Items(1000, _RUNS)}, {"border": int}),
    "rich_text_preformatted": Shape({"elements": Items(1000, _RUNS)}, {"border": int}),
    "rich_text_list": Shape(
        {"elements": Items(1000, ("rich_text_section",)), "style": ("ordered", "bullet")},
        {"indent": int, "border": int, "offset": int},
    ),
    "text": Shape({"text": TEXT_BUDGET}, {"style": dict}),
    "user": Shape({"user_id": ID_LENGTH}, {"style": dict}),
    "link": Shape({"url": 3000}, {"text": 3000, "style": dict}),
}
SURFACES: dict[str, frozenset[str]] = {
    "message": frozenset(BLOCKS) - {"alert", "input"},
    "modal": frozenset(BLOCKS) - {"context_actions"},
    "home": frozenset(BLOCKS) - {"alert", "context_actions"},
}
MODAL = Shape(
    {"title": Text(24), "blocks": list},
    {
        "submit": Text(24),
        "close": Text(24),
        "private_metadata": 3000,
        "callback_id": ID_LENGTH,
        "external_id": ID_LENGTH,
        "clear_on_close": bool,
        "notify_on_close": bool,
    },
)
HOME = Shape({"blocks": list}, {"private_metadata": 3000, "callback_id": ID_LENGTH, "external_id": ID_LENGTH})


def check_message(blocks: Sequence[dict[str, Any]], text: str) -> None:
    """Raises LimitError where Slack would refuse the message, or would send it without words for a notification."""
    problems = [*problems_of(blocks, "message")]
    if not text.strip():
        problems.append("text: empty, so nothing stands in the notification")
    if len(text) > FALLBACK_LENGTH:
        problems.append(f"text: {len(text)} characters, at most {FALLBACK_LENGTH}")
    if text_length(blocks) > TEXT_BUDGET:
        problems.append(f"blocks: {text_length(blocks)} characters together, at most {TEXT_BUDGET}")
    _raise(problems)


def check_view(view: dict[str, Any]) -> None:
    """Raises LimitError where Slack would refuse the modal or the Home view."""
    surface = view.get("type")
    if surface not in {"modal", "home"}:
        raise LimitError(f"view: type {surface!r} is neither modal nor home")
    problems = [*_shape(view, MODAL if surface == "modal" else HOME, "view")]
    blocks = view.get("blocks", [])
    problems += problems_of(blocks, surface)
    if any(block.get("type") == "input" for block in blocks) and surface == "modal" and "submit" not in view:
        problems.append("view: has an input but no submit")
    _raise(problems)


def problems_of(blocks: Sequence[dict[str, Any]], surface: str) -> Iterator[str]:
    """What Slack would refuse in the blocks of a surface (`message`, `modal` or `home`)."""
    most = MESSAGE_BLOCKS if surface == "message" else VIEW_BLOCKS
    if not 1 <= len(blocks) <= most:
        yield f"blocks: {len(blocks)} blocks, 1 to {most} allowed"
    for number, block in enumerate(blocks):
        kind, where = block.get("type"), f"blocks[{number}]"
        if kind not in BLOCKS:
            yield f"{where}: unknown block {kind!r}"
            continue
        if kind not in SURFACES[surface]:
            yield f"{where}: {kind} is not allowed in a {surface}"
        yield from _shape(block, BLOCKS[kind], where, "block_id")
        yield from _repeated([part["action_id"] for part in _parts(block) if "action_id" in part], where, "action_id")
    yield from _repeated([block["block_id"] for block in blocks if "block_id" in block], "blocks", "block_id")


def text_length(payload: Any) -> int:
    """The characters of all texts in blocks, as they count against TEXT_BUDGET."""
    if isinstance(payload, dict):
        return sum(
            len(value) if key == "text" and isinstance(value, str) else text_length(value)
            for key, value in payload.items()
        )
    return sum(map(text_length, payload)) if isinstance(payload, (list, tuple)) else 0


def _raise(problems: Sequence[str]) -> None:
    if problems:
        raise LimitError("; ".join(problems))


def _repeated(names: Sequence[str], where: str, key: str) -> Iterator[str]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{where}: {key} {name!r} is used twice"


def _parts(payload: Any) -> Iterator[dict[str, Any]]:
    if isinstance(payload, dict):
        yield payload
        payload = list(payload.values())
    if isinstance(payload, list):
        for value in payload:
            yield from _parts(value)


def _shape(part: dict[str, Any], shape: Shape, where: str, *also: str) -> Iterator[str]:
    rules = shape.required | shape.optional | dict.fromkeys(also, ID_LENGTH)
    for key in shape.required.keys() - part.keys():
        yield f"{where}: {key} is missing"
    for key, value in part.items():
        if key == "type":
            continue
        if key not in rules:
            yield f"{where}: unknown key {key!r}"
        else:
            yield from _value(value, rules[key], f"{where}.{key}")


def _items(value: Any, rule: Items, where: str) -> Iterator[str]:
    if not isinstance(value, list) or not 1 <= len(value) <= rule.most:
        yield f"{where}: a list of 1 to {rule.most} is wanted"
        return
    for number, one in enumerate(value):
        yield from _part(one, rule.kinds, f"{where}[{number}]")


def _value(value: Any, rule: Rule, where: str) -> Iterator[str]:
    match rule:
        case Text():
            yield from _text(value, rule, where)
        case Items():
            yield from _items(value, rule, where)
        case Part():
            yield from _part(value, rule.kinds, where)
        case int():
            if not isinstance(value, str) or not 1 <= len(value) <= rule:
                yield f"{where}: a string of 1 to {rule} characters is wanted"
        case tuple():
            if value not in rule:
                yield f"{where}: {value!r} is none of {', '.join(rule)}"
        case _:
            if not isinstance(value, rule):
                yield f"{where}: {rule.__name__} is wanted"


def _text(value: Any, rule: Text, where: str) -> Iterator[str]:
    kinds = ("plain_text", "mrkdwn") if rule.mrkdwn else ("plain_text",)
    yield from _part(value, kinds, where)
    if isinstance(value, dict) and len(str(value.get("text", ""))) > rule.longest:
        yield f"{where}: {len(value['text'])} characters, at most {rule.longest}"


def _part(value: Any, kinds: tuple[str, ...], where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where}: an object is wanted"
        return
    kind = value.get("type", kinds[0] if kinds[0] in _UNTYPED else None)
    if kind not in kinds:
        yield f"{where}: {kind!r} is none of {', '.join(kinds)}"
    else:
        yield from _shape(value, ELEMENTS[kind], where)
