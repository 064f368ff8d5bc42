"""A linear discriminant: what sets the typical questions of one clause apart from those of the others.

What is asked about matters on which the protocol is silent is set apart from them in the same directions.

The nearest questions say how near a clause is; this says in which directions nearness counts. Directions in which the
questions of one and the same clause differ widely ("my ward", "last night") count little (Fisher 1936, Rao 1948; the
covariance is shrunk towards a sphere as by Friedman 1989). In closed form, so it needs no training and no store.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.vectors import Matrix

_SHRINKAGE = 0.2  # between .05 and .8 the figures hardly moved
_LEAST_SPREAD = 1e-6  # where each clause has one question there is no spread at all


def discriminant(
    questions: Matrix, asks: Sequence[int], clauses: Matrix, others: Sequence[Matrix] = ()
) -> tuple[Matrix, NDArray[np.float32]]:
    """A direction for each clause, shape (clauses, dimension), and what is to be added to its product with a question.

    `asks[i]` is the clause of `questions[i]`; a clause without questions is represented by its own vector. After the
    clauses come the `others`, means of what is not asked about any clause. Where there are no questions at all nothing
    is known of their spread, and the directions are the clauses' own.
    """
    if not len(questions):
        return clauses, np.zeros(len(clauses), dtype=np.float32)
    count, dimension = clauses.shape
    chosen = np.zeros((count, len(questions)), dtype=np.float32)
    chosen[np.asarray(asks, dtype=np.intp), np.arange(len(questions))] = 1
    sizes = chosen.sum(axis=1, keepdims=True)
    means = np.where(sizes > 0, chosen @ questions / np.maximum(sizes, 1), clauses).astype(np.float64)
    spread = (questions.T @ questions - means.T @ (sizes * means)) / max(1, len(questions))
    typical = max(float(np.trace(spread)) / dimension, _LEAST_SPREAD)
    shrunk = (1 - _SHRINKAGE) * spread + _SHRINKAGE * typical * np.eye(dimension)
    means = np.concatenate((means, *others))
    directions = np.linalg.solve(shrunk, means.T).T
    offsets = -0.5 * (directions * means).sum(axis=1)
    return directions.astype(np.float32), offsets.astype(np.float32)
