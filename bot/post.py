"""Finds the courier for a letter: by the platform in the reader's id, or by another address of the same person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.deliveries import Courier, Later, Never
from handlers.neutrality.ports import Record
from handlers.ports import Register
from handlers.requests.messages import RequestView
from handlers.requests.ports import Addresses
from handlers.requests.request import parts_of
from knowledge.offices import Person

_WITH_WORKSPACE = ("slack", "teams")
AWAY = "the desk is not connected to {platform}"
NO_WAY = "The desk cannot write to {to}: tell them yourself."


class Post:
    """`bot.deliveries.Courier` for all platforms that the desk serves: a courier for each, by name ("slack").

    Which they are may change while the desk serves. An address of a platform that is not served is skipped.
    """

    def __init__(
        self,
        couriers: Mapping[str, Courier],
        addresses: Addresses,
        register: Register | None,
        authorities: Sequence[str],
    ) -> None:
        self._couriers, self._addresses = couriers, addresses
        self._register, self._authorities = register, authorities

    async def deliver(self, to: str, view: RequestView, mark: str) -> str:
        """Hand the letter to the courier of the first address that has one. Raises Later or Never."""
        person = self._registered(to)
        known = self._addresses(person) if person else ()
        for address in dict.fromkeys((to, *known)):
            courier = self._couriers.get(_platform(address))
            if courier is not None and _whole(address):
                return await courier.deliver(address, view, mark)
        raise Never(NO_WAY.format(to=person.name if person else to.rpartition(":")[2]))

    def _registered(self, to: str) -> Person | None:
        """Whoever has this id in the register today."""
        people = (
            person
            for authority in self._authorities
            for term in (self._register.current(authority) if self._register else ())
            for person in (term.holder, term.deputy)
        )
        return next((one for one in people if one and to in self._addresses(one)), None)


class Counter:
    """`bot.deliveries.Courier` for those who ask on the command line: they come and look there."""

    async def deliver(self, to: str, view: RequestView, mark: str) -> str:  # noqa: ARG002
        """Nothing is sent: `protocol-desk request` shows it."""
        return "command line"


class Away:
    """`bot.deliveries.Courier` and `bot.reminders.Bringing` of a platform that cannot be reached now: all waits."""

    def __init__(self, platform: str) -> None:
        self._reason = AWAY.format(platform=platform.title())

    async def deliver(self, to: str, view: RequestView, mark: str) -> str:  # noqa: ARG002
        """Raises Later."""
        raise Later(0, self._reason)

    async def bring(self, record: Record, what: str) -> None:  # noqa: ARG002
        """Raises Later."""
        raise Later(0, self._reason)


def _whole(address: str) -> bool:
    """Whether somebody can be written to by this id: on Slack and Teams it names their workspace."""
    platform, workspace, _ = parts_of(address)
    return platform not in _WITH_WORKSPACE or bool(workspace)


def _platform(address: str) -> str:
    return address.partition(":")[0]
