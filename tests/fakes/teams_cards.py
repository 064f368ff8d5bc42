"""Whether Teams takes a card, and whether a person on a phone or with a screen reader can use it."""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from tests.fakes.teams_payloads import Payload

SIZE = 80_000  # bytes as UTF-16: Teams refuses above about 100 KB
PRIMARY = 6  # actions of a set that are seen; the rest is lost
TYPES = frozenset(
    "AdaptiveCard TextBlock RichTextBlock TextRun Image ImageSet Media FactSet Container Column ColumnSet Table "
    "TableRow TableCell ActionSet Input.Text Input.Number Input.Date Input.Time Input.Toggle Input.ChoiceSet "
    "Action.Submit Action.Execute Action.ShowCard Action.OpenUrl Action.ToggleVisibility".split()
)
# The SDK knows more than Adaptive Cards 1.5: https://adaptivecards.io/schemas/1.5.0/adaptive-card.json
LATER = frozenset(
    "key isSortKey gridArea layouts conditionallyEnabled themedIconUrls themedUrls menuActions labelPosition "
    "showBorder roundedCorners resources maxWidth lineHeight horizontalSpacing".split()
)
_MARKDOWN = re.compile(r"(?<!\\)(?:[*_\[\]`~<]|&(?=#?\w+;))|^\s*(?:>|#+ |[-+] |\d+[.)] )", re.MULTILINE)
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_INTERPRETED = re.compile(r"\{\{\s*(?:DATE|TIME)\s*\(", re.IGNORECASE)
# Controls but for tab and newline, and what turns the direction of writing.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_READ = "text title value label placeholder errorMessage altText fallbackText tooltip speak".split()


