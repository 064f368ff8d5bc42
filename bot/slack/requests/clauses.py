"""The clauses of a request above a form or in a message: to the letter, or behind a button where they are long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.buttons.requests import Opening, encode_opening
from bot.request_views import shown_and_behind
from bot.slack.blocks import Block, button, rich_line, rich_text, run, section_with
from bot.slack.quotes import quote_blocks
from bot.slack.requests.values import CLAUSES
from handlers.messages import Quote
from handlers.requests import form_wording as said


def whole_clauses(quotes: Sequence[Quote]) -> Iterator[Block]:
    """All of them, under a title."""
    if quotes:
        yield rich_text(rich_line(run(said.WHAT_IT_SAYS, bold=True)))
    for quote in quotes:
        yield from quote_blocks(quote)


def folded_clauses(quotes: Sequence[Quote], opening: Opening, *, first: bool) -> Iterator[Block]:
    """A line that names them, with the button that shows them in full; the `first` above it, where it is short."""
    shown, line = shown_and_behind(quotes, first=first)
    yield from whole_clauses(shown)
    yield section_with(line, button(said.READ_CLAUSES, f"{CLAUSES}_0", encode_opening(opening)))
