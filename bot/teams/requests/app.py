"""The listeners for formal requests: for each button, and for each word that can be typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.teams.buttons import name_of
from bot.teams.cards import Card
from bot.teams.desk import Desk
from bot.teams.inbound import Turn
from bot.teams.requests import buttons, moves, showing, starting
from bot.teams.requests.typed import is_alone, is_request
from handlers.messages import ActionKind

Listener = Callable[[Desk, Turn], Awaitable[Card | Sequence[Card] | None]]

BUTTONS: Mapping[str, Listener] = {
    name_of(ActionKind.REQUEST): starting.on_answer,
    buttons.BEGIN: starting.on_begin,
    buttons.START: starting.on_start,
    buttons.SIDE: starting.on_side,
    buttons.FORM: starting.on_form,
    buttons.AGAIN: starting.on_again,
    buttons.SEND: starting.on_send,
    buttons.SHOW: showing.on_show,
    buttons.LISTS: showing.on_lists,
    buttons.CLAUSES: showing.on_clauses,
    buttons.MOVE: moves.on_move,
}
COMMANDS: Mapping[str, tuple[Listener, Callable[[Desk, Turn], bool]]] = {
    "request": (starting.on_request, is_request),
    "requests": (showing.on_requests, is_alone),
    "home": (showing.on_home, is_alone),
}
"""By the first word, with what tells whether it is meant: a question may begin with it too."""
