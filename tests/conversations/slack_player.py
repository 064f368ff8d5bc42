"""Plays dialogues in Slack: every turn goes through the real client over the real protocol."""

from __future__ import annotations

from bot.slack.roles import person_key
from handlers.ports import Memory
from tests.conversations.dialogue import Heard, Recorder, Turn
from tests.fakes import slack_payloads as payloads
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import labels, words

USER, CHANNEL, DIRECT = "UDIALOGUE", "CDIALOGUE", "DDIALOGUE"


class SlackPlayer:
    """`tests.conversations.dialogue.Player` for a desk that is being served to `slack` with `recorder` and `memory`."""

    def __init__(self, slack: FakeSlack, recorder: Recorder, memory: Memory) -> None:
        self._slack, self._recorder, self._memory = slack, recorder, memory

    async def play(self, turn: Turn) -> Heard:
        """Say or press something, wait until all has come back, and tell what can be read."""
        if turn.who is not None:
            self._memory.remember_role(person_key(payloads.TEAM, USER), turn.who)
        before, given = len(self._slack.shown), len(self._recorder.given)
        await self._act(turn)
        await self._slack.until(
            lambda: len(self._slack.shown) > before and len(self._recorder.given) > given, within=15
        )
        await self._slack.quiet(0.05)
        shown = self._slack.shown[before:]
        return Heard(
            self._recorder.given[-1],
            "\n".join(words(message.blocks) for message in shown),
            tuple(label for message in shown for label in labels(message.blocks)),
        )

    async def _act(self, turn: Turn) -> None:
        said = payloads.escaped(turn.says)
        if turn.presses:
            await self._slack.press(self._slack.shown[-1], turn.presses, USER)
        elif turn.surface == "mention":
            await self._slack.push(payloads.mention(said, USER, CHANNEL))
        elif turn.surface == "slash":
            await self._slack.command(turn.says, USER, CHANNEL)
        elif turn.surface == "shortcut":
            await self._slack.shortcut(turn.says, USER, CHANNEL)
        else:
            await self._slack.push(payloads.direct_message(said, USER, DIRECT))
