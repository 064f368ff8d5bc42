"""neutrality.toml: how the clauses around a meeting are written down, and what is read from it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import Field

from knowledge.clause import Role
from knowledge.errors import KnowledgeError
from knowledge.layout import Words
from knowledge.neutrality import Circumstance, Decides, Meeting, Neutrality, NeutralityRule, Part, Silence, Tension
from knowledge.routes import DutyTable, Table
from knowledge.toml_files import read_toml


class RuleTable(Table):
    """[[rule]]. The circumstances under `if` are compared with the form by `knowledge.neutrality_checks`."""

    part: Part
    clause: Words
    meetings: tuple[Meeting, ...] = ()
    facts: dict[str, Words] = Field(default_factory=dict, alias="if")
    case: Words | None = None
    side: Role | None = None
    duty: Words | None = None


class SilentTable(Table):
    """[[silent]]. Without `circumstance` the protocol has no clause on the kind of meeting itself."""

    circumstance: Circumstance | None = None
    answer: Words | None = None
    meetings: tuple[Meeting, ...] = ()
    nearest: tuple[Words, ...] = ()


class TensionTable(Table):
    """[[tension]]."""

    clauses: tuple[Words, ...] = Field(min_length=2)
    sentence: Words
    meetings: tuple[Meeting, ...] = ()


class DecidesTable(DutyTable):
    """[[decides]]."""

    office: Words
    meetings: tuple[Meeting, ...] = ()


class MeetingRequestTable(Table):
    """[[request]]: the request type by which an officer is asked to come to these meetings."""

    id: Words
    meetings: tuple[Meeting, ...] = Field(min_length=1)


class NeutralityFile(Table):
    """neutrality.toml as a whole."""

    election: tuple[Words, ...] = ()
    request: tuple[MeetingRequestTable, ...] = ()
    decides: tuple[DecidesTable, ...] = ()
    rule: tuple[RuleTable, ...] = Field(min_length=1)
    silent: tuple[SilentTable, ...] = ()
    tension: tuple[TensionTable, ...] = ()


def read_neutrality(path: Path, problems: list[KnowledgeError]) -> NeutralityFile | None:
    """The file at `path`; None where there is none or it has mistakes, which are added to `problems`."""
    return read_toml(path, NeutralityFile, problems) if path.exists() else None


def neutrality_of(file: NeutralityFile | None, authority: str) -> Neutrality | None:
    """What the file lays out, its clauses named by whole ids. None where there is no file."""
    if file is None:
        return None
    return Neutrality(
        rules=tuple(_rule(table, authority) for table in file.rule),
        silences=tuple(_silence(table, authority) for table in file.silent),
        tensions=tuple(Tension(_whole(one.clauses, authority), one.sentence, one.meetings) for one in file.tension),
        decides=tuple(
            Decides(one.office, f"{authority}/{one.clause}", one.words, one.meetings) for one in file.decides
        ),
        requests={meeting: one.id for one in file.request for meeting in one.meetings},
        election=_whole(file.election, authority),
    )


def _whole(clauses: Iterable[str], authority: str) -> tuple[str, ...]:
    return tuple(f"{authority}/{clause}" for clause in clauses)


def _rule(table: RuleTable, authority: str) -> NeutralityRule:
    asked = {circumstance: table.facts[circumstance] for circumstance in Circumstance if circumstance in table.facts}
    return NeutralityRule(
        part=table.part,
        clause=f"{authority}/{table.clause}",
        meetings=table.meetings,
        facts=asked,
        case=table.case or "",
        side=table.side,
        duty=table.duty or "",
    )


def _silence(table: SilentTable, authority: str) -> Silence:
    return Silence(table.circumstance, table.meetings, _whole(table.nearest, authority), table.answer or "")
