from __future__ import annotations

import math
import random

import pytest

from index.confidence import Signals
from index.fitting import fit


def drawn(chance: random.Random) -> Signals:
    return Signals(*(chance.uniform(0, 1) for _ in Signals._fields))


def test_the_coefficients_that_made_the_answers_are_found_again() -> None:
    chance = random.Random(1)
    signals = [drawn(chance) for _ in range(4000)]
    wanted = [chance.random() < 1 / (1 + math.exp(-(6 * one.questions - 4 * one.strays - 1))) for one in signals]
    _, questions, words, _, _, strays, *_ = fit(signals, wanted)
    assert questions == pytest.approx(6, rel=0.3)
    assert strays == pytest.approx(-4, rel=0.3)
    assert abs(words) < 0.6
