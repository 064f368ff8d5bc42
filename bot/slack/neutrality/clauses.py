"""The clauses of a check: the first of each part to the letter, and pages on which all of them can be read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.buttons.neutrality import BANNER, SILENT, TENSIONS, Asked, Reading, encode_reading
from bot.neutrality.showing import Piece, part_shown, readable
from bot.slack.blocks import Block, button, buttons, context, header, rich_line, rich_text, run, section, section_with
from bot.slack.limits import text_length
from bot.slack.neutrality.values import READ, TURN
from bot.slack.quotes import quote_blocks
from bot.slack.requests.fields import shortened
from bot.slack.requests.pages import told_page
from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.messages import Check
from handlers.wording import from_the_protocol
from knowledge.neutrality import Part

_PAGE_TEXT, _PAGE_BLOCKS = 12_000, 60
_LINE = 2900
_PLACES = {what: number for number, what in enumerate((*Part, SILENT, TENSIONS, BANNER))}


def part_blocks(check: Check, part: Part, asked: Asked, above: Collection[str] = ()) -> Iterator[Block]:
    """What binds most in a part, then the labels of the rest beside the button that shows all of it.

    The clauses `above` stand in full above the parts: they are named among the rest.
    """
    entries = check.entries.get(part, ())
    yield header(wording.TITLES[part])
    if not entries:
        yield section(wording.NOTHING_HERE)
        return
    shown = part_shown(check, part, above)
    yield from _told(shown.pieces)
    if shown.rest:
        line = shortened(shown.rest, _LINE)
        yield section_with(line, read_button(said.read_all(len(entries)), Reading(asked, part)))


def read_button(label: str, reading: Reading) -> Block:
    """A button that opens the first page of clauses."""
    return button(label, f"{READ}_{_PLACES[reading.what]}", encode_reading(reading))


def page(check: Check, reading: Reading) -> Block:
    """One page of the clauses of a part, of the silences, or of what does not agree: all of it can be leafed through.

    Each page begins and ends with a whole clause, unless one alone is longer.
    """
    title, pieces = readable(check, reading.what)
    pages = _paged([list(_told([piece])) for piece in pieces])
    number = min(reading.page, len(pages) - 1)
    body = [header(said.page_of(title, number + 1, len(pages))), *pages[number]]
    if len(pages) > 1:
        last = number == len(pages) - 1
        label, following = (said.TO_THE_BEGINNING, 0) if last else (said.MORE, number + 1)
        turned = encode_reading(replace(reading, page=following))
        body.append(buttons([button(label, f"{TURN}_0", turned)]))
    body.append(context(from_the_protocol(check.protocol.name, check.protocol.title, check.protocol.version)))
    return told_page(said.TITLE, body, close=said.BACK)


def _told(pieces: Sequence[Piece]) -> Iterator[Block]:
    """Headings that a clause shares with the one before it are not said again."""
    under: tuple[str, ...] = ()
    for piece in pieces:
        if piece.case:
            yield rich_text(rich_line(run(piece.case, bold=True)))
        if piece.sentence:
            yield section(piece.sentence)
        for quote in piece.quotes:
            yield from quote_blocks(quote, under=under)
            under = quote.heading
        if piece.note:
            yield context(piece.note)


def _paged(pieces: Sequence[Sequence[Block]]) -> list[list[Block]]:
    pages: list[list[Block]] = [[]]
    for piece in pieces:
        full = text_length(pages[-1]) + text_length(piece) > _PAGE_TEXT or len(pages[-1]) + len(piece) > _PAGE_BLOCKS
        if pages[-1] and full:
            pages.append([])
        pages[-1].extend(piece)
    return pages if pages[0] else [[section(wording.NOTHING_HERE)]]
