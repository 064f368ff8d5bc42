"""The dialogues on the command line: the same files as in Slack."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.assistant import Assistant
from tests.conversations.dialogue import Dialogue, Recorder, play, read_all
from tests.conversations.terminal_player import TerminalPlayer, can_be_played
from tests.fakes.answers import ScriptedAnswers

HERE = Path(__file__).parent
MECHANICS = [dialogue for dialogue in read_all(HERE / "mechanics") if can_be_played(dialogue)]
ANSWERS = [dialogue for dialogue in read_all(HERE / "answers") if can_be_played(dialogue)]


@pytest.mark.parametrize("dialogue", MECHANICS, ids=lambda one: one.name)
async def test_mechanics(dialogue: Dialogue) -> None:
    assert await play(dialogue, TerminalPlayer(Recorder(ScriptedAnswers()), dialogue.authority)) == []


@pytest.mark.model
@pytest.mark.parametrize("dialogue", ANSWERS, ids=lambda one: one.name)
async def test_answers(dialogue: Dialogue, real_desk: Assistant) -> None:
    assert await play(dialogue, TerminalPlayer(Recorder(real_desk), dialogue.authority)) == []
