"""Ask a person: the words reach the contact to the letter, with the asker's name, or stay with the asker."""

from __future__ import annotations

import pytest

from bot.teams.wording import PERSON_NEXT
from handlers import wording
from tests.fakes import teams_payloads as payloads
from tests.fakes.served_teams import served_teams
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_api import Shown
from tests.fakes.teams_payloads import Place, channel, personal
from tests.fakes.teams_view import words

WORDS = "**May** I [ask](https://evil.example)? <at>all</at> & so on"
HELP = channel("help")
FORM = {"desk": "answer_person_form", "v": '{"v":1,"a":"trafford"}'}


async def answered(teams: FakeTeams, user: str = "U1") -> Shown:
    await teams.say("may I?", user)
    await teams.until(lambda: teams.messages(user))
    await teams.quiet(0.1)
    return teams.last(user)


async def send(teams: FakeTeams, message: Shown, said: str = WORDS) -> str:
    """What stands in the place of the form that the answer unfolds."""
    found = {wording.PERSON_MODAL_LABEL: said}
    pressed = await teams.press(message, wording.PERSON_MODAL_SEND, "U1", found)
    return words(pressed.card)


@pytest.mark.parametrize("place", [HELP, personal(payloads.person("U9"))], ids=["a channel", "a person"])
async def test_the_words_reach_the_contact_to_the_letter_with_the_askers_name(teams: FakeTeams, place: Place) -> None:
    """Somebody who has never written to the desk, too."""
    contact = place.id if place is HELP else teams.person("U9").object_id
    teams.places[HELP.id] = HELP
    async with served_teams(teams, contact=contact):
        told = await send(teams, await answered(teams))
    assert told == f"{wording.PERSON_RECEIPT}\n{WORDS}\n{PERSON_NEXT}"
    (passed,) = teams.messages("U9", place)
    assert words(passed.card) == f"{wording.person_asks('Person U1')}\n{WORDS}"
    assert passed.summary == wording.person_asks("Person U1")


async def test_a_contact_who_is_known_is_written_to_in_their_chat(teams: FakeTeams) -> None:
    async with served_teams(teams, contact=teams.person("U9").object_id):
        await answered(teams, "U9")
        await send(teams, await answered(teams))
    assert teams.count("create") == 0
    assert WORDS in teams.read("U9")


async def test_words_for_somebody_who_cannot_be_reached_stay_in_the_form(teams: FakeTeams) -> None:
    teams.without_app.add(teams.person("U9").key)
    async with served_teams(teams, contact=teams.person("U9").object_id):
        message = await answered(teams)
        told = await send(teams, message)
        assert wording.PERSON_MODAL_FAILED in told
        assert WORDS in told
        teams.without_app.clear()
        assert wording.PERSON_RECEIPT in await send(teams, message)
    assert WORDS in teams.read("U9")


async def test_words_for_a_channel_that_refuses_them_stay_in_the_form(teams: FakeTeams) -> None:
    async with served_teams(teams, contact="19:gone@thread.tacv2"):
        told = await send(teams, await answered(teams))
    assert wording.PERSON_MODAL_FAILED in told
    assert WORDS in told


@pytest.mark.parametrize("said", ["", " \n ", "\u202e\x00"])
async def test_nothing_is_passed_on_without_words(teams: FakeTeams, said: str) -> None:
    """The client asks for them; whoever presses by other means is asked again."""
    teams.places[HELP.id] = HELP
    async with served_teams(teams, contact=HELP.id):
        message = await answered(teams)
        pressed = await teams.execute("v", FORM | {"words": said}, message)
        assert wording.PERSON_MODAL_EMPTY in words(pressed.card)
    assert not teams.messages("U9", HELP)


async def test_marks_of_direction_do_not_reach_the_contact(teams: FakeTeams) -> None:
    teams.places[HELP.id] = HELP
    async with served_teams(teams, contact=HELP.id):
        await teams.execute("v", FORM | {"words": "a\u202eb {{DATE(x)}}"}, await answered(teams))
    assert "ab {" in teams.read("U9", HELP)
    assert "{{" not in str(teams.last("U9", HELP).activity)


async def test_a_form_from_before_the_contact_was_taken_away_is_out_of_date(teams: FakeTeams) -> None:
    async with served_teams(teams):
        pressed = await teams.execute("v", FORM | {"words": WORDS}, await answered(teams))
    assert words(pressed.card) == wording.BUTTON_OUT_OF_DATE


async def test_without_a_contact_it_is_said_whom_to_ask(teams: FakeTeams) -> None:
    async with served_teams(teams):
        await teams.press(await answered(teams), wording.ASK_A_PERSON)
        await teams.until(lambda: len(teams.shown) == 2)
    assert wording.no_contact("Trafford Council") in teams.read()
