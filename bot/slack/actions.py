"""Buttons: each carries what it does (bot.slack.values), so an old one works, or is answered politely."""

from __future__ import annotations

import asyncio
from functools import partial

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.buttons.answers import decode, decode_feedback
from bot.buttons.carrying import StaleValueError
from bot.slack.commands import role_notice
from bot.slack.conversation import ask, send
from bot.slack.delivery import share, whisper
from bot.slack.desk import Desk
from bot.slack.inbound import Place, place_of_action
from bot.slack.neutrality import app as neutrality
from bot.slack.neutrality.asking import begin
from bot.slack.outbound import messages
from bot.slack.person import open_form
from bot.slack.requests.app import guarded
from bot.slack.requests.starting import start
from handlers import wording
from handlers.messages import Action, ActionKind, Outgoing
from knowledge.errors import UnknownAuthority


async def on_action(desk: Desk, args: AsyncArgs) -> None:
    """Do what a button of ours says."""
    await args.ack()
    place = place_of_action(args.body, desk.identity.team)
    try:
        await _do(desk, args, place, decode(args.payload.get("value", "")))
    except (StaleValueError, UnknownAuthority):
        await whisper(args.client, place, wording.BUTTON_OUT_OF_DATE)


async def on_feedback(desk: Desk, args: AsyncArgs) -> None:
    """Note whether a reply helped: its clauses, without the question or the person."""
    await args.ack()
    place = place_of_action(args.body, desk.identity.team)
    try:
        authority, clauses, helpful = decode_feedback(args.payload.get("value", ""))
    except StaleValueError:
        await whisper(args.client, place, wording.BUTTON_OUT_OF_DATE)
        return
    await asyncio.to_thread(desk.memory.record_feedback, authority, clauses, helpful)
    await whisper(args.client, place, wording.THANKS_HELPFUL if helpful else wording.THANKS_NOT_HELPFUL)


async def on_unknown_action(desk: Desk, args: AsyncArgs) -> None:
    """Answer a button that this version of the desk does not know. Registered last."""
    await args.ack()
    await whisper(args.client, place_of_action(args.body, desk.identity.team), wording.BUTTON_OUT_OF_DATE)


async def _do(desk: Desk, args: AsyncArgs, place: Place, action: Action) -> None:
    match action.kind:
        case ActionKind.SECTION:
            await send(args.client, place, await desk.think(desk.answers.section, action.clauses[0]))
        case ActionKind.OTHERS:
            await send(args.client, place, await desk.think(desk.answers.others, action.authority, action.clauses))
        case ActionKind.SHARE:
            repeated = await desk.think(desk.answers.repeat, action.authority, action.clauses)
            await _share(args, place, repeated)
        case ActionKind.PERSON:
            await _person(desk, args, place, action)
        case ActionKind.ROLE:
            await _role(desk, args, place, action)
        case ActionKind.ASK:
            await ask(desk, args.client, place, action.question, action.authority)
        case ActionKind.REQUEST:
            await guarded(partial(_request, action))(desk, args)
        case ActionKind.NEUTRALITY:
            await neutrality.guarded(partial(_neutrality, action))(desk, args)


async def _request(action: Action, desk: Desk, args: AsyncArgs) -> None:
    await start(desk, args, action.authority, action.request)


async def _neutrality(action: Action, desk: Desk, args: AsyncArgs) -> None:
    await begin(desk, args, action.authority, action.meeting)


async def _share(args: AsyncArgs, place: Place, repeated: Outgoing) -> None:
    """To the channel, where the answer was private; else it stands there already."""
    if place.private and place.response_url:
        await share(args.client, place, messages(repeated, private=False))
    else:
        await send(args.client, place, repeated)


async def _person(desk: Desk, args: AsyncArgs, place: Place, action: Action) -> None:
    if desk.options.contact:
        await open_form(args, place, action.authority)
    else:
        await send(args.client, place, await desk.think(desk.answers.person, action.authority))


async def _role(desk: Desk, args: AsyncArgs, place: Place, action: Action) -> None:
    await desk.roles.remember(place.team, place.user, action.role)
    if action.question:
        await ask(desk, args.client, place, action.question, action.authority)
    else:
        await send(args.client, place, role_notice(action.role))
