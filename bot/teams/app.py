"""Who does what: the listener for each button and each word, and what is said where one fails.

A listener gives back the cards that it has to show, or None where it has sent them itself. Where a button was pressed
in place, the card takes the place of the one that was pressed.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.buttons.carrying import StaleValueError
from bot.logs import event
from bot.teams import actions, commands, person, sharing
from bot.teams.buttons import FEEDBACK, PERSON_FORM, SHARE_THERE, name_of
from bot.teams.cards import Card
from bot.teams.conversation import ask
from bot.teams.delivery import UndeliveredError, edit, say, send, send_privately
from bot.teams.desk import Desk
from bot.teams.elements import Element
from bot.teams.inbound import Place, Turn
from bot.teams.neutrality import app as neutrality
from bot.teams.neutrality import asking as checking
from bot.teams.requests import app as requests
from bot.teams.wording import IN_OUR_CHAT, NEUTRALITY_OUT_OF_DATE, REQUEST_OUT_OF_DATE, WORKING
from handlers import wording
from handlers.messages import ActionKind
from handlers.neutrality import form_wording as neutrality_said
from handlers.requests import form_wording as request_said
from handlers.requests.ports import StoreUnavailable
from knowledge.errors import QuotationError, UnknownAuthority, UnknownClause

log = logging.getLogger(__name__)
_KNOWN_WITHIN = 1.5  # seconds
Listener = Callable[[Desk, Turn], Awaitable[Card | Sequence[Card] | None]]


@dataclass(frozen=True, slots=True)
class Area:
    """What belongs together: whether it is there at all, and what is said where it is not, or is out of date."""

    is_there: Callable[[Desk], bool]
    not_there: str
    out_of_date: str
    away: tuple[str, ...] = (wording.WENT_WRONG,)


ANSWERS = Area(lambda _: True, "", wording.BUTTON_OUT_OF_DATE)
REQUESTS = Area(lambda desk: desk.requests is not None, request_said.NOT_SET_UP, REQUEST_OUT_OF_DATE)
NEUTRALITY = Area(
    lambda desk: desk.neutrality is not None,
    neutrality_said.NOT_SET_UP,
    NEUTRALITY_OUT_OF_DATE,
    (neutrality_said.AWAY,),
)


@dataclass(frozen=True, slots=True)
class Answering:
    """A listener and its area. What is `private` is shown in the chat of its asker alone with the desk.

    `meant` tells whether a command is meant by what was typed: a question may begin with the same word.
    """

    listener: Listener
    area: Area = ANSWERS
    private: bool = True
    meant: Callable[[Desk, Turn], bool] = lambda _desk, _turn: True


BUTTONS: Mapping[str, Answering] = {
    name_of(ActionKind.SECTION): Answering(actions.on_section, private=False),
    name_of(ActionKind.OTHERS): Answering(actions.on_others, private=False),
    name_of(ActionKind.ASK): Answering(actions.on_ask, private=False),
    name_of(ActionKind.ROLE): Answering(actions.on_role, private=False),
    name_of(ActionKind.SHARE): Answering(sharing.on_share),
    name_of(ActionKind.PERSON): Answering(actions.on_person),
    FEEDBACK: Answering(actions.on_feedback, private=False),
    SHARE_THERE: Answering(sharing.on_share_there),
    PERSON_FORM: Answering(person.on_person_form),
    **{name: Answering(listener, REQUESTS) for name, listener in requests.BUTTONS.items()},
    **{name: Answering(listener, NEUTRALITY) for name, listener in neutrality.BUTTONS.items()},
}
"""By the name that the button carries."""
COMMANDS: Mapping[str, Answering] = {
    "role": Answering(commands.on_role, meant=lambda _, turn: commands.is_role(turn)),
    **{word: Answering(listener, REQUESTS, meant=meant) for word, (listener, meant) in requests.COMMANDS.items()},
    "neutrality": Answering(checking.on_command, NEUTRALITY, meant=lambda _, turn: checking.is_command(turn.words)),
}
"""By the first word that was typed."""


async def on_turn(desk: Desk, turn: Turn) -> None:
    """Answer what somebody said, or pressed in a card that stays."""
    turn = commands.as_typed(turn)
    try:
        found = _answering(desk, turn)
        if found is None:
            await _said(desk, turn)
            return
        shown = await _shown(desk, turn, found)
        if shown and found.private and not turn.place.private:
            if await send_privately(desk, turn.place, shown):
                await send(desk, turn.place, say(IN_OUR_CHAT))
        elif shown:
            await send(desk, turn.place, shown)
    except Exception as error:  # noqa: BLE001 - the one place where everything unforeseen ends
        await _failed(desk, turn.place, error)


async def in_place(desk: Desk, turn: Turn) -> Element | str | None:
    """The card that takes the place of the one that was pressed, or a word; None where nothing changes.

    What takes longer than Teams waits is put there later.
    """
    working = asyncio.create_task(_card_in_place(desk, turn))
    done, _ = await asyncio.wait({working}, timeout=desk.options.answer_within)
    if not done:
        desk.pulse.later(_put_later(desk, turn.place, working))
        return WORKING
    shown = working.result()
    if shown is None or isinstance(shown, str):
        return shown
    if shown.settled and turn.place.private and turn.place.message:
        desk.pulse.later(_settle(desk, turn.place, shown))
    return shown.content


async def _said(desk: Desk, turn: Turn) -> None:
    if turn.button:
        await send(desk, turn.place, say(wording.BUTTON_OUT_OF_DATE))
    else:
        wants_help = commands.command_of(turn.words) == ("help", "")
        await ask(desk, turn.place, "" if wants_help else turn.words)


def _answering(desk: Desk, turn: Turn) -> Answering | None:
    if turn.button or not turn.words:
        return BUTTONS.get(turn.button)
    found = COMMANDS.get(commands.command_of(turn.words)[0])
    return found if found and found.meant(desk, turn) else None


async def _card_in_place(desk: Desk, turn: Turn) -> Card | str | None:
    try:
        found = _answering(desk, turn)
        shown = say(wording.BUTTON_OUT_OF_DATE) if found is None else await _shown(desk, turn, found)
        if found and shown and found.private and not turn.place.private:
            return IN_OUR_CHAT if await send_privately(desk, turn.place, shown) else None
        for more in shown[1:]:
            await send(desk, turn.place, [more])
    except Exception as error:  # noqa: BLE001 - the one place where everything unforeseen ends
        return say(_noted(error))[0]
    return shown[0] if shown else None


async def _shown(desk: Desk, turn: Turn, found: Answering) -> Sequence[Card]:
    """What the listener shows, or what stands against it, in words."""
    if not found.area.is_there(desk):
        return say(found.area.not_there)
    if found.area is not ANSWERS:
        await _introduced(desk, turn.place)
    try:
        shown = await found.listener(desk, turn)
    except (StaleValueError, UnknownAuthority, UnknownClause):
        return say(found.area.out_of_date)
    except QuotationError:
        return say(*wording.MISMATCH)
    except StoreUnavailable:
        return say(*found.area.away)
    return () if shown is None else [shown] if isinstance(shown, Card) else shown


async def _introduced(desk: Desk, place: Place) -> None:
    """Offices are held by people whom the register may know by the name they sign in with."""
    await remembered(desk, place)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_KNOWN_WITHIN):
            await desk.people.introduced(place, now=True)


async def remembered(desk: Desk, place: Place, name: str = "") -> None:
    """Keep where somebody was heard before they are answered: they may share the answer there at once.

    Nobody waits long for a store that is slow.
    """
    await asyncio.wait({desk.pulse.later(desk.people.heard(place, name))}, timeout=_KNOWN_WITHIN)


async def _put_later(desk: Desk, place: Place, working: asyncio.Task[Card | str | None]) -> None:
    """Where others read along, the message of the card is theirs too: its presser alone is written to."""
    shown = await working
    if not isinstance(shown, Card):
        return
    if not (place.private and place.message and await edit(desk, place, place.message, shown)):
        await send_privately(desk, place, [shown])


async def _settle(desk: Desk, place: Place, shown: Card) -> None:
    """The answer to an action alone may be gone once its reader looks again: the message itself is changed too."""
    await edit(desk, place, place.message, shown)


async def _failed(desk: Desk, place: Place, error: Exception) -> None:
    sentence = _noted(error)
    try:
        await send(desk, place, say(sentence))
    except UndeliveredError as again:
        event(log, "failure_not_told", logging.WARNING, reason=type(again.__cause__).__name__)


def _noted(error: Exception) -> str:
    """Log it without anybody's words; what the person is told."""
    undelivered = isinstance(error, UndeliveredError)
    cause = error.__cause__ if undelivered else error
    frames = traceback.extract_tb(cause.__traceback__ if cause else None)
    where = f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    event(log, "listener_failed", logging.ERROR, error=type(error).__name__, where=where)
    return wording.NOT_SENT if undelivered else wording.WENT_WRONG
