"""How far the confidence of a search can be believed, and what another bound on it would do. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.evaluation import Marks

_BINS = 10
BOUNDS = tuple(step / 100 for step in range(101))


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of like confidence: their mean confidence, and the share of them that the protocol does cover."""

    predicted: float
    observed: float
    count: int


@dataclass(frozen=True, slots=True)
class Trade:
    """Both errors where the confidence alone decided whether to answer, from `bound` upwards. Shares."""

    bound: float
    refused_though_covered: float
    answered_though_not_covered: float


def calibration(marks: Iterable[Marks]) -> tuple[Bin, ...]:
    """The questions that were searched for, in ten bins of equal width; empty bins are left out."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for one in marks:
        if one.confidence is not None:
            bins[min(int(one.confidence * _BINS), _BINS - 1)].append((one.confidence, one.covered))
    return tuple(
        Bin(sum(sure for sure, _ in found) / len(found), sum(covered for _, covered in found) / len(found), len(found))
        for found in bins
        if found
    )


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """The mean distance between predicted and observed, weighted by count (Naeini, Cooper and Hauskrecht, 2015)."""
    count = sum(one.count for one in bins)
    return sum(abs(one.predicted - one.observed) * one.count for one in bins) / count if count else None


def trades(marks: Iterable[Marks], bounds: Sequence[float] = BOUNDS) -> tuple[Trade, ...]:
    """Both errors at each of the bounds. A question without a search counts as not answered."""
    marks = list(marks)
    covered = [one.confidence or 0.0 for one in marks if one.covered]
    others = [one.confidence or 0.0 for one in marks if not one.covered]
    return tuple(
        Trade(
            bound,
            _share([sure < bound for sure in covered]),
            _share([sure >= bound for sure in others]),
        )
        for bound in bounds
    )


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
