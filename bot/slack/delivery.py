"""Sends messages to where they belong: a thread, a person, or, by response_url, to one person within a channel.

A post that failed is never repeated: Slack may have shown it. Only what Slack has surely refused (429) is sent again,
by the retry handler of the client.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from aiohttp import ClientConnectorError
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.logs import event
from bot.slack import wording as slack_said
from bot.slack.inbound import Place
from bot.slack.outbound import Message, say

log = logging.getLogger(__name__)
FAILURES = (SlackClientError, OSError, TimeoutError)
"""What a call to Slack may raise (aiohttp's connection errors are OSErrors)."""
RESPONSES = 5  # uses of a response_url
PAUSE = 1.0  # seconds between two messages to a channel, https://docs.slack.dev/apis/web-api/rate-limits


class UndeliveredError(Exception):
    """Slack did not take a message. `__cause__` says why."""


def retry_handlers() -> list[AsyncRetryHandler]:
    """Retries that cannot post twice: after 429, and where no connection came about."""
    return [
        AsyncRateLimitErrorRetryHandler(max_retry_count=3),
        AsyncConnectionErrorRetryHandler(max_retry_count=1, error_types=[ClientConnectorError]),
    ]


class ResponseUrlError(SlackClientError):
    """A response_url did not take a message: it was used up, is too old, or Slack has trouble."""

    def __init__(self, status: int) -> None:
        super().__init__(f"response_url_{status}")


def sdk_log() -> logging.Logger:
    """A log for the SDK, which writes whole messages on its lower levels."""
    quiet = logging.getLogger("slack_sdk.desk")
    quiet.setLevel(logging.WARNING)
    return quiet


async def deliver(client: AsyncWebClient, place: Place, messages: Sequence[Message]) -> None:
    """Send the messages in order. Raises UndeliveredError at the first that Slack does not take."""
    try:
        if place.private:
            await _privately(client, place, messages)
        else:
            await _post(client, place.channel, messages, place.thread)
    except FAILURES as error:
        raise UndeliveredError from error


async def share(client: AsyncWebClient, place: Place, messages: Sequence[Message]) -> None:
    """Send the messages to the channel of a private answer, for all to see, whether or not the desk is a member."""
    try:
        for message in messages:
            await _respond(client, place, message, response_type="in_channel")
    except FAILURES as error:
        raise UndeliveredError from error


async def whisper(client: AsyncWebClient, place: Place, *sentences: str) -> None:
    """Say something to one person alone. Nothing hangs on it, so a failure is only logged."""
    (message,) = say(*sentences)
    try:
        if place.response_url:
            await _respond(client, place, message)
        else:
            await _post(client, place.user, [message])
    except FAILURES as error:
        event(log, "whisper_not_taken", logging.WARNING, reason=reason(error))


async def tell_failure(client: AsyncWebClient, place: Place, sentence: str) -> None:
    """Say that something went wrong: where the answer was wanted, and else in a direct message."""
    messages = say(sentence)
    for there in (place, Place(place.team, place.user, place.user)):
        try:
            await deliver(client, there, messages)
        except UndeliveredError as error:
            event(log, "failure_not_told", logging.WARNING, channel=there.channel, reason=reason(error.__cause__))
        else:
            return


def reason(error: BaseException | None) -> str:
    """Why a call to Slack failed, without anything that was in it."""
    if isinstance(error, SlackApiError):
        # `data` is a string where Slack, or a proxy before it, did not answer in JSON.
        response, data = error.response, getattr(error.response, "data", None)
        code = data.get("error") if isinstance(data, dict) else None
        return str(code or getattr(response, "status_code", None) or getattr(response, "status", "unknown"))
    return str(error) if isinstance(error, ResponseUrlError) else type(error).__name__


async def _privately(client: AsyncWebClient, place: Place, messages: Sequence[Message]) -> None:
    """By response_url as often as it may be used, and the rest in a direct message."""
    if not place.response_url:
        await _post(client, place.user, messages)
        return
    here = list(messages) if len(messages) <= RESPONSES else list(messages[: RESPONSES - 1])
    rest = messages[len(here) :]
    for message in [*here, *(say(slack_said.CLAUSES_OF_A_SECTION_FOLLOW) if rest else [])]:
        await _respond(client, place, message)
    await _post(client, place.user, rest)


async def _post(client: AsyncWebClient, channel: str, messages: Sequence[Message], thread: str = "") -> None:
    for number, message in enumerate(messages):
        if number:
            await asyncio.sleep(PAUSE)
        await client.chat_postMessage(
            channel=channel,
            text=message.text,
            blocks=list(message.blocks),
            thread_ts=thread or None,
            unfurl_links=False,
            unfurl_media=False,
        )


async def _respond(client: AsyncWebClient, place: Place, message: Message, response_type: str = "ephemeral") -> None:
    webhook = AsyncWebhookClient(
        place.response_url,
        proxy=client.proxy,
        ssl=client.ssl,
        session=client.session,
        logger=sdk_log(),
        retry_handlers=retry_handlers(),
    )
    body: dict[str, Any] = {
        "text": message.text,
        "blocks": list(message.blocks),
        "response_type": response_type,
        "replace_original": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }
    answer = await webhook.send_dict(body | ({"thread_ts": place.thread} if place.thread else {}))
    if answer.status_code != 200:
        raise ResponseUrlError(answer.status_code)
