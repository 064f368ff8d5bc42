"""Where the sentences of a clause begin and end."""

from __future__ import annotations

import re
from itertools import pairwise

_END = re.compile(r"[.!?][\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z])")
# What a full stop can end without ending the sentence.
_ABBREVIATION = re.compile(
    r"\b(?:e\.?g|i\.?e|etc|cf|viz|vs|v|art|sch|ss?|cllrs?|mr|mrs|ms|dr|hon|approx|incl|[a-z])\.$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 10  # characters, with the one before it


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end). They tile it: each starts where the one before it ends.

    The white space after a sentence belongs to it. "e.g.", "s. 100F(2)", "No.", initials do not end a sentence.
    """
    ends = [_after_space(text, found.end()) for found in _END.finditer(text) if _is_end(text, found)]
    edges = [0, *ends, len(text)] if text else []
    return list(pairwise(edges))


def _is_end(text: str, found: re.Match[str]) -> bool:
    stopped = text[max(0, found.start() - _LONGEST_ABBREVIATION) : found.start() + 1]
    if not stopped.endswith("."):
        return True
    abbreviation = _ABBREVIATION.search(stopped)
    if abbreviation is None:
        return True
    # "etc." may well end a sentence: it does when a capital follows, as it does here.
    return abbreviation[0].lower() == "etc."


def _after_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position
