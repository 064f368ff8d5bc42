"""Slack as a platform that the desk serves: over Socket Mode or HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from fastapi import FastAPI
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import event
from bot.platforms import Behind, Carriers
from bot.slack import http
from bot.slack.app import build_app
from bot.slack.client import web_client, with_token
from bot.slack.courier import PLATFORM, SlackCourier
from bot.slack.desk import Desk, make_desk
from bot.slack.neutrality.sending import SlackReminder
from bot.slack.options import SlackOptions, Tokens
from bot.slack.requests.home import refresh_later
from bot.slack.requests.homes import by_letter
from bot.slack.socket import Socket
from bot.slack.tokens import check_app_token, check_bot_token
from handlers.requests.request import Letter
from knowledge.errors import DeskError

log = logging.getLogger(__name__)
_FLUSH = 0.05  # seconds; bolt sends an acknowledgement up to 10 ms after it was made
_UNSIGNED = (
    "There is no signing secret, so requests could not be checked. Copy it from Basic Information at"
    " api.slack.com/apps into PROTOCOL_DESK_SLACK_SIGNING_SECRET."
)


@dataclass(frozen=True, slots=True)
class _Opened:
    """One connection, from when it is open until it is let go of."""

    desk: Desk
    app: AsyncApp
    client: AsyncWebClient
    socket: Socket | None
    at_the_end: contextlib.AsyncExitStack


def _nobody(_: str) -> None:
    """The listener of whoever does not want to know."""


class SlackPlatform:
    """`bot.platforms.Platform` for one workspace.

    `joined` is told which workspace that is (its id) as soon as Slack has said so, before anything is served.
    """

    name = PLATFORM

    def __init__(
        self,
        behind: Behind,
        options: SlackOptions,
        tokens: Tokens,
        *,
        over_http: bool = False,
        joined: Callable[[str], None] = _nobody,
    ) -> None:
        self._behind, self._options, self._tokens, self._joined = behind, options, tokens, joined
        self.over_http = over_http
        self._opened: _Opened | None = None

    def mount(self, web: FastAPI) -> None:
        """`POST /slack/events`, over HTTP alone."""
        if self.over_http and self._tokens.signing_secret:
            http.mount(web, lambda: self._opened.app if self._opened else None, self._tokens.signing_secret)

    async def open(self) -> Carriers:
        """Check the tokens and connect. Raises RefusedError, UnreachableError, or DeskError (no signing secret)."""
        if self.over_http and not self._tokens.signing_secret:
            raise DeskError(_UNSIGNED)
        async with contextlib.AsyncExitStack() as undo:
            client = await undo.enter_async_context(web_client(self._options))
            desk = await self._desk(client)
            undo.callback(desk.think.close)
            app, socket = build_app(desk, client, self._tokens), None
            if not self.over_http:
                await check_app_token(client, self._tokens.app)
                socket = Socket(app, client, self._tokens.app, self._options)
                undo.push_async_callback(socket.close)
                await socket.open()
            self._opened = _Opened(desk, app, client, socket, undo.pop_all())
        event(log, "serving", mode="http" if self.over_http else "socket", team=desk.identity.team_name)
        courier, checked = SlackCourier(client, desk.identity.team, self._tokens.bot), self._behind.neutrality
        return Carriers(courier, SlackReminder(checked, courier) if checked else None)

    async def watch(self) -> NoReturn:
        """Over HTTP for ever. Raises as `Socket.watch` does."""
        if self._opened and self._opened.socket:
            await self._opened.socket.watch()
        while True:
            await asyncio.Event().wait()

    async def health(self) -> Mapping[str, Any]:
        """As docs/operating.md describes it."""
        opened = self._opened
        if opened is None:
            return {"status": "stopped"}
        pulse = opened.desk.pulse
        if opened.socket:
            return await opened.socket.health(pulse)
        return {"status": "ok", "mode": "http", "event_age_s": pulse.event_age, "in_flight": pulse.in_flight}

    def delivered(self, letter: Letter) -> None:
        """Bring the Home tabs up to date whose lists the letter is about."""
        if self._opened and self._opened.desk.requests:
            known = with_token(self._opened.client, self._tokens.bot)
            refresh_later(self._opened.desk, known, by_letter(letter))

    async def stop(self) -> None:
        """Close the socket. Raises DeskError where that hangs."""
        if self._opened and self._opened.socket:
            await asyncio.sleep(_FLUSH)
            await self._opened.socket.close()

    async def finish(self, within: float) -> None:
        """Wait for answers that are on their way, and close the connections."""
        if self._opened is None:
            return
        pulse = self._opened.desk.pulse
        if not await pulse.drained(within):
            event(log, "ended_with_work_in_hand", logging.WARNING, in_flight=pulse.in_flight)
        opened, self._opened = self._opened, None
        await opened.at_the_end.aclose()

    async def _desk(self, client: AsyncWebClient) -> Desk:
        behind, identity = self._behind, await check_bot_token(client, self._tokens.bot)
        self._joined(identity.team)
        return make_desk(
            behind.answers,
            behind.memory,
            self._options,
            identity,
            behind.requests,
            behind.neutrality,
            behind.metrics,
        )
