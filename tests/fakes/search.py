"""A search that finds what it was told to find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.clause import Role


@dataclass(frozen=True)
class FoundClause:
    """A candidate with its clause id; the signals do not matter to the handlers."""

    clause: str
    score: float = 1.0
    meaning: float = 0.8
    words: float = 1.0


@dataclass(frozen=True)
class FoundPart:
    """One of several questions in a message and the clause that answers it."""

    text: str
    clause: str


@dataclass(frozen=True)
class Found:
    """Findings made up by a test."""

    accepted: Sequence[FoundClause] = ()
    rejected: Sequence[FoundClause] = ()
    confidence: float = 0.9
    strangeness: float = 0.1
    depends_on_role: bool = False
    parts: Sequence[FoundPart] = ()
    stages_ms: Mapping[str, float] = field(default_factory=lambda: {"encode": 1.0})


def found(*accepted: str, rejected: Sequence[str] = (), **signals: object) -> Found:
    """Findings with these clause ids, best first."""
    return Found(tuple(map(FoundClause, accepted)), tuple(map(FoundClause, rejected)), **signals)  # type: ignore[arg-type]


@dataclass
class ScriptedSearch:
    """A search with one answer, which remembers what it was asked."""

    findings: Found
    asked: list[tuple[str, str, Role | None]] = field(default_factory=list)

    def find(self, question: str, authority: str, role: Role | None) -> Found:
        self.asked.append((question, authority, role))
        return self.findings
