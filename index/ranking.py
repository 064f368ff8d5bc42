"""From similarities to an order of clauses: pure functions on arrays. The numbers that were chosen stand at the top."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.confidence import Signals, confidence, nearest
from index.corpus import Shelf
from knowledge.clause import Role, Status

Floats = NDArray[np.floating]

_NEAREST = 3
_NEIGHBOURS = 10
# Of the nearest questions, the discriminant, and BM25. With these a score is, but for what all clauses have in common,
# the logarithm of how likely it is that this one is wanted first (a multinomial logistic regression).
_WEIGHTS = np.array([1.1, 1.7, 1.1], dtype=np.float32)
_OTHER_SIDE = 1.0  # off the score of a clause that speaks to the other side only
_IMAGINED = 2.0  # questions of either side that every clause has beside its own, so that a few settle nothing
_PROPOSAL = 10.0  # off the score of a proposal: behind all that is in force
_PROPOSAL_ASKED_FOR = 3.0  # onto it when proposals are asked about
_NO_QUESTION = -2.0  # stands in for the cosine of a question that is not there: below every cosine
_AFTER_THE_LAST = np.array([_NO_QUESTION], dtype=np.float32)
_ACCEPTED, _REJECTED = 4, 12
_LIKELY = 0.05  # what is less likely than this to be wanted first is not shown beside the best
_SHORT = 10  # words; that a question has fewer does not speak against an answer
_SURE = 0.5  # likely enough to stand for a question of its own
_SURELY_COVERED = 0.8  # a question of several about which the index is this sure is answered, whatever the others are


@dataclass(frozen=True, slots=True)
class Layout:
    """What ranking knows of the clauses of one authority, prepared once so that a question is a few vector operations.

    `questions[i]` lists the positions of clause i's typical questions, filled up with the position after the last. The
    sum of its nearest times `share[i]`, with `missing[i]` for those that are not there, is their mean; `without[i]` is
    1 where there is none, else 0. `shifts` is what is added to the scores for the side that asks (None where it is not
    known) and whether proposals are asked about. `silent_from` and `stray_from` say where in `Evidence.asked` silences
    and strays begin. `proposals`: whether any clause is only proposed. `taught` as in `Shelf`.
    """

    questions: NDArray[np.intp]
    share: Floats
    missing: Floats
    without: Floats
    shifts: Mapping[tuple[Role | None, bool], Floats]
    silent_from: int
    stray_from: int
    proposals: bool
    taught: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the searches say about one question: cosines with the clauses, and with all that people ask (typical
    questions, then silences, then strays); what the discriminant gives each clause, each topic on which the
    protocol is silent, and each kind of stray; BM25; words in the question.
    """

    clauses: Floats
    asked: Floats
    discriminant: Floats
    silence: Floats
    kinds: Floats
    words: Floats
    length: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """`accepted` and `rejected` are positions of clauses, best first; the scores are per clause, in their order.

    `signals` are of the first clause, `confidence` is how sure they make the index that the protocol rules on the
    matter, and `likelihood` is how likely it is that the first clause is wanted first.
    `depends_on_role` is true where the role is not known and a member's first clause is not an officer's.
    """

    accepted: NDArray[np.intp]
    rejected: NDArray[np.intp]
    score: Floats
    meaning: Floats
    words: Floats
    signals: Signals
    confidence: float
    likelihood: float
    depends_on_role: bool


def lay_out(shelf: Shelf) -> Layout:
    """Prepare the arrays for one authority."""
    rows: list[list[int]] = [[] for _ in shelf.clauses]
    for position, clause in enumerate(shelf.asks):
        rows[clause].append(position)
    width = max(_NEAREST, *map(len, rows))
    counted = np.array([min(_NEAREST, len(row)) for row in rows], dtype=np.float32)
    share = np.where(counted > 0, 1 / np.maximum(counted, 1), 0).astype(np.float32)
    return Layout(
        questions=np.array([row + [len(shelf.asks)] * (width - len(row)) for row in rows], dtype=np.intp),
        share=share,
        missing=-_NO_QUESTION * (_NEAREST - counted) * share,
        without=(counted == 0).astype(np.float32),
        shifts={(role, asked): _shifts(shelf, role, asked) for role in (None, *Role) for asked in (False, True)},
        silent_from=len(shelf.questions),
        stray_from=len(shelf.questions) + len(shelf.silences),
        proposals=any(clause.status is Status.PROPOSED for clause in shelf.clauses),
        taught=shelf.taught,
    )


def _shifts(shelf: Shelf, role: Role | None, about_proposals: bool) -> Floats:
    other_side = [role is not None and role not in clause.addressees for clause in shelf.clauses]
    proposed = [clause.status is Status.PROPOSED for clause in shelf.clauses]
    for_proposals = _PROPOSAL_ASKED_FOR if about_proposals else -_PROPOSAL
    shifts = for_proposals * np.array(proposed) - _OTHER_SIDE * np.array(other_side)
    return (shifts + _likelihood_of_side(shelf, role)).astype(np.float32)


