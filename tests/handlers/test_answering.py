"""The sentence that answers is found by the words people use, and only where one leads clearly."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.answering import Answering
from handlers.escalation import escalation_for
from handlers.messages import Kind, Question, Quote, Reply
from handlers.quoting import protocol_note, quote
from knowledge.clause import Role
from knowledge.library import Library

LIBRARY = Library.load()
ANSWERING = Answering(LIBRARY)


def plain(clause: str) -> Quote:
    return quote(LIBRARY.clause(clause))


def marked(text: str, *clauses: str, role: Role = Role.MEMBER) -> tuple[Quote, ...]:
    protocol = LIBRARY.protocol(clauses[0].partition("/")[0])
    quotes = tuple(plain(clause) for clause in clauses)
    escalation = escalation_for(LIBRARY, Question(text, protocol.authority, role), quotes)
    return ANSWERING.marked(text, Reply(Kind.ANSWER, protocol_note(protocol), (), quotes, (), escalation)).quotes


def sentence(text: str, clause: str) -> str:
    (shown,) = marked(text, clause)
    return shown.text[slice(*shown.answering)] if shown.answering else ""


@pytest.mark.parametrize(
    ("question", "clause", "words"),
    [
        ("what if the papers are exempt information", "trafford/9.3", "The right does not, however, extend"),
        ("the chief exec shouted at me, who do I complain to", "trafford/15.1", "with the Monitoring Officer."),
        ("whose decision is it if an officer comes to our group", "trafford/8.1", "the Chief Executive's"),
        ("whose permission do I need to speak at a group meeting", "cumbria/4.7", "will decide whether permission"),
        ("a director was short with me, who hears it", "trafford/15.1", "raised with the Chief Executive"),
    ],
)
def test_it_finds_the_sentence_that_answers(question: str, clause: str, words: str) -> None:
    assert words in sentence(question, clause)


def test_none_is_marked_where_the_question_says_nothing_of_it() -> None:
    assert sentence("zzz qqq", "trafford/9.3") == ""


def test_one_sentence_needs_no_mark() -> None:
    assert sentence("may the clerk be asked to attend", "cumbria/4.5") == ""


def test_a_companion_is_left_as_it_is() -> None:
    protocol = LIBRARY.protocol("trafford")
    beside = quote(LIBRARY.clause("trafford/15.1"), companion=True)
    reply = Reply(Kind.ANSWER, protocol_note(protocol), (), (beside,))
    assert ANSWERING.marked("who do I complain to about the chief executive", reply) == reply


def test_where_there_are_no_typical_questions_the_words_themselves_decide() -> None:
    own = Answering(Library([replace(LIBRARY.protocol("trafford"), typical={})]))
    reply = Reply(Kind.ANSWER, protocol_note(LIBRARY.protocol("trafford")), (), (plain("trafford/9.3"),))
    (shown,) = own.marked("what are the exemption categories in the constitution", reply).quotes
    assert shown.answering
    assert shown.text[slice(*shown.answering)].startswith("Exemption categories")


@given(st.text(max_size=200), st.sampled_from(sorted(clause.id for clause in LIBRARY.protocol("reigate").clauses)))
def test_whatever_is_asked_it_marks_a_whole_sentence_or_none(text: str, clause: str) -> None:
    (shown,) = marked(text, clause)
    if shown.answering:
        start, end = shown.answering
        assert 0 <= start < end <= len(shown.text)
        assert start == 0 or shown.text[start - 1].isspace()
        assert end == len(shown.text) or shown.text[end].isspace()
        assert not shown.text[start].isspace()
        assert not shown.text[end - 1].isspace()
    assert shown.text == LIBRARY.clause(clause).text
