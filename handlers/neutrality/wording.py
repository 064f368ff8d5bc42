"""Every sentence of the neutrality check. Plain English in the style of GOV.UK; what a protocol says is only quoted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handlers.wording import no_contact
from knowledge.clause import Role
from knowledge.neutrality import Circumstance, Meeting, Part

CHECK_BEFORE_THE_MEETING = "Check before the meeting"
TITLES: Mapping[Part, str] = {
    Part.BEFORE: "Before the meeting",
    Part.DURING: "During the meeting",
    Part.AFTER: "After the meeting",
}
WHAT_CHANGES = "What changes if…"
SILENT_ON = "This protocol is silent on"
TENSION = "Provisions that do not agree"
DUTIES = "What to do afterwards"
WHO_DECIDES = "Who decides"
NEAREST = "The nearest clauses"
PROPOSED_BESIDE = "Proposed in its place, not in force:"
FOUND = "Found by the search, not chosen by an editor"
NOTHING_HERE = "I have no clause for this part of the meeting."
NO_CLEARANCE = "This is what the protocol says, not a clearance."

MEETINGS: Mapping[Meeting, str] = {
    Meeting.GROUP: "Party group meeting",
    Meeting.CABINET: "Cabinet",
    Meeting.WARD: "Ward meeting",
    Meeting.SCRUTINY: "Scrutiny",
    Meeting.OTHER: "Another meeting",
}
MEETINGS_AS_SPOKEN: Mapping[Meeting, str] = {
    Meeting.GROUP: "party group meetings",
    Meeting.CABINET: "officers at Cabinet",
    Meeting.WARD: "ward meetings",
    Meeting.SCRUTINY: "scrutiny meetings",
    Meeting.OTHER: "other kinds of meeting",
}
SIDES: Mapping[Role, str] = {
    Role.OFFICER: "For the officer who goes",
    Role.MEMBER: "For the councillors who ask an officer to come",
}
QUESTIONS: Mapping[Circumstance, str] = {
    Circumstance.ARRANGED_BY: "Who arranges the ward meeting?",
    Circumstance.NON_MEMBERS: "Will people be there who are not members of the council?",
    Circumstance.POLICY_CHANGE: "Is a significant policy change about to go to Council, Executive or a committee?",
    Circumstance.PARTY_BUSINESS: "Is party business on the agenda?",
    Circumstance.OFFICER: "Who goes?",
    Circumstance.PRE_ELECTION: "Is it a pre-election period?",
}
ANSWERS: Mapping[tuple[Circumstance, str], str] = {
    (Circumstance.ARRANGED_BY, "council"): "The council",
    (Circumstance.ARRANGED_BY, "member"): "A councillor",
    (Circumstance.ARRANGED_BY, "outside"): "An outside body",
    (Circumstance.NON_MEMBERS, "yes"): "Yes",
    (Circumstance.NON_MEMBERS, "no"): "No",
    (Circumstance.POLICY_CHANGE, "yes"): "Yes",
    (Circumstance.POLICY_CHANGE, "no"): "No",
    (Circumstance.PARTY_BUSINESS, "yes"): "Yes",
    (Circumstance.PARTY_BUSINESS, "no"): "No",
    (Circumstance.OFFICER, "senior"): "A senior officer",
    (Circumstance.OFFICER, "junior"): "A junior officer",
    (Circumstance.OFFICER, "statutory"): "A statutory officer",
    (Circumstance.OFFICER, "restricted"): "An officer in a politically restricted post",
}
"""What the form offers, by circumstance and answer."""

_SO: Mapping[tuple[Circumstance, str], str] = {
    (Circumstance.ARRANGED_BY, "council"): "the council arranges the meeting",
    (Circumstance.ARRANGED_BY, "member"): "a councillor arranges the meeting",
    (Circumstance.ARRANGED_BY, "outside"): "an outside body arranges the meeting",
    (Circumstance.NON_MEMBERS, "yes"): "people who are not members will be there",
    (Circumstance.NON_MEMBERS, "no"): "only members will be there",
    (Circumstance.POLICY_CHANGE, "yes"): "a significant policy change is about to be decided",
    (Circumstance.POLICY_CHANGE, "no"): "no significant policy change is about to be decided",
    (Circumstance.PARTY_BUSINESS, "yes"): "party business is on the agenda",
    (Circumstance.PARTY_BUSINESS, "no"): "no party business is on the agenda",
    (Circumstance.OFFICER, "senior"): "a senior officer goes",
    (Circumstance.OFFICER, "junior"): "a junior officer goes",
    (Circumstance.OFFICER, "statutory"): "a statutory officer goes",
    (Circumstance.OFFICER, "restricted"): "an officer in a politically restricted post goes",
    (Circumstance.PRE_ELECTION, "yes"): "the meeting is in a pre-election period",
    (Circumstance.PRE_ELECTION, "no"): "the meeting is not in a pre-election period",
}
_MATTERS: Mapping[Circumstance, str] = {
    Circumstance.ARRANGED_BY: "who arranges a meeting",
    Circumstance.NON_MEMBERS: "people at the meeting who are not members",
    Circumstance.POLICY_CHANGE: "a significant policy change that is about to be decided",
    Circumstance.PARTY_BUSINESS: "party business on the agenda",
    Circumstance.OFFICER: "which officer goes",
    Circumstance.PRE_ELECTION: "the time before an election",
}
_MATTERS_BY_ANSWER: Mapping[tuple[Circumstance, str], str] = {
    (Circumstance.ARRANGED_BY, "council"): "meetings that the council arranges",
    (Circumstance.ARRANGED_BY, "member"): "meetings that a councillor arranges",
    (Circumstance.ARRANGED_BY, "outside"): "meetings that an outside body arranges",
    (Circumstance.OFFICER, "senior"): "a senior officer who goes",
    (Circumstance.OFFICER, "junior"): "a junior officer who goes",
    (Circumstance.OFFICER, "statutory"): "a statutory officer who goes",
    (Circumstance.OFFICER, "restricted"): "an officer in a politically restricted post who goes",
}


def title(name: str, meeting: Meeting) -> str:
    """The first line of a check."""
    return f"Neutrality check: {MEETINGS[meeting]} · {name}"


def because_every(meeting: Meeting) -> str:
    """Why a clause is shown that speaks of this kind of meeting and has no condition."""
    return f"It applies to all {MEETINGS_AS_SPOKEN[meeting]}." if meeting is not Meeting.CABINET else _AT_CABINET


_AT_CABINET = "It applies whenever an officer goes to Cabinet."
BECAUSE_GENERAL = "It applies to every meeting."
BECAUSE_OF_THE_CASE = "It matters only in this case."


WITHOUT_CONDITION = frozenset({BECAUSE_GENERAL, BECAUSE_OF_THE_CASE, *map(because_every, Meeting)})
"""What need not stand under each clause where there is little room."""


def because_general(meeting: Meeting) -> str:
    """Why a clause is shown that does not speak of this kind of meeting, where no other clause does either."""
    return f"A general clause: it does not speak of {MEETINGS_AS_SPOKEN[meeting]}."


def because_so(facts: Iterable[tuple[Circumstance, str]]) -> str:
    """Why a clause is shown that has conditions."""
    said = " and ".join(_SO[fact] for fact in facts)
    return f"{said[:1].upper()}{said[1:]}."


def because_found(query: str) -> str:
    """Why a clause is shown that the search found."""
    return f"{FOUND}: it comes closest to “{query}”"


def because_beside(label: str) -> str:
    """Why a clause is shown without which another one, that the search found, could mislead."""
    return f"The search found {label}, which must be read with this clause. No editor chose either for this check."


def if_so(circumstance: Circumstance, answer: str) -> str:
    """The line above the clauses that a fact would add."""
    return f"If {_SO[circumstance, answer]}"


def silent_on(name: str, circumstance: Circumstance, answer: str) -> str:
    """A matter on which the protocol does not rule; `answer` is "" where it rules on none of them."""
    matter = _MATTERS_BY_ANSWER.get((circumstance, answer), _MATTERS[circumstance])
    return f"The {name} protocol does not rule on {matter}."


def no_clause_on(name: str, meeting: Meeting) -> str:
    """Says that the protocol has nothing on the kind of meeting itself."""
    return f"The {name} protocol has no clause on {MEETINGS_AS_SPOKEN[meeting]}."


def not_laid_out(name: str, *, found: bool) -> str:
    """Says of a protocol without neutrality.toml what that means."""
    first = f"No editor has laid out the {name} protocol for this check, so I cannot say what it is silent on."
    return f"{first} The clauses were found by the search: there may be others." if found else first


def ask(name: str, contact: str) -> str:
    """Whom to ask, as the authority set it."""
    return f"Ask {contact}. This contact comes from your authority’s settings." if contact else no_contact(name)


def who_decides(office: str, label: str, holders: Iterable[str]) -> str:
    """The last line of a check where the protocol names who decides."""
    people = " or ".join(holders)
    named = f" ({people})" if people else ""
    return f"{NO_CLEARANCE} The {office}{named} decides, by {label}."


def nobody_decides(name: str, contact: str) -> str:
    """The last line of a check where the protocol names nobody."""
    return f"{NO_CLEARANCE} The {name} protocol does not say who decides. {ask(name, contact)}"


def decider_unknown(name: str, contact: str) -> str:
    """The last line of a check where no editor has looked whether the protocol names somebody."""
    return f"{NO_CLEARANCE} No editor has laid out who decides under the {name} protocol. {ask(name, contact)}"


def start_by_typing(authority: str, request: str) -> str:
    """How the request for attendance is started from a terminal."""
    return f"To start the request: protocol-desk request --authority {authority} --type {request}"


# The time before an election
ELECTION_TITLE = "Pre-election period"


def in_pre_election(begins: str, ends: str) -> str:
    """Within the period, in dates as words."""
    return f"This is a pre-election period. It began on {begins} and lasts until the result on {ends}."


def pre_election_soon(begins: str, ends: str) -> str:
    """In the two weeks before it."""
    return f"A pre-election period begins on {begins}. It lasts until the result on {ends}."


def election_quoted(name: str, labels: Iterable[str]) -> str:
    """Names the clause, which stands beside it."""
    return f"The {name} protocol speaks of it in {' and '.join(dict.fromkeys(labels))}."


def election_silent(name: str, contact: str) -> str:
    """The protocol has no clause on it."""
    return f"The {name} protocol does not rule on the time before an election. {ask(name, contact)}"


def election_unknown(name: str, contact: str) -> str:
    """No editor has looked."""
    return f"No editor has laid out what the {name} protocol says on the time before an election. {ask(name, contact)}"


# What is asked of the search where no editor has laid out a protocol
QUERIES: Mapping[Part, tuple[str, ...]] = {
    Part.BEFORE: ("Who decides whether an officer may attend {meeting}?",),
    Part.DURING: (
        "What may an officer be asked to say at {meeting}?",
        "Must an officer stay politically neutral at {meeting}?",
    ),
    Part.AFTER: ("What must be kept confidential after {meeting}?",),
}
QUERIED_AS: Mapping[Meeting, str] = {
    Meeting.GROUP: "a party group meeting",
    Meeting.CABINET: "a Cabinet meeting",
    Meeting.WARD: "a ward meeting",
    Meeting.SCRUTINY: "a scrutiny meeting",
    Meeting.OTHER: "a meeting with councillors",
}