def _likelihood_of_side(shelf: Shelf, role: Role | None) -> NDArray[np.float64]:
    """The logarithm of how likely it is, for each clause, that it is this side which asks about it (Bayes' rule).

    Questions that either side might ask say nothing.
    """
    if role is None:
        return np.zeros(len(shelf.clauses))
    asked = {side: np.full(len(shelf.clauses), _IMAGINED) for side in Role}
    for clause, asker in zip(shelf.asks, shelf.askers, strict=False):
        if asker is not None:
            asked[asker][clause] += 1
    likelihood: NDArray[np.float64] = np.log(asked[role] / (asked[Role.MEMBER] + asked[Role.OFFICER]))
    return likelihood


def rank(layout: Layout, evidence: Evidence, role: Role | None, about_proposals: bool) -> Ranking:
    """Order the clauses: questions alike, what sets them apart, and words, each as a z-score, added up."""
    meaning = _nearest_questions(layout, evidence)
    z = standardised(np.array((meaning, evidence.discriminant, evidence.words)))
    alike = _WEIGHTS @ z
    score = alike + layout.shifts[role, about_proposals]
    order = np.argsort(-score, kind="stable")
    first = int(order[0])
    likely = np.exp(score - score[first])
    likely /= likely.sum()
    count = max(1, int(np.count_nonzero(likely[order[:_ACCEPTED]] >= _LIKELY)))
    signals = _signals(layout, evidence, meaning, first)
    return Ranking(
        accepted=order[:count],
        rejected=order[count : count + _REJECTED],
        score=score,
        meaning=meaning,
        words=z[2],
        signals=signals,
        confidence=confidence(signals, taught=layout.taught),
        likelihood=float(likely[first]),
        depends_on_role=role is None and len({_first(layout, alike, side, about_proposals) for side in Role}) > 1,
    )


def is_surely_answered(part: Ranking) -> bool:
    """Whether one clause stands out for a question, and the protocol surely rules on it."""
    return part.likelihood >= _SURE and part.confidence >= _SURELY_COVERED


def with_each_answered(whole: Ranking, parts: Sequence[Ranking]) -> Ranking:
    """The ranking of several questions in one message: what surely answers one stands behind the best of all.

    A message of which one question is surely covered is covered: the protocol has something to say.
    """
    sure = [int(part.accepted[0]) for part in parts if part.likelihood >= _SURE]
    best, *others = whole.accepted.tolist()
    accepted = list(dict.fromkeys([best, *sure, *others]))[:_ACCEPTED]
    rejected = [place for place in (*others, *whole.rejected.tolist()) if place not in accepted]
    surest = max(part.confidence for part in parts)
    return replace(
        whole,
        accepted=np.array(accepted, dtype=np.intp),
        rejected=np.array(rejected[:_REJECTED], dtype=np.intp),
        confidence=max(whole.confidence, surest) if surest >= _SURELY_COVERED else whole.confidence,
    )


def standardised(signals: Floats) -> Floats:
    """z-scores along the last axis: how many standard deviations above the mean. Zeros where all values are equal."""
    count = signals.shape[-1]
    deviations = signals - signals.sum(axis=-1, keepdims=True) / count
    spread = np.sqrt((deviations * deviations).sum(axis=-1, keepdims=True) / count)
    z: Floats = deviations / np.where(spread > 1e-6, spread, np.inf)
    return z


def _signals(layout: Layout, evidence: Evidence, meaning: Floats, first: int) -> Signals:
    most = float(evidence.discriminant.max())
    return Signals(
        questions=float(meaning[first]),
        words=math.log1p(float(evidence.words[first])),
        length=math.log(max(evidence.length, _SHORT)),
        silences=float(evidence.asked[layout.silent_from : layout.stray_from].max(initial=0.0)),
        strays=nearest(evidence.asked[layout.stray_from :], _NEAREST),
        neighbours=_share_of_neighbours(layout, evidence),
        discriminant=most,
        over_silence=_lead(most, evidence.silence),
        over_strays=_lead(most, evidence.kinds),
    )


def _lead(most: float, others: Floats) -> float:
    return most - float(others.max()) if len(others) else 0.0


def _share_of_neighbours(layout: Layout, evidence: Evidence) -> float:
    """Of the texts nearest to the question, the share that is a clause or asks about one."""
    near = np.concatenate((evidence.clauses, evidence.asked))
    count = min(_NEIGHBOURS, len(near))
    least = np.partition(near, -count)[-count]
    ours = np.count_nonzero(near[: len(evidence.clauses) + layout.silent_from] >= least)
    return min(1.0, ours / count)


def _nearest_questions(layout: Layout, evidence: Evidence) -> Floats:
    """For each clause the mean cosine of its nearest typical questions; its own cosine where it has none."""
    cosines = np.append(evidence.asked[: layout.silent_from], evidence.asked.dtype.type(_NO_QUESTION)).take(
        layout.questions
    )
    cosines.partition(-_NEAREST, axis=1)
    nearest: Floats = cosines[:, -_NEAREST:].sum(axis=1)
    return nearest * layout.share + layout.missing + layout.without * evidence.clauses


def _first(layout: Layout, alike: Floats, role: Role, about_proposals: bool) -> int:
    return int((alike + layout.shifts[role, about_proposals]).argmax())
