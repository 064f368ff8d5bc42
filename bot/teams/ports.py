"""What the Teams side needs of Teams: sending and changing messages, opening a chat, looking somebody up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.teams.cards import Card
from knowledge.errors import DeskError

_NEVER_REACHED = {"ConnectError", "ConnectTimeout", "PoolTimeout"}


class TeamsError(DeskError):
    """Teams did not do what was asked. `status` is that of HTTP (0 where no answer came), `code` Teams' own word.

    `retry_after` is for how many seconds Teams wants to be left alone (0 where it said nothing).
    """

    def __init__(self, status: int, code: str = "", retry_after: float = 0.0) -> None:
        super().__init__(f"Teams answered {status or 'nothing'}{f' ({code})' if code else ''}.")
        self.status, self.code, self.retry_after = status, code, retry_after

    @property
    def is_passing(self) -> bool:
        """Whether a later try may succeed. Source: the page on rate limiting named in `bot.teams.delivery`."""
        return self.status in {0, 408, 412, 429} or self.status >= 500

    @property
    def may_be_done(self) -> bool:
        """Whether Teams may have done it all the same: it took the request, and no answer came back."""
        return self.status == 0 and self.code not in _NEVER_REACHED


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a conversation: the id towards this bot, the Entra object id, and the name they sign in with."""

    user_id: str
    user: str
    name: str = ""
    principal_name: str = ""


class Connector(Protocol):
    """Teams. Every method raises TeamsError; none waits for ever."""

    async def post(self, service_url: str, conversation: str, card: Card) -> str:
        """Write into a conversation; the id of the message."""
        ...

    async def edit(self, service_url: str, conversation: str, message: str, card: Card) -> None:
        """Put a card in the place of a message of ours, for everybody who sees it."""
        ...

    async def open_chat(self, service_url: str, tenant: str, member: str) -> str:
        """The id of the chat of one person (either id of theirs) alone with the desk."""
        ...

    async def member(self, service_url: str, conversation: str, member: str) -> Member | None:
        """Somebody in a conversation, or None where they are not in it."""
        ...


@dataclass(frozen=True, slots=True)
class Contact:
    """How the desk reaches somebody: both ids, the name they sign in with, and their chat with the desk ("" for none
    yet). `person` is the name under which the memory and the requests know them.
    """

    person: str
    user_id: str
    service_url: str
    chat: str = ""
    name: str = ""
    principal_name: str = ""


@dataclass(frozen=True, slots=True)
class Gathering:
    """A channel or a group chat in which somebody has asked the desk (without the thread)."""

    conversation: str
    kind: str
    service_url: str
    name: str = ""


MOST_GATHERINGS = 20
"""Of one person."""


class ContactStore(Protocol):
    """Whom the desk can reach, and where they have asked it. Kept with the requests, for every desk that serves them.

    Raises `handlers.requests.ports.StoreUnavailable`.
    """

    async def keep(self, contact: Contact) -> None:
        """Keep a contact in the place of what was kept of the same person.

        A name that they sign in with is theirs alone from then on: whoever had it before is kept without a name.
        """
        ...

    async def contact(self, person: str) -> Contact | None:
        """The contact of a person."""
        ...

    async def named(self, tenant: str, principal_name: str) -> Contact | None:
        """The contact of whoever signs in to the tenant with this name, in whatever case."""
        ...

    async def forget(self, person: str) -> None:
        """Forget a contact and all gatherings of a person."""
        ...

    async def gathered(self, person: str, gathering: Gathering) -> None:
        """Keep that somebody asked the desk there, with its present name."""
        ...

    async def gatherings(self, person: str) -> tuple[Gathering, ...]:
        """Where somebody has asked the desk, the latest first, at most MOST_GATHERINGS."""
        ...
