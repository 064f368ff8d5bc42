"""A protocol as the desk knows it: the document, its clauses, and how people ask about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.accounting import LineAccount
from knowledge.clause import Clause
from knowledge.neutrality import Neutrality
from knowledge.questions import StrayMessage, TypicalQuestion
from knowledge.requests import Absent, RequestType
from knowledge.routes import Office, Route


@dataclass(frozen=True, slots=True)
class Source:
    """source.txt as it was loaded. `digest` is the SHA-256 (hex) of the bytes of the file."""

    path: Path
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class Protocol:
    """The protocol of one authority. Clauses stand in the order of the document.

    `name` and `kind` are the authority's, `title` and `version` the document's ("undated" where it carries no date).
    `lines` says what each line of the source was taken for. `typical` gives for a clause id how people ask about it,
    `companions` the ids of the clauses that must travel with it: exceptions, conditions, and the entries of a stem.
    `silences` are messages close to the matter of the protocol on which it has no clause, by topic.
    `prompts` are whole questions that somebody new may try. `sections` numbers the section that a clause id is in.
    `routes` are the ways of escalation that it lays down, `offices` the names that stand in them. `requests` are what a
    person may formally start, `absent_requests` what is asked for elsewhere and not laid down here. `neutrality` is
    what an officer must know before a meeting (None where no editor has laid it out).
    """

    authority: str
    name: str
    kind: str
    title: str
    version: str
    prompts: tuple[str, ...]
    source: Source
    clauses: tuple[Clause, ...]
    lines: tuple[LineAccount, ...]
    typical: Mapping[str, tuple[TypicalQuestion, ...]]
    silences: tuple[StrayMessage, ...]
    companions: Mapping[str, tuple[str, ...]]
    sections: Mapping[str, int]
    routes: tuple[Route, ...] = ()
    offices: tuple[Office, ...] = ()
    requests: tuple[RequestType, ...] = ()
    absent_requests: tuple[Absent, ...] = ()
    neutrality: Neutrality | None = None
