"""What a protocol says to an officer before, during and after a meeting, as neutrality.toml lays it out.

A rule names a clause, the part of the meeting it belongs to, and what must be so for it to apply. Nothing is restated:
the clause itself is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.clause import Role


class Meeting(StrEnum):
    """The kinds of meeting that the form offers."""

    GROUP = "party-group"
    CABINET = "cabinet"
    WARD = "ward"
    SCRUTINY = "scrutiny"
    OTHER = "other"


class Circumstance(StrEnum):
    """What the form asks beside the kind of meeting and the date. The values stand in neutrality.toml and in JSON."""

    ARRANGED_BY = "arranged_by"
    NON_MEMBERS = "non_members"
    POLICY_CHANGE = "policy_change"
    PARTY_BUSINESS = "party_business"
    OFFICER = "officer"
    PRE_ELECTION = "pre_election"
    """Not asked: it follows from the date and the authority's elections."""


OFFERED: Mapping[Circumstance, tuple[str, ...]] = {
    Circumstance.ARRANGED_BY: ("council", "member", "outside"),
    Circumstance.NON_MEMBERS: ("yes", "no"),
    Circumstance.POLICY_CHANGE: ("yes", "no"),
    Circumstance.PARTY_BUSINESS: ("yes", "no"),
    Circumstance.OFFICER: ("senior", "junior", "statutory", "restricted"),
    Circumstance.PRE_ELECTION: ("yes", "no"),
}
"""The answers that the form offers for each circumstance. ARRANGED_BY is asked of a ward meeting only."""


class Part(StrEnum):
    """When a clause is needed."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class NeutralityRule:
    """A clause (whole id) that applies to these meetings (empty: all) where every fact of `facts` is given as it says.

    `case` is what may happen that the form does not ask ("" where the clause applies without it): the clause is shown
    under that heading, in the editors' words ("If you are pressed to go beyond your brief"). `side` is whom it is shown
    to (None: both). Within a part the rules stand most binding first, as neutrality.toml orders them. `duty` is what
    somebody ticks off on the day after, in the editors' words ("" where nothing is to be done).
    """

    part: Part
    clause: str
    meetings: tuple[Meeting, ...] = ()
    facts: Mapping[Circumstance, str] = field(default_factory=dict)
    case: str = ""
    side: Role | None = None
    duty: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """A circumstance on which the protocol does not rule for these meetings (empty: all), and the clauses that come
    nearest. `circumstance` is None where it has no clause on the kind of meeting itself. `answer` is the one that it
    does not rule where it rules others of that circumstance ("" for all of them).
    """

    circumstance: Circumstance | None
    meetings: tuple[Meeting, ...] = ()
    nearest: tuple[str, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Tension:
    """Clauses that do not agree, shown side by side and not settled; `sentence` says so in the editors' words."""

    clauses: tuple[str, ...]
    sentence: str
    meetings: tuple[Meeting, ...] = ()


@dataclass(frozen=True, slots=True)
class Decides:
    """Who allows the attendance: the office as the protocol prints it, the clause, and its words."""

    office: str
    clause: str
    words: str
    meetings: tuple[Meeting, ...] = ()


@dataclass(frozen=True, slots=True)
class Neutrality:
    """All of one authority's neutrality.toml, in its order.

    `requests` gives for a kind of meeting the id of the request type that asks for an officer's attendance there.
    `election` are the clauses on the time before an election; none where the protocol is silent on it.
    """

    rules: tuple[NeutralityRule, ...]
    silences: tuple[Silence, ...] = ()
    tensions: tuple[Tension, ...] = ()
    decides: tuple[Decides, ...] = ()
    requests: Mapping[Meeting, str] = field(default_factory=dict)
    election: tuple[str, ...] = ()
