"""What can be typed: help and the role; a question that begins like a command stays a question."""

from __future__ import annotations

import pytest

from bot.teams.buttons import COMMAND
from bot.teams.wording import IN_OUR_CHAT, ROLE_CHANGE, ROLE_FORGET
from handlers import wording
from knowledge.clause import Role
from tests.fakes.answers import ScriptedAnswers
from tests.fakes.memory import FakeMemory
from tests.fakes.served_teams import served_teams
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_payloads import channel
from tests.fakes.teams_view import labels, words


async def told(teams: FakeTeams, said: str) -> str:
    before = len(teams.shown)
    await teams.say(said)
    await teams.until(lambda: len(teams.shown) > before)
    return teams.read()


@pytest.mark.parametrize("said", ["help", "Help", "/help", "", "  "])
async def test_help_says_what_the_desk_is_for(teams: FakeTeams, said: str) -> None:
    answers = ScriptedAnswers()
    async with served_teams(teams, answers):
        assert (await told(teams, said)).startswith(wording.help_title("Trafford Council"))
    assert not answers.questions


async def test_a_role_is_chosen_shown_and_forgotten(teams: FakeTeams) -> None:
    memory = FakeMemory()
    async with served_teams(teams, memory=memory):
        assert wording.ROLE_UNKNOWN in await told(teams, "role")
        await teams.press(teams.last(), wording.I_AM_A_MEMBER)
        await teams.until(lambda: len(teams.shown) == 2)
        assert ROLE_CHANGE in teams.read()
        assert list(memory.roles.values()) == [Role.MEMBER]
        assert ROLE_FORGET in await told(teams, "Role")
        assert await told(teams, "role forget") == f"{wording.ROLE_TITLE}\n{wording.ROLE_FORGOTTEN}"
    assert not memory.roles


@pytest.mark.parametrize(
    ("said", "role"), [("role officer", Role.OFFICER), ("/role Councillor", Role.MEMBER), ("ROLE MEMBER", Role.MEMBER)]
)
async def test_a_role_can_be_typed(teams: FakeTeams, said: str, role: Role) -> None:
    memory = FakeMemory()
    async with served_teams(teams, memory=memory):
        await told(teams, said)
    assert list(memory.roles.values()) == [role]


@pytest.mark.parametrize(
    "said", ["role of the chief executive", "help me with a complaint", "request for papers, may I?", "roles"]
)
async def test_a_question_that_begins_like_a_command_is_answered(teams: FakeTeams, said: str) -> None:
    answers = ScriptedAnswers()
    async with served_teams(teams, answers):
        await told(teams, said)
    assert [one.text for one in answers.questions] == [said]


async def test_no_command_of_slack_is_named(teams: FakeTeams) -> None:
    async with served_teams(teams):
        for said in ("help", "role", "role officer", "role", "role forget", "requests", "neutrality"):
            assert "/protocol" not in await told(teams, said)


async def test_the_role_is_nobody_elses_affair_in_a_channel(teams: FakeTeams) -> None:
    async with served_teams(teams):
        await teams.say("role", "U1", channel())
        await teams.until(lambda: len(teams.shown) == 2)
    assert teams.read("U1", channel()) == IN_OUR_CHAT
    assert wording.ROLE_UNKNOWN in teams.read("U1")


async def test_commands_are_buttons_too(teams: FakeTeams) -> None:
    async with served_teams(teams):
        await teams.say("help")
        await teams.until(lambda: teams.shown)
        greeting = teams.last()
        assert "My role" in labels(greeting.card)
        assert "Start a formal request" not in labels(greeting.card), "there is no desk for requests here"
        await teams.press(greeting, "My role")
        await teams.until(lambda: len(teams.shown) > 1)
        assert wording.ROLE_UNKNOWN in words(teams.last().card)


@pytest.mark.parametrize("value", ["", "{}", '{"v":1,"w":"drop"}', '{"v":1,"w":["role"]}'])
async def test_a_button_for_no_command_is_answered_politely(teams: FakeTeams, value: str) -> None:
    async with served_teams(teams):
        await teams.say("help")
        await teams.until(lambda: teams.shown)
        action = {"type": "Action.Submit", "data": {"desk": COMMAND, "v": value}}
        await teams.press_action(teams.last(), action)
        await teams.until(lambda: len(teams.shown) > 1)
        assert wording.BUTTON_OUT_OF_DATE in words(teams.last().card)
