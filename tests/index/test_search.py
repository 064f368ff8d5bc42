from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from handlers.ports import Findings, Search
from index import ranking
from index.builder import build
from index.opening import open_index
from index.search import SearchIndex
from knowledge.clause import Role
from knowledge.errors import UnknownAuthority
from tests.fakes.stock import FakeEncoder, stock


@pytest.fixture
def search(tmp_path: Path) -> SearchIndex:
    build(stock(), FakeEncoder(), tmp_path)
    return open_index(stock(), FakeEncoder(), tmp_path)


def test_it_is_what_the_handlers_ask_for(search: SearchIndex) -> None:
    port: Search = search
    findings: Findings = port.find("can I copy another councillor", "moor", Role.MEMBER)
    assert findings.accepted[0].clause == "moor/copying"


def test_only_the_asked_authority_answers(search: SearchIndex) -> None:
    for authority in ("moor", "fen"):
        result = search.find("who may see my letters", authority, None)
        found = [candidate.clause for candidate in (*result.accepted, *result.rejected)]
        assert found[0] == f"{authority}/copying"
        assert all(clause.startswith(f"{authority}/") for clause in found)


def test_all_clauses_are_accepted_or_rejected_best_first(search: SearchIndex) -> None:
    result = search.find("an officer was rude to me", "moor", None)
    both = [*result.accepted, *result.rejected]
    assert {candidate.clause for candidate in both} == {"moor/copying", "moor/bullying", "moor/gifts", "moor/ward"}
    assert [candidate.score for candidate in both] == sorted((candidate.score for candidate in both), reverse=True)


def test_a_question_of_the_stock_is_nearest_to_itself(search: SearchIndex) -> None:
    result = search.find("a builder offered me a bottle of wine", "moor", None)
    assert result.accepted[0].clause == "moor/gifts"
    assert result.accepted[0].meaning == pytest.approx(1, abs=0.1)


def test_strays_are_strange(search: SearchIndex) -> None:
    assert (
        search.find("tell me a joke", "moor", None).strangeness
        > search.find("is bcc allowed", "moor", None).strangeness
    )


def test_both_questions_of_a_message_are_answered(search: SearchIndex) -> None:
    for message in (
        "is bcc allowed for the clerk? a builder offered me a bottle of wine, can I keep it?",
        "can I keep a bottle of wine that a builder offered me and can the clerk bcc somebody",
    ):
        found = [candidate.clause for candidate in search.find(message, "moor", None).accepted]
        assert {"moor/copying", "moor/gifts"} <= set(found)


def test_every_stage_is_timed(search: SearchIndex) -> None:
    stages = search.find("anything", "fen", None).stages_ms
    assert list(stages) == ["encode", "meaning", "words", "rank"]
    assert all(time >= 0 for time in stages.values())


def test_an_unknown_authority_is_an_error(search: SearchIndex) -> None:
    with pytest.raises(UnknownAuthority, match="moor, fen"):
        search.find("anything", "mars", None)


@pytest.mark.parametrize("question", ["", " ", "…", "\x00", "é" * 10_000, "\u202eabc", "<!channel> &amp;"])
def test_odd_questions_do_no_harm(search: SearchIndex, question: str) -> None:
    assert search.find(question, "moor", None).accepted


def test_the_same_answer_from_many_threads(search: SearchIndex) -> None:
    questions = ["who may see my letters", "an officer was rude to me", "is bcc allowed"] * 20
    alone = [search.find(question, "moor", Role.MEMBER).accepted for question in questions]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: search.find(question, "moor", Role.MEMBER).accepted, questions))
    assert together == alone


def test_prefixes_reach_both_questions_and_clauses(tmp_path: Path) -> None:
    encoder = FakeEncoder(query_prefix="query: ", passage_prefix="passage: ")
    build(stock(), encoder, tmp_path)
    result = open_index(stock(), encoder, tmp_path).find("is bcc allowed", "moor", None)
    assert result.accepted[0].clause == "moor/copying"
    assert "query: is bcc allowed" in encoder.embedded
    assert "passage: The clerk sets the pay." in encoder.embedded


def test_each_question_of_a_message_that_is_surely_answered_is_told_with_its_clause(
    search: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = "is bcc allowed for the clerk? a builder offered me a bottle of wine, can I keep it?"
    for sure, clauses in ((0.0, ["moor/copying", "moor/gifts"]), (1.0, [])):
        monkeypatch.setattr(ranking, "_SURELY_COVERED", sure)
        assert [part.clause for part in search.find(both, "moor", None).parts] == clauses
    assert search.find("is bcc allowed for the clerk?", "moor", None).parts == ()
