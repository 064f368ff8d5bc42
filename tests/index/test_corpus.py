from __future__ import annotations

from dataclasses import replace

import pytest

from index.corpus import read_corpus, text_digest
from knowledge.errors import UnknownAuthority
from knowledge.library import Library
from tests.fakes.stock import FakeStray, stock


def test_questions_know_their_clause() -> None:
    shelf = read_corpus(stock()).shelf("moor")
    asked = {
        shelf.clauses[at].id for at, question in zip(shelf.asks, shelf.questions, strict=True) if "rude" in question
    }
    assert asked == {"moor/bullying"}
    assert len(shelf.asks) == len(shelf.questions) == 6


def test_strays_and_sources_come_along() -> None:
    corpus = read_corpus(stock())
    assert corpus.strays == ("when are the bins collected", "tell me a joke")
    assert corpus.sources.keys() == {"moor", "fen"}


def test_an_unknown_authority_is_answered_with_those_that_are_known() -> None:
    with pytest.raises(UnknownAuthority, match=r"'mars'.*moor, fen"):
        read_corpus(stock()).shelf("mars")


def test_digests_tell_texts_apart() -> None:
    assert text_digest("a") != text_digest("a ")
    assert len(text_digest("ï")) == 64


def test_the_real_library_fits() -> None:
    library = Library.load()
    corpus = read_corpus(library)
    for authority in library.authorities:
        shelf = corpus.shelf(authority)
        assert [clause.id for clause in shelf.clauses] == [clause.id for clause in library.protocol(authority).clauses]
        assert len(shelf.questions) == sum(map(len, library.protocol(authority).typical.values()))
    assert len(corpus.strays) == len(library.out_of_scope) > 0


def test_silences_stand_on_the_shelf_of_their_authority() -> None:
    documents = dict(stock().documents)
    silences = ("may we record the committee", "filming"), ("is there a mayor's car", "mayor"), ("who films", "filming")
    documents["moor"] = replace(documents["moor"], silences=tuple(FakeStray(*silence) for silence in silences))
    corpus = read_corpus(replace(stock(), documents=documents))
    assert corpus.shelf("moor").silences == ("may we record the committee", "is there a mayor's car", "who films")
    assert corpus.shelf("moor").topics == (0, 1, 0)
    assert (corpus.shelf("fen").silences, corpus.shelf("fen").topics) == ((), ())
    assert corpus.kinds == (0, 0)
