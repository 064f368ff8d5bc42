"""What a person sees of a card, and what a client sends when they press something in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.fakes.teams_payloads import Payload

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_INSIDE = ("body", "items", "columns", "rows", "cells", "card")
ABSENT = object()


class ClientRefusalError(AssertionError):
    """The client itself would not send this: an input is missing or wrong, and the card says so in place."""


@dataclass(frozen=True)
class Found:
    """An action, the words of the part of the card that it stands in, and the inputs whose values it sends."""

    action: Payload
    beside: str
    inputs: tuple[Payload, ...]

    @property
    def title(self) -> str:
        """What stands on the button."""
        return str(self.action.get("title", ""))


def words(part: Any) -> str:
    """All that a person reads, line by line, with what a button opens; without the buttons' own titles."""
    return "\n".join(line for line in _lines(part) if line)


def labels(card: Payload) -> list[str]:
    """The titles of all actions in order, also within what they open."""
    return [one.title for one in actions_in(card)]


def find(card: Payload, title: str, beside: str = "") -> Found:
    """The first action with this title that stands in a part of the card with these words."""
    found = [one for one in actions_in(card) if one.title == title and beside in one.beside]
    assert found, f"no action {title!r} beside {beside!r} among {labels(card)}"
    return found[0]


def actions_in(card: Payload, above: tuple[Payload, ...] = ()) -> Iterator[Found]:
    """All actions. A card that is opened by one sends the inputs of the cards around it too."""
    inputs = above + tuple(inputs_in(card))
    for action, beside in _actions(card, ""):
        yield Found(action, beside, inputs)
        if isinstance(action.get("card"), dict):
            yield from actions_in(action["card"], inputs)


def inputs_in(part: Any) -> Iterator[Payload]:
    """All inputs in order, without those of the cards that a button opens."""
    if isinstance(part, list):
        for one in part:
            yield from inputs_in(one)
    elif isinstance(part, dict):
        if str(part.get("type", "")).startswith("Input."):
            yield part
        for name in _INSIDE:
            if name != "card":
                yield from inputs_in(part.get(name))


def filled(found: Found, values: Payload, *, checked: bool = True) -> Payload:
    """What pressing sends: the action's own data with the inputs' values over it.

    `values` go by label: text, a date, the title of a choice, a list of them, or a truth value. With `checked` the
    client refuses what it refuses (ClientRefusalError).
    """
    sent: Payload = dict(found.action.get("data") or {})
    inputs = () if found.action.get("associatedInputs") == "none" else found.inputs
    known = {str(one.get("label") or one.get("title") or one["id"]): one for one in inputs}
    assert set(values) <= set(known), f"no input {sorted(set(values) - set(known))} among {sorted(known)}"
    for label, one in known.items():
        value = _value(one, values[label]) if label in values else one.get("value", ABSENT)
        if checked:
            _check(one, "" if value is ABSENT else str(value))
        if value is not ABSENT:
            sent[one["id"]] = value
        elif one["type"] == "Input.Text":
            sent[one["id"]] = ""
    return sent


def _value(one: Payload, chosen: Any) -> Any:
    match one["type"]:
        case "Input.ChoiceSet":
            values = {choice["title"]: choice["value"] for choice in one["choices"]}
            titles = chosen if isinstance(chosen, list) else [chosen]
            assert set(titles) <= set(values), f"no choice {titles} among {list(values)}"
            return ",".join(values[title] for title in titles) if titles else ABSENT
        case "Input.Toggle":
            return one.get("valueOn", "true") if chosen else one.get("valueOff", "false")
        case _:
            return chosen


def _check(one: Payload, value: str) -> None:
    wrong = (
        (not value and one.get("isRequired"))
        or (value and len(value) > one.get("maxLength", float("inf")))
        or (value and one.get("regex") and not re.search(one["regex"], value))
        or (value and one["type"] == "Input.Date" and not one.get("min", "") <= value <= one.get("max", "9"))
    )
    if wrong:
        raise ClientRefusalError(f"{one.get('label')}: {one.get('errorMessage', 'no errorMessage')}")


def _actions(part: Any, beside: str) -> Iterator[tuple[Payload, str]]:
    if isinstance(part, list):
        for one in part:
            yield from _actions(one, beside)
        return
    if not isinstance(part, dict):
        return
    within = part.get("type") in {"Container", "Column", "ColumnSet", "TableRow"}
    here = (words(part) if within else "") or beside  # a column of buttons alone stands beside the words of its row
    if isinstance(part.get("selectAction"), dict):
        yield part["selectAction"], words(part)
    for one in part.get("inlines", []):
        if isinstance(one, dict) and "selectAction" in one:
            yield one["selectAction"] | {"title": one["selectAction"].get("title", one["text"])}, here
    for name in _INSIDE:
        if name != "card":
            yield from _actions(part.get(name), here)
    for action in part.get("actions", []):
        yield action, here


def _lines(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for one in part:
            yield from _lines(one)
    elif isinstance(part, dict):
        yield from _own(part)
        for name in _INSIDE:
            yield from _lines(part.get(name))
        for action in part.get("actions", []):
            yield from _lines(action.get("card"))


def _own(part: Payload) -> Iterator[str]:
    """The lines of an element without those of what it holds."""
    kind = str(part.get("type", ""))
    match kind:
        case "TextBlock":
            yield _ESCAPED.sub(r"\1", part["text"])
        case "RichTextBlock":
            yield "".join(one if isinstance(one, str) else one.get("text", "") for one in part["inlines"])
        case "FactSet":
            for fact in part["facts"]:
                yield _ESCAPED.sub(r"\1", f"{fact['title']} {fact['value']}")
        case "Image":
            yield str(part.get("altText", ""))
        case _ if kind.startswith("Input."):
            yield str(part.get("label", ""))
            yield str(part.get("title", ""))
            yield from _typed(part)


def _typed(part: Payload) -> Iterator[str]:
    """What stands in an input, or is to be chosen from."""
    if part["type"] == "Input.ChoiceSet":
        yield from (choice["title"] for choice in part["choices"])
    elif part["type"] != "Input.Toggle":
        yield str(part.get("value") or part.get("placeholder") or "")
