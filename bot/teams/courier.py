"""Brings the letters about formal requests to people in Teams, at least once each.

Teams gives a bot no way to look into a chat. After a try of which nobody knows how it ended (a crash, no answer in
time) the letter may stand there already, and it is written again: its reader may see it twice, and the buttons of
both do the same.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Sequence

from bot.deliveries import Later, Never
from bot.logs import event
from bot.teams.cards import Card
from bot.teams.delivery import PAUSE
from bot.teams.inbound import PLATFORM, person_key
from bot.teams.limits import LimitError
from bot.teams.people import People, UnreachableError
from bot.teams.ports import Connector, Contact, TeamsError
from bot.teams.requests.pages import letter_cards
from bot.teams.wording import (
    LETTER_ELSEWHERE,
    LETTER_NOBODY,
    LETTER_NOT_ADDED,
    LETTER_NOT_MET,
    LETTER_REFUSED,
    LETTER_SAID,
    LETTER_TOO_LONG,
    LETTER_UNREACHED,
)
from handlers.requests.messages import RequestView
from handlers.requests.request import parts_of

log = logging.getLogger(__name__)
EVERYWHERE = "https://smba.trafficmanager.net/teams/"
"""Where Teams takes what is sent to people of whom the desk has not heard from where they are. Source:
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
"""
_OBJECT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_REMEMBERED = 500
_NOBODY = {"BadArgument", "MemberNotFoundInConversation", "ConversationNotFound"}
_GONE = 404
_BARRED = 403
_TOO_LARGE = 413
_UNSIGNED = 401


class TeamsCourier:
    """`bot.deliveries.Courier` for one tenant. Waiting after 429 is the worker's affair, which says how letters stand.

    The parts of a letter that this process has surely written are not written again.
    """

    def __init__(self, people: People, connector: Connector, tenant: str, service_url: str = EVERYWHERE) -> None:
        self._people, self._connector, self._tenant = people, connector, tenant.lower()
        self._service_url = service_url
        self._written: OrderedDict[str, int] = OrderedDict()

    async def deliver(self, to: str, view: RequestView, mark: str) -> str:
        """Write to them alone. Returns where the message with the buttons stands. Raises Later or Never."""
        try:
            made = letter_cards(view)
        except LimitError as error:
            event(log, "letter_too_large", logging.ERROR, reason=str(error))
            raise Never(LETTER_TOO_LONG) from None
        return await self.write(to, made, mark)

    async def write(self, to: str, cards: Sequence[Card], mark: str) -> str:
        """Bring cards to a person's id, as `deliver` does."""
        contact = await self._contact(to)
        try:
            return await self._write(contact, cards, mark)
        except UnreachableError as error:
            raise _told(error.__cause__) from error
        except TeamsError as error:
            raise _told(error) from error

    async def _write(self, contact: Contact, cards: Sequence[Card], mark: str) -> str:
        chat = contact.chat or await self._people.open_chat(contact)
        message = ""
        for number, one in enumerate(cards):
            if number < self._written.get(mark, 0):
                continue
            if message:
                await asyncio.sleep(PAUSE)
            try:
                message = await self._connector.post(contact.service_url, chat, one)
            except TeamsError as error:
                if error.status != _GONE or not contact.chat:
                    raise
                # The chat that was remembered is no more.
                chat = await self._people.open_chat(contact)
                message = await self._connector.post(contact.service_url, chat, one)
            self._remember(mark, number + 1)
        self._written.pop(mark, None)
        return f"{chat}:{message}"

    async def _contact(self, to: str) -> Contact:
        """Whom the id means. Raises Later or Never."""
        platform, tenant, user = parts_of(to)
        if platform != PLATFORM or not user or tenant.lower() not in {"", self._tenant}:
            raise Never(LETTER_ELSEWHERE)
        if not _OBJECT_ID.fullmatch(user):
            found = await self._people.find(user)
            if found is None:
                raise Later(0, LETTER_NOT_MET)
            return found
        person = person_key(self._tenant, user.lower())
        return await self._people.contact(person) or Contact(person, user.lower(), self._service_url)

    def _remember(self, mark: str, parts: int) -> None:
        self._written[mark] = parts
        if len(self._written) > _REMEMBERED:
            self._written.popitem(last=False)


def _told(error: BaseException | None) -> Later | Never:
    """Whether a later try may help, and why this one did not."""
    if not isinstance(error, TeamsError):
        return Later(0, LETTER_UNREACHED.format(code=type(error).__name__))
    if error.is_passing or error.status == _UNSIGNED:
        said = LETTER_SAID if error.status else LETTER_UNREACHED
        return Later(error.retry_after, said.format(code=error.code or error.status))
    if error.status == _BARRED:
        # They may add it, or an administrator may let them, while the letter still waits.
        return Later(error.retry_after, LETTER_NOT_ADDED)
    if error.status == _TOO_LARGE:
        return Never(LETTER_TOO_LONG)
    if error.code in _NOBODY:
        return Never(LETTER_NOBODY)
    return Never(LETTER_REFUSED.format(code=error.code or error.status))
