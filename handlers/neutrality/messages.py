"""What goes into a neutrality check and what comes out of it: plain data without any platform in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handlers.messages import Action, Banner, Holder, ProtocolNote, Quote
from knowledge.clause import Role
from knowledge.neutrality import Circumstance, Meeting, Part


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the meeting. A circumstance that is not in `known` was not given; PRE_ELECTION never is: it
    follows from the date. `side` is OFFICER for who goes, MEMBER for who asks an officer to come.
    """

    meeting: Meeting
    on: date | None = None
    known: Mapping[Circumstance, str] = field(default_factory=dict)
    side: Role = Role.OFFICER

    def as_data(self) -> dict[str, Any]:
        """As plain data, to be kept or carried by a button."""
        known = {str(circumstance): answer for circumstance, answer in self.known.items()}
        on = self.on and self.on.isoformat()
        return {"meeting": str(self.meeting), "on": on, "known": known, "side": str(self.side)}

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> Facts:
        """What `as_data` gave. Raises KeyError, TypeError or ValueError for anything else."""
        known = {Circumstance(name): str(answer) for name, answer in dict(data["known"]).items()}
        on = date.fromisoformat(data["on"]) if data["on"] else None
        return cls(Meeting(data["meeting"]), on, known, Role(data["side"]))


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause that applies. `because` says why it is shown, in the desk's words ("People who are not members will
    be there"). `case` heads clauses that apply only if something happens ("" for the others). `found` is whether the
    index found it and no editor chose it. `proposed` is the proposal that would change it, shown beside it.
    """

    quote: Quote
    because: str
    case: str = ""
    found: bool = False
    proposed: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What would be added if a fact that was not given were so: `if_so` in the desk's words, and the clauses."""

    if_so: str
    circumstance: Circumstance
    answer: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Unruled:
    """A matter on which the protocol is silent, said in a sentence, with the clauses that come nearest.

    `circumstance` is None where it is the kind of meeting itself, or where no editor has laid out the protocol.
    """

    sentence: str
    nearest: tuple[Quote, ...] = ()
    circumstance: Circumstance | None = None


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides on the attendance: the office, with the clause's words; "" where the protocol names nobody, or no
    editor has looked, and then `sentence` says so and whom to ask. `sentence` is the last line of every check: it is
    never a clearance.
    """

    office: str
    clause: str
    words: str
    sentence: str
    holders: tuple[Holder, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyAfter:
    """What follows from the meeting, to be ticked off on the day after: the editors' words, and the clause."""

    key: str
    task: str
    clause: str


@dataclass(frozen=True, slots=True)
class Check:
    """The result. Entries stand most binding first within their part; all that applies is there, nothing is cut."""

    authority: str
    facts: Facts
    protocol: ProtocolNote
    entries: Mapping[Part, tuple[Entry, ...]]
    changes: tuple[Change, ...]
    silent: tuple[Unruled, ...]
    tensions: tuple[tuple[str, tuple[Quote, ...]], ...]
    decides: Decider
    banner: Banner | None = None
    duties: tuple[DutyAfter, ...] = ()
    request: str = ""
    """The id of the request type that asks for the attendance ("" where the protocol lays down none)."""
    actions: tuple[Action, ...] = ()
    """PERSON and the like, as under a reply."""

    @property
    def quoted(self) -> tuple[Quote, ...]:
        """Every quotation in it: each is compared with its source before it is sent (`handlers.quoting.verify`)."""
        shown = [quote for entries in self.entries.values() for one in entries for quote in (one.quote, *one.proposed)]
        shown += [quote for change in self.changes for one in change.entries for quote in (one.quote, *one.proposed)]
        shown += [quote for one in self.silent for quote in one.nearest]
        shown += [quote for _, quotes in self.tensions for quote in quotes]
        return (*shown, *(self.banner.quotes if self.banner else ()))
