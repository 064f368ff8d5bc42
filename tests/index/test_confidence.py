from __future__ import annotations

import numpy as np
import pytest

from index.confidence import Signals, confidence, nearest, strangeness

MIDDLING = Signals(questions=0.6, clause=0.3, words=2.0, silences=0.5, strays=0.4)


def test_likeness_to_typical_questions_speaks_for_an_answer() -> None:
    near, far = MIDDLING._replace(questions=0.9), MIDDLING._replace(questions=0.3)
    assert confidence(near) > confidence(MIDDLING) > confidence(far)


def test_likeness_to_stray_messages_speaks_against_an_answer_and_for_strangeness() -> None:
    stray, apart = MIDDLING._replace(strays=0.9), MIDDLING._replace(strays=0.1)
    assert confidence(stray) < confidence(apart)
    assert strangeness(stray) > strangeness(apart)


def test_likeness_to_a_silence_speaks_against_an_answer_and_against_strangeness() -> None:
    silent, apart = MIDDLING._replace(silences=0.9), MIDDLING._replace(silences=0.1)
    assert confidence(silent) < confidence(apart)
    assert strangeness(silent) < strangeness(apart)


@pytest.mark.parametrize(("cosines", "count", "mean"), [([], 3, 0.0), ([0.5], 3, 0.5), ([0.1, 0.9, 0.7], 2, 0.8)])
def test_the_nearest_are_averaged(cosines: list[float], count: int, mean: float) -> None:
    assert nearest(np.array(cosines), count) == pytest.approx(mean)
