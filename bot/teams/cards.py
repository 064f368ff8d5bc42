"""Cards as they are sent: what stands in them, and the same in plain text, within what Teams takes.

Nothing is ever cut: what does not fit into one card goes on in the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.teams.elements import Element, adaptive_card, words_of
from bot.teams.limits import ENVELOPE, LARGEST, check_size, fits, size_of

_FRAME = size_of(adaptive_card([], "")) + size_of("")
"""Bytes of a card with nothing in it."""


@dataclass(frozen=True, slots=True)
class Card:
    """One message. `summary` is what a notification and a screen reader say of it: all its words, unless they are for
    its reader's eyes alone.

    `settled` is whether a card that an action brings up stays for good in the place of the one that was pressed.
    """

    content: Element
    summary: str
    settled: bool = False


def card(body: Sequence[Element], *, preview: str = "", settled: bool = False) -> Card:
    """A card of its elements. Raises `bot.teams.limits.LimitError` where Teams would refuse it.

    `preview` stands in notifications in the place of all its words.
    """
    made = _made(body, preview, settled)
    check_size(made.content, made.summary)
    return made


def cards(body: Sequence[Element], tail: Sequence[Element] = (), *, preview: str = "") -> list[Card]:
    """As many cards as it takes; the tail stays together under the last."""
    whole = _made([*body, *tail], preview)
    if fits(whole.content, whole.summary):
        return [whole]
    return [card(part, preview=preview) for part in _packed(body, tail)]


def _made(body: Sequence[Element], preview: str, settled: bool = False) -> Card:
    words = "\n".join(filter(None, map(words_of, body)))
    return Card(adaptive_card(body, words), preview or words, settled)


def _packed(body: Sequence[Element], tail: Sequence[Element]) -> Iterator[list[Element]]:
    room = LARGEST - ENVELOPE - _FRAME - sum(map(_size, tail))
    part: list[Element] = []
    filled = 0
    for element in body:
        size = _size(element)
        if part and filled + size > room:
            yield part
            part, filled = [], 0
        part.append(element)
        filled += size
    yield [*part, *tail]


def _size(element: Element) -> int:
    """The element with the comma behind it, and its words in the plain text and in the summary."""
    return size_of([element]) + 2 * size_of(words_of(element))
