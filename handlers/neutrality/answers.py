"""What the neutrality check adds to an answer: a button that opens it, and a banner in the time before an election."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from handlers.messages import Action, ActionKind, Kind, Quote, Reply
from handlers.neutrality import wording
from handlers.neutrality.elections import banner
from handlers.neutrality.ports import Election
from knowledge.library import Library
from knowledge.neutrality import Meeting
from knowledge.protocol import Protocol

_ANSWERS = frozenset({Kind.ANSWER, Kind.SILENT})
_NAMED: dict[Meeting, re.Pattern[str]] = {
    Meeting.GROUP: re.compile(
        r"\b(?:(?:party|political) groups?|groups?(?:['’]s?)? (?:meetings?|room))\b", re.IGNORECASE
    ),
    Meeting.CABINET: re.compile(r"\bcabinet\b", re.IGNORECASE),
    Meeting.WARD: re.compile(r"\bward (?:meetings?|surger(?:y|ies)|forums?)\b", re.IGNORECASE),
    Meeting.SCRUTINY: re.compile(r"\bscrutiny\b", re.IGNORECASE),
}
"""How people name a kind of meeting that can be checked."""

_HEADINGS = re.compile(
    r"\b(?:meetings?|press|media|publicity|resources?|premises|ceremonial events?|political groups?|party groups?"
    r"|support services|ward councillors)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\b(?:publicity|press releases?|media|council resources|letterheads?)\b", re.IGNORECASE)
"""What stands above or in a clause on meetings, publicity or resources."""


def meeting_of(protocol: Protocol, text: str, quotes: Sequence[Quote]) -> Meeting | None:
    """The kind of meeting that an answer is about: one that the question names and the clauses are on, or the first."""
    if protocol.neutrality is None:
        return None
    shown = [quote.clause for quote in quotes if not quote.companion]
    stated = {
        meeting: rule.clause
        for rule in reversed(protocol.neutrality.rules)
        for meeting in rule.meetings
        if rule.clause in shown and meeting is not Meeting.OTHER
    }
    named = [meeting for meeting, form in _NAMED.items() if form.search(text)]
    return next((one for one in named if one in stated or not shown), None) or min(
        stated, key=lambda meeting: (shown.index(stated[meeting]), list(Meeting).index(meeting)), default=None
    )


def with_check(protocol: Protocol, text: str, reply: Reply) -> Reply:
    """The reply with the button that checks the meeting, where it is about one."""
    if reply.kind not in _ANSWERS:
        return reply
    meeting = meeting_of(protocol, text, (*reply.quotes, *reply.proposed))
    if meeting is None:
        return reply
    label = wording.CHECK_BEFORE_THE_MEETING
    action = Action(ActionKind.NEUTRALITY, label, protocol.authority, meeting=meeting)
    return replace(reply, actions=(*reply.actions, action))


def with_banner(  # noqa: PLR0913, PLR0917 - one for each thing it needs
    library: Library, text: str, reply: Reply, elections: Sequence[Election], today: date, contact: str
) -> Reply:
    """The reply under the banner, where it is about meetings, publicity or resources and an election is near."""
    authority = reply.protocol.authority
    if not elections or reply.kind not in _ANSWERS:
        return reply
    if not _bears_on_election(library, authority, reply.quoted) and not any(_said(text)):
        return reply
    return replace(reply, banner=banner(library, authority, elections, today, contact))


def _bears_on_election(library: Library, authority: str, clauses: Iterable[str]) -> bool:
    neutrality = library.protocol(authority).neutrality
    stated = set(neutrality.election) | {one.clause for one in neutrality.decides} if neutrality else set()
    shown = [library.clause(clause) for clause in clauses]
    return any(
        clause.id in stated or any(map(_HEADINGS.search, clause.heading)) or _WORDS.search(clause.text)
        for clause in shown
    )


def _said(text: str) -> Iterator[bool]:
    yield bool(_WORDS.search(text))
    yield from (bool(form.search(text)) for form in _NAMED.values())
