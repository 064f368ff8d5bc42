"""The clauses of a check: the first of each part to the letter, and pages on which all of them can be read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bot.buttons.neutrality import BANNER, SILENT, TENSIONS, Asked, Reading, encode_reading
from bot.slack.blocks import Block, button, buttons, context, header, rich_line, rich_text, run, section, section_with
from bot.slack.limits import text_length
from bot.slack.neutrality.values import READ, TURN
from bot.slack.quotes import quote_blocks
from bot.slack.requests.fields import shortened
from bot.slack.requests.pages import told_page
from handlers.messages import Quote
from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.messages import Check, Entry
from handlers.wording import from_the_protocol
from knowledge.clause import Status
from knowledge.neutrality import Part

FIRST = 700
"""Characters of clauses that a part shows at once, so that all three parts stay in reach of a thumb. The first clause
is always shown whole."""
_FIRST_CLAUSES = 2
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
    ahead = [entry for entry in entries if entry.quote.clause not in above]
    shown = ahead[: _first(ahead)]
    yield from _told(shown, beside=False)
    left = [entry for entry in entries if entry not in shown]
    proposed = any(entry.proposed for entry in shown)
    if left or proposed:
        line = shortened("\n".join((*([said.ALSO_PROPOSED] if proposed else []), *_labels(left))), _LINE)
        yield section_with(line, read_button(said.read_all(len(entries)), Reading(asked, part)))


def read_button(label: str, reading: Reading) -> Block:
    """A button that opens the first page of clauses."""
    return button(label, f"{READ}_{_PLACES[reading.what]}", encode_reading(reading))


def page(check: Check, reading: Reading) -> Block:
    """One page of the clauses of a part, of the silences, or of what does not agree: all of it can be leafed through.

    Each page begins and ends with a whole clause, unless one alone is longer.
    """
    title, pieces = _pieces(check, reading.what)
    pages = _paged(pieces)
    number = min(reading.page, len(pages) - 1)
    body = [header(said.page_of(title, number + 1, len(pages))), *pages[number]]
    if len(pages) > 1:
        last = number == len(pages) - 1
        label, following = (said.TO_THE_BEGINNING, 0) if last else (said.MORE, number + 1)
        turned = encode_reading(replace(reading, page=following))
        body.append(buttons([button(label, f"{TURN}_0", turned)]))
    body.append(context(from_the_protocol(check.protocol.name, check.protocol.title, check.protocol.version)))
    return told_page(said.TITLE, body, close=said.BACK)


def labels_of(quotes: Sequence[Quote]) -> tuple[str, ...]:
    """The labels of clauses, each once. Where they can be read it is said which of them the desk numbered."""
    return tuple(dict.fromkeys(said.cited(quote.label, proposed=quote.status is Status.PROPOSED) for quote in quotes))


def _first(entries: Sequence[Entry]) -> int:
    """How many are shown at once. Those that something must happen for wait behind the button."""
    count, length = 0, 0
    for entry in entries:
        length += len(entry.quote.text)
        if count and (length > FIRST or entry.case or count == _FIRST_CLAUSES):
            break
        count += 1
    return count


def _labels(entries: Sequence[Entry]) -> Iterator[str]:
    for number, (case, group) in enumerate(groupby(entries, key=lambda entry: entry.case)):
        labels = labels_of([entry.quote for entry in group])
        yield said.in_case(case, labels) if case else said.also(labels) if not number else said.only(labels)


def _told(entries: Sequence[Entry], *, beside: bool) -> Iterator[Block]:
    """Each clause, `beside` it what is proposed in its place; why it is shown stands there once for several."""
    because, case, under = "", "", tuple[str, ...]()
    for entry in entries:
        if entry.case and entry.case != case:
            yield rich_text(rich_line(run(entry.case, bold=True)))
        for quote in (entry.quote, *(entry.proposed if beside else ())):
            yield from quote_blocks(quote, under=under)
            under = quote.heading
        if entry.because != because:
            yield context(entry.because)
        because, case = entry.because, entry.case


def _pieces(check: Check, what: str) -> tuple[str, list[list[Block]]]:
    """The title, and what must not be parted."""
    if what == SILENT:
        return wording.SILENT_ON, [
            [section(one.sentence), *(block for quote in one.nearest for block in quote_blocks(quote))]
            for one in check.silent
        ]
    if what == TENSIONS:
        return wording.TENSION, [
            [section(sentence), *(block for quote in quotes for block in quote_blocks(quote)), context(said.SIDE_NOTE)]
            for sentence, quotes in check.tensions
        ]
    if what == BANNER:
        quotes = check.banner.quotes if check.banner else ()
        return wording.ELECTION_TITLE, [quote_blocks(quote) for quote in quotes]
    return wording.TITLES[Part(what)], _by_clause(check.entries.get(Part(what), ()))


def _by_clause(entries: Sequence[Entry]) -> list[list[Block]]:
    pieces: list[list[Block]] = []
    because, case = "", ""
    for entry in entries:
        made = list(_told([entry], beside=True))
        if entry.case and entry.case == case:
            del made[0]
        if entry.because == because:
            del made[-1]
        pieces.append(made)
        because, case = entry.because, entry.case
    return pieces


def _paged(pieces: Sequence[Sequence[Block]]) -> list[list[Block]]:
    pages: list[list[Block]] = [[]]
    for piece in pieces:
        full = text_length(pages[-1]) + text_length(piece) > _PAGE_TEXT or len(pages[-1]) + len(piece) > _PAGE_BLOCKS
        if pages[-1] and full:
            pages.append([])
        pages[-1].extend(piece)
    return pages if pages[0] else [[section(wording.NOTHING_HERE)]]
