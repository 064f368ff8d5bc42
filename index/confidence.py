"""Whether a protocol rules on a question at all: from signals to two numbers between 0 and 1.

Both are logistic curves over a few signals. Their coefficients are fitted to questions written for this purpose
(`index.fitting`, which prints the tables below).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Signals(NamedTuple):
    """What speaks for and against an answer.

    `questions`: mean cosine of the typical questions nearest among those of the clause that ranks first. `words`: log(1
    + its BM25). `length`: log of the words of the question, ten at least, since each of them adds to BM25. `silences`:
    cosine of the nearest matter on which the protocol is silent. `strays`: mean cosine of the nearest messages that no
    protocol answers. `neighbours`: the share of clauses and typical questions, rather than silences and strays, among
    the texts nearest to the question. `discriminant`: the most that it gives a clause.
    """

    questions: float
    words: float
    length: float
    silences: float
    strays: float
    neighbours: float
    discriminant: float


_COVERED = (-18.4, 13.2, 1.7, 1.83, -10.1, 0.28, 4.31, 0.0219)
_STRANGE = (13.5, -1.04, -0.148, -4.69, -15.0, 14.5, 0.725, -0.0063)
_COVERED_UNTAUGHT = (-17.7, 5.61, -0.408, 2.66, 0.0, 2.52, 3.36, 9.28)
_STRANGE_UNTAUGHT = (11.1, -7.18, -0.822, -5.41, 0.0, 8.44, -0.0925, 2.84)


def confidence(signals: Signals, *, taught: bool = True) -> float:
    """How sure the index is that the protocol rules on the matter; `taught` as in `index.corpus.Shelf`."""
    return _logistic(_COVERED if taught else _COVERED_UNTAUGHT, signals)


def strangeness(signals: Signals, *, taught: bool = True) -> float:
    """How sure it is, given that the protocol does not, that the message is not about members and officers at all."""
    return _logistic(_STRANGE if taught else _STRANGE_UNTAUGHT, signals)


def nearest(cosines: NDArray[np.floating], count: int) -> float:
    """The mean of the highest cosines; 0 where there are none."""
    count = min(count, len(cosines))
    return float(np.partition(cosines, -count)[-count:].sum()) / count if count else 0.0


def _logistic(coefficients: tuple[float, ...], signals: Signals) -> float:
    base, *weights = coefficients
    return 0.5 + 0.5 * math.tanh(0.5 * (base + sum(map(float.__mul__, weights, signals))))
