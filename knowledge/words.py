"""Words without their endings, by which texts are compared."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
_ENDINGS = (("ings", ""), ("ing", ""), ("ies", "y"), ("ied", "y"), ("ed", ""), ("es", ""), ("s", ""), ("ly", ""))
_SHORTEST_STEM = 3


def words_of(text: str) -> list[str]:
    """The words of a text in lower case without their endings, in order, small words too."""
    return [stem(word) for word in _WORD.findall(text.lower())]


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """A word in small letters without its ending: "copied" and "copies" become "copy"."""
    word = word.replace("'", "").replace("’", "")
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)] + instead
    return word
