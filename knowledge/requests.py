"""The formal requests that a protocol lets a person start, as requests.toml lays them out.

A request type is data: what must be stated, who decides, what follows, each with the clause whose words say so. Every
word it quotes stands in the clause that it names; `knowledge.request_checks` proves that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field

from knowledge.clause import Role, Status
from knowledge.errors import KnowledgeError
from knowledge.layout import Words
from knowledge.routes import DutyTable, Table
from knowledge.toml_files import read_toml


class Procedure(StrEnum):
    """How a request comes to its end.

    DECISION: it is granted, granted in part or declined. ADVICE: it is answered (information, advice, guidance, a
    ruling on the wording) or declined. COMPLAINT: the protocol's own steps, settled or taken to the next office, never
    granted. NOTICE: somebody is told, and acknowledges it.
    """

    DECISION = "decision"
    ADVICE = "advice"
    COMPLAINT = "complaint"
    NOTICE = "notice"


class FieldKind(StrEnum):
    """What is asked for. LONG is text of several lines, PERSON a name, OFFICE a post, YES a box that must be ticked."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    PERSON = "person"
    CHOICE = "choice"
    YES = "yes"


class Moment(StrEnum):
    """When a duty arises.

    SUBMITTED: at once. GRANTED: once it is granted, in whole or in part, or answered, but not when it is declined.
    DECIDED: whatever was decided, a settlement and an acknowledgement among them. CLOSED: at the very end.
    """

    SUBMITTED = "submitted"
    GRANTED = "granted"
    DECIDED = "decided"
    CLOSED = "closed"


class Bearer(StrEnum):
    """Who bears a duty, where it is not an office."""

    DECIDER = "decider"
    REQUESTER = "requester"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class RequestField:
    """One particular that is asked for. `words` of `clause` demand it ("" where the form needs it for itself).

    `future` is whether a date must not be past. `complained_of` marks the field that says whom a complaint is about:
    that person never decides.
    """

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = True
    hint: str = ""
    options: tuple[str, ...] = ()
    clause: str = ""
    words: str = ""
    future: bool = False
    complained_of: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """One office of the way: alternatives of which the requester chooses where there are several.

    `when` are the posts of which one must be complained of for this stage to apply (empty: any); `otherwise` is whether
    it applies where no other stage's post does. `further` marks a stage that is only reached by referral.
    """

    offices: tuple[str, ...]
    clause: str
    words: str
    when: tuple[str, ...] = ()
    otherwise: bool = False
    further: bool = False


@dataclass(frozen=True, slots=True)
class RequestDuty:
    """What somebody must do at a moment of the request, in a sentence of the editors' own with the clause's words.

    `by` is a Bearer or an office; `tells` are the offices or parties who are told; `reveals` are the keys of the fields
    that they are told, and no others. `sends` is whether the desk itself sends it to those who are registered.
    """

    at: Moment
    by: str
    task: str
    clause: str
    words: str
    tells: tuple[str, ...] = ()
    reveals: tuple[str, ...] = ()
    sends: bool = False


@dataclass(frozen=True, slots=True)
class RequestType:
    """Something that one protocol lets a person start. Clauses are named by their whole id.

    `id` is unique within the authority; `kind` is one of `knowledge.routes.REQUEST_TYPES`, by which a route names it.
    `words` are what people type for it. `clauses` are quoted above the form, `conditions` are (clause, words) that the
    requester is shown before sending. `status` is that of the wording it rests on.
    """

    id: str
    kind: str
    authority: str
    name: str
    procedure: Procedure
    started_by: Role | None
    routes: tuple[str, ...]
    clauses: tuple[str, ...]
    fields: tuple[RequestField, ...]
    stages: tuple[Stage, ...]
    duties: tuple[RequestDuty, ...] = ()
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()
    confidential: bool = False
    status: Status = Status.IN_FORCE


class FieldTable(Table):
    """[[request.field]]."""

    key: Words
    label: Words
    kind: FieldKind = FieldKind.TEXT
    required: bool = True
    hint: Words | None = None
    options: tuple[Words, ...] = ()
    clause: Words | None = None
    words: Words | None = None
    future: bool = False
    complained_of: bool = False


