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
    the texts nearest to the question. `discriminant`: the most that it gives a clause. `over_silence`: by how much
    that is more than it gives any topic on which the protocol is silent. `over_strays`: than any kind of message that
    no protocol answers. Both are 0 where there is none.
    """

    questions: float
    words: float
    length: float
    silences: float
    strays: float
    neighbours: float
    discriminant: float
    over_silence: float
    over_strays: float


_COVERED = (-13.7, 8.52, 1.86, 1.61, -9.0, -1.26, 2.7, 0.0197, 0.0481, 0.0169)
_STRANGE = (6.47, 1.86, -2.21, 0.0, -16.0, 14.4, 2.05, -0.0201, 0.0308, -0.0257)
_COVERED_UNTAUGHT = (-16.6, 4.21, -0.134, 2.26, 0.0, -0.809, 3.14, 12.9, 0.0, 0.0)
_STRANGE_UNTAUGHT = (0.355, -12.2, -2.14, 0.0, 0.0, 12.5, 0.939, -0.427, 0.0, 0.0)


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
