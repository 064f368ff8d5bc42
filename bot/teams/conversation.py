"""From words to an answer in its place: what all ways of asking have in common."""

from __future__ import annotations

from dataclasses import replace

from bot.teams.commands import command_buttons
from bot.teams.delivery import send
from bot.teams.desk import Desk
from bot.teams.inbound import GROUP, Place
from bot.teams.outbound import Shown, answer_cards
from bot.teams.unfolding import forms_of
from bot.teams.wording import COMMANDS
from bot.thinking import answered
from handlers.messages import Outgoing, Question


async def ask(desk: Desk, place: Place, words: str, authority: str = "") -> None:
    """Answer what somebody said, or explain the desk where they said nothing."""
    authority = authority or desk.options.authority_in(place.conversation)
    if not words:
        told = await desk.think(desk.answers.help, authority)
        explained = replace(told, paragraphs=(*told.paragraphs, COMMANDS))
        shown = Shown(place.private, await forms_of(desk, place, explained), (command_buttons(desk),))
        await send(desk, place, answer_cards(explained, shown))
        return
    role = await desk.roles.of(place.person)
    question = Question(words, authority, role, conversation_key(place))
    await tell(desk, place, await answered(desk.answers, desk.metrics, desk.think, question))


async def tell(desk: Desk, place: Place, outgoing: Outgoing) -> None:
    """Put what the desk says into cards and send them where it was asked."""
    shown = Shown(place.private, await forms_of(desk, place, outgoing))
    await send(desk, place, answer_cards(outgoing, shown))


def conversation_key(place: Place) -> str:
    """The key of a conversation: a thread of a channel, a chat with one person.

    In a group chat there are no threads: what one person asks there is never joined to what another asked.
    """
    whose = f":{place.user}" if place.kind == GROUP else ""
    return f"teams:{place.tenant}:{place.conversation}{whose}"
