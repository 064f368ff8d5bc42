"""A clause as platforms show it: where it may be parted, how it is cited, and which of its words stand out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from handlers import wording
from handlers.messages import Quote
from knowledge.sentences import sentences


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a clause: `bold` where a word operates, `italic` within the stem, `underline` where it answers."""

    text: str
    bold: bool
    italic: bool
    underline: bool


def stretches(quote: Quote, start: int, end: int) -> Iterator[Stretch]:
    """The stretches of text[start:end]; joined, they are that text."""
    answer_start, answer_end = quote.answering or (0, 0)
    edges = {start, end, quote.stem_length, answer_start, answer_end}
    edges.update(edge for span in quote.emphasis for edge in span)
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    for left, right in pairwise(cuts):
        bold = any(begin <= left and right <= stop for begin, stop in quote.emphasis)
        answers = answer_start <= left and right <= answer_end
        yield Stretch(quote.text[left:right], bold, right <= quote.stem_length, answers)


def split(text: str, limit: int) -> list[tuple[int, int]]:
    """Ranges that follow upon each other and cover `text`, each at most `limit` long and ending at a sentence's end.

    A sentence that is longer than `limit` itself is parted between words.
    """
    ends = [end for _, end in sentences(text)]
    ranges, start = [], 0
    while start < len(text):
        fitting = bisect_right(ends, start + limit) - 1
        end = ends[fitting] if fitting >= 0 and ends[fitting] > start else _between_words(text, start, limit)
        ranges.append((start, end))
        start = end
    return ranges


def cite(quote: Quote) -> str:
    """The clause's label, with a word where the document prints none."""
    return quote.label if quote.label_printed else f"{quote.label} ({wording.COUNTED_LABEL})"


def _between_words(text: str, start: int, limit: int) -> int:
    if len(text) - start <= limit:
        return len(text)
    space = text.rfind(" ", start + 1, start + limit)
    return space + 1 if space > 0 else start + limit