class StageTable(DutyTable):
    """[[request.stage]]."""

    office: tuple[Words, ...] = Field(min_length=1)
    when: tuple[Words, ...] = ()
    otherwise: bool = False
    further: bool = False


class RequestDutyTable(DutyTable):
    """[[request.duty]]."""

    at: Moment
    by: Words
    task: Words
    tells: tuple[Words, ...] = ()
    reveals: tuple[Words, ...] = ()
    sends: bool = False


class RequestTable(Table):
    """[[request]]."""

    id: Words
    kind: Words
    name: Words
    procedure: Procedure
    started_by: Literal["member", "officer", "anyone"]
    routes: tuple[Words, ...] = Field(min_length=1)
    clauses: tuple[Words, ...] = Field(min_length=1)
    words: tuple[Words, ...] = ()
    notes: tuple[Words, ...] = ()
    confidential: bool = False
    status: Status = Status.IN_FORCE
    field: tuple[FieldTable, ...] = Field(min_length=1)
    stage: tuple[StageTable, ...] = Field(min_length=1)
    duty: tuple[RequestDutyTable, ...] = ()
    condition: tuple[DutyTable, ...] = ()


class AbsentTable(Table):
    """[[absent]]: what the protocol does not lay down, and the office to ask instead, where it names one."""

    kind: Words
    sentence: Words
    clauses: tuple[Words, ...] = ()


class RequestFile(Table):
    """requests.toml as a whole."""

    request: tuple[RequestTable, ...] = ()
    absent: tuple[AbsentTable, ...] = ()


@dataclass(frozen=True, slots=True)
class Absent:
    """A kind of request that this protocol does not lay down: a sentence that says so, and the nearest clauses."""

    kind: str
    sentence: str
    clauses: tuple[str, ...] = ()


def read_requests(path: Path, problems: list[KnowledgeError]) -> RequestFile:
    """The file at `path`; empty where there is none or it has mistakes, which are added to `problems`."""
    file = read_toml(path, RequestFile, problems) if path.exists() else None
    return file or RequestFile()


def absences_of(file: RequestFile, authority: str) -> tuple[Absent, ...]:
    """The kinds of request that the file says the protocol does not lay down."""
    return tuple(Absent(one.kind, one.sentence, _whole(one.clauses, authority)) for one in file.absent)


def request_types_of(file: RequestFile, authority: str) -> tuple[RequestType, ...]:
    """The request types of the file, their clauses named by whole ids."""
    return tuple(_request_type(table, authority) for table in file.request)


def _whole(clauses: Iterable[str], authority: str) -> tuple[str, ...]:
    return tuple(f"{authority}/{clause}" for clause in clauses)


def _request_type(table: RequestTable, authority: str) -> RequestType:
    return RequestType(
        id=table.id,
        kind=table.kind,
        authority=authority,
        name=table.name,
        procedure=table.procedure,
        started_by=None if table.started_by == "anyone" else Role(table.started_by),
        routes=table.routes,
        clauses=_whole(table.clauses, authority),
        fields=tuple(_field(one, authority) for one in table.field),
        stages=tuple(
            Stage(one.office, f"{authority}/{one.clause}", one.words, one.when, one.otherwise, one.further)
            for one in table.stage
        ),
        duties=tuple(
            RequestDuty(
                one.at, one.by, one.task, f"{authority}/{one.clause}", one.words, one.tells, one.reveals, one.sends
            )
            for one in table.duty
        ),
        words=table.words,
        notes=table.notes,
        conditions=tuple((f"{authority}/{one.clause}", one.words) for one in table.condition),
        confidential=table.confidential,
        status=table.status,
    )


def _field(table: FieldTable, authority: str) -> RequestField:
    return RequestField(
        key=table.key,
        label=table.label,
        kind=table.kind,
        required=table.required,
        hint=table.hint or "",
        options=table.options,
        clause=f"{authority}/{table.clause}" if table.clause else "",
        words=table.words or "",
        future=table.future,
        complained_of=table.complained_of,
    )
