"""Finding clauses: a question in everyday words to the clauses of one authority that may answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from index.confidence import Signals, strangeness
from index.corpus import Corpus, Shelf, text_digest
from index.discriminant import discriminant
from index.embedding import Encoder
from index.lexical import WordIndex, documents_of
from index.neutral import neutralised
from index.principal import principal_directions
from index.ranking import Evidence, Layout, Ranking, is_surely_answered, lay_out, rank, with_each_answered
from index.several import questions_in
from index.spelling import Spelling
from index.storage import StoredVectors
from index.vectors import Matrix, Vector, VectorIndex
from knowledge.clause import Role
from knowledge.proposals import asks_about_proposals

_STAGES = ("encode", "meaning", "words", "rank")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause id and what speaks for it: `meaning` is a cosine, `words` and `score` are standard deviations."""

    clause: str
    score: float
    meaning: float
    words: float


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions in a message, as it was searched, and the id of the clause that surely answers it."""

    text: str
    clause: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What `handlers.ports.Findings` asks for. The stages are encode, meaning, words and rank, in milliseconds."""

    accepted: tuple[Candidate, ...]
    rejected: tuple[Candidate, ...]
    confidence: float
    strangeness: float
    signals: Signals
    depends_on_role: bool
    parts: tuple[Part, ...]
    stages_ms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Searchable:
    """One authority, ready to be searched.

    `directions` are the clauses' own vectors, the discriminant's and the principal ones; along these last lie `asked`,
    which are the typical questions, the silences and the strays. `starts` says where in `directions` each group but the
    first begins. `offsets` belong to the discriminant, which has a direction for each clause, for each topic on which
    the protocol is silent, and, from `kinds` on, for each kind of stray.
    """

    clauses: tuple[str, ...]
    layout: Layout
    directions: VectorIndex
    starts: tuple[int, int]
    kinds: int
    asked: VectorIndex
    offsets: NDArray[np.float32]
    words: WordIndex

    def evidence(self, query: Vector, words: NDArray[np.float32], length: int) -> Evidence:
        """What speaks for each clause; `words` and `length` as in `Evidence`."""
        apart, principal = self.starts
        along = self.directions.similarities(query)
        discriminant = along[apart:principal] + self.offsets
        return Evidence(
            clauses=along[:apart],
            asked=self.asked.similarities(along[principal:]),
            discriminant=discriminant[:apart],
            silence=discriminant[apart : self.kinds],
            kinds=discriminant[self.kinds :],
            words=words,
            length=length,
        )


