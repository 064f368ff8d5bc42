"""Sends cards to where they belong, and tries again what Teams has surely not taken.

Source of the waits: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from bot.logs import event
from bot.teams.cards import Card, card
from bot.teams.desk import Desk
from bot.teams.elements import text
from bot.teams.inbound import Place
from bot.teams.people import UnreachableError
from bot.teams.ports import TeamsError
from bot.teams.wording import NO_CHAT

T = TypeVar("T")
log = logging.getLogger(__name__)
WAITS = (1.0, 2.0, 4.0)
"""Seconds before each further try, or longer where Teams asks for it."""
LONGEST = 120.0
"""Seconds. What Teams wants to be left alone for longer with is given up."""
PAUSE = 0.2
"""Seconds between two messages of one answer: seven may come in a second."""


class UndeliveredError(Exception):
    """Teams did not take a message. `__cause__` says why."""


async def send(desk: Desk, place: Place, cards: Sequence[Card]) -> str:
    """Write where something was asked; the id of the last message. Raises UndeliveredError."""
    return await write(desk, place.service_url, place.conversation, cards)


async def send_privately(desk: Desk, place: Place, cards: Sequence[Card]) -> bool:
    """Write into the chat of whoever asked alone with the desk. Whether that could be: else a word says so where they
    asked. Raises UndeliveredError.
    """
    try:
        chat = await desk.people.chat_of(place)
    except (UnreachableError, TeamsError) as error:
        event(log, "no_chat", logging.WARNING, reason=type(error).__name__)
        await send(desk, place, say(NO_CHAT))
        return False
    await write(desk, place.service_url, chat, cards)
    return True


async def edit(desk: Desk, place: Place, message: str, changed: Card) -> bool:
    """Put a card in the place of a message. Whether Teams took it: it may be gone, or too old."""
    try:
        await _patiently(lambda: desk.connector.edit(place.service_url, place.conversation, message, changed))
    except TeamsError as error:
        event(log, "message_not_changed", logging.WARNING, reason=error.code or str(error.status))
        return False
    return True


async def write(desk: Desk, service_url: str, conversation: str, cards: Sequence[Card]) -> str:
    """Write into any conversation; the id of the last message. Raises UndeliveredError."""
    message = ""
    try:
        for number, one in enumerate(cards):
            if number:
                await asyncio.sleep(PAUSE)
            message = await _patiently(lambda one=one: desk.connector.post(service_url, conversation, one), once=True)  # type: ignore[misc]
    except TeamsError as error:
        raise UndeliveredError from error
    return message


def say(*sentences: str) -> list[Card]:
    """A sentence or two of the desk's own."""
    return [card([text(sentence) for sentence in sentences])]


async def _patiently(call: Callable[[], Awaitable[T]], *, once: bool = False) -> T:
    """Try again after each wait where that may help. Raises the TeamsError of the last try.

    What may only be done `once` is not tried again where Teams may have done it.
    """
    for wait in WAITS:
        try:
            return await call()
        except TeamsError as error:
            if not error.is_passing or error.retry_after > LONGEST or (once and error.may_be_done):
                raise
            event(log, "teams_busy", logging.WARNING, reason=error.code or str(error.status))
            await asyncio.sleep(max(wait, error.retry_after))
    return await call()
