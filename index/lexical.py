"""Likeness in words and pairs of words: BM25 over each clause together with its typical questions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import bm25s
import numpy as np
from numpy.typing import NDArray

from index.corpus import Shelf
from index.neutral import neutralised
from knowledge.words import words_of


def terms_of(text: str) -> list[str]:
    """The words of a text, and each two that stand side by side in a line of it."""
    terms = []
    for line in text.splitlines():
        words = words_of(line)
        terms += words
        terms += map(" ".join, pairwise(words))
    return terms


class WordIndex:
    """The terms of one group of documents (BM25 in Lucene's form, k1 1.5, b 0.75).

    bm25s works out beforehand what each term is worth in each document; a query adds up the rows of its terms. They are
    spread out into a full matrix, because to add up the sparse ones takes twice as long; in half precision, which is
    some megabytes.
    """

    def __init__(self, documents: Sequence[str]) -> None:
        self._known: dict[str, int] = {}
        self._worth = np.zeros((0, len(documents)), dtype=np.float16)
        tokens = [terms_of(document) for document in documents]
        if any(tokens):
            index = bm25s.BM25()
            index.index(tokens, show_progress=False)
            self._known, sparse = index.vocab_dict, index.scores
            rows = np.repeat(np.arange(len(sparse["indptr"]) - 1), np.diff(sparse["indptr"]))
            self._worth = np.zeros((len(sparse["indptr"]) - 1, len(documents)), dtype=np.float16)
            self._worth[rows, sparse["indices"]] = sparse["data"]

    def scores(self, question: str) -> NDArray[np.float32]:
        """The BM25 score of every document, in their order; zeros where the question has no term in common."""
        at = [self._known[term] for term in terms_of(question) if term in self._known]
        worth = self._worth.take(np.array(at, dtype=np.intp), axis=0)
        scores: NDArray[np.float32] = worth.sum(axis=0, dtype=np.float32)
        return scores


def documents_of(shelf: Shelf) -> list[str]:
    """One document for each clause: its headings, its words, and its typical questions without names."""
    parts = [[*clause.heading, clause.text] for clause in shelf.clauses]
    for question, at in zip(shelf.questions, shelf.asks, strict=True):
        parts[at].append(neutralised(question))
    return ["\n".join(part) for part in parts]
