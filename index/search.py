"""Finding clauses: a question in everyday words to the clauses of one authority that may answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from index.confidence import Signals, confidence, strangeness
from index.corpus import Corpus, Shelf, text_digest
from index.embedding import Encoder
from index.lexical import WordIndex, documents_of
from index.neutral import neutralised
from index.ranking import Evidence, Layout, Ranking, lay_out, rank
from index.spelling import Spelling
from index.storage import StoredVectors
from index.vectors import VectorIndex
from knowledge.clause import Role
from knowledge.proposals import asks_about_proposals


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
    signals: Signals
    depends_on_role: bool
    stages_ms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Searchable:
    """One authority, ready to be searched.

    The vectors are the clauses', the typical questions', the silences' and the strays'; `starts` says where each but
    the first begins.
    """

    clauses: tuple[str, ...]
    layout: Layout
    starts: tuple[int, int, int]
    vectors: VectorIndex
    words: WordIndex


class SearchIndex:
    """Searches the protocols, each by itself. Safe to be called from several threads at once.

    The words in use and an authority's vectors are prepared at the first question (a tenth of a second): most programs
    that open the index ask about one authority, or nothing.
    """

    def __init__(self, corpus: Corpus, encoder: Encoder, stored: StoredVectors) -> None:
        """`stored` holds a vector for every text of the corpus (`index.builder.embedded_texts`)."""
        self._corpus, self._encoder, self._stored = corpus, encoder, stored
        self._searchable: dict[str, _Searchable] = {}
        self._preparing = Lock()

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self._corpus.texts, self._encoder.words)

    def find(self, question: str, authority: str, role: Role | None) -> SearchResult:
        """Search the clauses of one authority. Raise UnknownAuthority when it has no protocol here."""
        searchable = self._searchable.get(authority) or self._prepared(authority)
        ranking, stages = self._rank(question, searchable, role)
        return SearchResult(
            accepted=_candidates(searchable.clauses, ranking, ranking.accepted),
            rejected=_candidates(searchable.clauses, ranking, ranking.rejected),
            confidence=confidence(ranking.signals),
            strangeness=strangeness(ranking.signals),
            signals=ranking.signals,
            depends_on_role=ranking.depends_on_role,
            stages_ms=stages,
        )

    def candidates(self, question: str, authority: str, role: Role | None) -> tuple[Candidate, ...]:
        """All clauses of the authority, best first: for whoever wants to know why a clause was not found."""
        searchable = self._searchable.get(authority) or self._prepared(authority)
        ranking, _ = self._rank(question, searchable, role)
        return _candidates(searchable.clauses, ranking, np.argsort(-ranking.score, kind="stable"))

    def _rank(self, question: str, searchable: _Searchable, role: Role | None) -> tuple[Ranking, Mapping[str, float]]:
        started = perf_counter()
        question = self._spelling.mended(neutralised(question))
        mended = perf_counter()
        query = self._encoder.question(question)
        encoded = perf_counter()
        cosines = searchable.vectors.similarities(query)
        compared = perf_counter()
        words = searchable.words.scores(question)
        read = perf_counter()
        asked, silent, stray = searchable.starts
        evidence = Evidence(cosines[:asked], cosines[asked:silent], cosines[silent:stray], cosines[stray:], words)
        ranking = rank(searchable.layout, evidence, role, asks_about_proposals(question))
        spent_on_words = mended - started + read - compared
        marks = {"encode": encoded - mended, "meaning": compared - encoded, "words": spent_on_words}
        stages = {**marks, "rank": perf_counter() - read}
        return ranking, {stage: seconds * 1000 for stage, seconds in stages.items()}

    def _prepared(self, authority: str) -> _Searchable:
        shelf = self._corpus.shelf(authority)
        with self._preparing:
            if authority not in self._searchable:
                self._searchable[authority] = _prepare(shelf, self._corpus.strays, self._encoder, self._stored)
            return self._searchable[authority]


def _prepare(shelf: Shelf, messages: Sequence[str], encoder: Encoder, stored: StoredVectors) -> _Searchable:
    passages = [encoder.as_passage(passage) for passage in shelf.passages]
    questions = [encoder.as_question(question) for question in shelf.questions]
    silences = [encoder.as_question(silence) for silence in shelf.silences]
    strays = [encoder.as_question(message) for message in messages]
    texts = [*passages, *questions, *silences, *strays]
    asked = len(passages) + len(questions)
    return _Searchable(
        clauses=tuple(clause.id for clause in shelf.clauses),
        layout=lay_out(shelf),
        starts=(len(passages), asked, asked + len(silences)),
        vectors=VectorIndex(stored.vectors([text_digest(text) for text in texts])),
        words=WordIndex(documents_of(shelf)),
    )


def _candidates(clauses: tuple[str, ...], ranking: Ranking, places: NDArray[np.intp]) -> tuple[Candidate, ...]:
    signals = (array[places].tolist() for array in (ranking.score, ranking.meaning, ranking.words))
    return tuple(map(Candidate, [clauses[place] for place in places.tolist()], *signals))
