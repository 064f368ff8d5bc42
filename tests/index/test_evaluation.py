"""The figures, against a second implementation by another hand (tests/evaluation/reference_score.py)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.evaluation import HIGHER_IS_BETTER, Case, Marks, confusion, figures, mark, normal
from tests.evaluation import reference_score

MADE_UP = Path(__file__).parents[1] / "evaluation" / "made_up"
PHRASES = ("not normally be copied", "Made clear", "made clear", "*files*", "Clerk", "a  b", "- dash")
TEXTS = ("should <b>not normally</b> be copied", "- made clear", "the *files* of", "the Clerk", "a\nb", "dash")
OFFICES = ("Clerk", "clerk", "Chairman", "Mayor")


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (MADE_UP / name).read_text("utf-8").splitlines()]


def case(question: dict[str, Any]) -> Case:
    lists = {name: tuple(question[name]) for name in ("may", "may_short", "escalate")}
    return Case(**{**question, **lists, "must": tuple(map(tuple, question["must"]))})


def marked(questions: list[dict[str, Any]], replies: dict[str, dict[str, Any]], source: str) -> list[Marks]:
    return [mark(case(question), replies[question["id"]], source) for question in questions]


@pytest.fixture(scope="module")
def made_up() -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]], str]:
    replies = {reply["id"]: reply for reply in lines("replies.jsonl")}
    return lines("questions.jsonl"), replies, normal((MADE_UP / "source.txt").read_text("utf-8"))


def test_the_figures_are_those_of_the_other_hand(made_up: Any) -> None:
    questions, replies, source = made_up
    theirs = reference_score.score(questions, replies, {"moor": source})
    ours = figures(marked(questions, replies, source))
    assert ours == theirs
    assert list(ours) == list(HIGHER_IS_BETTER)
    assert all(value for value in ours.values()), "the set moves every figure"
    assert all(value != 1 for value in ours.values()), "and no figure is perfect on it"


def test_each_figure_without_a_question_is_not_measured() -> None:
    assert set(figures([]).values()) == {None}


def test_the_confusion_counts_every_question_once(made_up: Any) -> None:
    questions, replies, source = made_up
    counted = confusion(marked(questions, replies, source))
    assert counted["covered"] == {"answer": 8, "silent": 1, "out_of_scope": 0, "unclear": 1}
    assert counted["not covered"] == {"answer": 1, "silent": 1, "out_of_scope": 1, "unclear": 0}


def test_points_rise_with_what_is_right(made_up: Any) -> None:
    questions, replies, source = made_up
    points = {one.id: one.points for one in marked(questions, replies, source)}
    assert points["made-6"] == points["made-11"] == 0
    assert points["made-2"] < points["made-1"] < points["made-5"]
    assert points["made-10"] == 1


phrases = st.lists(st.sampled_from(PHRASES), max_size=3)


@st.composite
def asked(draw: st.DrawFn, number: int = 0) -> dict[str, Any]:
    covered = draw(st.booleans())
    groups = st.lists(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=2), min_size=1, max_size=3)
    return {
        "id": str(number),
        "authority": "moor",
        "question": "?",
        "covered": covered,
        "must": draw(groups) if covered else [],
        "may": draw(phrases),
        "may_short": draw(phrases),
        "escalate": draw(st.lists(st.sampled_from(OFFICES), max_size=2)),
        "kind": draw(st.sampled_from(["amendment", "multi", ""])),
    }


@st.composite
def replied(draw: st.DrawFn) -> dict[str, Any]:
    clause = st.fixed_dictionaries(
        {"text": st.sampled_from(TEXTS), "spans": st.lists(st.sampled_from(TEXTS), max_size=2)}
    )
    return {
        "kind": draw(st.sampled_from(["answer", "silent", "out_of_scope", "unclear"])),
        "quotes": draw(st.lists(clause, max_size=4)),
        "proposed": draw(st.lists(clause, max_size=2)),
        "escalation": {"offices": draw(st.lists(st.sampled_from(OFFICES), max_size=3))},
        "took_ms": draw(st.floats(0, 100)),
    }


@given(st.data())
def test_the_figures_agree_whatever_is_asked_and_replied(data: st.DataObject) -> None:
    count = data.draw(st.integers(0, 6))
    questions = [data.draw(asked(number)) for number in range(count)]
    replies = {question["id"]: data.draw(replied()) for question in questions}
    source = normal(" ".join(TEXTS[:4]))
    ours = figures(marked(questions, replies, source))
    assert ours == reference_score.score(questions, replies, {"moor": source})


@given(st.text(alphabet="ab #-*\n\t<b>/\u00a0\u2003"))
def test_texts_are_normalised_as_by_the_other_hand(text: str) -> None:
    assert normal(text) == reference_score.normal(text)