def size(message: Payload) -> int:
    """Bytes as Teams counts them: the whole JSON as UTF-16."""
    return len(json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le"))


def faults(card: Payload) -> list[str]:
    """What is wrong with a card, in words; nothing where all is well."""
    parts = list(_parts(card, "card"))
    wrong = [fault for where, part in parts for fault in _schema(part, where)]
    wrong += [fault for where, part in parts for fault in _rules(part, where)]
    wrong += _ids(parts)
    if card.get("type") != "AdaptiveCard" or card.get("version") != "1.5":
        wrong.append("card: not an AdaptiveCard of version 1.5")
    if not card.get("fallbackText"):
        wrong.append("card: no fallbackText")
    if (takes := size(card)) > SIZE:
        wrong.append(f"card: {takes} bytes as UTF-16 are more than {SIZE}")
    return wrong


def _parts(part: Any, where: str) -> Iterator[tuple[str, Payload]]:
    """Everything that has a type, with where it stands. What a button carries is the desk's own affair."""
    if isinstance(part, list):
        for number, one in enumerate(part):
            yield from _parts(one, f"{where}[{number}]")
    elif isinstance(part, dict):
        if "type" in part or where.endswith(("]", "card")):
            yield where, part
        for name, value in part.items():
            if name not in {"data", "msteams", "facts", "choices", "targetElements"}:
                yield from _parts(value, f"{where}.{name}")


@functools.cache
def models() -> dict[str, type[BaseModel]]:
    """The SDK's models by type. The first call takes a second or more: it imports the SDK."""
    from microsoft_teams.cards import core

    models = (one for one in vars(core).values() if isinstance(one, type) and issubclass(one, BaseModel))
    return {
        kind.default: one for one in models if (kind := one.model_fields.get("type")) and isinstance(kind.default, str)
    }


def _schema(part: Payload, where: str) -> Iterator[str]:
    kind = part.get("type")
    if kind is None and where.endswith("]"):
        kind = next((one for suffix, one in _IMPLIED.items() if re.search(rf"\.{suffix}\[\d+\]$", where)), None)
        part = part | {"type": kind}
    if kind not in TYPES:
        yield f"{where}: the type {kind!r} is not of Adaptive Cards 1.5"
        return
    model = models()[kind]
    yield from _unknown(part, model, f"{where} ({kind})")
    try:
        yield from _nested(model.model_validate(part), part, f"{where} ({kind})")
    except ValidationError as error:
        for one in error.errors():
            yield f"{where} ({kind}): {'.'.join(map(str, one['loc']))}: {one['msg']}"


_IMPLIED = {"columns": "Column", "rows": "TableRow", "cells": "TableCell"}


def _unknown(part: Payload, model: type[BaseModel], where: str) -> Iterator[str]:
    known = {str(one.serialization_alias or one.alias or name) for name, one in model.model_fields.items()}
    for name in sorted(set(part) - (known - LATER) - {"$schema"}):
        yield f"{where}: the property {name!r} is not known"


def _nested(model: BaseModel, part: Payload, where: str) -> Iterator[str]:
    """Facts and choices have no type: the model says what they are."""
    for name in ("facts", "choices"):
        for number, one in enumerate(getattr(model, name, None) or []):
            raw = part[name][number]
            yield from _unknown(raw, type(one), f"{where}.{name}[{number}]")
            missing = [key for key in ("title", "value") if not raw.get(key)]
            if missing:
                yield f"{where}.{name}[{number}]: no {' and no '.join(missing)}"


def _rules(part: Payload, where: str) -> Iterator[str]:
    kind = str(part.get("type", ""))
    yield from _words(part, where)
    if kind == "TextBlock":
        if part.get("wrap") is not True:
            yield f"{where}: a TextBlock that does not wrap"
        yield from _marked(str(part.get("text", "")), where)
    if kind == "FactSet":
        for fact in part.get("facts", []):
            yield from _words(fact, where)
            yield from _marked(f"{fact.get('title')}\n{fact.get('value')}", where)
    if kind.startswith("Input."):
        yield from _input(part, where)
    if kind.startswith("Action."):
        yield from _action(part, where)
    primary = [one for one in part.get("actions", []) if isinstance(one, dict) and one.get("mode") != "secondary"]
    if len(primary) > PRIMARY:
        yield f"{where}: {len(primary)} primary actions, {PRIMARY} are seen"


def _words(part: Payload, where: str) -> Iterator[str]:
    if part.get("type") in {"TextBlock", "TextRun"} and not part.get("text"):
        yield f"{where}: no text"
    if part.get("type") == "Image" and not part.get("altText"):
        yield f"{where}: an image without altText"
    for name in _READ:
        text = part.get(name)
        if isinstance(text, str) and _INTERPRETED.search(text):
            yield f"{where}.{name}: a date or time that clients interpret"
        if isinstance(text, str) and _UNSEEN.search(text):
            yield f"{where}.{name}: control characters or marks of direction"
    for one in part.get("choices", []):
        yield from _words(one, where)


def _marked(text: str, where: str) -> Iterator[str]:
    if found := _MARKDOWN.search(text):
        yield f"{where}: markdown that is not escaped: {text[found.start() : found.start() + 20]!r}"
    if found := _ADDRESS.search(text):
        yield f"{where}: a raw address: {text[found.start() : found.start() + 20]!r}"


def _input(part: Payload, where: str) -> Iterator[str]:
    checked = part.get("isRequired") or {"regex", "min", "max"} & set(part)
    for name, needed in (("id", True), ("label", True), ("errorMessage", checked)):
        if needed and not part.get(name):
            yield f"{where}: an input without {name}"
    values = [one.get("value") for one in part.get("choices", [])]
    if len(values) != len(set(values)):
        yield f"{where}: two choices with the same value"
    if part.get("type") == "Input.ChoiceSet":
        if not values:
            yield f"{where}: no choices"
        if part.get("wrap") is not True:
            yield f"{where}: choices that do not wrap"


def _action(part: Payload, where: str) -> Iterator[str]:
    selecting = where.endswith("selectAction")
    if not part.get("title") and not selecting:
        yield f"{where}: an action without a title"
    if part.get("type") == "Action.ShowCard" and selecting:
        yield f"{where}: a card cannot be opened by an element"
    if part.get("type") == "Action.Execute" and not part.get("verb"):
        yield f"{where}: an Execute without a verb"
    if part.get("type") in {"Action.Submit", "Action.Execute"} and not isinstance(part.get("data"), dict):
        yield f"{where}: data that the inputs cannot be put into"


def _ids(parts: list[tuple[str, Payload]]) -> Iterator[str]:
    ids = Counter(part["id"] for _, part in parts if "id" in part)
    yield from (f"card: the id {one!r} occurs {times} times" for one, times in ids.items() if times > 1)
