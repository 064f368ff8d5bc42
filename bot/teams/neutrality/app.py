"""The listeners of the neutrality check, by the names of their buttons."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.teams.buttons import name_of
from bot.teams.cards import Card
from bot.teams.desk import Desk
from bot.teams.inbound import Turn
from bot.teams.neutrality import asking, keeping
from bot.teams.neutrality import values as named
from handlers.messages import ActionKind

Listener = Callable[[Desk, Turn], Awaitable[Card | None]]
ATTENDANCE, on_request = named.ATTENDANCE, asking.on_request
"""From a check to the request for the attendance: where no requests are set up, it is these that are missing."""
BUTTONS: Mapping[str, Listener] = {
    name_of(ActionKind.NEUTRALITY): asking.on_begin,
    named.FORM: asking.on_form,
    named.READ: asking.on_read,
    named.BACK: asking.on_back,
    named.SHOW: asking.on_show,
    named.FACTS: asking.on_facts,
    named.AGAIN: keeping.on_again,
    named.AGAIN_FORM: keeping.on_again_form,
    named.CANCEL: keeping.on_cancel,
    named.KEEP: keeping.on_keep,
    named.DELETE: keeping.on_delete,
    named.MINE: keeping.on_mine,
    named.OPEN: keeping.on_open,
    named.EXPORT: keeping.on_export,
    named.TICK: keeping.on_tick,
    named.TICK_IN_CHECK: keeping.on_tick_in_check,
}
COMMANDS: Mapping[str, tuple[Listener, Callable[[Desk, Turn], bool]]] = {
    "neutrality": (asking.on_command, asking.is_command),
}
"""By the first word, with what tells whether it is meant: a question may begin with it too."""
