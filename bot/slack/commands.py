"""The slash command and the message shortcut: both answer to one person alone."""

from __future__ import annotations

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.slack import wording as slack_said
from bot.slack.conversation import ask, send
from bot.slack.delivery import whisper
from bot.slack.desk import Desk
from bot.slack.inbound import Place, place_of_command, place_of_shortcut, words_of
from handlers import wording
from handlers.messages import Action, ActionKind, Notice
from knowledge.clause import Role

COMMAND = "/protocol"
SHORTCUT = "check_message"
_ROLES = {
    "member": Role.MEMBER,
    "councillor": Role.MEMBER,
    "officer": Role.OFFICER,
    "forget": None,
}


async def on_command(desk: Desk, args: AsyncArgs) -> None:
    """`/protocol question`, `/protocol help`, `/protocol role`, `/protocol role councillor|officer|forget`."""
    await args.ack()
    place = place_of_command(args.body, desk.identity.team)
    words = words_of(args.body.get("text"))
    match words.lower().split():
        case ["help"]:
            await ask(desk, args.client, place, "")
        case ["role"]:
            await send(args.client, place, await _your_role(desk, args, place))
        case ["role", name] if name in _ROLES:
            await desk.roles.remember(place.team, place.user, _ROLES[name])
            await send(args.client, place, role_notice(_ROLES[name]))
        case _:
            await ask(desk, args.client, place, words)


async def on_shortcut(desk: Desk, args: AsyncArgs) -> None:
    """Check somebody's message against the protocol; only the one who asked for it sees the answer."""
    await args.ack()
    place = place_of_shortcut(args.body, desk.identity.team)
    words = words_of(args.body["message"].get("text"), desk.identity.bot_user)
    if words:
        await ask(desk, args.client, place, words)
    else:
        await whisper(args.client, place, slack_said.NOTHING_TO_CHECK)


def role_notice(role: Role | None) -> Notice:
    """Confirms a choice of role."""
    if role is None:
        return Notice(wording.ROLE_TITLE, (wording.ROLE_FORGOTTEN,))
    return Notice(wording.ROLE_TITLE, (wording.knowing_your_role(role), slack_said.ROLE_CHANGE))


async def _your_role(desk: Desk, args: AsyncArgs, place: Place) -> Notice:
    role = await desk.roles.of(args.client, place.team, place.user)
    authority = desk.options.authority_in(place.channel)
    known = (wording.ROLE_UNKNOWN,) if role is None else (wording.knowing_your_role(role), slack_said.ROLE_FORGET)
    choices = (
        Action(ActionKind.ROLE, wording.I_AM_A_MEMBER, authority, role=Role.MEMBER),
        Action(ActionKind.ROLE, wording.I_AM_AN_OFFICER, authority, role=Role.OFFICER),
    )
    return Notice(wording.ROLE_TITLE, known, choices)
