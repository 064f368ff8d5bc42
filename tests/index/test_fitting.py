from __future__ import annotations

import math
import random

import pytest

from index.confidence import Signals
from index.fitting import fit


def drawn(chance: random.Random) -> Signals:
    return Signals(*(chance.uniform(0, 1) for _ in Signals._fields))


def likely(one: Signals) -> float:
    return 1 / (1 + math.exp(-(6 * one.questions - 4 * one.strays - 1)))


def test_the_coefficients_that_made_the_answers_are_found_again() -> None:
    chance = random.Random(1)
    samples = [(one, chance.random() < likely(one)) for one in (drawn(chance) for _ in range(4000))]
    _, questions, words, _, _, strays, *_ = fit(samples)
    assert questions == pytest.approx(6, rel=0.3)
    assert strays == pytest.approx(-4, rel=0.3)
    assert abs(words) < 0.6


def test_adversarial_samples_weigh_less_however_many_they_are() -> None:
    chance = random.Random(2)
    ordinary = [(one, one.questions > 0.5) for one in (drawn(chance) for _ in range(200))]
    contrary = [(one, one.questions < 0.5) for one in (drawn(chance) for _ in range(2000))]
    assert fit(ordinary)[1] > fit(ordinary, contrary)[1] > 0 > fit(contrary)[1]
