"""A clause as Slack shows it: an indented quotation under a line with its label and heading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from bot.slack.blocks import Block, rich_line, rich_quote, rich_text, run
from handlers import wording
from handlers.messages import Quote
from knowledge.clause import Status
from knowledge.sentences import sentences

PIECE_LENGTH = 2500  # characters of a clause in one quotation; Slack's own limits leave room for no more than 3,000
_STATUS_MARKS = {
    Status.IN_FORCE: "",
    Status.PROPOSED: wording.PROPOSED,
    Status.PROPOSED_FOR_DELETION: wording.PROPOSED_FOR_DELETION,
}


def quote_blocks(quote: Quote, *, under: tuple[str, ...] = ()) -> list[Block]:
    """One block, or several for a long clause; the text parts of their quotations, joined, are the clause's text.

    `under` is the path of headings that stands above already and need not be repeated.
    """
    pieces = split(quote.text, PIECE_LENGTH)
    blocks = []
    for number, (start, end) in enumerate(pieces, 1):
        above = _above(quote, under) if number == 1 else _continued(quote, number, len(pieces))
        blocks.append(rich_text(*above, rich_quote(*_runs(quote, start, end))))
    return blocks


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


def _between_words(text: str, start: int, limit: int) -> int:
    if len(text) - start <= limit:
        return len(text)
    space = text.rfind(" ", start + 1, start + limit)
    return space + 1 if space > 0 else start + limit


def cite(quote: Quote) -> str:
    """The clause's label, with a word where the document prints none."""
    return quote.label if quote.label_printed else f"{quote.label} ({wording.COUNTED_LABEL})"


def _above(quote: Quote, under: tuple[str, ...]) -> Iterator[Block]:
    """The label and the headings, after what must be known first: that the words do not bind, or whose they are."""
    path = quote.heading[len(under) :] if quote.heading[: len(under)] == under else quote.heading
    status = _STATUS_MARKS[quote.status]
    line = [
        run(f"{status}\n" if status else "", bold=True),
        run(f"{wording.COMPANION} " if quote.companion else ""),
        run(quote.label, bold=True),
        run(cite(quote).removeprefix(quote.label)),
        run("  " + " › ".join(path) if path else ""),
    ]
    yield rich_line(*(part for part in line if part["text"]))


def _continued(quote: Quote, number: int, count: int) -> list[Block]:
    return [rich_line(run(wording.continued(quote.label, number, count), bold=True))]


def _runs(quote: Quote, start: int, end: int) -> Iterator[Block]:
    """The stretches of text[start:end]: operating words bold, the stem italic, the answering sentence underlined."""
    answer_start, answer_end = quote.answering or (0, 0)
    edges = {start, end, quote.stem_length, answer_start, answer_end}
    edges.update(edge for span in quote.emphasis for edge in span)
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    for left, right in pairwise(cuts):
        bold = any(begin <= left and right <= stop for begin, stop in quote.emphasis)
        answers = answer_start <= left and right <= answer_end
        yield run(quote.text[left:right], bold=bold, italic=right <= quote.stem_length, underline=answers)
