"""An escalation as it is shown: nothing twice, nothing left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers import wording
from handlers.escalation import escalation_for
from handlers.messages import Escalation, Kind, Question, Reply, Step
from handlers.quoting import quote
from handlers.raising import parts, raising
from knowledge.clause import Role
from knowledge.library import Library
from tests.fakes.answers import ESCALATION, NOTE

LIBRARY = Library.load()


def test_words_that_stand_above_are_cited_not_repeated() -> None:
    above, apart = (parts(ESCALATION, frozenset(quoted)) for quoted in (["trafford/10.1"], []))
    said = [
        [entry.words for part in shown for entry in part.entries if entry.cited == "10.1"] for shown in (above, apart)
    ]
    assert said[0] == ["", ""]
    assert len(said[1]) == 4
    assert all(said[1])


def test_what_needs_stating_above_is_pointed_to_once() -> None:
    (state,) = [part for part in parts(ESCALATION, frozenset({"trafford/10.1"})) if part.title == wording.WHAT_TO_STATE]
    assert [entry.text for entry in state.entries] == [wording.SEE_ABOVE, ""]


def test_the_person_stands_with_their_office() -> None:
    (steps, *_) = parts(ESCALATION, frozenset())
    assert [[one.name for one in entry.people] for entry in steps.entries] == [[], ["Robin Instance"]]


def test_steps_of_one_clause_name_it_once() -> None:
    quotes = [quote(LIBRARY.clause("cjc/9/p1"))]
    found = escalation_for(LIBRARY, Question("whom do I see about a curt planner", "cjc", Role.MEMBER), quotes)
    steps, *_ = parts(found, frozenset({"cjc/9/p1"}))
    assert (steps.cited, {entry.cited for entry in steps.entries}) == ("section 9, paragraph 1", {""})
    steps, *_ = parts(ESCALATION, frozenset())
    assert (steps.cited, [entry.cited for entry in steps.entries]) == ("", ["10.1", "15.1"])


def test_one_step_keeps_its_clause() -> None:
    (steps,) = parts(Escalation(("Mayor",), (Step("Mayor", "leads", "trafford/12.1", "w", "12.1"),)), frozenset())
    assert (steps.cited, steps.entries[0].cited) == ("", "12.1")


def test_where_the_protocol_is_silent_all_who_are_named_are_whom_to_ask() -> None:
    shown = parts(ESCALATION, frozenset(), silent=True)
    assert wording.WHO_DECIDES not in {part.title for part in shown}
    (asked,) = [part for part in shown if part.title == wording.WHOM_TO_ASK]
    assert shown[0] == asked
    assert not asked.numbered
    assert [entry.strong or entry.text for entry in asked.entries][1:] == [
        "Monitoring Officer",
        "You can ask us. Not from the protocol.",
    ]


def test_offices_without_a_step_are_named() -> None:
    (part,) = parts(Escalation(("Mayor", "Chair")), frozenset())
    assert part.entries[0].strong == "Mayor, Chair"


@pytest.mark.parametrize("field", ["must_state", "told", "follows", "conflicts", "notes"])
def test_an_empty_part_is_left_out(field: str) -> None:
    whole = parts(ESCALATION, frozenset())
    without = parts(replace(ESCALATION, **{field: ()}), frozenset())  # type: ignore[arg-type]
    assert sum(len(part.entries) for part in without) < sum(len(part.entries) for part in whole)
    assert all(part.entries for part in without)


class TestAWholeReply:
    OTHER = Escalation(("Mayor",), (Step("Mayor", "leads", "trafford/12.1", "w", "12.1"),))

    def test_another_question_s_way_has_a_title_of_its_own(self) -> None:
        first, other = raising(Reply(Kind.ANSWER, NOTE, escalation=ESCALATION, further=(self.OTHER,)))
        assert first == parts(ESCALATION, frozenset())
        assert [part.title for part in other] == [wording.WHO_DECIDES_THE_OTHER]

    def test_nothing_to_say_is_left_out(self) -> None:
        assert raising(Reply(Kind.ANSWER, NOTE)) == ()
