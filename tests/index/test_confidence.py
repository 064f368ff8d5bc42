from __future__ import annotations

import numpy as np
import pytest

from index.confidence import Signals, confidence, nearest, strangeness

MIDDLING = Signals(
    questions=0.6,
    words=3.0,
    length=2.5,
    silences=0.5,
    strays=0.4,
    neighbours=0.5,
    discriminant=100.0,
    over_silence=5.0,
    over_strays=5.0,
)


def test_likeness_to_typical_questions_speaks_for_an_answer() -> None:
    near, far = MIDDLING._replace(questions=0.9), MIDDLING._replace(questions=0.3)
    assert confidence(near) > confidence(MIDDLING) > confidence(far)


def test_likeness_to_stray_messages_speaks_for_strangeness() -> None:
    stray, apart = MIDDLING._replace(strays=0.9), MIDDLING._replace(strays=0.1)
    assert strangeness(stray) > strangeness(apart)


def test_likeness_to_a_silence_speaks_against_an_answer_and_against_strangeness() -> None:
    silent, apart = MIDDLING._replace(silences=0.9), MIDDLING._replace(silences=0.1)
    assert confidence(silent) < confidence(apart)
    assert strangeness(silent) < strangeness(apart)


def test_what_stands_apart_from_silences_and_strays_speaks_for_an_answer() -> None:
    for leads in ({"over_silence": 60.0}, {"over_strays": 60.0}):
        assert confidence(MIDDLING._replace(**leads)) > confidence(MIDDLING)


def test_neighbours_that_the_protocol_answers_speak_for_an_answer() -> None:
    for taught, discriminant in ((True, 100.0), (False, 0.5)):
        ours = MIDDLING._replace(neighbours=1.0, discriminant=discriminant)
        assert confidence(ours, taught=taught) > confidence(ours._replace(neighbours=0.0), taught=taught)


def test_a_protocol_without_typical_questions_and_silences_can_answer_and_refuse() -> None:
    near = Signals(
        questions=0.55,
        words=1.5,
        length=2.4,
        silences=0.0,
        strays=0.3,
        neighbours=0.9,
        discriminant=0.55,
        over_silence=0.0,
        over_strays=0.0,
    )
    far = near._replace(questions=0.3, strays=0.5, neighbours=0.2, discriminant=0.3)
    assert confidence(near, taught=False) > 0.5
    assert confidence(far, taught=False) < 0.1


@pytest.mark.parametrize("discriminant", [-1e9, 1e9])
def test_no_signal_is_too_large(discriminant: float) -> None:
    assert 0 <= confidence(MIDDLING._replace(discriminant=discriminant)) <= 1


@pytest.mark.parametrize(("cosines", "count", "mean"), [([], 3, 0.0), ([0.5], 3, 0.5), ([0.1, 0.9, 0.7], 2, 0.8)])
def test_the_nearest_are_averaged(cosines: list[float], count: int, mean: float) -> None:
    assert nearest(np.array(cosines), count) == pytest.approx(mean)
