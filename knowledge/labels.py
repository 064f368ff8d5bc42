"""Numbers and letters that open a line: `8.3`, `1.3.8`, `(a)`, `ii)`, a bullet."""

from __future__ import annotations

import re
from functools import cache

_LETTERED = re.compile(r"\(?(?P<label>[a-z]|[ivx]{2,6})\)\**(?:[ \t]+|$)")
_ROMAN = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))


@cache
def number_form(template: str) -> re.Pattern[str]:
    """What matches a number printed like `template`: each 1 stands for any number, all else for itself.

    `1.` matches `12.`, `1.0` matches `7.0`, `1.1.1` matches `1.3.8`. Further digits must not follow.
    """
    pattern = re.escape(template).replace("1", r"\d+")
    return re.compile(rf"(?P<number>{pattern})(?!\.?\d)\**(?:[ \t]+\**|$)")


def lettered(text: str) -> tuple[str, int]:
    """The letter or Roman number that opens `text` and the length of it with its brackets, or ("", 0)."""
    found = _LETTERED.match(text)
    return (found["label"], found.end()) if found else ("", 0)


def ordinals(label: str) -> dict[str, int]:
    """Which place `label` has in each series that it can belong to: `i` is the 9th letter and the 1st Roman number."""
    places = {}
    if len(label) == 1 and "a" <= label <= "z":
        places["letter"] = ord(label) - ord("a") + 1
    if roman := _roman(label):
        places["roman"] = roman
    return places


def _roman(label: str) -> int:
    for value in range(1, 40):
        if _as_roman(value) == label:
            return value
    return 0


@cache
def _as_roman(value: int) -> str:
    text = ""
    for sign, worth in _ROMAN:
        while value >= worth:
            text, value = text + sign, value - worth
    return text
