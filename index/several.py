"""Two questions in one message: taking them apart, so that each can be searched by itself. Pure.

A part counts as a question of its own where it ends with a question mark or opens like a question. What surrounds the
questions ("had her in tears.") is not one, and a message that leans on what was said before ("and if he refuses?")
is only understood as a whole.
"""

from __future__ import annotations

import re

_OPENING = (
    r"(?:can|could|may|do|does|did|am|is|are|was|will|would|should|shall|must|have|has"
    r"|who|what|when|where|which|why|how|whose|whom|any)\b"
)
_JOINING = r"(?:and|also|but|so|or|oh|plus|then|second(?:ly)?|hi|ps)\b"
_ASKS = re.compile(rf"(?:{_JOINING}[, ]+)*{_OPENING}", re.IGNORECASE)
# Within a sentence the verb must stand before its subject: "and have it withdrawn" is no question.
_INVERTED = (
    r"(?:(?:who|what|when|where|which|why|how|do (?:i|we|you|they)"
    r"|(?:can|could|may|does|is|are|will|would|should|shall|must)"
    r" (?:i|we|you|he|she|it|they|the|an?|my|our|officers?|members?|councillors?|cllrs?))\b)"
)
_BETWEEN = re.compile(rf"(?<=[.?!;])\s+|\n+|,? (?=and also\b|(?:and|also),? {_INVERTED})", re.IGNORECASE)
_LEANS = re.compile(
    r"\W*(?:(?:ok|okay|so|right|thanks|thank you|hm+)\W+)?"
    r"(?:and|but|or|then|what (?:if|about|then)|how about|same|even|does that|is that|who (?:then|else))\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_LEAST_WORDS = 4  # a shorter one ("is that ok?") says nothing by itself


def questions_in(message: str) -> list[str]:
    """The questions of a message that holds two or more, in their order; nothing where it holds one or leans."""
    pieces = _BETWEEN.split(message)
    if len(pieces) < 2 or _LEANS.match(message):
        return []
    asked = [piece for piece in pieces if _is_question(piece)]
    return asked if len(asked) > 1 else []


def _is_question(piece: str) -> bool:
    long_enough = len(_WORD.findall(piece)) >= _LEAST_WORDS
    return long_enough and (piece.rstrip().endswith("?") or _ASKS.match(piece.lstrip()) is not None)
