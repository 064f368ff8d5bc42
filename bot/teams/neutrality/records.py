"""All of somebody's records, in a card and as text to take away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from bot.buttons.neutrality import Asked, encode_asked
from bot.neutrality.own import asked_of
from bot.neutrality.showing import day_in_words
from bot.teams.cards import Card, card, cards
from bot.teams.elements import Element, buttons, execute, heading, paragraph, run, small, text
from bot.teams.escaping import inert
from bot.teams.neutrality.clauses import named
from bot.teams.neutrality.values import BACK, EXPORT, OPEN
from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.keeping import as_json
from handlers.neutrality.ports import Record
from handlers.requests.dates import without_weekday

MOST = 30
"""Records that a card lists; the newest. All of them can be exported."""
_PIECE = 6000


def mine_card(records: Sequence[Record], zone: tzinfo, back: Asked | None = None, told: str = "") -> Card:
    """A line for each with a button that opens it. `back` is the check to which a button leads back."""
    row = [execute(said.EXPORT, EXPORT, encode_asked(back) if back else "-")] if records else []
    row += [execute(said.BACK, BACK, encode_asked(back))] if back else []
    more = [small(said.more_kept(MOST, len(records)))] if len(records) > MOST else []
    body = [
        heading(said.MINE_TITLE, large=True),
        *([text(told)] if told else []),
        *([text(said.NONE_KEPT)] if not records else _lines(records[:MOST], zone)),
        *([buttons(row)] if row else []),
        *more,
        *([small(said.ONLY_YOURS)] if records else []),
    ]
    return card(body, preview=said.MINE_TITLE)


def export_cards(records: Sequence[Record]) -> list[Card]:
    """Each record as a line of JSON, in as many cards as it takes. A line that is too long goes on in the next."""
    lines = [element for record in records for element in _line_elements(inert(as_json(record)))]
    return cards([heading(said.EXPORT_TITLE), *lines], [small(said.ONLY_YOURS)], preview=said.EXPORT_TITLE)


def _lines(records: Sequence[Record], zone: tzinfo) -> Iterator[Element]:
    for record in records:
        kept = without_weekday(record.made_at.astimezone(zone).date())
        line = said.listed(wording.MEETINGS[record.facts.meeting], day_in_words(record.facts), kept)
        yield from named(line, execute(said.OPEN, OPEN, encode_asked(asked_of(record))))


def _line_elements(line: str) -> Iterator[Element]:
    for start in range(0, len(line), _PIECE):
        yield paragraph(run(line[start : start + _PIECE]) | {"fontType": "Monospace"})
