"""The desk: each message gets a reply, each quotation is checked before it goes out."""

import shutil
from pathlib import Path

import pytest

from handlers import wording
from handlers.assistant import Assistant
from handlers.messages import ActionKind, Kind, Notice, Question, Reply, Section
from knowledge.clause import Role
from knowledge.errors import UnknownAuthority
from knowledge.library import PACKAGED, Library
from tests.fakes.search import Found, ScriptedSearch, found


def assistant(library: Library, findings: Found, contact: str = "") -> tuple[Assistant, ScriptedSearch]:
    search = ScriptedSearch(findings)
    return Assistant(library, search, {"trafford": contact}), search


def test_a_question_is_answered_with_the_exact_clause(library: Library) -> None:
    desk, search = assistant(library, found("trafford/10.1"))
    reply = desk.answer(Question("  can I copy her in?  ", "trafford", Role.OFFICER))
    assert isinstance(reply, Reply)
    assert (reply.kind, reply.quotes[0].text) == (Kind.ANSWER, library.clause("trafford/10.1").text)
    assert search.asked == [("can I copy her in?", "trafford", Role.OFFICER)]
    assert reply.took_ms >= 0
    assert reply.stages_ms == {"encode": 1.0}


def test_a_message_without_words_is_not_searched(library: Library) -> None:
    desk, search = assistant(library, found("trafford/10.1"))
    reply = desk.answer(Question("???", "trafford"))
    assert isinstance(reply, Reply)
    assert reply.kind is Kind.UNCLEAR
    assert [action.kind for action in reply.actions] == [ActionKind.ASK] * 4
    assert search.asked == []


def test_one_word_gets_whole_questions_to_choose_from(library: Library) -> None:
    desk, _ = assistant(library, found("trafford/15.1", "trafford/15.2", "trafford/10.1", confidence=0.4))
    reply = desk.answer(Question("complaints", "trafford"))
    assert isinstance(reply, Reply)
    typical = library.protocol("trafford").typical
    assert [action.question for action in reply.actions] == [
        typical[f"trafford/{number}"][0].text for number in ("15.1", "10.1")
    ]


@pytest.mark.parametrize("role", Role)
def test_nobody_is_offered_what_only_the_other_side_would_ask(library: Library, role: Role) -> None:
    typical = library.protocol("trafford").typical
    of_both = [clause for clause, asked in typical.items() if {*Role} <= {one.asker for one in asked}]
    for clause in of_both:
        desk, _ = assistant(library, found(clause, confidence=0.4))
        reply = desk.answer(Question("complaints", "trafford", role))
        assert isinstance(reply, Reply)
        (offered,) = reply.actions
        assert {one.asker for one in typical[clause] if one.text == offered.question} <= {None, role}
    assert of_both


def test_the_sentence_that_answers_is_marked(library: Library) -> None:
    desk, _ = assistant(library, found("trafford/15.1"))
    reply = desk.answer(Question("had enough of the head of parks, who do I take it to", "trafford", Role.MEMBER))
    assert isinstance(reply, Reply)
    (quote,) = reply.quotes
    assert quote.answering
    assert quote.text[slice(*quote.answering)].endswith("a Head of Service with the appropriate Director.")


def test_silence_and_scope_are_told_apart(library: Library) -> None:
    for strangeness, kind in ((0.1, Kind.SILENT), (0.9, Kind.OUT_OF_SCOPE)):
        desk, _ = assistant(library, found("trafford/10.1", confidence=0.1, strangeness=strangeness))
        reply = desk.answer(Question("where do the bins go on mondays", "trafford"))
        assert isinstance(reply, Reply)
        assert (reply.kind, reply.quotes) == (kind, ())


@pytest.mark.parametrize(("confidence", "strangeness"), [(0.1, 0.1), (0.1, 0.9)])
def test_wrongdoing_is_neither_called_permitted_nor_turned_away(
    library: Library, confidence: float, strangeness: float
) -> None:
    desk, _ = assistant(library, found("trafford/2.2", confidence=confidence, strangeness=strangeness))
    reply = desk.answer(Question("I think there is fraud in the housing team", "trafford"))
    assert isinstance(reply, Reply)
    assert reply.lead == (wording.report_wrongdoing(""), wording.NOT_FOR_A_DESK)
    assert not reply.escalation
    assert [action.kind for action in reply.actions] == [ActionKind.PERSON]


