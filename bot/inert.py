"""Words of people for others to read, on any platform."""

from __future__ import annotations

import re
import unicodedata

# Embeddings, overrides and isolates could turn the text around them on the reader's screen.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def inert(text: str) -> str:
    """Somebody's own words for others to read: without control characters (but for line breaks) and bidi marks."""
    text = text.replace("\t", " ")
    kept = "".join(one for one in text if one == "\n" or unicodedata.category(one) not in {"Cc", "Cs"})
    return _BIDI.sub("", kept)
