"""A source cut into lines, each with the place of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BREAK = re.compile(r"\r\n|\r|\n")
_MARKS = re.compile(r"(?P<bullet>[-•][ \t]+)?(?P<hashes>#+[ \t]+)?(?:\*+|<b>)*[ \t]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source. `number` counts from 1; `start` and `end` are the offsets of its words without the marks
    that open it; `text` is what stands between them. `printed` is the whole line without the blanks around it."""

    number: int
    start: int
    end: int
    text: str
    printed: str
    bulleted: bool
    hashed: bool
    after_blank: bool


def lines_of(source: str) -> Iterator[Line]:
    """All lines in order, blank ones too (their `text` is empty)."""
    after_blank = True
    offset = 0
    for number, raw in enumerate(_BREAK.split(source), 1):
        line = _line(number, offset, raw.lstrip("\ufeff") if number == 1 else raw, after_blank, len(raw))
        yield line
        after_blank = not line.printed
        offset = _after_break(source, offset + len(raw))


def _line(number: int, offset: int, raw: str, after_blank: bool, length: int) -> Line:
    start = offset + length - len(raw) + len(raw) - len(raw.lstrip())
    printed = raw.strip()
    marks = _MARKS.match(printed)
    skipped = marks.end() if marks else 0
    text = printed[skipped:]
    return Line(
        number=number,
        start=start + skipped,
        end=start + skipped + len(text),
        text=text,
        printed=printed,
        bulleted=bool(marks and marks["bullet"]),
        hashed=bool(marks and marks["hashes"]),
        after_blank=after_blank,
    )


def _after_break(source: str, position: int) -> int:
    found = _BREAK.match(source, position)
    return found.end() if found else position
