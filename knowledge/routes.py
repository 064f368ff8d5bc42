"""Whom a protocol sends people to: its routes of escalation, as routes.toml lays them out.

A route is what the protocol says about one trigger: who decides, in which order, what must be stated, who is told, what
follows. Every word it quotes stands in the clause that it names; `knowledge.route_checks` proves that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from knowledge.clause import Role, Status
from knowledge.errors import KnowledgeError
from knowledge.layout import Words
from knowledge.toml_files import read_toml

REQUEST_TYPES = tuple(
    "officer-attendance-group officer-attendance-ward officer-attendance-scrutiny written-report information inspection"
    " confidential-inspection private-advice background-chair background-minority budget-framing complaint-officer"
    " concern-member neutrality-compromised interpretation pre-election-guidance restricted-post-advice"
    " agenda-disagreement minute-disagreement letter-member-name site-visit declaration".split()
)
"""The formal requests that a route can start. They are the same for every authority and never renamed."""


class OfficeKind(StrEnum):
    """What a name in the protocol stands for.

    OFFICER and MEMBER are posts that somebody holds, COMMITTEE is a body that decides, PERSONAL depends on who asks
    (a line manager), PARTY is whoever is told or asked without holding an office ("all other groups").
    """

    OFFICER = "officer"
    MEMBER = "member"
    COMMITTEE = "committee"
    PERSONAL = "personal"
    PARTY = "party"


@dataclass(frozen=True, slots=True)
class Office:
    """A name as the protocol prints it, and what people call it. Words are matched without regard to case."""

    name: str
    said: tuple[str, ...] = ()
    kind: OfficeKind = OfficeKind.OFFICER


@dataclass(frozen=True, slots=True)
class Condition:
    """When a part of a route applies. Without any of these it always does.

    `about` are the offices one of which the complaint must be about; `said` are words one of which the question must
    hold (`*` stands for any ending, or for any words between); `otherwise` is where no other part's condition holds;
    `by` is the side that must be asking. `when` says the condition in words.
    """

    when: str = ""
    about: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    otherwise: bool = False
    by: Role | None = None


@dataclass(frozen=True, slots=True)
class RouteStep:
    """Who does what. `offices` are alternatives; none where the step is the asker's own or a procedure's.

    `further` marks a step that is only reached when those before it have not settled the matter.
    """

    offices: tuple[str, ...]
    action: str
    clause: str
    words: str
    condition: Condition = Condition()
    further: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be stated, recorded or fed back, in the clause's words."""

    clause: str
    words: str


@dataclass(frozen=True, slots=True)
class Telling:
    """Who must be told. `by` is who tells: an office, "officer", "member", or "" where the clause does not say."""

    office: str
    by: str
    clause: str
    words: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two provisions that do not agree, or a gap, in a sentence of the editors' own with the clauses concerned."""

    sentence: str
    clauses: tuple[str, ...]
    condition: Condition = Condition()


@dataclass(frozen=True, slots=True)
class Route:
    """What one protocol lays down for one trigger. Clauses are named by their whole id.

    `clauses` evoke the route when they are quoted. `complaint` is the side that a complaint is about, `about` are the
    offices one of which it must be about, `said` the words that tell the route from others of the same clause.
    `request` names the formal request that it can start.
    """

    id: str
    title: str
    trigger: str
    started_by: Role | None
    clauses: tuple[str, ...]
    status: Status
    request: str | None
    complaint: Role | None
    about: tuple[str, ...]
    said: tuple[str, ...]
    steps: tuple[RouteStep, ...]
    must_state: tuple[Duty, ...]
    told: tuple[Telling, ...]
    follows: tuple[Duty, ...]
    conflicts: tuple[Conflict, ...]
    notes: tuple[str, ...]


class Table(BaseModel):
    """A table of routes.toml: unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class OfficeTable(Table):
    """[[office]]."""

    name: Words
    said: tuple[Words, ...] = ()
    kind: OfficeKind = OfficeKind.OFFICER


class DutyTable(Table):
    """[[route.state]] and [[route.follows]]."""

    clause: Words
    words: Words


class ToldTable(DutyTable):
    """[[route.told]]."""

    office: Words
    by: Words | None = None


class StepTable(DutyTable):
    """[[route.step]]."""

    office: tuple[Words, ...] = ()
    action: Words
    when: Words | None = None
    about: tuple[Words, ...] = ()
    said: tuple[Words, ...] = ()
    otherwise: bool = False
    by: Role | None = None
    further: bool = False


class ConflictTable(Table):
    """[[route.conflict]]."""

    sentence: Words
    clauses: tuple[Words, ...]
    about: tuple[Words, ...] = ()
    otherwise: bool = False


class RouteTable(Table):
    """[[route]]."""

    id: Words
    title: Words
    trigger: Words
    started_by: Literal["member", "officer", "anyone"]
    clauses: tuple[Words, ...]
    status: Status = Status.IN_FORCE
    request: Words | None = None
    complaint: Role | None = None
    about: tuple[Words, ...] = ()
    said: tuple[Words, ...] = ()
    notes: tuple[Words, ...] = ()
    step: tuple[StepTable, ...] = ()
    state: tuple[DutyTable, ...] = ()
    told: tuple[ToldTable, ...] = ()
    follows: tuple[DutyTable, ...] = ()
    conflict: tuple[ConflictTable, ...] = ()


class RouteFile(Table):
    """routes.toml as a whole."""

    office: tuple[OfficeTable, ...] = ()
    route: tuple[RouteTable, ...] = ()


def read_routes(path: Path, problems: list[KnowledgeError]) -> RouteFile:
    """The file at `path`; empty where there is none or it has mistakes, which are added to `problems`."""
    file = read_toml(path, RouteFile, problems) if path.exists() else None
    return file or RouteFile()


def offices_of(file: RouteFile) -> tuple[Office, ...]:
    """The offices that the file names."""
    return tuple(Office(table.name, table.said, table.kind) for table in file.office)


def routes_of(file: RouteFile, authority: str) -> tuple[Route, ...]:
    """The routes of the file, their clauses named by whole ids."""
    return tuple(_route(table, authority) for table in file.route)


def _route(table: RouteTable, authority: str) -> Route:
    def whole(clauses: Iterable[str]) -> tuple[str, ...]:
        return tuple(f"{authority}/{clause}" for clause in clauses)

    def duties(tables: Iterable[DutyTable]) -> tuple[Duty, ...]:
        return tuple(Duty(f"{authority}/{one.clause}", one.words) for one in tables)

    return Route(
        id=table.id,
        title=table.title,
        trigger=table.trigger,
        started_by=None if table.started_by == "anyone" else Role(table.started_by),
        clauses=whole(table.clauses),
        status=table.status,
        request=table.request,
        complaint=table.complaint,
        about=table.about,
        said=table.said,
        steps=tuple(_step(step, authority) for step in table.step),
        must_state=duties(table.state),
        told=tuple(Telling(one.office, one.by or "", f"{authority}/{one.clause}", one.words) for one in table.told),
        follows=duties(table.follows),
        conflicts=tuple(
            Conflict(one.sentence, whole(one.clauses), Condition(about=one.about, otherwise=one.otherwise))
            for one in table.conflict
        ),
        notes=table.notes,
    )


def _step(table: StepTable, authority: str) -> RouteStep:
    condition = Condition(table.when or "", table.about, table.said, table.otherwise, table.by)
    clause = f"{authority}/{table.clause}"
    return RouteStep(table.office, table.action, clause, table.words, condition, table.further)
