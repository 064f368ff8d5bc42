"""Plays dialogues in Teams: every turn goes through the real library over the real protocol."""

from __future__ import annotations

from bot.teams.inbound import person_key
from bot.teams.wording import SHARE_NOW
from handlers.ports import Memory
from handlers.wording import SHARE
from tests.conversations.dialogue import Heard, Recorder, Turn
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_payloads import Place, channel
from tests.fakes.teams_view import labels, words

USER = "U1"


class TeamsPlayer:
    """`tests.conversations.dialogue.Player` for a desk that is being served to `teams` with `recorder` and `memory`.

    A mention is one in a channel. What is asked in private elsewhere (a command, a shortcut) is asked in the chat alone
    with the desk here.
    """

    def __init__(self, teams: FakeTeams, recorder: Recorder, memory: Memory) -> None:
        self._teams, self._recorder, self._memory = teams, recorder, memory

    async def play(self, turn: Turn) -> Heard:
        """Say or press something, wait until all has come back, and tell what can be read."""
        teams = self._teams
        if turn.who is not None:
            person = teams.person(USER)
            self._memory.remember_role(person_key(person.tenant, person.object_id), turn.who)
        pressed = teams.shown[-1] if teams.shown else None
        if turn.presses == SHARE:
            await self._ask_in_a_channel()
        before, given = len(teams.shown), len(self._recorder.given)
        if pressed and turn.presses == SHARE:
            await teams.press(pressed, SHARE, USER)
            await teams.until(lambda: len(teams.shown) > before)
            await teams.press(teams.shown[-1], SHARE_NOW, USER)
        elif turn.presses:
            await teams.press(teams.shown[-1], turn.presses, USER)
        else:
            await teams.say(turn.says, USER, _place(turn))
        await teams.until(lambda: len(teams.shown) > before and len(self._recorder.given) > given, within=15)
        await teams.quiet(0.05)
        shown = teams.shown[before:]
        return Heard(
            self._recorder.given[-1],
            "\n".join(words(message.card) for message in shown),
            tuple(label for message in shown for label in labels(message.card)),
        )

    async def _ask_in_a_channel(self) -> None:
        """An answer can be shared where its asker has asked before."""
        asked = len(self._teams.shown)
        await self._teams.say("may I?", USER, channel())
        await self._teams.until(lambda: len(self._teams.shown) > asked, within=15)


def _place(turn: Turn) -> Place | None:
    return channel() if turn.surface == "mention" else None
