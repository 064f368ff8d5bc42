"""From similarities to an order of clauses: pure functions on arrays. The numbers that were chosen stand at the top."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.confidence import Signals, nearest
from index.corpus import Shelf
from knowledge.clause import Role, Status

Floats = NDArray[np.floating]

_NEAREST = 3
_WEIGHTS = np.array([1.0, 0.5, 0.5], dtype=np.float32)  # of the nearest questions, the clause's own words, and BM25
_OTHER_SIDE = 0.6  # off the score of a clause that speaks to the other side only, in standard deviations
_PROPOSAL = 10.0  # off the score of a proposal: behind all that is in force
_PROPOSAL_ASKED_FOR = 3.0  # onto it when proposals are asked about
_NO_QUESTION = -2.0  # stands in for the cosine of a question that is not there: below every cosine
_ACCEPTED, _REJECTED = 4, 12
_MARGIN = 1.4  # what is this far behind the best is not shown beside it


@dataclass(frozen=True, slots=True)
class Layout:
    """What ranking knows of the clauses of one authority, prepared once so that a question is a few vector operations.

    `questions[i]` lists the positions of clause i's typical questions, filled up with the position after the last;
    `counted[i]` is how many of its nearest ones there can be, at most _NEAREST. `shifts` is what is added to the scores
    for the side that asks (None where it is not known) and whether proposals are asked about.
    """

    questions: NDArray[np.intp]
    counted: Floats
    shifts: Mapping[tuple[Role | None, bool], Floats]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the searches say about one question: cosines with clauses, typical questions, silences and strays; BM25."""

    clauses: Floats
    questions: Floats
    silences: Floats
    strays: Floats
    words: Floats


@dataclass(frozen=True, slots=True)
class Ranking:
    """`accepted` and `rejected` are positions of clauses, best first; the scores are per clause, in their order.

    `signals` are of the first clause. `depends_on_role` is true where the role is not known and a member's first
    clause is not an officer's.
    """

    accepted: NDArray[np.intp]
    rejected: NDArray[np.intp]
    score: Floats
    meaning: Floats
    words: Floats
    signals: Signals
    depends_on_role: bool


def lay_out(shelf: Shelf) -> Layout:
    """Prepare the arrays for one authority."""
    rows: list[list[int]] = [[] for _ in shelf.clauses]
    for position, clause in enumerate(shelf.asks):
        rows[clause].append(position)
    width = max(_NEAREST, *map(len, rows))
    return Layout(
        questions=np.array([row + [len(shelf.asks)] * (width - len(row)) for row in rows], dtype=np.intp),
        counted=np.array([min(_NEAREST, len(row)) for row in rows], dtype=np.float32),
        shifts={(role, asked): _shifts(shelf, role, asked) for role in (None, *Role) for asked in (False, True)},
    )


def _shifts(shelf: Shelf, role: Role | None, about_proposals: bool) -> Floats:
    other_side = [role is not None and role not in clause.addressees for clause in shelf.clauses]
    proposed = [clause.status is Status.PROPOSED for clause in shelf.clauses]
    for_proposals = _PROPOSAL_ASKED_FOR if about_proposals else -_PROPOSAL
    return (for_proposals * np.array(proposed) - _OTHER_SIDE * np.array(other_side)).astype(np.float32)


def rank(layout: Layout, evidence: Evidence, role: Role | None, about_proposals: bool) -> Ranking:
    """Order the clauses: questions alike, the clause's own meaning, and its words, each as a z-score, added up."""
    meaning = _nearest_questions(layout, evidence)
    z = standardised(np.stack((meaning, evidence.clauses, evidence.words)))
    alike = _WEIGHTS @ z
    score = alike + layout.shifts[role, about_proposals]
    order = np.argsort(-score, kind="stable")
    count = int(np.count_nonzero(score[order[:_ACCEPTED]] >= score[order[0]] - _MARGIN))
    first = int(order[0])
    signals = Signals(
        questions=float(meaning[first]),
        clause=float(evidence.clauses[first]),
        words=math.log1p(float(evidence.words[first])),
        silences=nearest(evidence.silences, 1),
        strays=nearest(evidence.strays, _NEAREST),
    )
    return Ranking(
        accepted=order[:count],
        rejected=order[count : count + _REJECTED],
        score=score,
        meaning=meaning,
        words=z[2],
        signals=signals,
        depends_on_role=role is None and len({_first(layout, alike, side, about_proposals) for side in Role}) > 1,
    )


def standardised(signals: Floats) -> Floats:
    """z-scores along the last axis: how many standard deviations above the mean. Zeros where all values are equal."""
    deviations = signals - signals.mean(axis=-1, keepdims=True)
    spread = np.sqrt((deviations * deviations).mean(axis=-1, keepdims=True))
    z: Floats = deviations / np.where(spread > 1e-6, spread, np.inf)
    return z


def _nearest_questions(layout: Layout, evidence: Evidence) -> Floats:
    """For each clause the mean cosine of its nearest typical questions; its own cosine where it has none."""
    cosines = np.append(evidence.questions, evidence.questions.dtype.type(_NO_QUESTION))[layout.questions]
    nearest = np.partition(cosines, -_NEAREST, axis=1)[:, -_NEAREST:].sum(axis=1)
    mean = (nearest - _NO_QUESTION * (_NEAREST - layout.counted)) / np.maximum(layout.counted, 1)
    return np.where(layout.counted > 0, mean, evidence.clauses)


def _first(layout: Layout, alike: Floats, role: Role, about_proposals: bool) -> int:
    return int((alike + layout.shifts[role, about_proposals]).argmax())
