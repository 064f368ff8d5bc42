"""From similarities to an order of clauses: pure functions on arrays. The numbers that were chosen stand at the top."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.corpus import Shelf
from knowledge.clause import Role, Status

Floats = NDArray[np.floating]
Bools = NDArray[np.bool_]

_NEAREST = 3
_CLAUSE_WEIGHT, _WORDS_WEIGHT = 0.5, 0.5
_OTHER_SIDE = 0.25  # off the score of a clause that speaks to the other side only, in standard deviations
_PROPOSAL = 10.0  # off the score of a proposal: behind all that is in force
_PROPOSAL_ASKED_FOR = 3.0  # onto it when changes are asked about
_ACCEPTED, _REJECTED = 4, 12
_MARGIN = 2.0  # what is this far behind the best is not shown beside it
_CONFIDENCE_BASE, _CONFIDENCE_OF_MEANING, _CONFIDENCE_OF_LIKENESS = -3.6, 19.9, -12.3
_STRANGE_FROM, _STRANGE_SLOPE = 0.03, 15.0

_CHANGE = re.compile(
    r"\b(proposed|proposals?|amend(?:ed|ing|ments?)?|new (?:wording|version|rules?|protocol|draft)|draft|consultation"
    r"|(?:will|would|going to|about to) (?:\w+ ){0,4}change|changing|updated?|revised|revisions?|rewritten)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """What ranking knows of the clauses of one authority, prepared once.

    `questions[i]` lists the positions of clause i's typical questions, filled up with the position after the last.
    """

    questions: NDArray[np.intp]
    proposed: Bools
    other_side: Mapping[Role, Bools]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the searches say about one question: cosines with clauses, typical questions and stray messages; BM25."""

    clauses: Floats
    questions: Floats
    strays: Floats
    words: Floats


@dataclass(frozen=True, slots=True)
class Ranking:
    """`accepted` and `rejected` are positions of clauses, best first; the scores are per clause, in their order.

    `depends_on_role` is true where the role is not known and a member's first clause is not an officer's.
    """

    accepted: NDArray[np.intp]
    rejected: NDArray[np.intp]
    score: Floats
    meaning: Floats
    words: Floats
    confidence: float
    strangeness: float
    depends_on_role: bool


def lay_out(shelf: Shelf) -> Layout:
    """Prepare the arrays for one authority."""
    rows: list[list[int]] = [[] for _ in shelf.clauses]
    for position, clause in enumerate(shelf.asks):
        rows[clause].append(position)
    width = max(_NEAREST, *map(len, rows))
    return Layout(
        questions=np.array([row + [len(shelf.asks)] * (width - len(row)) for row in rows], dtype=np.intp),
        proposed=np.array([clause.status is Status.PROPOSED for clause in shelf.clauses]),
        other_side={role: np.array([role not in clause.addressees for clause in shelf.clauses]) for role in Role},
    )


def asks_about_changes(question: str) -> bool:
    """Whether somebody asks what is proposed rather than what is in force."""
    return _CHANGE.search(question) is not None


def rank(layout: Layout, evidence: Evidence, role: Role | None, about_changes: bool) -> Ranking:
    """Order the clauses: questions alike, the clause's own meaning, and its words, each as a z-score, added up."""
    meaning = _nearest_questions(layout, evidence)
    words = standardised(evidence.words)
    score = standardised(meaning) + _CLAUSE_WEIGHT * standardised(evidence.clauses) + _WORDS_WEIGHT * words
    score = score + (_PROPOSAL_ASKED_FOR if about_changes else -_PROPOSAL) * layout.proposed
    sides = {side: score - _OTHER_SIDE * layout.other_side[side] for side in Role}
    firsts = {int(of_side.argmax()) for of_side in sides.values()}
    score = score if role is None else sides[role]
    order = np.argsort(-score, kind="stable")
    count = int(np.count_nonzero(score[order[:_ACCEPTED]] >= score[order[0]] - _MARGIN))
    best, likeness = float(meaning[order[0]]), _likeness(evidence.strays)
    return Ranking(
        accepted=order[:count],
        rejected=order[count : count + _REJECTED],
        score=score,
        meaning=meaning,
        words=words,
        confidence=_confidence(best, likeness),
        strangeness=_strangeness(best, likeness),
        depends_on_role=role is None and len(firsts) > 1,
    )


def standardised(values: Floats) -> Floats:
    """z-scores: how many standard deviations above the mean. Zeros where all values are equal."""
    spread = values.std()
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values)


def _nearest_questions(layout: Layout, evidence: Evidence) -> Floats:
    """For each clause the mean cosine of its nearest typical questions; its own cosine where it has none."""
    cosines = np.append(evidence.questions, -np.inf)[layout.questions]
    nearest = np.partition(cosines, -_NEAREST, axis=1)[:, -_NEAREST:]
    counted = np.isfinite(nearest)
    count = counted.sum(axis=1)
    mean = np.where(counted, nearest, 0.0).sum(axis=1) / np.maximum(count, 1)
    return np.where(count > 0, mean, evidence.clauses)


def _likeness(strays: Floats) -> float:
    """The mean cosine of the nearest stray messages; 0 where there are none."""
    return float(np.sort(strays)[-_NEAREST:].mean()) if len(strays) else 0.0


def _confidence(meaning: float, likeness: float) -> float:
    """A logistic curve, fitted to typical questions and stray messages with each of them left out in turn."""
    return _logistic(_CONFIDENCE_BASE + _CONFIDENCE_OF_MEANING * meaning + _CONFIDENCE_OF_LIKENESS * likeness)


def _strangeness(meaning: float, likeness: float) -> float:
    """How much nearer the stray messages are than the first clause: one half at _STRANGE_FROM, steep around it."""
    return _logistic(_STRANGE_SLOPE * (likeness - meaning - _STRANGE_FROM))


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-value))
