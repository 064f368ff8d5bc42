"""Contacts without a database."""

from __future__ import annotations

from dataclasses import replace

from bot.teams.ports import MOST_GATHERINGS, Contact, Gathering
from handlers.requests.ports import StoreUnavailable


class FakeContacts:
    """`bot.teams.ports.ContactStore` in dictionaries. With `away` set everything raises StoreUnavailable."""

    def __init__(self) -> None:
        self.away = False
        self._contacts: dict[str, Contact] = {}
        self._gathered: dict[str, dict[str, Gathering]] = {}

    async def keep(self, contact: Contact) -> None:
        self._reached()
        tenant = contact.person.split(":")[1]
        if contact.principal_name and (before := await self.named(tenant, contact.principal_name)):
            self._contacts[before.person] = replace(before, principal_name="")
        self._contacts[contact.person] = contact

    async def contact(self, person: str) -> Contact | None:
        self._reached()
        return self._contacts.get(person)

    async def named(self, tenant: str, principal_name: str) -> Contact | None:
        self._reached()
        wanted = principal_name.casefold()
        found = (one for one in self._contacts.values() if one.person.startswith(f"teams:{tenant}:"))
        return next((one for one in found if wanted and one.principal_name.casefold() == wanted), None)

    async def forget(self, person: str) -> None:
        self._reached()
        self._contacts.pop(person, None)
        self._gathered.pop(person, None)

    async def gathered(self, person: str, gathering: Gathering) -> None:
        self._reached()
        known = self._gathered.setdefault(person, {})
        known.pop(gathering.conversation, None)
        known[gathering.conversation] = gathering

    async def gatherings(self, person: str) -> tuple[Gathering, ...]:
        self._reached()
        return tuple(reversed(list(self._gathered.get(person, {}).values())))[:MOST_GATHERINGS]

    def _reached(self) -> None:
        if self.away:
            raise StoreUnavailable("the database is away")
