"""The desk, served to the fake Teams for the length of a block: real tokens, the real library, in this process."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
from fastapi import FastAPI

from bot.ports import Answers, NeutralitySide, Requests
from bot.teams.desk import Desk, make_desk
from bot.teams.endpoint import Endpoint
from bot.teams.options import TeamsOptions
from bot.teams.people import People
from bot.teams.ports import ContactStore
from bot.teams.sdk import SdkConnector
from bot.teams.senders import SenderCheck
from handlers.ports import Memory
from tests.fakes import teams as fakes
from tests.fakes.answers import ScriptedAnswers
from tests.fakes.contacts import FakeContacts
from tests.fakes.memory import FakeMemory
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_payloads import APP_ID, TENANT


def options_for(fake: FakeTeams, **others: Any) -> TeamsOptions:
    """Options that point at the fake."""
    return TeamsOptions(
        **{"authority": "trafford", "app_id": APP_ID, "tenant": TENANT, "openid": fake.openid, **others}
    )


def web_of(fake: FakeTeams, desk: Desk) -> FastAPI:
    """The desk for a server of its own."""
    return _web(desk, SenderCheck(options_for(fake)))


def _web(desk: Desk, senders: SenderCheck) -> FastAPI:
    web = FastAPI()
    web.post("/api/messages")(Endpoint(desk, senders).__call__)
    return web


@contextlib.asynccontextmanager
async def served_teams(
    fake: FakeTeams,
    answers: Answers | None = None,
    memory: Memory | None = None,
    *,
    contacts: ContactStore | None = None,
    requests: Requests | None = None,
    neutrality: NeutralitySide | None = None,
    **options: Any,
) -> AsyncIterator[Desk]:
    """Serve until the block ends; what is in hand by then is finished."""
    chosen = options_for(fake, **options)
    token = fake.signer.bot_token()  # kept, as Microsoft's library keeps it
    connector, senders = SdkConnector(lambda *_: token), SenderCheck(chosen)
    desk = make_desk(
        answers or ScriptedAnswers(),
        memory or FakeMemory(),
        chosen,
        connector,
        People(contacts or FakeContacts(), connector, chosen.tenant),
        requests=requests,
        neutrality=neutrality,
    )
    fake.desk = fakes.Desk(transport=httpx.ASGITransport(app=_web(desk, senders)))
    try:
        yield desk
    finally:
        assert await desk.pulse.drained(10)
        senders.close()
        await connector.close()
        desk.think.close()
