"""The words of a clause that decide: what must, should, may or may not be done.

They are made to stand out in a quotation and never restated. The list holds modal verbs and fixed phrases as the
protocols print them; longer phrases stand first, so that "must not" is found whole.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PHRASES = (
    r"will not,? as a matter of course",
    r"(?:should|will|shall),? as a matter of course",
    r"(?:must|shall|should|may|will|can|need)(?: also)? (?:not|never|neither)(?: be)?",
    r"(?:must|shall|should|will|may|can|can only)(?: always| normally| only)",
    r"cannot",
    r"(?:is|are) not (?:permitted|empowered|entitled|expected|required|able)(?: to)?",
    r"(?:is|are) (?:permitted|entitled|required|obliged|expected|responsible|accountable|bound|binding)(?: to| for)?",
    r"shall be entitled to",
    r"ha(?:s|ve) (?:a|the) (?:statutory )?(?:right|duty)(?: not)?(?: of| to)?",
    r"ha(?:s|ve) no right",
    r"(?:it is )?the duty of",
    r"prima facie right",
    r"do not",
    r"must",
    r"shall",
    r"should",
    r"may",
    r"will",
    r"can (?:expect|decide|be invited)",
    r"unless",
    r"except",
    r"only",
    r"never",
)
_OPERATIVE = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b", re.IGNORECASE)
_FROM_STEM = re.compile(r"^(?:not|do not|Not)\b")


@lru_cache(maxsize=2048)
def operative_words(text: str, stem_length: int = 0) -> tuple[tuple[int, int], ...]:
    """Where the words that operate stand in `text`, as (start, end) offsets in order, none overlapping.

    An item that begins with "not" under a stem ("Officers can expect Members: not to ...") operates by that word too;
    `stem_length` says where the item begins.
    """
    found = [match.span() for match in _OPERATIVE.finditer(text)]
    item_start = stem_length + 1 if stem_length else 0
    opening = _FROM_STEM.match(text[item_start:])
    if stem_length and opening:
        found.append((item_start, item_start + opening.end()))
    return _merged(sorted(found))


def _merged(ranges: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
