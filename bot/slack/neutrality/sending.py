"""Brings to its owner what is due of a record: the check once more, or the duties after the meeting."""

from __future__ import annotations

import asyncio
from datetime import datetime

from bot.deliveries import Never
from bot.ports import NeutralitySide
from bot.slack.courier import SlackCourier
from bot.slack.limits import LimitError
from bot.slack.neutrality.duties import duty_messages
from bot.slack.neutrality.modals import asked_of
from bot.slack.neutrality.views import Standing, result_messages
from handlers.neutrality.ports import AGAIN, Record
from knowledge.errors import QuotationError, UnknownAuthority, UnknownClause


class SlackReminder:
    """`bot.reminders.Bringing` for one workspace."""

    def __init__(self, side: NeutralitySide, courier: SlackCourier) -> None:
        self._side, self._courier = side, courier

    async def bring(self, record: Record, what: str) -> None:
        """Write to its owner alone; after a crash only what does not stand there yet. Raises Later or Never."""
        side = self._side
        try:
            check = await asyncio.to_thread(side.desk.check, record.authority, record.facts)
            if what == AGAIN:
                messages = result_messages(check, asked_of(record), Standing(side.now(), side.zone, record, again=True))
            elif not check.duties:
                return
            else:
                messages = duty_messages(check, record)
        except (QuotationError, UnknownAuthority, UnknownClause, LimitError) as error:
            raise Never(type(error).__name__) from error
        await self._courier.write(record.person, messages, _mark(record, what))


def _mark(record: Record, what: str) -> str:
    """The same for every try of one sending, another for each time that was chosen."""
    at: datetime | None = record.again_at if what == AGAIN else record.duties_at
    return f"{record.id}-{what}-{at.timestamp() if at else 0:.0f}"
