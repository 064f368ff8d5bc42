"""Brings the letters about formal requests to people in Slack, each once as far as its reader can see.

After a try of which nobody knows how it ended (a crash, no answer in time) a message may stand there already. Each
carries the mark of its letter, so the courier looks into the conversation before it writes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Mapping, Sequence
from typing import Any, TypeVar

from aiohttp import ClientConnectorError
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.deliveries import Later, Never
from bot.logs import event
from bot.slack.delivery import FAILURES, PAUSE, reason, sdk_log
from bot.slack.limits import LimitError
from bot.slack.outbound import Message
from bot.slack.requests.pages import letter
from handlers.requests.messages import RequestView
from handlers.requests.request import parts_of

T = TypeVar("T")
log = logging.getLogger(__name__)
EVENT_TYPE = "protocol_desk_letter"
LOOK_BACK = 200  # messages of the conversation in which a mark is looked for
PLATFORM = "slack"
ELSEWHERE = "They are in another Slack workspace."
TOO_LARGE = "Slack would not take it: it is too long."
HOPELESS = {
    "user_not_found": "Slack knows nobody by that id.",
    "users_not_found": "Slack knows nobody by that id.",
    "user_not_visible": "Slack does not let the desk see them.",
    "user_disabled": "Their Slack account is closed.",
    "cannot_dm_bot": "That is a bot, which cannot be written to.",
    "channel_not_found": "Slack knows nobody by that id.",
    "is_archived": "The conversation is archived.",
    "invalid_blocks": TOO_LARGE,
    "msg_blocks_too_long": TOO_LARGE,
    "msg_too_long": TOO_LARGE,
}
"""Errors that no later try can mend, in words. Source: https://docs.slack.dev/reference/methods"""
_UNREADABLE = {"missing_scope", "not_allowed_token_type", "no_permission"}


class SlackCourier:
    """`bot.deliveries.Courier` for one workspace. `client` lends its connections; the token is given to each call."""

    def __init__(self, client: AsyncWebClient, team: str, token: str) -> None:
        self._team = team
        # Waiting after 429 is the worker's affair, which tells everybody how the letter stands.
        self._client = AsyncWebClient(
            token=token,
            base_url=client.base_url,
            session=client.session,
            proxy=client.proxy,
            ssl=client.ssl,
            logger=sdk_log(),
            retry_handlers=[AsyncConnectionErrorRetryHandler(max_retry_count=1, error_types=[ClientConnectorError])],
        )

    async def deliver(self, to: str, view: RequestView, mark: str) -> str:
        """Write to them alone. Returns where the message with the buttons stands. Raises Later or Never."""
        try:
            messages = letter(view)
        except LimitError as error:
            event(log, "letter_too_large", logging.ERROR, reason=str(error))
            raise Never(TOO_LARGE) from None
        return await self.write(to, messages, mark)

    async def write(self, to: str, messages: Sequence[Message], mark: str) -> str:
        """Bring messages to a person's id, as `deliver` does."""
        platform, team, user = parts_of(to)
        if platform != PLATFORM or team != self._team or not user:
            raise Never(ELSEWHERE)
        opened = await _asked(self._client.conversations_open(users=user))
        return await self._write(str(opened["channel"]["id"]), messages, mark)

    async def _write(self, channel: str, messages: Sequence[Message], mark: str) -> str:
        """What is not there yet, in order."""
        there, ts = await self._written(channel, mark), ""
        for number, message in enumerate(messages):
            part = f"{mark}/{number}"
            if part in there:
                ts = there[part]
                continue
            if ts:
                await asyncio.sleep(PAUSE)
            answer = await _asked(
                self._client.chat_postMessage(
                    channel=channel,
                    text=message.text,
                    blocks=[*message.blocks[:-1], {**message.blocks[-1], "block_id": part}],
                    metadata={"event_type": EVENT_TYPE, "event_payload": {"mark": part}},
                    unfurl_links=False,
                    unfurl_media=False,
                )
            )
            ts = str(answer["ts"])
        return f"{channel}:{ts}"

    async def _written(self, channel: str, mark: str) -> Mapping[str, str]:
        """The parts of the letter that stand there, with their timestamps."""
        try:
            answer = await self._client.conversations_history(
                channel=channel, limit=LOOK_BACK, include_all_metadata=True
            )
        except SlackApiError as error:
            if reason(error) not in _UNREADABLE:
                raise _told(error) from error
            event(log, "marks_unread", logging.WARNING, reason=reason(error))
            return {}
        except FAILURES as error:
            raise _told(error) from error
        found = {
            part: str(message.get("ts", "")) for message in answer.get("messages") or [] for part in _marks(message)
        }
        return {part: ts for part, ts in found.items() if part.startswith(f"{mark}/")}


async def _asked(call: Awaitable[T]) -> T:
    try:
        return await call
    except FAILURES as error:
        raise _told(error) from error


def _marks(message: Mapping[str, Any]) -> list[str]:
    """The mark stands in the metadata, and in the id of a block: not every app gets the former back."""
    metadata = message.get("metadata") or {}
    in_blocks = [str(block.get("block_id", "")) for block in message.get("blocks") or []]
    return [str((metadata.get("event_payload") or {}).get("mark", "")), *in_blocks]


def _told(error: BaseException) -> Later | Never:
    """Whether a later try may help, and why this one did not."""
    code = reason(error)
    if not isinstance(error, SlackApiError):
        return Later(0, f"Slack could not be reached ({code})")
    if code in HOPELESS:
        return Never(HOPELESS[code])
    return Later(_asked_for(error), f"Slack said {code}")


def _asked_for(error: SlackApiError) -> float:
    """The seconds for which Slack asked to be left alone (0 where it did not)."""
    headers = getattr(error.response, "headers", None) or {}
    given = next((value for name, value in headers.items() if name.lower() == "retry-after"), "0")
    try:
        return max(0.0, float(given[0] if isinstance(given, list) else given))
    except ValueError:
        return 0.0
