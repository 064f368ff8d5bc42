"""Whom the desk can write to in Teams, and where they have asked it: remembered when somebody is heard."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from bot.logs import event
from bot.teams.inbound import Place, person_key
from bot.teams.ports import Connector, Contact, ContactStore, Gathering, TeamsError
from handlers.requests.ports import StoreUnavailable

log = logging.getLogger(__name__)
MOST = 5000
APART = 0.05
"""Seconds before each look-up of a name for which nobody waits."""
NAME_KEPT = 86_400.0
"""Seconds after which it is read again under what name somebody signs in: offices are held by these names."""
NAME_AGAIN = 300.0
"""Seconds until it is tried again, where it could not be read."""


class UnreachableError(Exception):
    """Nobody by this id can be written to: they have not added the desk in Teams."""


class People:
    """Contacts, in memory and in a store. Belongs to one event loop.

    A store that is away costs nothing but memory: what it did not keep is kept when its person is heard again.
    """

    def __init__(
        self, store: ContactStore, connector: Connector, tenant: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store, self._connector, self._tenant, self._clock = store, connector, tenant.lower(), clock
        self._names_due: dict[str, float] = {}
        self._looking_up: dict[str, asyncio.Task[str]] = {}
        self._in_turn = asyncio.Semaphore(1)
        self._known: OrderedDict[str, Contact] = OrderedDict()
        self._unkept: set[str] = set()
        self._objects: dict[str, str] = {}
        self._gathered: OrderedDict[tuple[str, str], Gathering] = OrderedDict()

    async def heard(self, place: Place, name: str = "") -> None:
        """Remember who was heard and where; `name` is that of the channel or group chat. Never raises for a store."""
        known = await self.contact(place.person)
        chat = place.conversation if place.private else known.chat if known else ""
        met = Contact(
            place.person, place.user_id, place.service_url, chat, place.name, known.principal_name if known else ""
        )
        if met != known or place.person in self._unkept:
            await self._keep(met)
        if not place.private:
            await self._keep_gathering(place, name)

    async def introduced(self, place: Place, *, now: bool = False) -> None:
        """Know somebody who was heard by the name they sign in with: Teams does not send it along.

        Where nobody waits for it `now`, it is read in turn: where many are heard at once, their answers are what
        matters.
        """
        read = await self._principal_name(place, now=now)
        known = await self.contact(place.person)
        if read and known and read != known.principal_name:
            await self._keep(replace(known, principal_name=read))

    async def chat_of(self, place: Place) -> str:
        """The chat of somebody alone with the desk, opened where there is none yet. Raises UnreachableError or
        TeamsError.
        """
        if place.private:
            return place.conversation
        contact = await self.contact(place.person)
        if contact and contact.chat:
            return contact.chat
        return await self.open_chat(Contact(place.person, place.user_id, place.service_url, name=place.name))

    async def open_chat(self, contact: Contact) -> str:
        """Open a chat with a contact and remember it. Raises UnreachableError or TeamsError."""
        try:
            chat = await self._connector.open_chat(contact.service_url, self._tenant, contact.user_id)
        except TeamsError as error:
            if error.is_passing:
                raise
            raise UnreachableError from error
        known = self._known.get(contact.person) or contact
        await self._keep(replace(known, chat=chat))
        return chat

    async def contact(self, person: str) -> Contact | None:
        """The contact of a person, or None where they were never heard (or the store is away)."""
        if person not in self._known:
            found = await self._stored(person)
            if found is None:
                return None
            self._learn(found)
        return self._known[person]

    def object_id_of(self, principal_name: str) -> str | None:
        """The object id of whoever signs in with this name, as far as this desk has heard them."""
        return self._objects.get(principal_name.casefold())

    async def find(self, principal_name: str) -> Contact | None:
        """The contact of whoever signs in with this name."""
        known = self.object_id_of(principal_name)
        if known:
            return await self.contact(person_key(self._tenant, known))
        try:
            found = await self._store.named(self._tenant, principal_name)
        except StoreUnavailable:
            return None
        if found:
            self._learn(found)
        return found

    async def gatherings(self, person: str) -> tuple[Gathering, ...]:
        """Where somebody has asked the desk. Raises StoreUnavailable."""
        return await self._store.gatherings(person)

    async def is_in(self, place: Place, gathering: Gathering) -> bool:
        """Whether somebody is a member of a channel or group chat now. Raises TeamsError."""
        found = await self._connector.member(gathering.service_url, gathering.conversation, place.user_id)
        return found is not None

    async def forget(self, person: str) -> None:
        """Forget somebody who has removed the desk."""
        self._unlearn(person)
        for key in [key for key in self._gathered if key[0] == person]:
            del self._gathered[key]
        try:
            await self._store.forget(person)
        except StoreUnavailable:
            event(log, "contact_not_forgotten", logging.WARNING)

    async def _keep(self, contact: Contact) -> None:
        self._learn(contact)
        self._unkept.add(contact.person)
        try:
            await self._store.keep(contact)
            self._unkept.discard(contact.person)
        except StoreUnavailable:
            event(log, "contact_not_kept", logging.WARNING)

    async def _keep_gathering(self, place: Place, name: str) -> None:
        conversation = place.conversation.partition(";")[0]
        gathering = Gathering(conversation, place.kind, place.service_url, name)
        key = (place.person, conversation)
        known = self._gathered.get(key)
        if known == gathering or (known and not name):
            return
        self._gathered[key] = gathering
        if len(self._gathered) > MOST:
            self._gathered.popitem(last=False)
        try:
            await self._store.gathered(place.person, gathering)
        except StoreUnavailable:
            del self._gathered[key]

    async def _principal_name(self, place: Place, *, now: bool) -> str:
        """ "" where it was read already, or cannot be. Whoever gives up waiting leaves it to the others that wait."""
        reading = self._looking_up.get(place.person)
        if reading is None:
            if self._clock() < self._names_due.get(place.person, 0.0):
                return ""
            reading = asyncio.create_task(self._look_up(place, now=now))
            self._looking_up[place.person] = reading
            reading.add_done_callback(lambda _: self._looking_up.pop(place.person))
        return await asyncio.shield(reading)

    async def _look_up(self, place: Place, *, now: bool) -> str:
        async with contextlib.nullcontext() if now else self._in_turn:
            if not now:
                await asyncio.sleep(APART)
            self._names_due[place.person] = self._clock() + NAME_AGAIN
            try:
                member = await self._connector.member(place.service_url, place.conversation, place.user_id)
            except TeamsError as error:
                event(log, "name_unread", reason=error.code or str(error.status))
                return ""
        if member is None or not member.principal_name:
            return ""
        self._names_due[place.person] = self._clock() + NAME_KEPT
        return member.principal_name

    async def _stored(self, person: str) -> Contact | None:
        try:
            return await self._store.contact(person)
        except StoreUnavailable:
            return None

    def _learn(self, contact: Contact) -> None:
        self._unlearn(contact.person)
        self._known[contact.person] = contact
        if contact.principal_name:
            self._objects[contact.principal_name.casefold()] = contact.person.rpartition(":")[2]
        if len(self._known) > MOST:
            oldest = next(iter(self._known))
            self._unlearn(oldest)
            self._names_due.pop(oldest, None)

    def _unlearn(self, person: str) -> None:
        """Take somebody out of memory. A name that went to somebody else stays theirs."""
        contact = self._known.pop(person, None)
        self._unkept.discard(person)
        name = contact.principal_name.casefold() if contact else ""
        if name and self._objects.get(name) == person.rpartition(":")[2]:
            del self._objects[name]
