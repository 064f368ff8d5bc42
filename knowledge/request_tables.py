"""requests.toml: how a protocol's formal requests are written down, and the request types that are read from it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field

from knowledge.clause import Role, Status
from knowledge.errors import KnowledgeError
from knowledge.layout import Words
from knowledge.requests import (
    Absent,
    FieldKind,
    Moment,
    Procedure,
    RequestDuty,
    RequestField,
    RequestType,
    Stage,
)
from knowledge.routes import DutyTable, Table
from knowledge.toml_files import read_toml


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
        stages=tuple(_stage(one, authority) for one in table.stage),
        duties=tuple(_duty(one, authority) for one in table.duty),
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


def _stage(table: StageTable, authority: str) -> Stage:
    clause = f"{authority}/{table.clause}"
    return Stage(table.office, clause, table.words, table.when, table.otherwise, table.further)


def _duty(table: RequestDutyTable, authority: str) -> RequestDuty:
    clause = f"{authority}/{table.clause}"
    return RequestDuty(table.at, table.by, table.task, clause, table.words, table.tells, table.reveals, table.sends)
