"""The clauses of a request: to the letter, or behind a button where they are long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.buttons.requests import Opening, encode_opening
from bot.request_views import shown_and_behind
from bot.teams.elements import Element, beside, container, numbered, paragraph, run, submit, text
from bot.teams.quotes import quote_elements
from bot.teams.requests.buttons import CLAUSES
from handlers.messages import Quote
from handlers.requests import form_wording as said


def whole_clauses(quotes: Sequence[Quote]) -> Iterator[Element]:
    """All of them, under a title."""
    if quotes:
        yield paragraph(run(said.WHAT_IT_SAYS, bold=True))
    for quote in quotes:
        yield from quote_elements(quote)


def folded_clauses(quotes: Sequence[Quote], opening: Opening, *, first: bool) -> Iterator[Element]:
    """A line that names them, with the button that shows them in full; the `first` above it, where it is short.

    The button writes them below: the card with what was typed into it stays as it is.
    """
    shown, line = shown_and_behind(quotes, first=first)
    yield from whole_clauses(shown)
    value = encode_opening(Opening(opening.authority, opening.type))
    yield beside([text(line)], submit(said.READ_CLAUSES, CLAUSES, value) | {"associatedInputs": "none"})


def conditions(sentences: Sequence[str]) -> Iterator[Element]:
    """What the protocol lays down beside, each in a line."""
    yield from listed(said.CONDITIONS, sentences)


def listed(title: str, sentences: Sequence[str]) -> Iterator[Element]:
    """Lines under a title."""
    if sentences:
        bullets = numbered(([run(one)] for one in sentences), ordered=False)
        yield container(paragraph(run(title, bold=True)), bullets)
