"""Making the cards of a check for whoever pressed: of records, only their own is looked at."""

from __future__ import annotations

from dataclasses import replace

from bot.buttons.neutrality import Asked
from bot.neutrality.own import standing
from bot.ports import NeutralitySide
from bot.teams.cards import Card
from bot.teams.desk import Desk
from bot.teams.inbound import Turn
from bot.teams.neutrality.views import result_card
from handlers.neutrality.messages import Check
from handlers.neutrality.ports import Record


def side_of(desk: Desk) -> NeutralitySide:
    """What the listeners work with (there is one: bot.teams.app sees to it)."""
    assert desk.neutrality is not None
    return desk.neutrality


async def checked(desk: Desk, asked: Asked) -> Check:
    """The check, made outside the event loop."""
    return await desk.think(side_of(desk).desk.check, asked.authority, asked.facts)


async def record_of(desk: Desk, turn: Turn, asked: Asked) -> Record | None:
    """The record that whoever pressed keeps of a check."""
    return await side_of(desk).records.get(turn.place.person, asked.key)


async def result_of(desk: Desk, turn: Turn, asked: Asked, trouble: str = "", *, settled: bool = False) -> Card:
    """The result as it stands with whoever pressed."""
    check = await checked(desk, asked)
    record = await record_of(desk, turn, asked) if asked.kept else None
    shown = replace(asked, kept=record is not None)
    return result_card(check, shown, standing(side_of(desk), record, trouble), settled=settled)
