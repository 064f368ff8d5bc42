"""What an officer keeps of a check, when it is sent again, and when the duties after the meeting are offered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from handlers.neutrality.messages import Check, Facts
from handlers.neutrality.ports import Record
from knowledge.neutrality import Part

OFFERED_AT = time(9)
"""By the clocks of the authority, on the day after the meeting: when the duties that follow are offered."""
REMINDED_AT = time(8)
"""The same on the day of the meeting: what is proposed for the check to be sent again."""


@dataclass(frozen=True, slots=True)
class Making:
    """What a record says beside the check: its id, whose it is, when it is made (UTC), the digest of the source."""

    id: str
    person: str
    at: datetime
    source: str


def record_of(check: Check, made: Making, zone: tzinfo) -> Record:
    """The record of a check: its facts and clauses, and which version of the protocol it showed.

    `zone` is that of the authority's clocks. No duties are offered where there are none, or where the meeting is over.
    """
    shown = [entry.quote.clause for part in Part for entry in check.entries.get(part, ())]
    day = check.facts.on if check.duties else None
    # After the last day of the calendar there is none on which to offer them.
    duties_at = duties_offered_at(day, zone) if day and day < date.max else None
    return Record(
        id=made.id,
        person=made.person,
        authority=check.authority,
        made_at=made.at,
        facts=check.facts,
        clauses=tuple(dict.fromkeys(shown)),
        version=check.protocol.version,
        source=made.source,
        duties_at=duties_at if duties_at and duties_at > made.at else None,
    )


def duties_offered_at(meeting: date, zone: tzinfo) -> datetime:
    """Nine o'clock on the day after the meeting by the clocks of that day, in UTC."""
    return datetime.combine(meeting + timedelta(days=1), OFFERED_AT, zone).astimezone(UTC)


def is_over(facts: Facts, now: datetime, zone: tzinfo) -> bool:
    """Whether the day of the meeting is past, so that what follows from it can be ticked off."""
    return facts.on is not None and facts.on < now.astimezone(zone).date()


def as_json(record: Record) -> str:
    """A record in one line, for its owner to take away. Times are in UTC."""
    facts = record.facts
    fields: dict[str, Any] = {
        "id": record.id,
        "authority": record.authority,
        "made_at": record.made_at.isoformat(),
        "meeting": str(facts.meeting),
        "date": facts.on and facts.on.isoformat(),
        "facts": {str(name): answer for name, answer in facts.known.items()},
        "side": str(facts.side),
        "clauses": list(record.clauses),
        "version": record.version,
        "source_sha256": record.source,
        "sent_at": record.sent_at and record.sent_at.isoformat(),
        "ticked": {duty: at.isoformat() for duty, at in record.ticked.items()},
    }
    return json.dumps(fields, ensure_ascii=False)
