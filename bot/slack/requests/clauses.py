"""The clauses of a request above a form or in a message: to the letter, or behind a button where they are long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.buttons.requests import Opening, encode_opening
from bot.quoting import cite
from bot.slack.blocks import Block, button, rich_line, rich_text, run, section_with
from bot.slack.quotes import quote_blocks
from bot.slack.requests.values import CLAUSES
from handlers.messages import Quote
from handlers.requests import form_wording as said
from knowledge.clause import Status

WHOLE = 620
"""Characters of clauses that still leave a form's fields, or a request's buttons, in sight on a phone."""
FIRST = 500
"""The same for the first of several, above a button that shows the rest."""


def whole_clauses(quotes: Sequence[Quote]) -> Iterator[Block]:
    """All of them, under a title."""
    if quotes:
        yield rich_text(rich_line(run(said.WHAT_IT_SAYS, bold=True)))
    for quote in quotes:
        yield from quote_blocks(quote)


def are_long(quotes: Sequence[Quote]) -> bool:
    """Whether they would push what a reader came for out of sight."""
    return sum(len(quote.text) for quote in quotes) > WHOLE


def folded_clauses(quotes: Sequence[Quote], opening: Opening, *, first: bool) -> Iterator[Block]:
    """A line that names them, with the button that shows them in full; the `first` above it, where it is short."""
    shown = quotes[:1] if first and len(quotes[0].text) <= FIRST else ()
    yield from whole_clauses(shown)
    left = quotes[len(shown) :]
    labels = tuple(dict.fromkeys(cite(quote) for quote in left))
    proposed = any(quote.status is Status.PROPOSED for quote in left)
    line = said.clauses_behind(labels, more=bool(shown), proposed=proposed)
    yield section_with(line, button(said.READ_CLAUSES, f"{CLAUSES}_0", encode_opening(opening)))
