"""Dialogues played in Teams: `mechanics/` with a scripted desk behind them, `answers/` with the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.assistant import Assistant
from tests.conversations.dialogue import Dialogue, Recorder, play, read_all
from tests.conversations.teams_player import TeamsPlayer
from tests.fakes.answers import ScriptedAnswers
from tests.fakes.memory import FakeMemory
from tests.fakes.served_teams import served_teams
from tests.fakes.teams import FakeTeams

HERE = Path(__file__).parent
MECHANICS = read_all(HERE / "mechanics")
ANSWERS = read_all(HERE / "answers")


@pytest.mark.parametrize("dialogue", MECHANICS, ids=lambda one: one.name)
async def test_mechanics(dialogue: Dialogue) -> None:
    recorder, memory = Recorder(ScriptedAnswers()), FakeMemory()
    async with FakeTeams() as teams, served_teams(teams, recorder, memory, authority=dialogue.authority):
        assert await play(dialogue, TeamsPlayer(teams, recorder, memory)) == []


@pytest.mark.model
@pytest.mark.parametrize("dialogue", ANSWERS, ids=lambda one: one.name)
async def test_answers(dialogue: Dialogue, real_desk: Assistant) -> None:
    recorder, memory = Recorder(real_desk), FakeMemory()
    async with FakeTeams() as teams, served_teams(teams, recorder, memory, authority=dialogue.authority):
        assert await play(dialogue, TeamsPlayer(teams, recorder, memory)) == []
