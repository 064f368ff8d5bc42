"""Plays dialogues on the command line: what is typed goes through the chat, what is seen is what a terminal shows."""

from __future__ import annotations

import io
import re

from rich.console import Console

from bot.cli.chat import Conversation
from bot.cli.drawing import draw, draw_choices
from tests.conversations.dialogue import Dialogue, Heard, Recorder, Turn


class TerminalPlayer:
    """`tests.conversations.dialogue.Player` at a terminal. A surface of Slack is the same prompt as any other here."""

    def __init__(self, recorder: Recorder, authority: str) -> None:
        self._conversation = Conversation(recorder, {authority: authority}, authority)

    async def play(self, turn: Turn) -> Heard:
        """Type the words, or the number beside the choice."""
        if turn.who is not None:
            self._conversation.role = turn.who
        labels = [choice.label for choice in self._conversation.choices]
        outgoing = self._conversation.say(str(labels.index(turn.presses) + 1) if turn.presses else turn.says)
        assert outgoing is not None, "the conversation is over"
        screen = Console(file=io.StringIO(), width=72)
        screen.print(draw(outgoing), draw_choices(self._conversation.choices))
        assert isinstance(screen.file, io.StringIO)
        buttons = tuple(choice.label for choice in self._conversation.choices)
        return Heard(outgoing, re.sub(r"[\s┃]+", " ", screen.file.getvalue()), buttons)


def can_be_played(dialogue: Dialogue) -> bool:
    """A terminal has no channel to share with."""
    return not any("Share with channel" in (turn.presses, *turn.expects.buttons) for turn in dialogue.turns)
