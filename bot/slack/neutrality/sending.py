"""Brings to its owner what is due of a record: the check once more, or the duties after the meeting."""

from __future__ import annotations

from bot.deliveries import Never
from bot.neutrality.own import asked_of, standing
from bot.ports import NeutralitySide
from bot.reminders import due_check, mark_of
from bot.slack.courier import SlackCourier
from bot.slack.limits import LimitError
from bot.slack.neutrality.duties import duty_messages
from bot.slack.neutrality.views import result_messages
from handlers.neutrality.ports import AGAIN, Record


class SlackReminder:
    """`bot.reminders.Bringing` for one workspace."""

    def __init__(self, side: NeutralitySide, courier: SlackCourier) -> None:
        self._side, self._courier = side, courier

    async def bring(self, record: Record, what: str) -> None:
        """Write to its owner alone; after a crash only what does not stand there yet. Raises Later or Never."""
        side = self._side
        check = await due_check(side, record, what)
        if check is None:
            return
        try:
            if what == AGAIN:
                messages = result_messages(check, asked_of(record), standing(side, record, again=True))
            else:
                messages = duty_messages(check, record)
        except LimitError as error:
            raise Never(type(error).__name__) from error
        await self._courier.write(record.person, messages, mark_of(record, what))
