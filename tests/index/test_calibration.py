from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.calibration import calibration, calibration_error, trades
from index.evaluation import Marks

confidences = st.none() | st.floats(0, 1)


def marks(confidence: float | None, *, covered: bool = True) -> Marks:
    nothing = ((), (), None, 0, 1.0, confidence)
    return Marks("a", "moor", covered, "answer", False, False, False, *nothing)


def test_bins_hold_what_is_like() -> None:
    found = calibration([marks(0.91), marks(0.99, covered=False), marks(0.05, covered=False), marks(None)])
    assert [(one.predicted, one.observed, one.count) for one in found] == [(0.05, 0.0, 1), (0.95, 0.5, 2)]
    assert calibration_error(found) == pytest.approx((0.05 + 2 * 0.45) / 3)


def test_certainty_has_a_bin() -> None:
    assert calibration([marks(1.0)])[0].count == 1


def test_without_a_search_there_is_no_error_to_tell() -> None:
    assert calibration_error(calibration([marks(None)])) is None


def test_a_bound_refuses_below_and_answers_from_there() -> None:
    asked = [marks(0.2), marks(0.6), marks(0.6, covered=False), marks(None, covered=False)]
    low, exact, high = trades(asked, (0.0, 0.6, 0.7))
    assert (low.refused_though_covered, low.answered_though_not_covered) == (0.0, 1.0)
    assert (exact.refused_though_covered, exact.answered_though_not_covered) == (0.5, 0.5)
    assert (high.refused_though_covered, high.answered_though_not_covered) == (1.0, 0.0)


@given(st.lists(st.tuples(confidences, st.booleans())))
def test_a_higher_bound_refuses_more_and_answers_less(asked: list[tuple[float | None, bool]]) -> None:
    along = trades([marks(confidence, covered=covered) for confidence, covered in asked])
    refused = [one.refused_though_covered for one in along]
    answered = [one.answered_though_not_covered for one in along]
    assert refused == sorted(refused)
    assert answered == sorted(answered, reverse=True)
