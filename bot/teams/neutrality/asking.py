"""From the command or a button to the form, and from the form to the result."""

from __future__ import annotations

from uuid import uuid4

from bot.buttons.answers import decode
from bot.buttons.carrying import StaleValueError
from bot.buttons.neutrality import Asked, decode_asked, decode_reading, decode_side
from bot.neutrality.form import facts_of
from bot.teams.cards import Card
from bot.teams.commands import command_of
from bot.teams.desk import Desk
from bot.teams.inbound import Turn
from bot.teams.neutrality.checking import checked, result_of
from bot.teams.neutrality.clauses import page
from bot.teams.neutrality.forms import facts_form, given_of
from bot.teams.wording import NEUTRALITY_NO_KIND
from handlers.neutrality.messages import Facts
from handlers.neutrality.typed import is_meeting_and_day, read_words
from knowledge.clause import Role


def is_command(words: str) -> bool:
    """Whether what begins with the word is the command: with a slash, or where only a meeting and a day follow.

    Anything else is a question, such as "neutrality of officers at ward meetings".
    """
    return words.lstrip().startswith("/") or is_meeting_and_day(command_of(words)[1])


async def on_command(desk: Desk, turn: Turn) -> Card:
    """`neutrality`, `neutrality ward 4 March 2027`: the form, or the result where the kind of meeting was typed."""
    authority = desk.options.authority_in(turn.place.conversation)
    meeting, day = read_words(command_of(turn.words)[1])
    side = await _side(desk, turn)
    if meeting is None:
        return facts_form(authority, side, given_of(None, day))
    return await result_of(desk, turn, _new(authority, Facts(meeting, day, {}, side)))


async def on_begin(desk: Desk, turn: Turn) -> Card:
    """The button under an answer: the form, with the kind of meeting that the answer is about."""
    action = decode(turn.value)
    authority = action.authority or desk.options.authority_in(turn.place.conversation)
    return facts_form(authority, await _side(desk, turn), given_of(action.meeting, None))


async def on_form(desk: Desk, turn: Turn) -> Card:
    """The facts were sent: the result stands in the place of the form."""
    authority, side = decode_side(turn.value)
    try:
        facts = facts_of(turn.typed, side)
    except ValueError:
        raise StaleValueError from None
    if facts is None:
        return facts_form(authority, side, turn.typed, NEUTRALITY_NO_KIND)
    return await result_of(desk, turn, _new(authority, facts), settled=True)


async def on_show(desk: Desk, turn: Turn) -> Card:
    """A check with other facts, which no record was kept of yet."""
    asked = decode_asked(turn.value)
    return await result_of(desk, turn, _new(asked.authority, asked.facts))


async def on_back(desk: Desk, turn: Turn) -> Card:
    """From what was read to the check."""
    return await result_of(desk, turn, decode_asked(turn.value))


async def on_facts(desk: Desk, turn: Turn) -> Card:  # noqa: ARG001 (as all listeners)
    """Back to the form, with what is known."""
    asked = decode_asked(turn.value)
    facts = asked.facts
    return facts_form(asked.authority, facts.side, given_of(facts.meeting, facts.on, facts), back=asked)


async def on_read(desk: Desk, turn: Turn) -> Card:
    """Clauses in full, in the place of the result, with a way back to it."""
    reading = decode_reading(turn.value)
    return page(await checked(desk, reading.asked), reading)


def _new(authority: str, facts: Facts) -> Asked:
    return Asked(authority, facts, uuid4().hex)


async def _side(desk: Desk, turn: Turn) -> Role:
    """Whoever did not say that they are a councillor is shown what the officer needs."""
    return await desk.roles.of(turn.place.person) or Role.OFFICER
