"""Whether to answer at all: a decision of its own, apart from which clause comes first.

Two errors are possible and both are measured (`tests/evaluation`): answering what the protocol does not rule on, and
refusing what it does. The index gives the signals; the bounds stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from handlers.messages import Kind
from handlers.ports import Findings
from knowledge.clause import Clause
from knowledge.words import stem

ANSWER_FROM, LONG = 0.44, 12
"""Answer where the index is at least this sure that the protocol rules on the matter, in a message of so many words."""

ANSWER_SHORT_FROM, SHORT = 0.15, 7
"""The fewer its words, the less a message gives the index to be sure of: down to so many the bound falls evenly."""

CERTAIN_FROM = 0.8
"""A message of one word is answered only where the index is this sure."""

STRANGE_FROM = 0.5
"""Below the bound, a message at least this much like those no protocol answers is out of scope, else silent."""

MOST_BARE_WORDS = 2
"""Up to this many words that say something are taken for a topic rather than for a question."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_EMPTY_WORDS = frozenset(
    "a an and any are be but by can could did do does for fw from had has have he help her him his hmm how i if in is"
    " it its just me my not of ok okay on one or other our please re see she so test than that the their them then"
    " there these they thing this those to us was we what when where which who why will with would yes no"
    " you your".split()
)


def carrying_words(text: str) -> list[str]:
    """The words of a message that say something of their own, in lower case."""
    return [word for word in _WORD.findall(text.lower()) if word not in _EMPTY_WORDS and len(word) > 1]


def decide(text: str, findings: Findings, clauses: Iterable[Clause] = ()) -> Kind:
    """Which of the four kinds of reply the message gets.

    A word or two that `clauses` print ("councillors", "meetings, reports") are not foreign to the protocol, whatever
    they are like: they ask nothing, so there is a question back.
    """
    words = carrying_words(text)
    if not words:
        return Kind.UNCLEAR
    kind = _by_the_signals(words, findings, answer_from(len(text.split())))
    bare = kind is Kind.OUT_OF_SCOPE and len(words) <= MOST_BARE_WORDS
    return Kind.UNCLEAR if bare and _are_printed(words, clauses) else kind


def answer_from(words: int) -> float:
    """How sure the index must be of a message of so many words, for it to be answered."""
    long = min(max((words - SHORT) / (LONG - SHORT), 0.0), 1.0)
    return (1 - long) * ANSWER_SHORT_FROM + long * ANSWER_FROM


def _by_the_signals(words: list[str], findings: Findings, bound: float) -> Kind:
    if len(words) == 1 and findings.confidence < CERTAIN_FROM:
        return Kind.OUT_OF_SCOPE if findings.strangeness >= CERTAIN_FROM else Kind.UNCLEAR
    if findings.confidence >= bound:
        return Kind.ANSWER
    return Kind.OUT_OF_SCOPE if findings.strangeness >= STRANGE_FROM else Kind.SILENT


def _are_printed(words: list[str], clauses: Iterable[Clause]) -> bool:
    missing = set(map(stem, words))
    for clause in clauses:
        missing.difference_update(map(stem, carrying_words(clause.text)))
    return not missing
