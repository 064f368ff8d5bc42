"""Buttons under answers: each carries what it does (bot.buttons), so an old one works, or is answered politely."""

from __future__ import annotations

import asyncio

from bot.buttons.answers import decode, decode_feedback
from bot.teams.cards import Card
from bot.teams.commands import role_notice
from bot.teams.conversation import ask, tell
from bot.teams.delivery import say, send
from bot.teams.desk import Desk
from bot.teams.inbound import Turn
from bot.teams.outbound import Shown, answer_cards
from bot.teams.person import person_card
from handlers import wording


async def on_section(desk: Desk, turn: Turn) -> None:
    """The whole section of a clause."""
    await tell(desk, turn.place, await desk.think(desk.answers.section, decode(turn.value).clauses[0]))


async def on_others(desk: Desk, turn: Turn) -> None:
    """The clauses that come next."""
    action = decode(turn.value)
    await tell(desk, turn.place, await desk.think(desk.answers.others, action.authority, action.clauses))


async def on_ask(desk: Desk, turn: Turn) -> None:
    """A question that the desk offered."""
    action = decode(turn.value)
    await ask(desk, turn.place, action.question, action.authority)


async def on_role(desk: Desk, turn: Turn) -> None:
    """Somebody says on which side they stand; the question that it was asked for is answered again."""
    action = decode(turn.value)
    await desk.roles.remember(turn.place.person, action.role)
    if action.question:
        await ask(desk, turn.place, action.question, action.authority)
    else:
        await tell(desk, turn.place, role_notice(action.role))


async def on_person(desk: Desk, turn: Turn) -> list[Card]:
    """A form for the contact that the operator named; without one it is said whom to ask."""
    authority = decode(turn.value).authority
    if desk.options.contact:
        return [person_card(authority)]
    return answer_cards(await desk.think(desk.answers.person, authority), Shown(private=True))


async def on_feedback(desk: Desk, turn: Turn) -> None:
    """Note whether a reply helped: its clauses, without the question or the person."""
    authority, clauses, helpful = decode_feedback(turn.value)
    await asyncio.to_thread(desk.memory.record_feedback, authority, clauses, helpful)
    await send(desk, turn.place, say(wording.THANKS_HELPFUL if helpful else wording.THANKS_NOT_HELPFUL))
