"""Questions that were written to be misunderstood: most find their clause all the same, and few are refused."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from bot.evaluation.examining import ExaminedDesk
from knowledge.library import Library
from tests.evaluation.test_questions import bare, known_to

FILES = sorted(Path(__file__).with_name("adversarial").glob("*.jsonl"))
QUESTIONS = [json.loads(line) for file in FILES for line in file.read_text("utf-8").splitlines()]
LEAST = {"first": 0.72, "three": 0.85}
MOST = {"refused": 0.08, "falsely answered": 0.23}
"""Bounds on shares; .744, .873, .052 and .193 were measured when they were written."""


def test_they_are_of_every_authority_and_name_clauses_of_it() -> None:
    library = Library.load()
    assert [file.stem for file in FILES] == list(library.authorities)
    assert sum(not one["covered"] for one in QUESTIONS) > 200
    assert all(bool(one["clauses"]) is one["covered"] for one in QUESTIONS)
    assert {library.clause(clause).authority == one["authority"] for one in QUESTIONS for clause in one["clauses"]} == {
        True
    }


def test_none_of_them_stands_in_the_knowledge() -> None:
    known = known_to(Library.load())
    assert [one["question"] for one in QUESTIONS if bare(one["question"]) in known] == []


@pytest.mark.model
def test_most_find_their_clause_and_few_are_refused(desk: ExaminedDesk) -> None:
    marks: dict[str, list[bool]] = defaultdict(list)
    for one in QUESTIONS:
        reply = desk.ask(one["question"], one["authority"], one["role"]).reply
        assert reply is not None
        answered = reply["kind"] == "answer"
        if not one["covered"]:
            marks["falsely answered"].append(answered)
            continue
        marks["refused"].append(not answered)
        if answered:
            shown = [quote["clause"] for quote in (*reply["quotes"], *reply["proposed"])]
            marks["first"].append(shown[0] in one["clauses"])
            marks["three"].append(not set(one["clauses"]).isdisjoint(shown[:3]))
    shares = {name: sum(values) / len(values) for name, values in marks.items()}
    assert {name for name, least in LEAST.items() if shares[name] < least} == set(), shares
    assert {name for name, most in MOST.items() if shares[name] > most} == set(), shares
