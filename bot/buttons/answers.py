"""What the buttons under an answer carry."""

from __future__ import annotations

from typing import Any

from bot.buttons.carrying import VALUE_LENGTH, StaleValueError, dump, load
from handlers.messages import Action, ActionKind
from knowledge.clause import Role
from knowledge.neutrality import Meeting


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
