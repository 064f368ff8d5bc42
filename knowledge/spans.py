"""How a stretch of the source is quoted. The only place that turns source characters into quoted characters."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.clause import Span

# Marks of the layout that stand inside a line, and those that stand at the start of one.
_INLINE = re.compile(r"\*+|</?b>")
_LEADING = re.compile(r"(?<=[\r\n])[ \t]*(?:[-•][ \t]+|#+[ \t]+)")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_SPACES = ("  ", "\t", "\r", "\n", "\f", "\v")


def quoted(source: str, start: int, end: int) -> str:
    """The characters from `start` to `end` as they are quoted.

    Line and page breaks (and runs of blanks) become a single space; `**`, `*`, `<b>`, and a `- ` or `#` that opens a
    line are dropped. Nothing else is ever changed. Both are offsets in characters into the decoded source.
    """
    text = source[start:end]
    if "\n" in text or "\r" in text:
        text = _LEADING.sub("", text)
    if "*" in text or "<" in text:
        text = _INLINE.sub("", text)
    # Most stretches have single blanks only: looking first spares the desk half of its start.
    if any(space in text for space in _SPACES):
        text = _SPACE.sub(" ", text)
    return text.strip()


def spans_of(source: str, stretches: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """The stretches as spans, those that only white space and layout marks keep apart being joined into one."""
    joined: list[tuple[int, int]] = []
    for start, end in stretches:
        if joined and not quoted(source, joined[-1][1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(Span(start, end, quoted(source, start, end)) for start, end in joined)
