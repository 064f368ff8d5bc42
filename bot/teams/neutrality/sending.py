"""Brings to its owner what is due of a record: the check once more, or the duties after the meeting."""

from __future__ import annotations

from bot.deliveries import Never
from bot.neutrality.own import asked_of, standing
from bot.ports import NeutralitySide
from bot.reminders import due_check, mark_of
from bot.teams.cards import Card
from bot.teams.courier import TeamsCourier
from bot.teams.limits import LimitError
from bot.teams.neutrality.duties import duty_card
from bot.teams.neutrality.views import result_card
from handlers.neutrality.messages import Check
from handlers.neutrality.ports import AGAIN, Record


class TeamsReminder:
    """`bot.reminders.Bringing` for one tenant."""

    def __init__(self, side: NeutralitySide, courier: TeamsCourier) -> None:
        self._side, self._courier = side, courier

    async def bring(self, record: Record, what: str) -> None:
        """Write to its owner alone; after a crash in the midst of it they may see it twice. Raises Later or Never."""
        check = await due_check(self._side, record, what)
        if check is None:
            return
        try:
            made = self._card(check, record, what)
        except LimitError as error:
            raise Never(type(error).__name__) from error
        await self._courier.write(record.person, [made], mark_of(record, what))

    def _card(self, check: Check, record: Record, what: str) -> Card:
        if what != AGAIN:
            return duty_card(check, record)
        return result_card(check, asked_of(record), standing(self._side, record, again=True))
