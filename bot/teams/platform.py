"""Teams as a platform that the desk serves, over HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from fastapi import FastAPI, Request, Response

from bot.logs import event
from bot.platforms import Behind, Carriers
from bot.teams.courier import TeamsCourier
from bot.teams.credentials import Credentials
from bot.teams.desk import Desk, make_desk
from bot.teams.endpoint import Endpoint
from bot.teams.inbound import PLATFORM
from bot.teams.neutrality.sending import TeamsReminder
from bot.teams.options import ENDPOINT, TeamsOptions
from bot.teams.people import People
from bot.teams.ports import ContactStore
from bot.teams.sdk import SCOPE, SdkConnector
from bot.teams.senders import SenderCheck
from handlers.requests.request import Letter

log = logging.getLogger(__name__)
ObjectIds = Callable[[str], str | None]
"""The Entra object id of whoever signs in with a name, as far as it is known."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is there from when the platform is open until it is let go of."""

    desk: Desk
    endpoint: Endpoint
    at_the_end: contextlib.AsyncExitStack


class TeamsPlatform:
    """`bot.platforms.Platform` for one tenant.

    `known_by` is given the way to look up the object ids of people whom the register knows by the name they sign in
    with.
    """

    name = PLATFORM
    over_http = True

    def __init__(
        self,
        behind: Behind,
        options: TeamsOptions,
        contacts: ContactStore,
        known_by: Callable[[ObjectIds], None],
        credentials: Credentials | None = None,
    ) -> None:
        self._behind, self._options, self._contacts, self._known_by = behind, options, contacts, known_by
        self._credentials = credentials or Credentials(options)
        self._opened: _Opened | None = None

    def mount(self, web: FastAPI) -> None:
        """`POST /api/messages`."""

        async def messages(request: Request) -> Response:
            if self._opened is None:
                return Response("Not open yet", 503)
            return await self._opened.endpoint(request)

        web.post(ENDPOINT)(messages)

    async def open(self) -> Carriers:
        """See whether Microsoft takes the credentials. Raises RefusedError or UnreachableError."""
        options = self._options
        async with contextlib.AsyncExitStack() as undo:
            await self._credentials.token(SCOPE)
            connector = SdkConnector(self._credentials.token)
            undo.push_async_callback(connector.close)
            people = People(self._contacts, connector, options.tenant)
            self._known_by(people.object_id_of)
            desk = self._desk(connector, people)
            undo.callback(desk.think.close)
            senders = None if options.unauthenticated else SenderCheck(options)
            if senders:
                undo.callback(senders.close)
            self._opened = _Opened(desk, Endpoint(desk, senders), undo.pop_all())
        event(log, "serving", mode="http", tenant=options.tenant, authenticated=not options.unauthenticated)
        courier, checked = TeamsCourier(people, connector, options.tenant), self._behind.neutrality
        return Carriers(courier, TeamsReminder(checked, courier) if checked else None)

    async def watch(self) -> NoReturn:
        """For ever: what Teams sends comes by itself."""
        while True:
            await asyncio.Event().wait()

    async def health(self) -> Mapping[str, Any]:
        """As docs/operating.md describes it."""
        if self._opened is None:
            return {"status": "stopped"}
        pulse = self._opened.desk.pulse
        return {"status": "ok", "mode": "http", "event_age_s": pulse.event_age, "in_flight": pulse.in_flight}

    def delivered(self, letter: Letter) -> None:
        """Lists are made when they are asked for: there is nothing to bring up to date."""

    async def stop(self) -> None:
        """The web server takes nothing new; there is no connection of its own."""

    async def finish(self, within: float) -> None:
        """Wait for answers that are on their way, and let go of everything."""
        if self._opened is None:
            return
        opened = self._opened
        if not await opened.desk.pulse.drained(within):
            event(log, "ended_with_work_in_hand", logging.WARNING, in_flight=opened.desk.pulse.in_flight)
        self._opened = None
        await opened.at_the_end.aclose()

    def _desk(self, connector: SdkConnector, people: People) -> Desk:
        behind = self._behind
        return make_desk(
            behind.answers,
            behind.memory,
            self._options,
            connector,
            people,
            requests=behind.requests,
            neutrality=behind.neutrality,
            metrics=behind.metrics,
        )
