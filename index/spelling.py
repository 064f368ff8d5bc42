"""Mends slips of the keyboard before a search, by the words that the protocols and the typical questions use.

A word of five letters or more, in small letters (names have a capital), which neither they nor the embedding model
know becomes the word with the same first letter, one edit away, that they use most (Norvig 2007, "How to write a
spelling corrector"). What the asker wrote is only searched differently: it is never shown changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

_SMALL_WORD = re.compile(r"(?<![\w'’])[a-z]{5,}(?![\w'’])")
_ANY_WORD = re.compile(r"[a-z]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LEAST_USES = 3


class Spelling:
    """The words in use, with how often each is used; `known` are words that are right although nobody uses them."""

    def __init__(self, texts: Iterable[str], known: frozenset[str] = frozenset()) -> None:
        used = Counter(word for text in texts for word in _ANY_WORD.findall(text.lower()))
        self._known = known.union(used)
        self._common = {word: count for word, count in used.items() if count >= _LEAST_USES and len(word) > 3}

    def mended(self, text: str) -> str:
        """The text with its slips mended; the text itself where there are none."""
        return _SMALL_WORD.sub(lambda found: self._mended_word(found[0]), text)

    def _mended_word(self, word: str) -> str:
        if word in self._known:
            return word
        near = [
            candidate
            for candidate in set(_one_edit_away(word))
            if candidate[:1] == word[0] and candidate in self._common
        ]
        return max(sorted(near), key=self._common.__getitem__) if near else word


def _one_edit_away(word: str) -> Iterator[str]:
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    for left, right in parts:
        if right:
            yield left + right[1:]
            yield from (left + letter + right[1:] for letter in _LETTERS)
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        yield from (left + letter + right for letter in _LETTERS)
