"""A clause as Teams shows it: a block that stands out, under a line with its label and headings."""

from __future__ import annotations

from collections.abc import Iterator

from bot.quoting import cite, split, stretches
from bot.teams.elements import Element, paragraph, quotation, run
from handlers import wording
from handlers.messages import Quote

PIECE_LENGTH = 6000
"""Characters of a clause in one block. With its runs, the plain text and the summary it stays well within a message."""


def quote_elements(quote: Quote, *, under: tuple[str, ...] = ()) -> list[Element]:
    """One block, or several for a long clause; the text parts of their quotations, joined, are the clause's text.

    `under` is the path of headings that stands above already and need not be repeated.
    """
    pieces = split(quote.text, PIECE_LENGTH)
    made = []
    for number, (start, end) in enumerate(pieces, 1):
        above = _above(quote, under) if number == 1 else [_continued(quote, number, len(pieces))]
        made.append(quotation(*above, paragraph(*_runs(quote, start, end), spacing="Small")))
    return made


def _above(quote: Quote, under: tuple[str, ...]) -> Iterator[Element]:
    """The label and the headings, after what must be known first: that the words do not bind, or whose they are."""
    path = quote.heading[len(under) :] if quote.heading[: len(under)] == under else quote.heading
    status = wording.STATUS_MARKS[quote.status]
    if status:
        yield paragraph(run(status, bold=True))
    line = [
        run(f"{wording.COMPANION} " if quote.companion else ""),
        run(quote.label, bold=True),
        run(cite(quote).removeprefix(quote.label)),
        run(f" · {' › '.join(path)}" if path else "", subtle=True),
    ]
    yield paragraph(*(part for part in line if part["text"]), **({"spacing": "None"} if status else {}))


def _continued(quote: Quote, number: int, count: int) -> Element:
    return paragraph(run(wording.continued(quote.label, number, count), bold=True))


def _runs(quote: Quote, start: int, end: int) -> Iterator[Element]:
    for one in stretches(quote, start, end):
        yield run(one.text, bold=one.bold, italic=one.italic, underline=one.underline)
