"""Brings to its owner what is due of a record: the check once more, or the duties after the meeting."""

from __future__ import annotations

from bot.deliveries import Later, Never
from bot.neutrality.own import asked_of, standing
from bot.ports import NeutralitySide
from bot.reminders import due_check
from bot.teams.cards import Card
from bot.teams.limits import LimitError
from bot.teams.neutrality.duties import duty_card
from bot.teams.neutrality.views import result_card
from bot.teams.people import People, UnreachableError
from bot.teams.ports import Connector, TeamsError
from handlers.neutrality.messages import Check
from handlers.neutrality.ports import AGAIN, Record


class TeamsReminder:
    """`bot.reminders.Bringing` for one tenant."""

    def __init__(self, side: NeutralitySide, people: People, connector: Connector) -> None:
        self._side, self._people, self._connector = side, people, connector

    async def bring(self, record: Record, what: str) -> None:
        """Write to its owner alone. Raises Later or Never.

        Teams shows a bot no messages of its own, so after a crash in the midst of sending its reader may see it twice.
        """
        check = await due_check(self._side, record, what)
        if check is None:
            return
        try:
            await self._write(record.person, self._card(check, record, what))
        except TeamsError as error:
            if error.is_passing:
                raise Later(error.retry_after, str(error)) from error
            raise Never(str(error)) from error
        except (UnreachableError, LimitError) as error:
            raise Never(type(error).__name__) from error

    def _card(self, check: Check, record: Record, what: str) -> Card:
        if what != AGAIN:
            return duty_card(check, record)
        return result_card(check, asked_of(record), standing(self._side, record, again=True))

    async def _write(self, person: str, card: Card) -> None:
        contact = await self._people.contact(person)
        if contact is None:
            # They may have removed the desk, or the database may be away: both can change.
            raise Later(0, "nobody is known by that id now")
        chat = contact.chat or await self._people.open_chat(contact)
        await self._connector.post(contact.service_url, chat, card)
