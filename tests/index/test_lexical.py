from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corpus import read_corpus
from index.lexical import WordIndex, documents_of, terms_of
from tests.fakes.stock import stock


def test_terms_are_words_and_pairs_within_a_line() -> None:
    assert terms_of("Copied in twice\nby officers") == [
        "copy",
        "in",
        "twice",
        "copy in",
        "in twice",
        "by",
        "officer",
        "by officer",
    ]


def test_the_order_of_words_counts() -> None:
    scores = WordIndex(["may the officer attend", "the officer may attend"]).scores("may the officer")
    assert scores[0] > scores[1] > 0


def test_scores_are_bm25_as_lucene_has_it() -> None:
    documents = ["red red green", "green blue", "blue sky above"]
    scores = WordIndex(documents).scores("red")
    tf, length, mean = 2, 5, 13 / 3  # three words and two pairs; five, three and five terms
    idf = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    assert scores[0] == pytest.approx(idf * tf / (tf + 1.5 * (1 - 0.75 + 0.75 * length / mean)), rel=1e-3)
    assert scores[1:].tolist() == [0, 0]


def test_the_words_of_typical_questions_find_the_clause() -> None:
    shelf = read_corpus(stock()).shelf("moor")
    scores = WordIndex(documents_of(shelf)).scores("a bottle of wine")
    assert shelf.clauses[int(scores.argmax())].id == "moor/gifts"


def test_the_words_of_headings_count() -> None:
    shelf = read_corpus(stock()).shelf("moor")
    scores = WordIndex(documents_of(shelf)).scores("bullying")
    assert shelf.clauses[int(scores.argmax())].id == "moor/bullying"


@given(st.text())
def test_any_question_gets_one_number_for_each_document(question: str) -> None:
    scores = WordIndex(["one two", "two three"]).scores(question)
    assert scores.shape == (2,)
    assert (scores >= 0).all()


def test_documents_without_words_score_nothing() -> None:
    assert WordIndex(["", "…"]).scores("anything").tolist() == [0, 0]
