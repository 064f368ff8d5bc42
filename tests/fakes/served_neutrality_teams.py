"""The neutrality check, served to the fake Teams with its worker: records in memory, the real protocols."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from bot.ports import Answers
from bot.reminders import Reminders
from bot.teams.courier import TeamsCourier
from bot.teams.inbound import person_key
from bot.teams.neutrality.sending import TeamsReminder
from handlers.ports import Memory
from tests.fakes.served_neutrality import Checked
from tests.fakes.served_teams import served_teams
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_api import Shown
from tests.fakes.teams_payloads import Payload, Place
from tests.fakes.teams_view import actions_in, words


@contextlib.asynccontextmanager
async def served_check(
    teams: FakeTeams,
    checked: Checked,
    authority: str = "cumbria",
    answers: Answers | None = None,
    memory: Memory | None = None,
    **options: Any,
) -> AsyncIterator[None]:
    """Serve the check until the block ends; what is due goes out at once."""
    side = checked.side
    async with served_teams(teams, answers, memory, authority=authority, neutrality=side, **options) as desk:
        stop, courier = asyncio.Event(), TeamsCourier(desk.people, desk.connector, desk.options.tenant)
        reminders = Reminders(checked.records, TeamsReminder(side, courier), checked.now, poll=0.02)
        running = asyncio.create_task(reminders.run(stop))
        try:
            yield
        finally:
            stop.set()
            await running


async def typed(teams: FakeTeams, text: str, user: str = "U1", place: Place | None = None) -> Shown:
    """Somebody types something; the card that comes in their chat alone with the desk."""
    before = len(teams.messages(user))
    await teams.say(text, user, place)
    await teams.until(lambda: len(teams.messages(user)) > before)
    return teams.last(user)


async def pressed(
    teams: FakeTeams, card: Shown, title: str, inputs: Payload | None = None, *, user: str = "U1", beside: str = ""
) -> str:
    """Somebody presses a button; the words of the card that stands there then."""
    await teams.press(card, title, user, inputs, beside=beside)
    return words(card.seen(user))


def value_of(card: Shown, title: str, user: str = "U1") -> Payload:
    """The first action of a card with this title that sends something."""
    return next(one.action for one in actions_in(card.seen(user)) if one.title == title and "data" in one.action)


def person(teams: FakeTeams, user: str = "U1") -> str:
    """How the records know somebody."""
    one = teams.person(user)
    return person_key(one.tenant, one.object_id)
