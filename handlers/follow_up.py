"""A question that leans on the one before it in the same conversation: "what if it's the chief executive himself?"

The last question of a conversation is kept in memory for half an hour and nowhere else. Conversations are told apart by
their key, and a message without one is never joined to anything.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from threading import Lock

from handlers.ports import Clock

KEPT_SECONDS = 1800.0
MOST_CONVERSATIONS = 1000
MOST_WORDS = 14

_LEANS = re.compile(
    r"^\W*(?:(?:ok|okay|so|right|thanks|thank you|hm+)\W+)?"
    r"(?:(?:and|but|or) (?:if|what|who|when|where|can|could|does|do|is|are|would|should|then|how|for)\b"
    r"|what (?:if|about|then)\b|how about\b|same (?:for|if|with)\b|even (?:if|when)\b|does that\b|is that\b"
    r"|who (?:then|else)\b|then who\b|and\b)",
    re.IGNORECASE,
)


def leans_on_another(text: str) -> bool:
    """Whether a short message makes sense only together with the one before it."""
    return len(text.split()) <= MOST_WORDS and _LEANS.match(text) is not None


class Conversations:
    """The last question of each conversation that is going on. Safe to be used from several threads at once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._lock = Lock()

    def before(self, conversation: str, text: str) -> str:
        """The question that `text` leans on, or an empty string. From now on `text` is the last one."""
        if not conversation:
            return ""
        with self._lock:
            now = self._clock()
            asked, earlier = self._last.pop(conversation, (now, ""))
            earlier = earlier if now - asked <= KEPT_SECONDS and leans_on_another(text) else ""
            self._last[conversation] = (now, f"{earlier} {text}".strip() if earlier else text)
            while len(self._last) > MOST_CONVERSATIONS:
                self._last.popitem(last=False)
        return earlier
