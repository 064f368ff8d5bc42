"""How an authority runs its requests (from the settings), and what every part of the desk for requests needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo

from handlers.requests.people import People
from handlers.requests.ports import Marks, Now, WorkingDays
from handlers.requests.request import Request
from knowledge.library import Library
from knowledge.requests import RequestType


@dataclass(frozen=True, slots=True)
class Practice:
    """Plain data from the settings.

    `prefixes` by authority (default: its first three letters), `standards` are service standards in working days by
    "authority/type", "authority/kind", type or kind. `contacts` says by authority whom to ask, `contact_ids` to whose
    id the desk writes where nobody is registered. `zone` is where the authority's clocks stand.
    """

    prefixes: Mapping[str, str] = field(default_factory=dict)
    standards: Mapping[str, int] = field(default_factory=dict)
    contacts: Mapping[str, str] = field(default_factory=dict)
    contact_ids: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo = UTC

    def prefix(self, authority: str) -> str:
        """What the references of an authority begin with."""
        return self.prefixes.get(authority) or authority[:3].upper()

    def standard(self, kind: RequestType) -> int:
        """The service standard in working days; 0 where the authority set none."""
        keys = (f"{kind.authority}/{kind.id}", f"{kind.authority}/{kind.kind}", kind.id, kind.kind)
        return next((self.standards[key] for key in keys if key in self.standards), 0)


@dataclass(frozen=True, slots=True)
class Means:
    """What all parts of the desk for requests share."""

    library: Library
    people: People
    practice: Practice
    working_days: WorkingDays
    now: Now
    marks: Marks

    def day_of(self, moment: datetime) -> date:
        """The calendar day of a moment where the authority is."""
        return moment.astimezone(self.practice.zone).date()

    @property
    def today(self) -> date:
        """The calendar day where the authority is."""
        return self.day_of(self.now())

    def type_of(self, authority: str, type_id: str) -> RequestType | None:
        """A request type of an installed protocol."""
        if authority not in self.library.authorities:
            return None
        return next((one for one in self.library.protocol(authority).requests if one.id == type_id), None)

    def label(self, clause: str) -> str:
        """How a clause is cited."""
        return self.library.clause(clause).label.text


@dataclass(frozen=True, slots=True)
class Matter:
    """A request with the type that the protocol lays down for it."""

    request: Request
    type: RequestType
