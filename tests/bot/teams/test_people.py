"""Whom the desk knows: both ids, the chat, and under what name somebody signs in, as it is now."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.teams.inbound import person_key, place_of
from bot.teams.people import NAME_AGAIN, NAME_KEPT, People, UnreachableError
from bot.teams.sdk import SdkConnector
from tests.fakes.contacts import FakeContacts
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_api import Scripted
from tests.fakes.teams_payloads import TENANT, channel, message


class Known:
    """People on a fake Teams, with a clock."""

    def __init__(self, teams: FakeTeams) -> None:
        self.teams, self.now, self.store = teams, 0.0, FakeContacts()
        self.connector = SdkConnector(lambda *_: teams.signer.bot_token())
        self.people = People(self.store, self.connector, TENANT, lambda: self.now)

    async def hear(self, user: str, *, now: bool = False) -> str:
        said = message("may I?", self.teams.person(user), self.teams.place(user), self.teams.service_url)
        await self.people.heard(place_of(said))
        await self.people.introduced(place_of(said), now=now)
        return person_key(TENANT, self.teams.person(user).object_id)


async def test_a_name_is_read_once_and_again_the_next_day(teams: FakeTeams) -> None:
    known = Known(teams)
    person = await known.hear("U1")
    await known.hear("U1")
    assert teams.count("member") == 1
    teams.people["U1"] = replace(teams.person("U1"), user_principal_name="New.Name@council.example")
    known.now = NAME_KEPT
    await known.hear("U1")
    found = await known.people.find("new.name@COUNCIL.example")
    assert (found and found.person, known.people.object_id_of("u1@council.example")) == (person, None)
    assert await known.store.named(TENANT, "u1@council.example") is None
    await known.connector.close()


async def test_a_name_that_went_to_somebody_else_is_theirs(teams: FakeTeams) -> None:
    """An office that the register gives to a name does not stay with who had the name before."""
    known, name = Known(teams), "monitoring.officer@council.example"
    teams.people["U1"] = replace(teams.person("U1"), user_principal_name=name)
    await known.hear("U1")
    teams.people["U1"] = replace(teams.person("U1"), user_principal_name="u1@council.example")
    teams.people["U2"] = replace(teams.person("U2"), user_principal_name=name)
    await known.hear("U2")
    assert known.people.object_id_of(name) == teams.person("U2").object_id
    known.now = NAME_KEPT
    await known.hear("U1")
    assert known.people.object_id_of(name) == teams.person("U2").object_id
    await known.connector.close()


async def test_a_name_that_could_not_be_read_is_asked_for_later(teams: FakeTeams) -> None:
    known = Known(teams)
    teams.script("member", Scripted(500), Scripted(403))
    for _ in range(3):
        await known.hear("U1")
    assert teams.count("member") == 1
    for number in (1, 2):
        known.now = number * NAME_AGAIN
        await known.hear("U1")
    assert known.people.object_id_of("U1@Council.Example") == teams.person("U1").object_id
    await known.connector.close()


async def test_all_who_wait_for_a_name_get_the_one_that_is_read(teams: FakeTeams) -> None:
    """The second of two presses must not go on as if its person held no office."""
    known, name = Known(teams), "u1@council.example"
    teams.script("member", Scripted(after=0.3))
    first = asyncio.create_task(known.hear("U1"))
    await teams.until(lambda: teams.count("member"))
    assert known.people.object_id_of(name) is None
    await known.hear("U1", now=True)
    assert known.people.object_id_of(name) == teams.person("U1").object_id
    await first
    assert teams.count("member") == 1
    await known.connector.close()


async def test_who_gives_up_waiting_leaves_the_name_to_the_next(teams: FakeTeams) -> None:
    known = Known(teams)
    teams.script("member", Scripted(after=0.3))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await known.hear("U1", now=True)
    found = await known.people.contact(person_key(TENANT, teams.person("U1").object_id))
    assert found
    assert (found.chat, found.principal_name) == (teams.place("U1").id, "")  # where to write is known meanwhile
    await known.hear("U1")
    assert known.people.object_id_of("u1@council.example")
    assert teams.count("member") == 1
    await known.connector.close()


async def test_nobody_who_waits_stands_behind_those_who_do_not(teams: FakeTeams) -> None:
    known = Known(teams)
    teams.script("member", Scripted(after=0.5))
    in_turn = [asyncio.create_task(known.hear(user)) for user in ("U1", "U2", "U3")]
    await teams.until(lambda: teams.count("member"))
    await known.hear("U4", now=True)
    assert known.people.object_id_of("u4@council.example")
    assert not any(task.done() for task in in_turn)
    await asyncio.gather(*in_turn)
    await known.connector.close()


async def test_a_store_that_is_away_costs_nothing_but_memory(teams: FakeTeams) -> None:
    known = Known(teams)
    known.store.away = True
    person = await known.hear("U1")
    found = await known.people.contact(person)
    assert found
    assert found.chat == teams.place("U1").id
    known.store.away = False
    assert await known.store.contact(person) is None
    await known.hear("U1")
    assert await known.store.contact(person) == found  # kept once it is there again
    await known.connector.close()


async def test_who_has_not_added_the_desk_cannot_be_reached(teams: FakeTeams) -> None:
    known = Known(teams)
    teams.without_app.add("U1")
    place = teams.place("U1", channel())
    heard = place_of(message("may I?", teams.person("U1"), place, teams.service_url))
    with pytest.raises(UnreachableError):
        await known.people.chat_of(heard)
    teams.without_app.clear()
    assert await known.people.chat_of(heard) == teams.place("U1").id
    await known.connector.close()


async def test_who_removes_the_desk_is_forgotten(teams: FakeTeams) -> None:
    known = Known(teams)
    person = await known.hear("U1")
    await known.people.forget(person)
    assert (await known.people.contact(person), known.people.object_id_of("u1@council.example")) == (None, None)
    assert await known.store.contact(person) is None
    await known.connector.close()
