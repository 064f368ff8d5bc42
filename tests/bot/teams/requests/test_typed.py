"""What is a command and what a question that begins with the same word."""

from __future__ import annotations

import pytest

from tests.fakes.answers import ScriptedAnswers
from tests.fakes.request_types import World
from tests.fakes.served_requests_in_teams import served_world
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_payloads import channel

COMMANDS = [
    "request",
    "Request",
    "/request",
    "request list",
    "request attendance",
    "Request attendance at a group meeting",
    "request group-attendance",
    "/request unicorn",
    "request CUM-2026-0007",
    "requests",
    "/requests please",
    "home",
    "/home",
    "role",
    "Role officer",
    "/role of nobody",
]
QUESTIONS = [
    "Request for a briefing: who decides?",
    "request attendance of an officer, who decides",
    "request attendance?",
    "request papers from a director when they refuse",
    "request unicorn",
    "request to the Chief Executive was refused, what now",
    "requests for information from members",
    "home visits with an officer",
    "Request for what",
    "request of",
    "role of the Chief Executive in disputes",
]


@pytest.mark.parametrize("private", [True, False], ids=["chat", "channel"])
@pytest.mark.parametrize("text", [*COMMANDS, *QUESTIONS])
async def test_a_question_is_never_taken_for_a_command(
    teams: FakeTeams, world: World, text: str, private: bool
) -> None:
    answers, place = ScriptedAnswers(), None if private else channel()
    async with served_world(teams, world, answers=answers):
        await teams.say(text, "URITA", place)
        await teams.until(lambda: teams.messages("URITA", place))
    assert [one.text for one in answers.questions] == ([text] if text in QUESTIONS else [])
