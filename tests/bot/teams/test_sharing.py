"""Sharing an answer: only where its asker has asked, only while they are a member, and never their question."""

from __future__ import annotations

from bot.teams.inbound import person_key
from bot.teams.wording import SHARE_CHOOSE, SHARE_NO_MEMBER, SHARE_NOW, SHARE_NOWHERE, SHARE_TITLE, SHARED
from handlers import wording
from tests.fakes.answers import TEXT
from tests.fakes.contacts import FakeContacts
from tests.fakes.served_teams import served_teams
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_api import Scripted, Shown
from tests.fakes.teams_payloads import TENANT, channel, group_chat
from tests.fakes.teams_view import inputs_in, labels, words

QUESTION = "a question of my own"


async def to_share(teams: FakeTeams, *, asked_in_channel: bool = True) -> Shown:
    """An answer in the chat alone, after its asker has asked in a channel; then the card that asks where."""
    if asked_in_channel:
        await teams.say("may I?", "U1", channel())
        await teams.until(lambda: teams.messages("U1", channel()))
        await teams.quiet(0.1)
    await teams.say(QUESTION)
    await teams.until(lambda: teams.messages("U1"))
    await teams.press(teams.last("U1"), wording.SHARE)
    await teams.until(lambda: len(teams.messages("U1")) == 2)
    return teams.last("U1")


async def test_the_clauses_are_shared_and_the_question_is_not(teams: FakeTeams) -> None:
    async with served_teams(teams):
        card = await to_share(teams)
        await teams.press(card, SHARE_NOW)
        await teams.until(lambda: len(teams.messages("U1", channel())) == 2)
        await teams.until(lambda: card.edits)
    shared = teams.read("U1", channel())
    assert TEXT in shared
    assert wording.SHARED_WITHOUT_QUESTION in shared
    assert QUESTION not in str(teams.last("U1", channel()).activity)
    assert words(card.card) == SHARED


async def test_where_somebody_asked_is_known_once_they_are_answered(teams: FakeTeams) -> None:
    """Though it is still being looked up under what name they sign in."""
    async with served_teams(teams):
        teams.script("member", Scripted(after=1.0))
        await teams.say("may I?", "U1", channel())
        await teams.until(lambda: teams.messages("U1", channel()))
        card = await to_share(teams, asked_in_channel=False)
        assert SHARE_NOW in labels(card.card)


async def test_who_has_asked_nowhere_is_told_how(teams: FakeTeams) -> None:
    async with served_teams(teams):
        assert words((await to_share(teams, asked_in_channel=False)).card) == SHARE_NOWHERE


async def test_a_place_that_the_card_made_up_is_refused(teams: FakeTeams) -> None:
    """Though the desk knows it from somebody else, and whoever pressed is a member."""
    async with served_teams(teams):
        await teams.say("may I?", "U2", group_chat())
        await teams.until(lambda: teams.messages("U2", group_chat()))
        teams.join(group_chat(), "U1")
        card = await to_share(teams)
        value = card.card["body"][-1]["actions"][0]["data"]["v"]
        for place in (group_chat().id, "19:nowhere@thread.v2", f"{channel().id};messageid=1", ""):
            answered = await teams.execute("v", {"desk": "answer_share_there", "v": value, "where": place}, card)
            assert words(answered.card) == wording.BUTTON_OUT_OF_DATE
    assert len(teams.messages("U1", group_chat())) == len(teams.messages("U1", channel())) == 1


async def test_who_is_no_longer_a_member_shares_nothing(teams: FakeTeams) -> None:
    async with served_teams(teams):
        card = await to_share(teams)
        teams.leave(channel(), "U1")
        answered = await teams.press(card, SHARE_NOW)
        assert words(answered.card) == SHARE_NO_MEMBER
    assert len(teams.messages("U1", channel())) == 1


async def test_where_teams_does_not_say_who_is_a_member_nothing_is_shared(teams: FakeTeams) -> None:
    async with served_teams(teams):
        card = await to_share(teams)
        teams.script("member", Scripted(500))
        answered = await teams.press(card, SHARE_NOW)
        assert words(answered.card) == wording.WENT_WRONG
    assert len(teams.messages("U1", channel())) == 1


async def test_what_is_shared_by_somebody_else_with_the_card_of_another_goes_nowhere(teams: FakeTeams) -> None:
    """A forwarded card: its places are those of whoever presses, not of whom it was made for."""
    async with served_teams(teams):
        card = await to_share(teams)
        teams.join(channel(), "U2")
        answered = await teams.press(card, SHARE_NOW, "U2")
        assert words(answered.card) == wording.BUTTON_OUT_OF_DATE
    assert len(teams.messages("U1", channel())) == 1


async def test_a_name_of_a_channel_is_shown_as_it_is(teams: FakeTeams) -> None:
    contacts = FakeContacts()
    async with served_teams(teams, contacts=contacts) as desk:
        card = await to_share(teams)
        (field,) = inputs_in(card.card["body"])
        person = person_key(TENANT, teams.person("U1").object_id)
        (there,) = await desk.people.gatherings(person)
        assert field["choices"] == [{"value": channel().id, "title": there.name or "A channel"}]
        assert (field["errorMessage"], words(card.card).split("\n")[0]) == (SHARE_CHOOSE, SHARE_TITLE)


async def test_while_the_database_is_away_nothing_is_shared(teams: FakeTeams) -> None:
    contacts = FakeContacts()
    async with served_teams(teams, contacts=contacts):
        card = await to_share(teams)
        contacts.away = True
        answered = await teams.press(card, SHARE_NOW)
        assert words(answered.card) == wording.WENT_WRONG
    assert len(teams.messages("U1", channel())) == 1
