"""A desk for formal requests, served to the fake Teams with its worker: a world in memory, everything else real."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import Any

from bot.deliveries import Pace, Worker
from bot.ports import Answers
from bot.teams.courier import TeamsCourier
from bot.teams.desk import Desk
from bot.teams.inbound import person_key
from bot.teams.ports import ContactStore
from handlers.ports import Memory
from handlers.requests import form_wording as said
from handlers.requests.request import Person
from knowledge import offices
from tests.fakes.request_store import FakeOutbox
from tests.fakes.request_types import World
from tests.fakes.served_teams import served_teams
from tests.fakes.teams import Delivered, FakeTeams
from tests.fakes.teams_api import Shown
from tests.fakes.teams_payloads import TENANT, Payload
from tests.fakes.teams_payloads import person as somebody
from tests.fakes.teams_view import actions_in, words

ATTENDING: Payload = {
    "The reason for the invitation": "To explain the budget",
    "The topic to be covered": "Schools",
    "The day of the meeting": "2027-02-13",
    "The officer will leave before party business": True,
}
"""The form of `ATTENDANCE`, by the labels of its fields."""


def addresses(one: offices.Person) -> Sequence[str]:
    """The register's people in Teams, under the ids that the tests give them."""
    return (id_of(one.slack),) if one.slack else ()


def id_of(user: str) -> str:
    """How requests know somebody by the tests' short name."""
    return person_key(TENANT, somebody(user).object_id)


def person(user: str, name: str) -> Person:
    """Somebody by the tests' short name."""
    return Person(id_of(user), name)


@contextlib.asynccontextmanager
async def served_world(
    teams: FakeTeams,
    world: World,
    authority: str = "cumbria",
    answers: Answers | None = None,
    memory: Memory | None = None,
    contacts: ContactStore | None = None,
    **options: Any,
) -> AsyncIterator[Desk]:
    """Serve the world's desk to the fake Teams until the block ends; letters go out at once."""
    async with served_teams(
        teams, answers, memory, contacts=contacts, requests=world.desk, authority=authority, **options
    ) as desk:
        courier = TeamsCourier(desk.people, desk.connector, TENANT, teams.service_url)
        worker = Worker(FakeOutbox(world.store), world.desk, courier, world.now, Pace(poll=0.02))
        stop = asyncio.Event()
        work = asyncio.create_task(worker.run(stop))
        try:
            yield desk
        finally:
            stop.set()
            await work


async def shown_next(teams: FakeTeams, text: str, user: str = "URITA") -> Shown:
    """Somebody types something in their chat; the message that comes back."""
    before = len(teams.messages(user))
    await teams.say(text, user)
    await teams.until(lambda: len(teams.messages(user)) > before)
    return teams.messages(user)[before]


async def go_on(teams: FakeTeams, form: Shown, answers: Payload | None = None, user: str = "URITA") -> Delivered:
    """Somebody fills a form in and goes on."""
    return await teams.press(form, said.GO_ON, user, ATTENDING if answers is None else answers)


async def sent(teams: FakeTeams, text: str = "request group-attendance", answers: Payload | None = None) -> Shown:
    """Somebody starts a request and sends it; the message with the receipt in place of the form."""
    form = await shown_next(teams, text)
    await go_on(teams, form, answers)
    await teams.press(form, said.SEND, "URITA")
    return form


async def letter_to(teams: FakeTeams, user: str, saying: str = "") -> Shown:
    """Wait for a message in somebody's chat that holds these words and a reference, and give the newest."""

    def found() -> list[Shown]:
        return [one for one in teams.messages(user) if one.summary.startswith("Request ") and saying in words(one.card)]

    await teams.until(found)
    return found()[-1]


def moves_in(card: Payload) -> list[str]:
    """The labels of the buttons that make a move, in order, where they are not hidden within another."""
    return [one.title for one in actions_in(card) if (one.action.get("data") or {}).get("desk") == "request_move"]
