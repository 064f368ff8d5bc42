"""Sharing an answer from the chat alone with the desk: in a channel or group chat where its asker has asked before."""

from __future__ import annotations

from bot.buttons.answers import decode
from bot.buttons.carrying import StaleValueError
from bot.teams.buttons import SHARE_THERE
from bot.teams.cards import Card, card
from bot.teams.delivery import say, write
from bot.teams.desk import Desk
from bot.teams.elements import buttons, execute, heading, text
from bot.teams.escaping import inert
from bot.teams.fields import choice_input
from bot.teams.inbound import Turn
from bot.teams.outbound import Shown, answer_cards
from bot.teams.ports import Gathering
from bot.teams.wording import (
    SHARE_CHOOSE,
    SHARE_FIELD,
    SHARE_NO_MEMBER,
    SHARE_NOW,
    SHARE_NOWHERE,
    SHARE_TITLE,
    SHARED,
    unnamed,
)

WHERE = "where"


async def on_share(desk: Desk, turn: Turn) -> list[Card]:
    """Ask where. Only places in which this person has asked the desk are offered."""
    decode(turn.value)
    found = await desk.people.gatherings(turn.place.person)
    if not found:
        return say(SHARE_NOWHERE)
    options = [(one.conversation, _name(one)) for one in found]
    field = choice_input(WHERE, SHARE_FIELD, options, missing=SHARE_CHOOSE, value=options[0][0])
    now = execute(SHARE_NOW, SHARE_THERE, turn.value, with_inputs=True, style="positive")
    return [card([heading(SHARE_TITLE), field, buttons([now])])]


async def on_share_there(desk: Desk, turn: Turn) -> Card:
    """Write it there, if whoever pressed has asked there and is still a member: the card says nothing of that."""
    action, chosen = decode(turn.value), turn.typed.get(WHERE, "")
    found = await desk.people.gatherings(turn.place.person)
    there = next((one for one in found if one.conversation == chosen), None)
    if there is None:
        raise StaleValueError
    if not await desk.people.is_in(turn.place, there):
        return _told(SHARE_NO_MEMBER)
    repeated = await desk.think(desk.answers.repeat, action.authority, action.clauses)
    await write(desk, there.service_url, there.conversation, answer_cards(repeated, Shown(private=False)))
    return _told(SHARED)


def _name(gathering: Gathering) -> str:
    return inert(gathering.name) or unnamed(gathering.kind)


def _told(sentence: str) -> Card:
    return card([text(sentence)], settled=True)
