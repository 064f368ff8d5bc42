"""Records of checks: keeping one, having it sent again, looking at all of one's own, deleting, ticking off duties.

Whatever a card claims, each listener looks at the records of whoever pressed alone.
"""

from __future__ import annotations

from dataclasses import replace

from bot.buttons.carrying import StaleValueError
from bot.buttons.neutrality import Asked, decode_asked, decode_tick
from bot.neutrality import own
from bot.neutrality.form import time_of
from bot.teams.cards import Card
from bot.teams.delivery import send_privately
from bot.teams.desk import Desk
from bot.teams.inbound import Turn
from bot.teams.neutrality.checking import checked, record_of, result_of, side_of
from bot.teams.neutrality.duties import duty_card
from bot.teams.neutrality.forms import again_form
from bot.teams.neutrality.records import export_cards, mine_card
from bot.teams.wording import NEUTRALITY_EXPORTED, NEUTRALITY_NOT_THERE
from handlers.neutrality import form_wording as said
from handlers.requests.ports import StoreUnavailable

_NO_CHECK = "-"


async def on_keep(desk: Desk, turn: Turn) -> Card:
    """Keep a record of what is shown."""
    asked = decode_asked(turn.value)
    try:
        await _keep(desk, turn, asked)
    except StoreUnavailable:
        return await _away(desk, turn, asked)
    return await result_of(desk, turn, replace(asked, kept=True), said.KEPT, settled=True)


async def on_again(desk: Desk, turn: Turn) -> Card:  # noqa: ARG001 (as all listeners)
    """Ask when."""
    return again_form(decode_asked(turn.value))


async def on_again_form(desk: Desk, turn: Turn) -> Card:
    """A time was chosen. A record is kept, or there would be nothing to send; the result says when it comes."""
    asked, side = decode_asked(turn.value), side_of(desk)
    try:
        at = time_of(turn.typed, side.now(), side.zone)
    except ValueError:
        raise StaleValueError from None
    if isinstance(at, dict):
        return again_form(asked, turn.typed, at)
    try:
        await _keep(desk, turn, asked)
        await side.records.send_again(turn.place.person, asked.key, at)
    except StoreUnavailable:
        return await _away(desk, turn, asked)
    return await result_of(desk, turn, replace(asked, kept=True), settled=True)


async def on_cancel(desk: Desk, turn: Turn) -> Card:
    """Do not send it again after all."""
    asked = decode_asked(turn.value)
    await side_of(desk).records.send_again(turn.place.person, asked.key, None)
    return await result_of(desk, turn, asked, settled=True)


async def on_delete(desk: Desk, turn: Turn) -> Card:
    """Delete a record, and show the check without it."""
    asked = decode_asked(turn.value)
    await side_of(desk).records.delete(turn.place.person, asked.key)
    return await result_of(desk, turn, replace(asked, kept=False), said.DELETED, settled=True)


async def on_mine(desk: Desk, turn: Turn) -> Card:
    """All records of whoever pressed."""
    side = side_of(desk)
    return mine_card(await side.records.of(turn.place.person), side.zone, _check_below(turn))


async def on_open(desk: Desk, turn: Turn) -> Card:
    """One of them: the check as it is now, and what was kept of it."""
    asked = decode_asked(turn.value)
    record = await record_of(desk, turn, asked)
    trouble = "" if record else NEUTRALITY_NOT_THERE
    if record and own.is_changed_since(side_of(desk), record):
        trouble = said.CHANGED_SINCE
    return await result_of(desk, turn, asked, trouble)


async def on_export(desk: Desk, turn: Turn) -> Card:
    """Send them all to whoever pressed, and to nobody else."""
    side = side_of(desk)
    found = await side.records.of(turn.place.person)
    await send_privately(desk, turn.place, export_cards(found))
    return mine_card(found, side.zone, _check_below(turn), NEUTRALITY_EXPORTED)


async def on_tick(desk: Desk, turn: Turn) -> Card | None:
    """Tick a duty off or take it back, and show how the list stands."""
    pressed, side = decode_tick(turn.value), side_of(desk)
    record = await own.tick(side, turn.place.person, pressed)
    return duty_card(await checked(desk, own.asked_of(record)), record) if record else None


async def on_tick_in_check(desk: Desk, turn: Turn) -> Card | None:
    """The same in the check itself."""
    record = await own.tick(side_of(desk), turn.place.person, decode_tick(turn.value))
    return await result_of(desk, turn, own.asked_of(record), settled=True) if record else None


async def _keep(desk: Desk, turn: Turn, asked: Asked) -> None:
    await own.keep(side_of(desk), turn.place.person, asked, await checked(desk, asked))


async def _away(desk: Desk, turn: Turn, asked: Asked) -> Card:
    """The check needs no records: it stays, with a word."""
    return await result_of(desk, turn, replace(asked, kept=False), said.AWAY)


def _check_below(turn: Turn) -> Asked | None:
    """The check in whose place the list stands; None where it was asked for in the form."""
    return None if turn.value == _NO_CHECK else decode_asked(turn.value)
