"""A clause as Slack shows it: an indented quotation under a line with its label and heading."""

from __future__ import annotations

from collections.abc import Iterator

from bot.quoting import cite, split, stretches
from bot.slack.blocks import Block, rich_line, rich_quote, rich_text, run
from handlers import wording
from handlers.messages import Quote

PIECE_LENGTH = 2500  # characters of a clause in one quotation; Slack's own limits leave room for no more than 3,000


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


def _above(quote: Quote, under: tuple[str, ...]) -> Iterator[Block]:
    """The label and the headings, after what must be known first: that the words do not bind, or whose they are."""
    path = quote.heading[len(under) :] if quote.heading[: len(under)] == under else quote.heading
    status = wording.STATUS_MARKS[quote.status]
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
    for one in stretches(quote, start, end):
        yield run(one.text, bold=one.bold, italic=one.italic, underline=one.underline)
