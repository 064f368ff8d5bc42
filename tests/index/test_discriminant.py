from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.discriminant import discriminant
from index.vectors import Matrix


def scores(query: list[float], questions: Matrix, asks: list[int], clauses: Matrix) -> list[float]:
    directions, offsets = discriminant(questions, asks, clauses)
    return list(directions @ np.array(query, dtype=np.float32) + offsets)


def matrix(*rows: list[float]) -> Matrix:
    return np.array(rows, dtype=np.float32)


def test_a_direction_in_which_the_questions_of_one_clause_differ_counts_little() -> None:
    # the clauses differ by 3 across; the questions of each are spread over 16 along
    questions = matrix([0, -8], [0, 8], [0.1, 0], [3, -4], [3, 8], [2.9, 1])
    to_first, to_second = scores([2.2, -8], questions, [0, 0, 0, 1, 1, 1], matrix([0, 0], [3, 1]))
    assert to_second > to_first  # although the nearest question is one of the first clause's


def test_a_mean_gets_its_own_clause() -> None:
    random = np.random.default_rng(7)
    clauses = random.normal(size=(5, 8)).astype(np.float32) * 3
    asks = [at for at in range(5) for _ in range(6)]
    questions = clauses[asks] + random.normal(size=(30, 8)).astype(np.float32)
    for at in range(5):
        assert (
            int(np.argmax(scores(questions[at * 6 : at * 6 + 6].mean(axis=0).tolist(), questions, asks, clauses))) == at
        )


def test_what_is_asked_about_no_clause_stands_behind_the_clauses() -> None:
    questions, clauses = matrix([0, -8], [0, 8], [3, -8], [3, 8]), matrix([0, 0], [3, 0])
    directions, offsets = discriminant(questions, [0, 0, 1, 1], clauses, [matrix([6, 0]), matrix([9, 0], [12, 0])])
    alone, _ = discriminant(questions, [0, 0, 1, 1], clauses)
    assert directions.shape == (5, 2)
    assert directions[:2].tolist() == alone.tolist()  # what is silent moves no clause
    for at, across in enumerate((0, 3, 6, 9, 12)):
        assert int(np.argmax(directions @ np.array([across, 5.0]) + offsets)) == at


def test_a_clause_without_questions_stands_for_itself() -> None:
    questions = matrix([1, 0, 0], [0.9, 0.1, 0])
    assert int(np.argmax(scores([0, 1, 0], questions, [0, 0], matrix([1, 0, 0], [0, 1, 0])))) == 1


@pytest.mark.parametrize("asks", [[], [0], [0, 1]])
def test_few_questions_are_enough(asks: list[int]) -> None:
    questions = np.eye(3, dtype=np.float32)[: len(asks)]
    found = scores([0, 1, 0], questions, asks, np.eye(3, dtype=np.float32)[:2])
    assert found[1] > found[0]


@given(st.lists(st.integers(0, 3), max_size=12), st.integers(0, 2**32 - 1))
def test_each_clause_gets_a_number(asks: list[int], seed: int) -> None:
    random = np.random.default_rng(seed)
    questions, clauses = random.normal(size=(len(asks), 4)), random.normal(size=(4, 4))
    directions, offsets = discriminant(questions.astype(np.float32), asks, clauses.astype(np.float32))
    assert directions.shape == (4, 4)
    assert offsets.shape == (4,)
    assert np.isfinite(directions).all()
    assert np.isfinite(offsets).all()


def test_without_questions_the_clauses_stand_for_themselves() -> None:
    clauses = matrix([1, 0], [0, 1])
    directions, offsets = discriminant(np.zeros((0, 2), dtype=np.float32), [], clauses)
    assert (directions.tolist(), offsets.tolist()) == (clauses.tolist(), [0, 0])
