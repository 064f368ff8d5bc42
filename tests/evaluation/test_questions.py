"""The evaluation set: what it is made of, and that it stays out of the knowledge."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.questions import read
from index.evaluation import Case
from knowledge.library import Library

FOLDER = Path(__file__).with_name("questions")
FILES = sorted(FOLDER.glob("*.jsonl"))
LATER, BLIND = (sorted(FOLDER.with_name(name).glob("*.jsonl")) for name in ("later", "blind"))
KINDS = {
    "amendment", "escalation", "keyword", "multi", "neutrality", "not-covered", "paraphrase", "procedure", "request",
    "role", "typo",
}  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


@pytest.fixture(scope="module")
def cases(library: Library) -> tuple[Case, ...]:
    return read(FILES, library)


@pytest.fixture(scope="module")
def measured(library: Library) -> tuple[Case, ...]:
    """All that is measured with: the set, and the questions that were written later."""
    return read([*FILES, *LATER, *BLIND], library)


def bare(text: str) -> str:
    """A question without what a copy might change: case, punctuation, spacing."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def known_to(library: Library) -> set[str]:
    """All that people might ask, as the knowledge holds it, bare."""
    known = [message.text for message in library.out_of_scope]
    for protocol in map(library.protocol, library.authorities):
        known += [message.text for message in protocol.silences]
        known += [*protocol.prompts, *(asked.text for of_clause in protocol.typical.values() for asked in of_clause)]
    return set(map(bare, known))


def test_each_authority_has_its_file_and_every_phrase_stands_in_a_clause_of_it(
    library: Library, cases: tuple[Case, ...]
) -> None:
    assert [file.stem for file in FILES] == list(library.authorities)
    for file in FILES:
        assert {case.authority for case in read([file], library)} == {file.stem}
    assert len({case.id for case in cases}) == len(cases) >= 150


@pytest.mark.parametrize(("files", "least"), [(LATER, 32), (BLIND, 30)], ids=["later", "blind"])
def test_the_later_questions_are_of_every_authority_and_a_quarter_is_not_covered(
    library: Library, files: list[Path], least: int
) -> None:
    assert [file.stem for file in files] == list(library.authorities)
    for file in files:
        later = read([file], library)
        assert {case.authority for case in later} == {file.stem}
        assert len(later) >= least
        assert sum(not case.covered for case in later) >= max(8, len(later) / 4)


def test_all_kinds_are_there_and_a_quarter_is_not_covered(cases: tuple[Case, ...]) -> None:
    assert {case.kind for case in cases} == KINDS
    assert sum(not case.covered for case in cases) >= len(cases) / 4
    for authority in {case.authority for case in cases}:
        of_it = [case for case in cases if case.authority == authority]
        assert len(of_it) >= 30
        assert sum(not case.covered for case in of_it) >= 10
    assert {case.role for case in cases if case.covered} == {"member", "officer", "any"}
    assert sum(bool(case.escalate) for case in cases) >= 30
    assert all((case.kind == "not-covered") is not case.covered for case in cases)


def test_every_line_has_all_fields_in_one_order() -> None:
    order = "id authority role question must may may_short escalate covered kind note".split()
    lines: list[dict[str, Any]] = [
        json.loads(line) for file in [*FILES, *LATER, *BLIND] for line in file.read_text("utf-8").splitlines()
    ]
    assert [line["id"] for line in lines if list(line) != order] == []


def test_no_question_is_asked_twice(measured: tuple[Case, ...]) -> None:
    asked = Counter((case.authority, case.role, bare(case.question)) for case in measured)
    assert [question for question, count in asked.items() if count > 1] == []


def test_none_of_the_questions_stands_in_the_knowledge(library: Library, measured: tuple[Case, ...]) -> None:
    questions = {bare(case.question): case.id for case in measured if len(bare(case.question).split()) > 2}
    assert {questions[text]: text for text in known_to(library) if text in questions} == {}


def test_nothing_is_fitted_to_the_questions(measured: tuple[Case, ...]) -> None:
    files = [file for name in ("calibration", "adversarial") for file in FOLDER.with_name(name).glob("*.jsonl")]
    fitted = {bare(json.loads(line)["question"]) for file in files for line in file.read_text("utf-8").splitlines()}
    assert len(fitted) > 1400
    assert [
        case.id for case in measured if bare(case.question) in fitted and len(bare(case.question).split()) > 2
    ] == []


def test_none_of_the_questions_stands_in_any_file_of_the_knowledge(
    library: Library, measured: tuple[Case, ...]
) -> None:
    """Whatever files the knowledge will be kept in."""
    folder = library.protocol("cjc").source.path.parents[1]
    files = [file for file in folder.rglob("*") if file.suffix in {".toml", ".jsonl", ".json", ".md"}]
    known = {bare(line) for file in files for line in file.read_text("utf-8").splitlines()}
    long = {bare(case.question): case.id for case in measured if len(bare(case.question).split()) > 2}
    assert len(known) > 4000
    assert sorted(long[question] for question in long.keys() & known) == []
