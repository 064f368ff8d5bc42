"""Four kinds of reply, decided on the signals of the index and on the message itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from handlers.messages import Kind
from handlers.ports import Candidate, Part
from handlers.scope import ANSWER_FROM, ANSWER_SHORT_FROM, LONG, SHORT, answer_from, decide
from knowledge.library import Library


@dataclass
class Signals:
    """Findings with nothing in them but the signals."""

    confidence: float
    strangeness: float = 0.0
    depends_on_role: bool = False
    parts: Sequence[Part] = ()
    accepted: Sequence[Candidate] = ()
    rejected: Sequence[Candidate] = ()
    stages_ms: Mapping[str, float] = field(default_factory=dict)


@pytest.mark.parametrize("text", ["", "  ", "?", "...", "👍", "is he", "help", "and if not?", "hmm"])
def test_a_message_without_a_carrying_word_is_unclear(text: str) -> None:
    assert decide(text, Signals(confidence=1.0)) is Kind.UNCLEAR


def test_a_single_word_is_a_question_back() -> None:
    assert decide("neutrality", Signals(confidence=0.6)) is Kind.UNCLEAR


def test_a_single_word_that_is_certain_is_answered() -> None:
    assert decide("whistleblowing?", Signals(confidence=0.95)) is Kind.ANSWER


def test_a_covered_matter_is_answered() -> None:
    assert decide("can I copy another councillor in", Signals(confidence=0.7, strangeness=0.9)) is Kind.ANSWER


def test_a_neighbouring_matter_gets_silence() -> None:
    assert decide("do officers have to record group meetings", Signals(confidence=0.1, strangeness=0.1)) is Kind.SILENT


def test_a_stray_message_is_out_of_scope() -> None:
    assert decide("my bin was not emptied on tuesday", Signals(confidence=0.1, strangeness=0.9)) is Kind.OUT_OF_SCOPE


@pytest.mark.parametrize("text", ["councillors", "reports", "officer or councillor?", "meetings"])
def test_words_of_the_protocol_are_never_out_of_scope(library: Library, text: str) -> None:
    strange = Signals(confidence=0.1, strangeness=0.95)
    assert decide(text, strange, library.protocol("lydney").clauses) is Kind.UNCLEAR


@pytest.mark.parametrize("text", ["bins", "council tax", "when is the next meeting about reports and officers"])
def test_other_words_and_whole_messages_still_are(library: Library, text: str) -> None:
    strange = Signals(confidence=0.1, strangeness=0.95)
    assert decide(text, strange, library.protocol("lydney").clauses) is Kind.OUT_OF_SCOPE


def test_a_short_message_is_answered_sooner_than_a_long_one() -> None:
    assert decide("complaint about the clerk", Signals(confidence=0.3)) is Kind.ANSWER
    long = "I would like to know how I go about a complaint"
    assert decide(long, Signals(confidence=0.3)) is Kind.SILENT


def test_between_short_and_long_the_bound_rises_with_every_word() -> None:
    bounds = [answer_from(words) for words in range(1, 40)]
    assert bounds == sorted(bounds)
    assert set(bounds[:SHORT]) == {ANSWER_SHORT_FROM}
    assert set(bounds[LONG - 1 :]) == {ANSWER_FROM}
    assert len(set(bounds[SHORT - 1 : LONG])) == LONG - SHORT + 1
