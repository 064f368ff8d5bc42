"""Finds the courier for a letter: by the platform in the reader's id, or by another address of the same person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.deliveries import Courier, Never
from handlers.ports import Register
from handlers.requests.messages import RequestView
from handlers.requests.ports import Addresses

NO_WAY = "The desk cannot write to {to}: tell them yourself."


class Post:
    """`bot.deliveries.Courier` for all platforms that the desk serves: a courier for each, by name ("slack")."""

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
        for address in self._ways(to):
            courier = self._couriers.get(_platform(address))
            if courier is not None:
                return await courier.deliver(address, view, mark)
        raise Never(NO_WAY.format(to=_shown(to)))

    def _ways(self, to: str) -> Iterator[str]:
        """The id itself, unless it lacks its workspace; then what the register has for the same person."""
        if not to.startswith("slack::"):
            yield to
        for authority in self._authorities if self._register else ():
            for term in self._register.current(authority) if self._register else ():
                for person in filter(None, (term.holder, term.deputy)):
                    known = self._addresses(person)
                    if to in known:
                        yield from (one for one in known if not one.startswith("slack::"))


class Counter:
    """`bot.deliveries.Courier` for those who ask on the command line: they come and look there."""

    async def deliver(self, to: str, view: RequestView, mark: str) -> str:  # noqa: ARG002
        """Nothing is sent: `protocol-desk request` shows it."""
        return "command line"


def _platform(address: str) -> str:
    return address.partition(":")[0]


def _shown(to: str) -> str:
    return to.removeprefix("email::")
