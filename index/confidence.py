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
    """What speaks for and against an answer, for the clause that ranks first.

    `questions`: mean cosine of its nearest typical questions. `clause`: cosine of the clause itself. `words`: log(1 +
    BM25). `silences`: cosine of the nearest matter on which the protocol is silent. `strays`: mean cosine of the
    nearest messages that no protocol answers.
    """

    questions: float
    clause: float
    words: float
    silences: float
    strays: float


_COVERED = (-2.86, 16.53, 4.28, 2.27, -12.2, -11.87)
_STRANGE = (6.13, -7.01, 1.33, -1.22, -18.09, 15.9)


def confidence(signals: Signals) -> float:
    """How sure the index is that the protocol rules on the matter."""
    return _logistic(_COVERED, signals)


def strangeness(signals: Signals) -> float:
    """How sure it is, given that the protocol does not, that the message is not about members and officers at all."""
    return _logistic(_STRANGE, signals)


def nearest(cosines: NDArray[np.floating], count: int) -> float:
    """The mean of the highest cosines; 0 where there are none."""
    count = min(count, len(cosines))
    return float(np.partition(cosines, -count)[-count:].sum()) / count if count else 0.0


def _logistic(coefficients: tuple[float, ...], signals: Signals) -> float:
    base, *weights = coefficients
    return 1.0 / (1.0 + math.exp(-base - sum(map(float.__mul__, weights, signals))))
