"""Buttons carry all they need: what to do, for which authority, with which clauses or words.

Nothing in the process remembers a button, so one pressed after a restart, or months later, still works or is answered
politely.
"""

from __future__ import annotations

import json
from typing import Any

VALUE_LENGTH = 2000
"""Characters of a button's value: the least that a platform takes (Slack)."""
_VERSION = 1


class StaleValueError(Exception):
    """The value of a button cannot be understood: it was made by another version, or tampered with."""


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