def test_nothing_of_an_urgent_matter_is_kept(library: Library) -> None:
    desk, search = assistant(library, found("trafford/15.2", depends_on_role=True))
    reply = desk.answer(Question("a councillor punched me", "trafford", thread="a"))
    assert isinstance(reply, Reply)
    assert reply.quotes
    assert [action.label for action in reply.actions if action.question] == []
    assert wording.ROLE_MATTERS not in reply.notes
    desk.answer(Question("what if it's the leader himself", "trafford", thread="a"))
    assert search.asked[-1][0] == "what if it's the leader himself"


def test_an_unknown_authority_is_an_error(library: Library) -> None:
    desk, _ = assistant(library, found("trafford/10.1"))
    with pytest.raises(UnknownAuthority):
        desk.answer(Question("anything at all", "atlantis"))


def test_nothing_is_sent_when_the_source_has_changed(tmp_path: Path) -> None:
    shutil.copytree(PACKAGED, tmp_path / "protocols")
    desk, _ = assistant(Library.load(tmp_path / "protocols"), found("trafford/10.1"))
    source = tmp_path / "protocols" / "trafford" / "source.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("silent copies", "secret copies"), encoding="utf-8")
    reply = desk.answer(Question("can I copy her in?", "trafford"))
    assert reply == Notice(wording.MISMATCH_TITLE, wording.MISMATCH)
    assert desk.section("trafford/10.1") == Notice(wording.MISMATCH_TITLE, wording.MISMATCH)


def test_the_whole_section_stands_in_the_order_of_the_document(library: Library) -> None:
    desk, _ = assistant(library, found())
    section = desk.section("trafford/10.2")
    assert isinstance(section, Section)
    assert [quote.clause for quote in section.quotes] == [
        "trafford/10.1",
        "trafford/10.2",
        "trafford/10.3",
        "trafford/10.3/proposed",
    ]


def test_others_come_three_at_a_time(library: Library) -> None:
    desk, _ = assistant(library, found())
    reply = desk.others("lydney", ["lydney/4.1", "lydney/4.2(a)", "lydney/4.2(b)", "lydney/4.3(a)"])
    assert isinstance(reply, Reply)
    assert [quote.clause for quote in reply.quotes] == ["lydney/4.1", "lydney/4.2(a)", "lydney/4.2(b)"]
    (more,) = [action for action in reply.actions if action.kind is ActionKind.OTHERS]
    assert more.clauses == ("lydney/4.3(a)",)
    none = desk.others("lydney", [])
    assert isinstance(none, Notice)
    assert none.title == wording.NO_MORE_CLAUSES


def test_a_button_for_a_clause_that_is_gone_gets_a_sentence(library: Library) -> None:
    desk, _ = assistant(library, found())
    gone = Notice(wording.OUT_OF_DATE_TITLE, wording.OUT_OF_DATE)
    assert desk.section("trafford/99.9") == gone
    assert desk.others("trafford", ["trafford/99.9"]) == gone
    assert desk.repeat("trafford", ["trafford/99.9"]) == gone


def test_a_person_is_named_and_marked_as_not_from_the_protocol(library: Library) -> None:
    desk, _ = assistant(library, found(), contact="Democratic Services")
    notice = desk.person("trafford")
    assert notice.paragraphs == (wording.ask_this_contact("Democratic Services"), wording.NOT_FROM_THE_PROTOCOL)
    assert desk.person("lydney").paragraphs == (wording.no_contact("Lydney Town Council"),)


def test_help_offers_questions_to_try_and_a_person(library: Library) -> None:
    desk, _ = assistant(library, found())
    *examples, person = desk.help("cjc").actions
    assert [action.question for action in examples] == list(desk.prompts("cjc"))
    assert person.kind is ActionKind.PERSON


def test_a_question_that_leans_on_the_one_before_is_read_together_with_it(library: Library) -> None:
    desk, search = assistant(library, found("trafford/15.1"))
    desk.answer(Question("who do I complain to about a planner", "trafford", thread="a"))
    reply = desk.answer(Question("what if it's the chief exec?", "trafford", thread="a"))
    assert isinstance(reply, Reply)
    assert reply.lead[0] == wording.READ_TOGETHER
    assert search.asked[-1][0] == "what if it's the chief exec? who do I complain to about a planner"
    alone = desk.answer(Question("what if it's the chief exec?", "trafford", thread="b"))
    assert isinstance(alone, Reply)
    assert wording.READ_TOGETHER not in alone.lead


def test_danger_is_pointed_to_help_before_any_clause(library: Library) -> None:
    desk, _ = assistant(library, found("trafford/15.2"))
    reply = desk.answer(Question("a councillor punched me", "trafford", Role.OFFICER))
    assert isinstance(reply, Reply)
    assert reply.lead[:2] == (wording.IN_DANGER, wording.NOT_FOR_A_DESK)
