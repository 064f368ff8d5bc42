from __future__ import annotations

from dataclasses import replace

from index.comparison import compare
from index.evaluation import Marks

RIGHT = Marks("a", "moor", True, "answer", True, True, True, (True,), (True,), True, 0, 5.0)
WRONG = replace(RIGHT, first=False, three=False, full=False, fit=(False,))
REFUSED = replace(WRONG, reply="silent", fit=(), exact=(), offices_found=False)
SILENT = replace(REFUSED, id="n", covered=False, offices_found=None)


def test_the_same_run_is_neither_better_nor_worse() -> None:
    same = compare([RIGHT, SILENT], [RIGHT, SILENT])
    assert same.before == same.now
    assert (same.better, same.worse, same.added, same.gone) == ((), (), (), ())


def test_each_question_is_better_or_worse() -> None:
    before = [RIGHT, replace(REFUSED, id="b"), SILENT]
    now = [WRONG, replace(WRONG, id="b"), replace(SILENT, reply="answer")]
    moved = compare(before, now)
    assert moved.better == ("b",)
    assert moved.worse == ("a", "n")


def test_figures_are_compared_over_the_questions_that_both_have() -> None:
    moved = compare([RIGHT, replace(WRONG, id="old")], [RIGHT, replace(WRONG, id="new")])
    assert moved.before["first_quote_right"] == moved.now["first_quote_right"] == 1.0
    assert (moved.added, moved.gone) == (("new",), ("old",))


def test_a_question_whose_label_changed_is_another_one() -> None:
    moved = compare([RIGHT], [replace(SILENT, id="a")])
    assert (moved.added, moved.gone, moved.better) == (("a",), ("a",), ())
