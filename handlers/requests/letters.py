"""Which messages go with each step of a request: to whom and about what, never what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from handlers.requests.practice import Means
from handlers.requests.request import Letter, LetterKind, Request
from handlers.requests.subjects import Subjects, is_subject
from knowledge.offices import Term
from knowledge.requests import RequestType

_MORNING = time(9, 0)
_BEFORE = 2
"""Working days before the due date on which the decider is reminded."""


@dataclass(frozen=True, slots=True)
class Due:
    """The due date by the service standard, and the day of the reminder before it (None where there is no room)."""

    day: date
    remind: date | None


def due_from(means: Means, kind: RequestType, start: date) -> Due | None:
    """When a request is due that came to an office on this day; None where the authority set no service standard."""
    days = means.practice.standard(kind)
    if days < 1:
        return None
    remind = means.working_days.after(start, days - _BEFORE)[0] if days > _BEFORE else None
    return Due(means.working_days.after(start, days)[0], remind)


def to_decider(means: Means, reference: str, authority: str, subjects: Subjects, term: Term | None) -> Letter:
    """The letter to who decides, or to the authority's contact that nobody is registered who may."""
    if term is not None:
        return Letter(means.marks(), LetterKind.TO_DECIDER, reference, means.people.address(term.person))
    return Letter(means.marks(), LetterKind.NOBODY, reference, contact_of(means, authority, subjects))


def contact_of(means: Means, authority: str, subjects: Subjects) -> str:
    """The id of the authority's contact; "" where there is none, or where the complaint is about them."""
    contact = means.practice.contact_ids.get(authority, "")
    return "" if is_subject(means.people, authority, contact, subjects) else contact


def reminders(means: Means, reference: str, requester: str, decider: str, due: Due | None) -> Iterator[Letter]:
    """The reminder before the due date, and word after it to both sides."""
    if due is None:
        return
    if due.remind and decider:
        yield _later(means, LetterKind.REMINDER, reference, decider, due.remind)
    after = due.day + timedelta(days=1)
    for reader in dict.fromkeys(one for one in (decider, requester) if one):
        yield _later(means, LetterKind.OVERDUE, reference, reader, after)


def one(means: Means, kind: LetterKind, request: Request, to: str) -> Letter:
    """A letter about a request that exists."""
    return Letter(means.marks(), kind, request.reference, to)


def _later(means: Means, kind: LetterKind, reference: str, to: str, day: date) -> Letter:
    morning = datetime.combine(day, _MORNING, means.practice.zone).astimezone(UTC)
    return Letter(means.marks(), kind, reference, to, not_before=morning)
