"""Moves: a button on a request, in which a question or a form unfolds where one is needed, then what became of it.

Whether somebody may make a move is asked of the desk for requests at the last moment, with the person whom Teams
names, whatever the card claims.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons.requests import Press, decode_press
from bot.teams.cards import Card
from bot.teams.delivery import send
from bot.teams.desk import Desk
from bot.teams.escaping import typed_as_it_was
from bot.teams.inbound import Turn
from bot.teams.requests.asking import person_at, side_of
from bot.teams.requests.pages import after_move, notice_cards, refusal_cards, words_cards, words_id
from handlers.messages import Notice
from handlers.requests import wording
from handlers.requests.lifecycle import move_of
from handlers.requests.messages import RequestView

_BESIDE = {wording.WORDS_TITLE, wording.WORDS_WRONG_TITLE}


async def on_move(desk: Desk, turn: Turn) -> Card | Sequence[Card] | None:
    """Make the move, and show how the request stands after it or why nothing was changed."""
    press = decode_press(turn.value)
    words = typed_as_it_was(turn.typed.get(words_id(press.move), "")) if move_of(press.move).words else ""
    person = person_at(turn.place)
    outcome = await side_of(desk).desk.act(
        press.reference, press.move, person, version=press.version, words=words, task=press.task
    )
    if isinstance(outcome, RequestView):
        return after_move(outcome)
    return await _refused(desk, turn, press, outcome, words)


async def _refused(desk: Desk, turn: Turn, press: Press, notice: Notice, words: str) -> Sequence[Card] | None:
    if notice.title in _BESIDE:
        return words_cards(press, words, " ".join(notice.paragraphs))
    if notice.title == wording.STORE_AWAY_TITLE:
        # The card stays, with what was typed into it.
        await send(desk, turn.place, notice_cards(notice))
        return None
    stands = await side_of(desk).desk.show(press.reference, person_at(turn.place))
    return refusal_cards(notice, stands if isinstance(stands, RequestView) else None, words)
