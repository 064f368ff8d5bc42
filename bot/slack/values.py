"""Buttons carry all they need: what to do, for which authority, with which clauses or words.

Nothing in the process remembers a button, so one pressed after a restart, or months later, still works or is answered
politely.
"""

from __future__ import annotations

import json
import re
from typing import Any

from handlers.messages import Action, ActionKind
from knowledge.clause import Role
from knowledge.neutrality import Meeting

VALUE_LENGTH = 2000
FEEDBACK = "desk_feedback"
_VERSION = 1
ACTION_ID = re.compile(rf"\Adesk_(?:{'|'.join(ActionKind)})_\d+\Z")


class StaleValueError(Exception):
    """The value of a button cannot be understood: it was made by another version, or tampered with."""


def ids(name: str) -> re.Pattern[str]:
    """The ids of the buttons of one kind: its name and a number."""
    return re.compile(rf"\A{name}_\d+\Z")


def action_id(kind: ActionKind, number: int) -> str:
    """The id of the `number`th button of a message: unique within its block."""
    return f"desk_{kind}_{number}"


def encode(action: Action) -> str:
    """The value of a button, at most 2,000 characters of ASCII.

    What does not fit is left out: the end of the asker's words (a search reads no more than their first thousand
    characters or so), then the clauses that rank last.
    """
    fields: dict[str, Any] = {"k": action.kind, "a": action.authority}
    if action.role is not None:
        fields["r"] = action.role
    if action.request:
        fields["t"] = action.request
    if action.meeting is not None:
        fields["m"] = action.meeting
    clauses, words = list(action.clauses), action.question
    while True:
        value = dump(fields | ({"c": clauses} if clauses else {}) | ({"q": words} if words else {}))
        if len(value) <= VALUE_LENGTH:
            return value
        if words:
            words = words[: len(words) * 9 // 10]
        else:
            clauses.pop()


def decode(value: str) -> Action:
    """The action of a button (its label is not kept). Raises StaleValueError."""
    fields = load(value)
    try:
        kind = ActionKind(fields["k"])
        role = Role(fields["r"]) if "r" in fields else None
        meeting = Meeting(fields["m"]) if "m" in fields else None
    except (KeyError, ValueError):
        raise StaleValueError from None
    authority, words, request = fields.get("a"), fields.get("q", ""), fields.get("t", "")
    clauses = fields.get("c", [])
    if not (isinstance(authority, str) and isinstance(words, str) and isinstance(request, str)):
        raise StaleValueError
    if not (isinstance(clauses, list) and all(isinstance(clause, str) for clause in clauses)):
        raise StaleValueError
    needed = {ActionKind.SECTION: clauses, ActionKind.SHARE: clauses, ActionKind.ROLE: role}
    if not (needed | {ActionKind.REQUEST: request, ActionKind.NEUTRALITY: meeting}).get(kind, True):
        raise StaleValueError
    return Action(kind, "", authority, tuple(clauses), words, role, request, meeting)


def encode_feedback(authority: str, clauses: tuple[str, ...], helpful: bool) -> str:
    """The value of a feedback button."""
    return dump({"a": authority, "c": list(clauses), "h": helpful})


def decode_feedback(value: str) -> tuple[str, tuple[str, ...], bool]:
    """Authority, clauses, and whether the reply helped. Raises StaleValueError."""
    fields = load(value)
    authority, clauses, helpful = fields.get("a"), fields.get("c"), fields.get("h")
    if not (isinstance(authority, str) and isinstance(clauses, list) and isinstance(helpful, bool)):
        raise StaleValueError
    return authority, tuple(str(clause) for clause in clauses), helpful


def dump(fields: dict[str, Any]) -> str:
    """JSON in which no character is special to Slack, so that nothing on the way can change it."""
    text = json.dumps({"v": _VERSION} | fields, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def load(value: str) -> dict[str, Any]:
    """What `dump` made. Raises StaleValueError."""
    try:
        fields = json.loads(value)
    except ValueError:
        raise StaleValueError from None
    if not isinstance(fields, dict) or fields.get("v") != _VERSION:
        raise StaleValueError
    return fields
