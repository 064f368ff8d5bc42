"""From words to an answer in its place: what all surfaces have in common."""

from __future__ import annotations

import asyncio
import logging

from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import event
from bot.slack import wording as slack_said
from bot.slack.delivery import FAILURES, deliver, reason
from bot.slack.desk import Desk
from bot.slack.inbound import Place
from bot.slack.outbound import messages
from bot.thinking import answered
from handlers.messages import Outgoing, Question

log = logging.getLogger(__name__)
STATUS_WITHIN = 2.0  # seconds that an answer waits for its own "is looking in the protocol" at most


async def ask(desk: Desk, client: AsyncWebClient, place: Place, words: str, authority: str = "") -> None:
    """Answer what somebody said, or explain the desk where they said nothing."""
    authority = authority or desk.options.authority_in(place.channel)
    if not words:
        await send(client, place, await desk.think(desk.answers.help, authority))
        return
    looking = None if place.private or not place.thread else asyncio.create_task(_show_looking(client, place))
    try:
        role = await desk.roles.of(client, place.team, place.user)
        question = Question(words, authority, role, _conversation(place))
        outgoing = await answered(desk.answers, desk.metrics, desk.think, question)
    finally:
        if looking is not None:
            # The status must be there before the answer that clears it, or it would stay.
            await asyncio.wait({looking}, timeout=STATUS_WITHIN)
            looking.cancel()
    await send(client, place, outgoing)


def _conversation(place: Place) -> str:
    """The key of a conversation: a thread, or all direct messages with one person.

    What is private is never joined to what another person asked in the same channel.
    """
    if place.private or not place.thread:
        return ""
    thread = "" if place.channel.startswith("D") else place.thread
    return f"{place.team}:{place.channel}:{thread}"


async def send(client: AsyncWebClient, place: Place, outgoing: Outgoing) -> None:
    """Put what the desk says into Slack's form and send it."""
    await deliver(client, place, messages(outgoing, private=place.private))


async def _show_looking(client: AsyncWebClient, place: Place) -> None:
    try:
        await client.assistant_threads_setStatus(
            channel_id=place.channel, thread_ts=place.thread, status=slack_said.LOOKING
        )
    except FAILURES as error:
        event(log, "status_not_shown", reason=reason(error))
