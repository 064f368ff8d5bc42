"""Finding clauses: a question in everyday words to the clauses of one authority that may answer it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from index.corpus import Corpus, Shelf, text_digest
from index.embedding import Encoder
from index.lexical import WordIndex, documents_of
from index.neutral import neutralised
from index.ranking import Evidence, Layout, Ranking, asks_about_changes, lay_out, rank
from index.storage import StoredVectors
from index.vectors import VectorIndex
from knowledge.clause import Role


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause id and what speaks for it: `meaning` is a cosine, `words` and `score` are standard deviations."""

    clause: str
    score: float
    meaning: float
    words: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What `handlers.ports.Findings` asks for. The stages are encode, meaning, words and rank, in milliseconds."""

    accepted: tuple[Candidate, ...]
    rejected: tuple[Candidate, ...]
    confidence: float
    strangeness: float
    depends_on_role: bool
    stages_ms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Searchable:
    """One authority, ready to be searched. The vectors are the clauses' and then the typical questions'."""

    clauses: tuple[str, ...]
    layout: Layout
    vectors: VectorIndex
    words: WordIndex


class SearchIndex:
    """Searches the protocols, each by itself. Safe to be called from several threads at once."""

    def __init__(self, corpus: Corpus, encoder: Encoder, stored: StoredVectors) -> None:
        """`stored` holds a vector for every text of the corpus (`index.builder.embedded_texts`)."""
        self._corpus, self._encoder, self.manifest = corpus, encoder, stored.manifest
        self._strays = _vectors([encoder.as_question(stray) for stray in corpus.strays], stored)
        self._searchable = {name: _prepare(shelf, encoder, stored) for name, shelf in corpus.shelves.items()}

    def find(self, question: str, authority: str, role: Role | None) -> SearchResult:
        """Search the clauses of one authority. Raise UnknownAuthority when it has no protocol here."""
        ranking, stages = self._rank(question, authority, role)
        clauses = self._searchable[authority].clauses
        accepted, rejected = (_candidates(clauses, ranking, at) for at in (ranking.accepted, ranking.rejected))
        return SearchResult(
            accepted, rejected, ranking.confidence, ranking.strangeness, ranking.depends_on_role, stages
        )

    def candidates(self, question: str, authority: str, role: Role | None) -> tuple[Candidate, ...]:
        """All clauses of the authority, best first: for whoever wants to know why a clause was not found."""
        ranking, _ = self._rank(question, authority, role)
        return _candidates(self._searchable[authority].clauses, ranking, np.argsort(-ranking.score, kind="stable"))

    def _rank(self, question: str, authority: str, role: Role | None) -> tuple[Ranking, Mapping[str, float]]:
        self._corpus.shelf(authority)
        question = neutralised(question)
        searchable = self._searchable[authority]
        started = perf_counter()
        query = self._encoder.question(question)
        encoded = perf_counter()
        near, strays = searchable.vectors.similarities(query), self._strays.similarities(query)
        compared = perf_counter()
        words = searchable.words.scores(question)
        read = perf_counter()
        count = len(searchable.clauses)
        evidence = Evidence(clauses=near[:count], questions=near[count:], strays=strays, words=words)
        ranking = rank(searchable.layout, evidence, role, asks_about_changes(question))
        marks = {"encode": encoded - started, "meaning": compared - encoded, "words": read - compared}
        stages = {**marks, "rank": perf_counter() - read}
        return ranking, {stage: seconds * 1000 for stage, seconds in stages.items()}


def _prepare(shelf: Shelf, encoder: Encoder, stored: StoredVectors) -> _Searchable:
    passages = [encoder.as_passage(passage) for passage in shelf.passages]
    questions = [encoder.as_question(question) for question in shelf.questions]
    return _Searchable(
        clauses=tuple(clause.id for clause in shelf.clauses),
        layout=lay_out(shelf),
        vectors=_vectors(passages + questions, stored),
        words=WordIndex(documents_of(shelf)),
    )


def _vectors(texts: list[str], stored: StoredVectors) -> VectorIndex:
    return VectorIndex(stored.vectors([text_digest(text) for text in texts]))


def _candidates(clauses: tuple[str, ...], ranking: Ranking, positions: NDArray[np.intp]) -> tuple[Candidate, ...]:
    scores, meanings, words = (of[positions].tolist() for of in (ranking.score, ranking.meaning, ranking.words))
    found = zip(positions.tolist(), scores, meanings, words, strict=True)
    return tuple(Candidate(clauses[at], score, meaning, likeness) for at, score, meaning, likeness in found)
