"""Which sentence of a quoted clause answers the question: it is made to stand out and never restated.

People seldom use the words of a protocol. So a word of the question speaks for a sentence where it stands in it, by its
rarity among the authority's clauses, and where people use it oftener than chance when they ask about clauses that share
a word with the sentence (pointwise mutual information, Church and Hanks 1990).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from handlers.messages import Quote, Reply, Step
from handlers.route_choice import asks_whom
from handlers.scope import carrying_words
from knowledge.library import Library
from knowledge.routes import OfficeKind
from knowledge.sentences import sentences
from knowledge.words import stem

CLEAR_LEAD = 0.6
"""A sentence is marked where no other of its clause has more than this share of its score."""

_NAMES_AN_OFFICE = 6.0  # onto such a sentence where the question asks for one
_LEAST = 3  # clauses that two words must share to count
_DOUBTFUL = 2  # what two words share in this many clauses counts for half


class Answering:
    """Finds the sentence that answers, by how people ask about the clauses of a library. Safe in many threads.

    What is known of words is gathered at the first clause of several sentences (a tenth of a second).
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    def marked(self, question: str, reply: Reply) -> Reply:
        """The reply with the place of the sentence that answers in each quotation where one leads clearly.

        A companion is quoted for the sake of another clause, and is left as it is.
        """
        steps = reply.escalation.steps if asks_whom(question) else ()

        def mark(quote: Quote) -> Quote:
            texts = [quote.text[start:end] for start, end in sentences(quote.text)]
            if len(texts) < 2 or quote.companion:
                return quote
            best = _of_the_route(steps, quote, texts)
            best = self._leading(question, quote, texts) if best is None else best
            if best is None:
                return quote
            start = sum(map(len, texts[:best]))
            return replace(quote, answering=(start, start + len(texts[best].rstrip())))

        return replace(reply, quotes=tuple(map(mark, reply.quotes)), proposed=tuple(map(mark, reply.proposed)))

    def _leading(self, question: str, quote: Quote, texts: Sequence[str]) -> int | None:
        scores = self._scores(question, quote.clause.partition("/")[0], texts)
        second, first = sorted(scores)[-2:]
        return scores.index(first) if first > 0 and second <= CLEAR_LEAD * first else None

    def _scores(self, question: str, authority: str, texts: Sequence[str]) -> list[float]:
        usage, rarity, asked = self._usage, self._rarities[authority], _words(question)
        offices = self._library.protocol(authority).offices if asks_whom(question) else ()
        names = [office.name for office in offices if office.kind is not OfficeKind.PARTY]
        scores = []
        for text in texts:
            words = _printed_words(text)
            score = _NAMES_AN_OFFICE if any(name in text for name in names) else 0.0
            score += sum(rarity[word] for word in asked & words)
            score += sum(max((usage.kinship(word, other) for other in words), default=0.0) for word in asked)
            scores.append(score)
        return scores

    @cached_property
    def _usage(self) -> _Usage:
        return _usage_in(self._library)

    @cached_property
    def _rarities(self) -> Mapping[str, Mapping[str, float]]:
        return {authority: _rarity_in(self._library, authority) for authority in self._library.authorities}


def _of_the_route(steps: Sequence[Step], quote: Quote, texts: Sequence[str]) -> int | None:
    """The sentence that lays down the first step to an office, where this clause does."""
    words = next((step.words for step in steps if step.office and step.clause == quote.clause), "")
    return next((number for number, text in enumerate(texts) if words and words in text), None)


@dataclass(frozen=True, slots=True)
class _Usage:
    """Which clauses people ask about with a word (`asked`), and which hold a word (`printed`): one bit a clause."""

    clauses: int
    asked: Mapping[str, int]
    printed: Mapping[str, int]

    def kinship(self, asked: str, printed: str) -> float:
        """How much oftener than chance people ask with one word about clauses that hold the other; never below 0."""
        about, holding = self.asked.get(asked, 0), self.printed.get(printed, 0)
        shared = (about & holding).bit_count()
        if asked == printed or shared < _LEAST:
            return 0.0
        chance = about.bit_count() * holding.bit_count() / self.clauses
        return max(0.0, math.log(shared / chance)) * shared / (shared + _DOUBTFUL)


def _usage_in(library: Library) -> _Usage:
    asked: defaultdict[str, int] = defaultdict(int)
    printed: defaultdict[str, int] = defaultdict(int)
    about = [item for authority in library.authorities for item in library.protocol(authority).typical.items()]
    for number, (clause, questions) in enumerate(about):
        for word in _words(library.clause(clause).text):
            printed[word] |= 1 << number
        for word in _words(" ".join(question.text for question in questions)):
            asked[word] |= 1 << number
    return _Usage(len(about), dict(asked), dict(printed))


def _rarity_in(library: Library, authority: str) -> dict[str, float]:
    clauses = library.protocol(authority).clauses
    holding = Counter(word for clause in clauses for word in _words(clause.text))
    return {word: math.log(1 + len(clauses) / count) for word, count in holding.items()}


def _words(text: str) -> frozenset[str]:
    return frozenset(map(stem, set(carrying_words(text))))


@lru_cache(maxsize=1024)
def _printed_words(sentence: str) -> frozenset[str]:
    """Of sentences of a protocol only: what somebody asked is not kept."""
    return _words(sentence)
