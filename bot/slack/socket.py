"""The Socket Mode connection: opened within a deadline, watched, reopened where the SDK does not manage to, and closed.

The SDK reconnects by itself after most troubles. Three it does not handle are handled here: a token that stopped being
valid (it would ask for ever), a connection that stays down, and a close that hangs.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from typing import Any, NoReturn

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import event
from bot.platforms import UnreachableError
from bot.pulse import Pulse
from bot.slack.options import SlackOptions
from bot.slack.tokens import check_app_token
from knowledge.errors import DeskError

log = logging.getLogger(__name__)
CLOSE_WITHIN = 5.0


class Socket:
    """One app's connection. Belongs to one event loop."""

    def __init__(self, app: AsyncApp, client: AsyncWebClient, token: str, options: SlackOptions) -> None:
        self._app, self._client, self._token, self._options = app, client, token, options
        self._handler: AsyncSocketModeHandler | None = None

    async def open(self) -> None:
        """Connect. Raises UnreachableError where that does not succeed within `connect_within` seconds."""
        self._handler = AsyncSocketModeHandler(
            self._app, self._token, web_client=self._client, ping_interval=self._options.ping_interval
        )
        link: Any = self._handler.client
        try:
            await asyncio.wait_for(link.connect(), self._options.connect_within)
        except TimeoutError:
            raise UnreachableError(
                f"No connection to Slack came about within {self._options.connect_within:.0f} seconds."
                " Check that the network lets WebSockets through to wss-primary.slack.com."
            ) from None

    async def close(self) -> None:
        """Disconnect. Raises DeskError where that hangs: then no second connection may be opened."""
        handler, self._handler = self._handler, None
        if handler is None:
            return
        link: Any = handler.client
        try:
            await asyncio.wait_for(link.close(), CLOSE_WITHIN)
        except TimeoutError:
            raise DeskError("The connection to Slack could not be closed. Start the desk again.") from None

    async def watch(self) -> NoReturn:
        """Reopen a connection that stays down, for ever. Raises RefusedError once the token is no longer valid."""
        every, down_since = self._options.deaf_after / 4, None
        while True:
            await asyncio.sleep(every)
            if await self.connected():
                down_since = None
                continue
            down_since = time.monotonic() if down_since is None else down_since
            await self._ask_for_another()
            if time.monotonic() - down_since >= self._options.deaf_after:
                event(log, "socket_reopened", logging.WARNING, down_s=time.monotonic() - down_since)
                await self.close()
                await self.open()

    async def connected(self) -> bool:
        """Whether a session is open and its pings are answered."""
        return self._handler is not None and bool(await self._handler.client.is_connected())

    async def health(self, pulse: Pulse) -> Mapping[str, Any]:
        """What the health endpoint tells: `status` is `ok` or `deaf`; ages are in seconds, None for never."""
        client = self._handler.client if self._handler is not None else None
        last_pong = getattr(client, "last_ping_pong_time", None)
        connected = await self.connected()
        return {
            "status": "ok" if connected else "deaf",
            "mode": "socket",
            "connected": connected,
            "ping_age_s": None if last_pong is None else round(time.time() - last_pong, 3),
            "event_age_s": None if pulse.event_age is None else round(pulse.event_age, 3),
            "in_flight": pulse.in_flight,
        }

    async def _ask_for_another(self) -> None:
        """Tell a token that is no longer valid from a network that is down; the SDK itself does not."""
        try:
            await check_app_token(self._client, self._token)
        except UnreachableError as error:
            event(log, "slack_unreachable", logging.WARNING, reason=str(error))
