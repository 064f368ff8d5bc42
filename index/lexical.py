"""Likeness in words: BM25 over each clause together with its typical questions."""

from __future__ import annotations

from collections.abc import Sequence

import bm25s
import numpy as np
from numpy.typing import NDArray

from index.corpus import Shelf
from index.neutral import neutralised
from knowledge.words import words_of


class WordIndex:
    """The words of one group of documents (BM25 in Lucene's form, k1 1.5, b 0.75).

    bm25s works out beforehand what each word is worth in each document; a query adds up the rows of its words. They are
    spread out into a full matrix, a few megabytes, because to add up the sparse ones took four times as long.
    """

    def __init__(self, documents: Sequence[str]) -> None:
        self._known: dict[str, int] = {}
        self._worth = np.zeros((0, len(documents)), dtype=np.float32)
        tokens = [words_of(document) for document in documents]
        if any(tokens):
            index = bm25s.BM25()
            index.index(tokens, show_progress=False)
            self._known, sparse = index.vocab_dict, index.scores
            rows = np.repeat(np.arange(len(sparse["indptr"]) - 1), np.diff(sparse["indptr"]))
            self._worth = np.zeros((len(sparse["indptr"]) - 1, len(documents)), dtype=np.float32)
            self._worth[rows, sparse["indices"]] = sparse["data"]

    def scores(self, question: str) -> NDArray[np.float32]:
        """The BM25 score of every document, in their order; zeros where the question has no word in common."""
        at = np.array([self._known[word] for word in words_of(question) if word in self._known], dtype=np.intp)
        scores: NDArray[np.float32] = self._worth[at].sum(axis=0)
        return scores


def documents_of(shelf: Shelf) -> list[str]:
    """One document for each clause: its headings, its words, and its typical questions without names."""
    parts = [[*clause.heading, clause.text] for clause in shelf.clauses]
    for question, at in zip(shelf.questions, shelf.asks, strict=True):
        parts[at].append(neutralised(question))
    return ["\n".join(part) for part in parts]
