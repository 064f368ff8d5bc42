"""What the neutrality check needs from outside, and how a platform asks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from handlers.neutrality.messages import Check, Facts

AGAIN, DUTIES = "again", "duties"
"""What is sent of a record: the check once more, or the duties that follow from the meeting."""


@dataclass(frozen=True, slots=True)
class Election:
    """One election of an authority: the pre-election period lasts from the notice to the result, both days included."""

    notice: date
    result: date


class Elections(Protocol):
    """The elections of an authority by the settings."""

    def __call__(self, authority: str, /) -> Sequence[Election]: ...


class Checking(Protocol):
    """`handlers.neutrality.check.NeutralityDesk`, as the platforms see it. No model is asked."""

    def check(self, authority: str, facts: Facts) -> Check:
        """The clauses for these facts. Raises `knowledge.errors.QuotationError` where one is not what its source says,
        and `UnknownAuthority`.
        """
        ...


@dataclass(frozen=True, slots=True)
class Record:
    """A check that an officer kept: who, when (UTC), the facts, the clauses it showed, and the protocol's version with
    the digest of its source. `ticked` are the keys of duties that were ticked off, with the time. `again_at` is when it
    is to be sent again (UTC; None: not), `sent_at` when it was, `duties_at` when the duties after it are to be offered.
    """

    id: str
    person: str
    authority: str
    made_at: datetime
    facts: Facts
    clauses: tuple[str, ...]
    version: str
    source: str
    again_at: datetime | None = None
    sent_at: datetime | None = None
    duties_at: datetime | None = None
    duties_sent_at: datetime | None = None
    ticked: Mapping[str, datetime] = field(default_factory=dict)


class Records(Protocol):
    """Where the records are kept. Each method sees the records of that person alone; any may raise
    `handlers.requests.ports.StoreUnavailable`, and then nothing was stored.
    """

    async def keep(self, record: Record) -> None: ...
    async def of(self, person: str) -> Sequence[Record]:
        """All of a person's records, newest first."""
        ...

    async def get(self, person: str, record: str) -> Record | None: ...
    async def send_again(self, person: str, record: str, at: datetime | None) -> None:
        """Set or cancel (None) when it is to be sent again."""
        ...

    async def tick(self, person: str, record: str, duty: str, at: datetime | None) -> None:
        """Tick a duty off, or take the tick back (None)."""
        ...

    async def delete(self, person: str, record: str) -> None: ...

    async def claim(self, now: datetime, lease_seconds: float) -> Sequence[tuple[Record, str]]:
        """What is due to be sent now, each to one caller until its lease runs out: the record, and "again" or "duties".
        It survives a restart: what was due in the meantime is due now.
        """
        ...

    async def sent(self, record: str, what: str, at: datetime) -> None:
        """Say that what was claimed was sent."""
        ...
