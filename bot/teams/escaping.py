"""What people wrote, for others to read in a card: literal in a text run, and without what a card would work out."""

from __future__ import annotations

import re

from bot import inert as words

_JOINER = "\u2060"
"""Shows nothing and parts no word."""
_FIRST_OF_TWO = re.compile(r"\{(?=\{)")


def inert(text: str) -> str:
    """Somebody's own words: no control or bidi characters, and nothing that a card takes for a date to be worked out.

    Source of `{{DATE(...)}}`: https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
    """
    return _FIRST_OF_TWO.sub(f"{{{_JOINER}", words.inert(text))


def typed_as_it_was(text: str) -> str:
    """Words that come back from a field into which `inert` put them, without halves of characters: nothing that holds
    one can be sent.
    """
    return text.replace(f"{{{_JOINER}", "{").encode("utf-8", "ignore").decode()
