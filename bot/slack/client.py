"""The clients of Slack's Web API, over one pool of connections."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.delivery import retry_handlers, sdk_log
from bot.slack.options import SlackOptions


@contextlib.asynccontextmanager
async def web_client(options: SlackOptions) -> AsyncIterator[AsyncWebClient]:
    """A client without a token, as long as the block lasts."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        yield AsyncWebClient(base_url=options.api, session=session, retry_handlers=retry_handlers(), logger=sdk_log())


def with_token(client: AsyncWebClient, token: str) -> AsyncWebClient:
    """The client for what the desk does without having been asked by anybody."""
    return AsyncWebClient(
        token=token, base_url=client.base_url, session=client.session, retry_handlers=retry_handlers(), logger=sdk_log()
    )
