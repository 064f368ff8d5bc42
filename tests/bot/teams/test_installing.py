"""Somebody adds the desk, or removes it."""

from __future__ import annotations

import asyncio

from bot.teams.inbound import person_key
from handlers import wording
from tests.fakes import teams_payloads as payloads
from tests.fakes.contacts import FakeContacts
from tests.fakes.served_teams import served_teams
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_payloads import BOT, TENANT, channel, group_chat


def key(teams: FakeTeams, user: str = "U1") -> str:
    return person_key(TENANT, teams.person(user).object_id)


async def test_whoever_adds_the_desk_is_welcomed_once_and_can_be_written_to(teams: FakeTeams) -> None:
    contacts = FakeContacts()
    async with served_teams(teams, contacts=contacts):
        person, place = teams.person("U1"), teams.place("U1")
        added = payloads.installed(person, place, teams.service_url)
        came = payloads.members_added([BOT["id"]], person, place, teams.service_url)
        await asyncio.gather(teams.post(added), teams.post(added), teams.post(came))
        await teams.until(lambda: teams.shown)
        await teams.quiet(0.5)
    (welcome,) = teams.messages("U1")
    assert wording.help_title("Trafford Council") in welcome.summary
    known = await contacts.contact(key(teams))
    assert known
    assert known.chat == teams.place("U1").id


async def test_a_new_version_is_no_reason_to_say_hello(teams: FakeTeams) -> None:
    async with served_teams(teams) as desk:
        await teams.install("U1", action="add-upgrade")
        assert await desk.pulse.drained(5)
        assert await desk.people.contact(key(teams))
    assert not teams.shown


async def test_a_team_and_a_group_chat_are_not_told_of_it(teams: FakeTeams) -> None:
    async with served_teams(teams):
        for place in (channel(), group_chat()):
            await teams.install("U1", place)
        await teams.quiet(0.1)
    assert not teams.shown


async def test_who_removes_the_desk_is_forgotten_with_the_places_where_they_asked(teams: FakeTeams) -> None:
    contacts = FakeContacts()
    async with served_teams(teams, contacts=contacts) as desk:
        for user in ("U1", "U2"):
            await teams.say("may I?", user, channel())
        await teams.until(lambda: len(teams.shown) == 2)
        await teams.quiet(0.1)
        assert await contacts.gatherings(key(teams))
        await teams.install("U1", action="remove")
        await teams.quiet(0.1)
        assert await desk.people.contact(key(teams)) is None
        assert await contacts.gatherings(key(teams)) == ()
        assert await contacts.gatherings(key(teams, "U2"))


async def test_removing_it_from_a_team_forgets_nobody(teams: FakeTeams) -> None:
    async with served_teams(teams) as desk:
        await teams.say("may I?", "U1", channel())
        await teams.until(lambda: teams.shown)
        await teams.install("U1", channel(), action="remove")
        await teams.quiet(0.1)
        assert await desk.people.contact(key(teams))
