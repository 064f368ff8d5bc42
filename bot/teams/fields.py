"""Fields of forms in cards. Each has a label, and a required one says what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.teams.elements import Element

CHOOSE = "compact"
"""A menu; `expanded` shows all choices at once."""


def text_input(  # noqa: PLR0913 - what a field of text is made of
    field: str, label: str, *, missing: str = "", value: str = "", several_lines: bool = False, longest: int = 0
) -> Element:
    """A field of text. It must be filled where `missing` says what is said when it is not."""
    made = _field("Input.Text", field, label, missing) | {"isMultiline": several_lines}
    return made | ({"maxLength": longest} if longest else {}) | ({"value": value} if value else {})


def date_input(field: str, label: str, *, missing: str = "", value: str = "") -> Element:
    """A day, in ISO."""
    return _field("Input.Date", field, label, missing) | ({"value": value} if value else {})


def time_input(field: str, label: str, *, missing: str = "", value: str = "") -> Element:
    """A time of day, HH:MM."""
    return _field("Input.Time", field, label, missing) | ({"value": value} if value else {})


def choice_input(  # noqa: PLR0913 - what a choice is made of
    field: str,
    label: str,
    options: Iterable[tuple[str, str]],
    *,
    missing: str = "",
    value: str = "",
    expanded: bool = False,
) -> Element:
    """One of several options, each a value and what is shown for it."""
    choices = [{"value": one, "title": shown} for one, shown in options]
    style = "expanded" if expanded else CHOOSE
    made = _field("Input.ChoiceSet", field, label, missing) | {"choices": choices, "style": style, "wrap": True}
    return made | ({"value": value} if value else {})


def tick_input(field: str, label: str, ticked: str, *, value: bool = False) -> Element:
    """A box to tick; typed as "true" or "false"."""
    made: dict[str, Any] = {"type": "Input.Toggle", "id": field, "label": label, "title": ticked, "wrap": True}
    return made | {"valueOn": "true", "valueOff": "false", "value": "true" if value else "false"}


def _field(kind: str, field: str, label: str, missing: str) -> Element:
    made: dict[str, Any] = {"type": kind, "id": field, "label": label}
    return made | ({"isRequired": True, "errorMessage": missing} if missing else {})