class SearchIndex:
    """Searches the protocols, each by itself. Safe to be called from several threads at once.

    The words in use and an authority's vectors are prepared at the first question (a tenth of a second): most programs
    that open the index ask about one authority, or nothing.
    """

    def __init__(self, corpus: Corpus, encoder: Encoder, stored: StoredVectors) -> None:
        """`stored` holds a vector for every text of the corpus (`index.builder.embedded_texts`)."""
        self._corpus, self._encoder = corpus, encoder
        self._stored: StoredVectors | None = stored
        self._searchable: dict[str, _Searchable] = {}
        self._preparing = Lock()

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self._corpus.texts, self._encoder.words)

    def find(self, question: str, authority: str, role: Role | None) -> SearchResult:
        """Search the clauses of one authority. Raise UnknownAuthority when it has no protocol here."""
        searchable = self._searchable.get(authority) or self._prepared(authority)
        ranking, parts, stages = self._rank(question, searchable, role)
        return SearchResult(
            accepted=_candidates(searchable.clauses, ranking, ranking.accepted),
            rejected=_candidates(searchable.clauses, ranking, ranking.rejected),
            confidence=ranking.confidence,
            strangeness=strangeness(ranking.signals, taught=searchable.layout.taught),
            signals=ranking.signals,
            depends_on_role=ranking.depends_on_role,
            parts=parts,
            stages_ms=stages,
        )

    def candidates(self, question: str, authority: str, role: Role | None) -> tuple[Candidate, ...]:
        """All clauses of the authority, best first: for whoever wants to know why a clause was not found."""
        searchable = self._searchable.get(authority) or self._prepared(authority)
        ranking, *_ = self._rank(question, searchable, role)
        return _candidates(searchable.clauses, ranking, np.argsort(-ranking.score, kind="stable"))

    def _rank(
        self, question: str, searchable: _Searchable, role: Role | None
    ) -> tuple[Ranking, tuple[Part, ...], Mapping[str, float]]:
        """The ranking, the parts and the stages. Two questions in one message are also searched one by one."""
        started = perf_counter()
        question = self._spelling.mended(neutralised(question))
        texts = questions_in(question)
        stages = dict.fromkeys(_STAGES, 0.0) | {"words": perf_counter() - started}
        ranking, *others = (self._look(text, searchable, role, stages) for text in (question, *texts))
        if others:
            ranking = with_each_answered(ranking, others)
        parts = tuple(
            Part(text, searchable.clauses[int(part.accepted[0])])
            for text, part in zip(texts, others, strict=True)
            if is_surely_answered(part)
        )
        return ranking, parts, {stage: stages[stage] * 1000 for stage in _STAGES}

    def _look(self, text: str, searchable: _Searchable, role: Role | None, stages: dict[str, float]) -> Ranking:
        """Search one question without names and slips; the seconds of each stage are added to `stages`."""
        started = perf_counter()
        words = searchable.words.scores(text)
        about_proposals = searchable.layout.proposals and asks_about_proposals(text)
        read = perf_counter()
        query = self._encoder.question(text)
        encoded = perf_counter()
        evidence = searchable.evidence(query, words, len(text.split()))
        compared = perf_counter()
        ranking = rank(searchable.layout, evidence, role, about_proposals)
        spent = (encoded - read, compared - encoded, read - started, perf_counter() - compared)
        for stage, seconds in zip(_STAGES, spent, strict=True):
            stages[stage] += seconds
        return ranking

    def _prepared(self, authority: str) -> _Searchable:
        shelf = self._corpus.shelf(authority)
        with self._preparing:
            if authority not in self._searchable and self._stored:
                self._searchable[authority] = _prepare(shelf, self._corpus, self._encoder, self._stored)
                if len(self._searchable) == len(self._corpus.shelves):
                    self._stored = None  # nobody reads it any more
            return self._searchable[authority]


def _prepare(shelf: Shelf, corpus: Corpus, encoder: Encoder, stored: StoredVectors) -> _Searchable:
    passages = [encoder.as_passage(passage) for passage in shelf.passages]
    questions = [encoder.as_question(question) for question in shelf.questions]
    silences = [encoder.as_question(silence) for silence in shelf.silences]
    strays = [encoder.as_question(message) for message in corpus.strays]
    own, asked, silent, stray = (
        stored.vectors([text_digest(text) for text in texts]) for texts in (passages, questions, silences, strays)
    )
    messages_asked = np.concatenate((asked, silent, stray))
    # Where little is known of what people ask, nothing but the clauses themselves is compared.
    others = [_means(silent, shelf.topics), _means(stray, corpus.kinds)] if shelf.taught else []
    apart, offsets = discriminant(asked, shelf.asks, own, others)
    principal = principal_directions(messages_asked)
    return _Searchable(
        clauses=tuple(clause.id for clause in shelf.clauses),
        layout=lay_out(shelf),
        directions=VectorIndex(np.concatenate((own, apart, principal))),
        starts=(len(own), len(own) + len(apart)),
        kinds=len(own) + len(set(shelf.topics)),
        asked=VectorIndex(messages_asked @ principal.T),
        offsets=offsets,
        words=WordIndex(documents_of(shelf)),
    )


def _means(vectors: Matrix, groups: Sequence[int]) -> Matrix:
    """The mean of each group, in their order."""
    numbers = np.asarray(groups, dtype=np.intp)
    means = [vectors[numbers == group].mean(axis=0) for group in range(len(set(groups)))]
    return np.array(means, dtype=vectors.dtype).reshape(-1, vectors.shape[1])


def _candidates(clauses: tuple[str, ...], ranking: Ranking, places: NDArray[np.intp]) -> tuple[Candidate, ...]:
    signals = (array[places].tolist() for array in (ranking.score, ranking.meaning, ranking.words))
    return tuple(map(Candidate, [clauses[place] for place in places.tolist()], *signals))
