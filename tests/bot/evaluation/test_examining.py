from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.evaluation.examining import ExaminedDesk, Recorder
from handlers import scope
from handlers.assistant import Assistant
from handlers.messages import Question, Reply
from handlers.ports import Search
from index.builder import build
from index.opening import open_index
from index.search import SearchIndex
from knowledge.clause import Role
from knowledge.library import Library
from knowledge.questions import StrayMessage
from tests.fakes.stock import FakeEncoder

LIBRARY = Library([Library.load().protocol("lydney")], [StrayMessage("when are the bins collected", "service-case")])


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    folder = tmp_path_factory.mktemp("index")
    build(LIBRARY, FakeEncoder(), folder)
    return open_index(LIBRARY, FakeEncoder(), folder)


@pytest.fixture(scope="module")
def desk(search: SearchIndex) -> ExaminedDesk:
    def assemble(around: Search) -> Assistant:
        return Assistant(LIBRARY, around)

    return ExaminedDesk(LIBRARY, search, assemble)


TYPICAL: Sequence[str] = [one.text for one in next(iter(LIBRARY.protocol("lydney").typical.values()))]


def test_the_reply_is_the_desks_own_with_the_signals_beside_it(desk: ExaminedDesk, search: SearchIndex) -> None:
    heard = desk.ask(TYPICAL[0], "lydney", "member")
    assert heard.reply
    own = Assistant(LIBRARY, search).answer(Question(TYPICAL[0], "lydney", Role.MEMBER))
    assert isinstance(own, Reply)
    assert (heard.reply["kind"], heard.reply["role"]) == (own.kind, "member")
    assert heard.reply["lead"] == list(own.lead)
    found = search.find(TYPICAL[0], "lydney", None)
    assert (heard.confidence, heard.strangeness) == (found.confidence, found.strangeness)


def test_without_a_search_there_are_no_signals_and_none_are_left_over(desk: ExaminedDesk) -> None:
    desk.ask(TYPICAL[0], "lydney", "any")
    heard = desk.ask("?", "lydney", "any")
    assert heard.reply
    assert (heard.reply["kind"], heard.confidence) == ("unclear", None)


def test_every_clause_is_explained_in_the_order_of_the_search(desk: ExaminedDesk, search: SearchIndex) -> None:
    explained = [one.clause for one in desk.explain(TYPICAL[0], "lydney", "officer")]
    assert sorted(explained) == sorted(clause.id for clause in LIBRARY.protocol("lydney").clauses)
    assert explained[0] == search.find(TYPICAL[0], "lydney", None).accepted[0].clause


def test_a_quotation_that_fails_its_check_is_no_reply(desk: ExaminedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(_: Path) -> bytes:
        return b"changed"

    monkeypatch.setattr(Path, "read_bytes", unreadable)
    monkeypatch.setattr(scope, "ANSWER_FROM", 0.0)
    assert desk.ask(TYPICAL[0], "lydney", "member").reply is None


def test_the_first_of_several_searches_is_kept(search: SearchIndex) -> None:
    recorder = Recorder(search)
    first = recorder.find("bins", "lydney", None)
    recorder.find(TYPICAL[0], "lydney", None)
    assert recorder.take() is first
    assert recorder.take() is None
