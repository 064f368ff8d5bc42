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

BUTTONS: Mapping[str, Callable[[Desk, Turn], Awaitable[Card | None]]] = {
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
