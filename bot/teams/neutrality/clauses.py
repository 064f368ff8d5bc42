"""The clauses of a check: the first of each part to the letter, and pages on which all of them can be read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.buttons.neutrality import Asked, Reading, encode_asked, encode_reading
from bot.neutrality.showing import Piece, part_shown, readable
from bot.teams.cards import Card, card
from bot.teams.elements import Element, beside, buttons, execute, heading, paragraph, run, small, text
from bot.teams.limits import size_of
from bot.teams.neutrality.values import BACK, READ
from bot.teams.quotes import quote_elements
from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.messages import Check
from handlers.wording import from_the_protocol
from knowledge.neutrality import Part

PAGE = 36_000
"""Bytes of the clauses of one page. Their words stand in the plain text once more, and a card must not be endless."""


def part_elements(check: Check, part: Part, asked: Asked, above: Collection[str] = ()) -> Iterator[Element]:
    """What binds most in a part, then the labels of the rest beside the button that shows all of it.

    The clauses `above` stand in full above the parts: they are named among the rest.
    """
    entries = check.entries.get(part, ())
    yield heading(wording.TITLES[part], spacing="Large")
    if not entries:
        yield text(wording.NOTHING_HERE)
        return
    shown = part_shown(check, part, above)
    yield from _told(shown.pieces)
    if shown.rest:
        yield from named(shown.rest, read_button(said.read_all(len(entries)), Reading(asked, part)))


def named(lines: str, action: Element) -> Iterator[Element]:
    """Labels of clauses, line by line, with the button that shows them."""
    first, *more = lines.split("\n")
    yield beside([text(first), *(text(line, spacing="Small") for line in more)], action)


def read_button(label: str, reading: Reading) -> Element:
    """A button that opens the first page of clauses."""
    return execute(label, READ, encode_reading(reading))


def page(check: Check, reading: Reading) -> Card:
    """One page of the clauses of a part, of the silences, or of what does not agree: all of it can be leafed through.

    Each page begins and ends with a whole clause, unless one alone is longer.
    """
    title, pieces = readable(check, reading.what)
    pages = _paged([list(_told([piece])) for piece in pieces])
    number = min(reading.page, len(pages) - 1)
    row = [execute(said.BACK, BACK, encode_asked(reading.asked))]
    if len(pages) > 1:
        last = number == len(pages) - 1
        label, following = (said.TO_THE_BEGINNING, 0) if last else (said.MORE, number + 1)
        row.insert(0, read_button(label, replace(reading, page=following)))
    protocol = check.protocol
    body = [
        heading(said.page_of(title, number + 1, len(pages)), large=True),
        *pages[number],
        small(from_the_protocol(protocol.name, protocol.title, protocol.version)),
        buttons(row),
    ]
    return card(body, preview=title)


def _told(pieces: Sequence[Piece]) -> Iterator[Element]:
    """Headings that a clause shares with the one before it are not said again."""
    under: tuple[str, ...] = ()
    for piece in pieces:
        if piece.case:
            yield paragraph(run(piece.case, bold=True))
        if piece.sentence:
            yield text(piece.sentence)
        for quote in piece.quotes:
            yield from quote_elements(quote, under=under)
            under = quote.heading
        if piece.note:
            yield small(piece.note, spacing="Small")


def _paged(pieces: Sequence[Sequence[Element]]) -> list[list[Element]]:
    """A piece is parted only where it is longer than a page."""
    pages: list[list[Element]] = [[]]
    filled = 0
    for piece in pieces:
        if pages[-1] and filled + size_of(piece) > PAGE:
            pages.append([])
            filled = 0
        for element in piece:
            size = size_of(element)
            if pages[-1] and filled + size > PAGE:
                pages.append([])
                filled = 0
            pages[-1].append(element)
            filled += size
    return pages if pages[0] else [[text(wording.NOTHING_HERE)]]
