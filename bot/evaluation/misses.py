"""What went wrong with a reply, and why: where the search ranked the clauses that were wanted, and those shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from index.evaluation import Case, Marks, met, normal
from knowledge.clause import Clause


class Signals(Protocol):
    """A clause with its scores (see `index.search.Candidate`)."""

    @property
    def clause(self) -> str: ...
    @property
    def score(self) -> float: ...
    @property
    def meaning(self) -> float: ...
    @property
    def words(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Placed:
    """A clause, where the search ranked it (from 1), and its signals; `fit` says whether it may be quoted here."""

    clause: str
    rank: int
    score: float
    meaning: float
    words: float
    fit: bool = True
    quoted: bool = True


@dataclass(frozen=True, slots=True)
class Miss:
    """A reply with which something is wrong. `wanted` holds the best placed clause for each group of phrases."""

    case: Case
    marks: Marks
    reasons: tuple[str, ...]
    wanted: tuple[Placed, ...]
    shown: tuple[Placed, ...]
    offices: tuple[str, ...]


def reasons(case: Case, marks: Marks) -> Iterator[str]:
    """What is wrong with a reply, in the terms of the figures; nothing where it is as it should be."""
    if not case.covered:
        if marks.answered:
            yield "answered though not covered"
        return
    if not marks.answered:
        yield "refused though covered"
        return
    if not marks.full:
        yield "not all that is needed was quoted" if marks.three else "the wrong clauses were quoted"
    elif not marks.first:
        yield "something else was quoted first"
    if marks.offices_found is False:
        yield "not all offices were named"


def miss(
    case: Case, marks: Marks, reply: Mapping[str, Any], candidates: Sequence[Signals], clauses: Iterable[Clause]
) -> Miss:
    """Put together what there is to know about a reply; `candidates` are all clauses, best first."""
    placed = {one.clause: (rank, one) for rank, one in enumerate(candidates, 1)}
    words = {clause.id: normal(clause.text) for clause in clauses}
    shown = [one["clause"] for one in (*reply["quotes"], *reply["proposed"])]

    def place(clause: str, *, fit: bool = True) -> Placed:
        rank, signals = placed[clause]
        return Placed(clause, rank, signals.score, signals.meaning, signals.words, fit, clause in shown)

    def best(group: Sequence[str]) -> Placed:
        holding = [place(clause) for clause in placed if met(group, [words[clause]])]
        return min(holding, key=lambda one: (not one.quoted, one.rank))

    return Miss(
        case=case,
        marks=marks,
        reasons=tuple(reasons(case, marks)),
        wanted=tuple(best(group) for group in case.must),
        shown=tuple(place(clause, fit=fit) for clause, fit in zip(shown, marks.fit, strict=True)),
        offices=tuple(reply["escalation"]["offices"]),
    )
