"""What can be typed beside a question: the same words that the buttons stand for."""

from __future__ import annotations

from dataclasses import replace

from bot.buttons.carrying import StaleValueError, dump, load
from bot.teams.buttons import COMMAND
from bot.teams.cards import Card
from bot.teams.desk import Desk
from bot.teams.elements import Element, buttons, submit
from bot.teams.inbound import Turn
from bot.teams.outbound import Shown, answer_cards
from bot.teams.wording import COMMAND_LABELS, ROLE_CHANGE, ROLE_FORGET
from handlers import wording
from handlers.messages import Action, ActionKind, Notice
from knowledge.clause import Role

ROLES = {"member": Role.MEMBER, "councillor": Role.MEMBER, "officer": Role.OFFICER, "forget": None}


def command_of(words: str) -> tuple[str, str]:
    """The first word, in small letters and without a slash, and what follows it."""
    first, *rest = words.split() or [""]
    return first.removeprefix("/").lower(), " ".join(rest)


def command_buttons(desk: Desk) -> Element:
    """The commands as buttons, those alone that are there: the menu of Teams only puts words into the box."""
    there = {"request": desk.requests, "requests": desk.requests, "neutrality": desk.neutrality, "role": desk.roles}
    return buttons(
        submit(label, COMMAND, dump({"w": word})) for word, label in COMMAND_LABELS.items() if there[word] is not None
    )


def as_typed(turn: Turn) -> Turn:
    """A command that was pressed, as if it had been typed. What is no command stays as it is."""
    if turn.button != COMMAND:
        return turn
    try:
        word = load(turn.value).get("w")
    except StaleValueError:
        return turn
    if isinstance(word, str) and word in COMMAND_LABELS:
        return replace(turn, words=word, button="", value="")
    return turn


def is_role(turn: Turn) -> bool:
    """Whether somebody means the command: a question may begin with the word."""
    return turn.words.strip().startswith("/") or command_of(turn.words)[1].lower() in {"", *ROLES}


async def on_role(desk: Desk, turn: Turn) -> list[Card]:
    """`role`, `role councillor`, `role officer`, `role forget`."""
    _, name = command_of(turn.words)
    if name.lower() in ROLES:
        role = ROLES[name.lower()]
        await desk.roles.remember(turn.place.person, role)
        return answer_cards(role_notice(role), Shown(private=True))
    return answer_cards(await _your_role(desk, turn), Shown(private=True))


def role_notice(role: Role | None) -> Notice:
    """Confirms a choice of role."""
    if role is None:
        return Notice(wording.ROLE_TITLE, (wording.ROLE_FORGOTTEN,))
    return Notice(wording.ROLE_TITLE, (wording.knowing_your_role(role), ROLE_CHANGE))


async def _your_role(desk: Desk, turn: Turn) -> Notice:
    role = await desk.roles.of(turn.place.person)
    authority = desk.options.authority_in(turn.place.conversation)
    known = (wording.ROLE_UNKNOWN,) if role is None else (wording.knowing_your_role(role), ROLE_FORGET)
    choices = (
        Action(ActionKind.ROLE, wording.I_AM_A_MEMBER, authority, role=Role.MEMBER),
        Action(ActionKind.ROLE, wording.I_AM_AN_OFFICER, authority, role=Role.OFFICER),
    )
    return Notice(wording.ROLE_TITLE, known, choices)
