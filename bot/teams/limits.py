"""How much a message to Teams may hold, checked before anything is sent.

Teams refuses a message above about 100 KB, counted in UTF-16 with everything in it, and advises to stay below 80 KB:
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
"""

from __future__ import annotations

import json
from typing import Any

from knowledge.errors import DeskError

LARGEST = 80_000
"""Bytes of a whole message in UTF-16."""
ENVELOPE = 4_000
"""Bytes kept for what the SDK puts around a card."""


class LimitError(DeskError):
    """Something would be refused by Teams. Says what, and by how much."""


def size_of(part: Any) -> int:
    """Bytes of a part of a message in UTF-16, as Teams counts them."""
    return len(json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le", "surrogatepass"))


def fits(content: Any, summary: str) -> bool:
    """Whether Teams takes a message of this card and summary."""
    return size_of(content) + size_of(summary) + ENVELOPE <= LARGEST


def check_size(content: Any, summary: str) -> None:
    """Raises LimitError where Teams would refuse a message of this card and summary."""
    if not fits(content, summary):
        size = size_of(content) + size_of(summary) + ENVELOPE
        raise LimitError(f"A card of {size} bytes is larger than the {LARGEST} that Teams takes.")
