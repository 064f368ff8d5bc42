"""Dialogues played in Slack. Those in `mechanics/` have a scripted desk behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversations.dialogue import Dialogue, Recorder, play, read_all
from tests.conversations.slack_player import SlackPlayer
from tests.fakes.answers import ScriptedAnswers
from tests.fakes.memory import FakeMemory
from tests.fakes.served import served
from tests.fakes.slack import FakeSlack

MECHANICS = read_all(Path(__file__).parent / "mechanics")


@pytest.mark.parametrize("dialogue", MECHANICS, ids=lambda one: one.name)
async def test_mechanics(dialogue: Dialogue) -> None:
    recorder, memory = Recorder(ScriptedAnswers()), FakeMemory()
    async with FakeSlack() as slack, served(slack, recorder, memory, authority=dialogue.authority):
        assert await play(dialogue, SlackPlayer(slack, recorder, memory)) == []
