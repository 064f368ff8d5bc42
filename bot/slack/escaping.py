"""Slack's control characters: text is unescaped once on its way in and escaped once on its way out."""

from __future__ import annotations

import re
import unicodedata

# Embeddings, overrides and isolates could turn the text around them on the reader's screen.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def escape(text: str) -> str:
    """`text` as it may stand in a `text` or mrkdwn string: no mention, channel call or link can arise from it.

    Source: https://docs.slack.dev/messaging/formatting-message-text (escape `&` first).
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """What a person typed, from the text of an event. The reverse of `escape`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def inert(text: str) -> str:
    """Somebody's own words for others to read: without control characters (but for line breaks) and bidi marks."""
    text = text.replace("\t", " ")
    kept = "".join(one for one in text if one == "\n" or unicodedata.category(one) not in {"Cc", "Cs"})
    return _BIDI.sub("", kept)
