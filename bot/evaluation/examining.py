"""Asking the desk itself, and keeping what its search found for whoever wants to know why it replied as it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.cli.inbound import role as role_named
from bot.cli.outbound import as_json
from handlers.assistant import Assistant
from handlers.messages import Question, Reply
from handlers.ports import Candidate, Findings, Search
from handlers.scope import ANSWER_FROM
from knowledge.clause import Role
from knowledge.library import Library

CURRENT_BOUND = ANSWER_FROM
"""The confidence from which the desk answers a message that is not short."""


class Recorder:
    """A search that remembers what it found first since it was last asked for it."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._findings: Findings | None = None

    def find(self, question: str, authority: str, role: Role | None) -> Findings:
        """What the search finds."""
        findings = self._search.find(question, authority, role)
        self._findings = self._findings or findings
        return findings

    def take(self) -> Findings | None:
        """The findings, once; None where nothing was searched for."""
        findings, self._findings = self._findings, None
        return findings


@dataclass(frozen=True, slots=True)
class Heard:
    """A reply as the plain data of docs/command-line.md (None where a quotation failed its check), and its signals."""

    reply: dict[str, Any] | None
    confidence: float | None
    strangeness: float | None


class Explaining(Search, Protocol):
    """A search that can also rank all clauses."""

    def candidates(self, question: str, authority: str, role: Role | None) -> Sequence[Candidate]: ...


class ExaminedDesk:
    """The desk with a look into it. Not for use by several threads."""

    def __init__(self, library: Library, search: Explaining, assemble: Callable[[Search], Assistant]) -> None:
        """`assemble` puts the desk together around the search that it is given."""
        self.library = library
        self._search, self._recorder = search, Recorder(search)
        self._assistant = assemble(self._recorder)

    def ask(self, text: str, authority: str, role: str, thread: str = "") -> Heard:
        """Put one question to the desk, by itself or within a `thread`. Raises UnknownAuthority."""
        question = Question(text, authority, role_named(role), thread)
        self._recorder.take()
        outgoing = self._assistant.answer(question)
        findings = self._recorder.take()
        reply = as_json(outgoing, question) if isinstance(outgoing, Reply) else None
        if findings is None:
            return Heard(reply, None, None)
        return Heard(reply, findings.confidence, findings.strangeness)

    def explain(self, text: str, authority: str, role: str) -> Sequence[Candidate]:
        """All clauses for such a question, best first, with what speaks for each."""
        return self._search.candidates(text, authority, role_named(role))
