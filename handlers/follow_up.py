"""A question that leans on the one before it in the same conversation: "what if it's the chief executive himself?"

The last question of a conversation is kept in memory for half an hour and nowhere else. Conversations are told apart by
their key, and a message without one is never joined to anything.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from threading import Lock

from handlers.ports import Clock
from handlers.scope import carrying_words

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
_NO_TOPIC = frozenset(
    "again also answer apply approve approves ask better change changed changes clause clauses current decide decides"
    " decision else exactly first further go goes happen happens include involved long may mean means must need next"
    " now permission person proposed put raise request requests say says section send state still take takes tell"
    " told version wording write writing yet".split()
)
"""Words that ask something about a matter without naming it: "who decides that?", "what must the request say?"."""

_THANKS = frozenset(
    "bye cheers fine good great helpful hello hi lovely many much nice okay perfect super sure ta thank thanks thx"
    " useful very".split()
)


def leans_on_another(text: str) -> bool:
    """Whether a short message makes sense only together with the one before it."""
    words = carrying_words(text)
    short = bool(text.strip()) and len(text.split()) <= MOST_WORDS
    return short and (_LEANS.match(text) is not None or (bool(words) and _NO_TOPIC.issuperset(words)))


def says_nothing(text: str) -> bool:
    """Whether a message holds no matter at all, such as "thanks, very helpful"."""
    return _THANKS.issuperset(carrying_words(text))


class Conversations:
    """The last question of each conversation that is going on. Safe to be used from several threads at once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._lock = Lock()

    def before(self, conversation: str, text: str) -> str:
        """What was asked before and `text` leans on, the newest first, or an empty string.

        From now on `text` is the last question, unless it holds no matter at all.
        """
        if not conversation:
            return ""
        with self._lock:
            now = self._clock()
            asked, earlier = self._last.get(conversation, (now, ""))
            earlier = earlier if now - asked <= KEPT_SECONDS and leans_on_another(text) else ""
            if earlier or not says_nothing(text):
                self._last[conversation] = (now, f"{text} {earlier}".strip())
                self._last.move_to_end(conversation)
            while len(self._last) > MOST_CONVERSATIONS:
                self._last.popitem(last=False)
        return earlier

    def forget(self, conversation: str) -> None:
        """Keep nothing of a conversation."""
        with self._lock:
            self._last.pop(conversation, None)
