"""Writes requests out as CSV or JSON lines, whole or with marks where something must not go out unread.

A mark stands in place of what names or may name a person, and `withheld` lists the fields that have one. It is made
without reading the words, so it says too much rather than too little: whoever answers the request under the Freedom of
Information Act 2000 (section 40) or for subject access (UK GDPR article 15, Data Protection Act 2018 schedule 2
paragraph 16) decides on each.
"""

from __future__ import annotations

import csv
import json
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, TextIO

from bot.database.recording import storable
from handlers.requests.request import Event, MoveName, Person, Request


class Reader(StrEnum):
    """Whom an export is for: the authority itself, the public, or the person whom the data is about."""

    AUTHORITY = "authority"
    PUBLIC = "public"
    SUBJECT = "subject"


class Form(StrEnum):
    """How an export is written."""

    CSV = "csv"
    JSONL = "jsonl"


MARKS = {
    Reader.PUBLIC: "[WITHHELD: may be personal information, FOIA section 40]",
    Reader.SUBJECT: "[WITHHELD: may be about another person, DPA 2018 schedule 2 paragraph 16]",
}


def _nothing(_: Request) -> Collection[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is withheld. `subject` is the person whose data is asked for, known by id or by name.

    `impersonal` gives the keys of a request's particulars that cannot hold a person's name: dates and choices.
    """

    reader: Reader = Reader.AUTHORITY
    subject: Person | None = None
    impersonal: Callable[[Request], Collection[str]] = _nothing

    def concerns(self, request: Request) -> bool:
        """Whether the request goes into the export: for subject access, where that person has a part in it."""
        if self.reader is not Reader.SUBJECT:
            return True
        decided = request.decision is not None and self.is_subject(request.decision.by)
        return decided or self.is_subject(request.requester) or self.is_named(request)

    def is_subject(self, person: Person) -> bool:
        return self.subject is not None and person.id == self.subject.id

    def is_named(self, request: Request) -> bool:
        """Whether the person is among those complained of."""
        name = _folded(self.subject.name) if self.subject else ""
        return bool(name) and name in map(_folded, request.about)

    def open_words(self, request: Request) -> bool:
        """Whether free text may go out: to the authority, and to who wrote it."""
        return self.reader is Reader.AUTHORITY or self.is_subject(request.requester)


WHOLE = Redaction()
Period = tuple[datetime | None, datetime | None]
"""From the first time on and before the second; None for no bound."""


class Source(Protocol):
    """What is exported: the store of requests."""

    def requests(self, since: datetime | None, until: datetime | None) -> AsyncIterator[Request]: ...

    async def events(self, reference: str) -> Sequence[Event]: ...


COLUMNS = (
    "reference", "authority", "type", "state", "submitted", "requester", "role", "office", "about", "particulars",
    "due", "decision", "decided", "decided_by", "decided_for", "reason", "duties", "withheld",
)  # fmt: skip


async def export(
    source: Source,
    out: TextIO,
    form: Form,
    redaction: Redaction = WHOLE,
    period: Period = (None, None),
) -> int:
    """Write the requests submitted in a period; how many there were. CSV has no history."""
    count = 0
    table = csv.DictWriter(out, COLUMNS)
    if form is Form.CSV:
        table.writeheader()
    async for request in source.requests(*period):
        if not redaction.concerns(request):
            continue
        count += 1
        line = record(request, redaction)
        if form is Form.CSV:
            table.writerow({name: _cell(value) for name, value in line.items()})
        else:
            line["history"] = history(await source.events(request.reference), request, redaction)
            # In ASCII: some readers take more signs than "\n" for the end of a line.
            out.write(json.dumps(line, default=str) + "\n")
    return count


def record(request: Request, redaction: Redaction) -> dict[str, Any]:
    """One request by COLUMNS, with its marks."""
    hide = _Hiding(redaction)
    decision, open_words = request.decision, redaction.open_words(request)
    line: dict[str, Any] = {
        "reference": request.reference,
        "authority": request.authority,
        "type": request.type,
        "state": str(request.state),
        "submitted": request.created_at.isoformat(),
        "requester": hide.person("requester", request.requester),
        "role": str(request.role),
        "office": request.office,
        "about": [hide("about", name, open_words or redaction.is_named(request)) for name in request.about],
        "particulars": {
            key: hide(f"particulars.{key}", value, open_words or key in redaction.impersonal(request))
            for key, value in request.particulars.items()
        },
        "due": request.due and request.due.isoformat(),
        "decision": decision and str(decision.move),
        "decided": decision and decision.at.isoformat(),
        "decided_by": decision and hide.person("decided_by", decision.by),
        "decided_for": decision and decision.authorship.office,
        "reason": decision and hide("reason", decision.words, open_words or redaction.is_subject(decision.by)),
        "duties": [
            {"what": task.what, "by": task.by, "done": task.done_at and task.done_at.isoformat()}
            for task in request.tasks
        ],
    }
    return line | {"withheld": hide.fields}


def history(events: Sequence[Event], request: Request, redaction: Redaction) -> list[dict[str, Any]]:
    """Who did what and when. What they wrote goes out as far as the request's own words do."""
    told = []
    for event in events:
        hide = _Hiding(redaction)
        by = event.authorship
        line: dict[str, Any] = {
            "at": event.at.isoformat(),
            "move": str(event.move),
            "before": event.before and str(event.before),
            "after": str(event.after),
            "actor": hide.person("actor", event.actor),
            "part": str(by.part),
            "office": by.office,
        }
        # What was submitted stands in the request itself, with its marks.
        if event.move is not MoveName.SUBMIT and (words := event.data.get("words")):
            line["words"] = hide("words", str(words), redaction.open_words(request))
        told.append(line)
    return told


class _Hiding:
    """Puts the mark in place of what must not go out, and remembers where."""

    def __init__(self, redaction: Redaction) -> None:
        self._redaction, self.fields = redaction, list[str]()

    def __call__(self, name: str, value: str, shown: bool) -> str:
        if shown or not value:
            return value
        if name not in self.fields:
            self.fields.append(name)
        return MARKS[self._redaction.reader]

    def person(self, name: str, person: Person) -> str:
        """A person's name, or id where the name is not known."""
        desk = ":" not in person.id
        shown = desk or self._redaction.reader is Reader.AUTHORITY or self._redaction.is_subject(person)
        return self(name, person.name or person.id, shown)


def _cell(value: object) -> str:
    """A value in one cell. Spreadsheets run what begins with certain signs, so an apostrophe goes before those."""
    if value is None:
        return ""
    text = storable("\n".join(_lines(value)))
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _lines(value: object) -> Sequence[str]:
    if isinstance(value, Mapping):
        return [f"{key}: {one}" for key, one in value.items() if one is not None]
    if isinstance(value, list):
        return [", ".join(_lines(one)) for one in value]
    return [str(value)]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
