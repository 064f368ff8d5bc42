from __future__ import annotations

from xml.etree import ElementTree

import pytest

from bot.evaluation.picture import draw
from index.evaluation import Marks


def marks(confidence: float | None, *, covered: bool) -> Marks:
    return Marks("a", "moor", covered, "silent", False, False, False, (), (), None, 0, 1.0, confidence)


MANY = [marks(at / 20, covered=at % 3 > 0) for at in range(21)]


@pytest.mark.parametrize("run", [[], [marks(None, covered=True)], [marks(1.0, covered=False)], MANY])
def test_the_picture_stands_on_its_own(run: list[Marks]) -> None:
    drawn = draw(run, 0.5)
    root = ElementTree.fromstring(drawn)
    assert root.find("{http://www.w3.org/2000/svg}title") is not None
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", ""), "nothing is fetched"
    assert "nan" not in drawn


def test_the_bound_and_both_errors_are_told() -> None:
    told = "".join(ElementTree.fromstring(draw(MANY, 0.4)).itertext())
    assert "now 0.4" in told
    assert "refused though covered, now 1.00" in told
    assert "answered though not covered, now 0.00" in told


def test_each_bin_is_a_circle_with_its_count() -> None:
    told = "".join(ElementTree.fromstring(draw(MANY, 0.5)).itertext())
    assert told.count("questions: ") == 10
