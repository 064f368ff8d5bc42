"""Who decides and how to raise it: everyday questions against the clauses that answer them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import wording
from handlers.escalation import escalation_for, whom_to_ask
from handlers.messages import Escalation, Question
from handlers.quoting import quote, verify_escalation
from knowledge.clause import Role, Status
from knowledge.errors import QuotationError
from knowledge.library import Library
from knowledge.offices import OfficeRegister, Person, Term

LIBRARY = Library.load()
MEMBER, OFFICER = Role.MEMBER, Role.OFFICER
SINCE = date(2020, 1, 1)


def escalation(
    authority: str,
    role: Role | None,
    text: str,
    *clauses: str,
    terms: Sequence[Term] = (),
    contact: str = "",
) -> Escalation:
    quotes = [quote(LIBRARY.clause(f"{authority}/{clause}")) for clause in clauses]
    register = OfficeRegister(terms) if terms else None
    return escalation_for(LIBRARY, Question(text, authority, role), quotes, register, contact)


def term(authority: str, office: str, holder: str, *, area: str = "", deputy: str = "", acts: bool = False) -> Term:
    other = Person(deputy, slack="U0DEPUTY") if deputy else None
    return Term(authority, office, area, Person(holder, slack="U0HOLDER"), SINCE, None, other, acts)


def everyday() -> Iterator[tuple[str, Role | None, str, list[str], str, list[str]]]:
    """The lines of everyday_escalations.txt."""
    for line in Path(__file__).with_name("everyday_escalations.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            authority, role, text, clauses, route, *offices = (part.strip() for part in line.split("|"))
            yield authority, Role(role) if role != "any" else None, text, _list(clauses), route, _list(*offices)


def _list(text: str = "") -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


ASKED = list(everyday())


@pytest.mark.parametrize(("authority", "role", "text", "clauses", "route", "offices"), ASKED)
def test_an_everyday_question_finds_its_route_and_only_the_offices_it_needs(
    authority: str, role: Role | None, text: str, clauses: list[str], route: str, offices: list[str]
) -> None:
    found = escalation(authority, role, text, *clauses)
    assert (found.route, list(found.offices)) == (route, offices)
    verify_escalation(LIBRARY, found)


def test_every_route_is_asked_for_above() -> None:
    laid_down = {route.id for authority in LIBRARY.authorities for route in LIBRARY.protocol(authority).routes}
    assert {route for *_, route, _ in ASKED} == laid_down


def test_a_request_for_an_officer_at_a_group_is_whole() -> None:
    found = escalation("cumbria", MEMBER, "our lot would like the treasurer along", "4.6", "4.7")
    assert [(step.office, step.label) for step in found.steps] == [
        ("Chief Executive", "4.6"),
        ("Chief Executive", "4.7"),
    ]
    assert [one.words[:3] for one in found.must_state] == ["(a)", "(b)", "(c)"]
    assert [one.office for one in found.told] == ["Group Leader", "Leaders of the other Groups"]
    assert [one.label for one in found.follows] == ["4.10"]
    assert found.request == "officer-attendance-group"


def test_the_post_complained_of_chooses_the_step() -> None:
    (step,) = escalation("trafford", MEMBER, "the head of parks is idle, who hears it", "15.1").steps
    assert step.office == "Director"
    assert step.words == "in the case of a Head of Service with the appropriate Director"
    general = escalation("trafford", MEMBER, "a warden is idle, who hears it", "15.1")
    assert [step.office for step in general.steps] == ["Director or Head of Service"]
    assert "depends on the officer’s post" in general.conflicts[0]


def test_the_post_that_was_named_last_outdoes_the_one_before_it() -> None:
    before = "what if it's the chief exec himself? who hears a complaint about a planner"
    for latest in ("and a head of service?", "what about the head of parks"):
        question = Question(f"{latest} {before}", "trafford", MEMBER, latest=latest)
        found = escalation_for(LIBRARY, question, [quote(LIBRARY.clause("trafford/15.1"))])
        assert found.offices == ("Director",)


def asking(
    authority: str, text: str = "may I bring a dog", contact: str = "", terms: Sequence[Term] = ()
) -> Escalation:
    register = OfficeRegister(terms) if terms else None
    return whom_to_ask(LIBRARY, Question(text, authority, MEMBER), register, contact)


def test_where_the_protocol_is_silent_the_office_that_interprets_it_is_whom_to_ask() -> None:
    found = asking("trafford", contact="us")
    assert (found.offices, found.fallback, found.request) == (("Monitoring Officer",), None, "interpretation")
    (step,) = found.steps
    assert step.words.startswith("Any questions over interpretation will be decided by the Monitoring Officer")
    verify_escalation(LIBRARY, found)


def test_who_is_only_responsible_is_named_with_what_is_left_open_and_beside_the_contact() -> None:
    found = asking("lydney", contact="the Deputy Clerk")
    assert found.offices == ("Town Clerk (CEO)",)
    assert "no way to have a clause interpreted" in found.notes[0]
    assert found.fallback
    assert wording.NOT_FROM_THE_PROTOCOL in found.fallback.sentences
    assert asking("lydney").fallback is None
    assert asking("reigate").follows == ()


@pytest.mark.parametrize("authority", ["cjc", "cumbria"])
def test_where_no_clause_names_anybody_the_contact_is_whom_to_ask(authority: str) -> None:
    found = asking(authority, contact="Democratic Services")
    assert (found.offices, found.steps) == ((), ())
    assert found.fallback
    assert found.fallback.sentences == (
        wording.ask_this_contact("Democratic Services"),
        wording.NOT_FROM_THE_PROTOCOL,
    )


def test_silence_does_not_send_a_grievance_to_the_person_it_is_about() -> None:
    found = asking("trafford", "is the monitoring officer allowed to ignore me", contact="us")
    assert found.offices == ()
    assert found.fallback


def test_silence_names_who_holds_the_office() -> None:
    found = asking("trafford", terms=[term("trafford", "Monitoring Officer", "Robin Instance")])
    assert [one.name for one in found.holders] == ["Robin Instance"]


def test_steps_under_proposed_wording_are_marked_and_only_shown_beside_it() -> None:
    without = escalation("trafford", MEMBER, "could the head of leisure come to our group", "8.1")
    assert {step.status for step in without.steps} == {Status.IN_FORCE}
    assert without.must_state == ()
    beside = escalation("trafford", MEMBER, "could the head of leisure come to our group", "8.1", "8.3/insert-b")
    assert [(step.office, step.status) for step in beside.steps] == [
        ("Corporate Director", Status.PROPOSED),
        ("Chief Executive", Status.IN_FORCE),
    ]
    assert beside.must_state


@pytest.mark.parametrize(
    ("clauses", "about"),
    [
        (["8.1"], "The protocol does not reconcile the two"),
        (["11.3"], "names nobody who approves"),
        (["8.1", "8.3(c)"], "twice as “Existing provision”"),
        (["15.1"], "depends on the officer’s post"),
    ],
)
def test_what_does_not_agree_is_told_not_settled(clauses: list[str], about: str) -> None:
    found = escalation("trafford", MEMBER, "who do I ask", *clauses)
    assert any(about in sentence for sentence in found.conflicts)


def test_the_same_clause_serves_two_sides_by_role() -> None:
    quotes = ("9/p1", "9/p2")
    assert escalation("cjc", MEMBER, "whom do I tell", *quotes).route == "D-08"
    assert escalation("cjc", OFFICER, "whom do I tell", *reversed(quotes)).route == "D-09"


def test_a_route_of_the_other_side_gives_way_where_somebody_asks_whom_to_tell() -> None:
    found = escalation("cjc", OFFICER, "he ordered me to drop it, who should hear of that", "2/p2", "9/p2")
    assert found.route == "D-09"


def test_no_route_is_forced_on_an_answer_that_needs_none() -> None:
    assert not escalation("reigate", None, "is it fine to ring on a Saturday", "1.4.7")
    assert not escalation("reigate", MEMBER, "is it fine to ring on a Saturday", "1.4.7", "1.11.2")
    assert not escalation("trafford", MEMBER, "are we binding ourselves", "16.1")
    assert not escalation("trafford", MEMBER, "anything")


class TestNobodyNamed:
    def test_a_gap_that_the_protocol_leaves_is_said_with_the_contact_beside_it(self) -> None:
        found = escalation("cumbria", MEMBER, "who helps us frame our budget", "3.5", contact="Democratic Services")
        assert found.notes == ("The clause does not say who supplies the information.",)
        assert found.fallback is not None
        assert found.fallback.contact == "Democratic Services"
        assert wording.NOT_FROM_THE_PROTOCOL in found.fallback.sentences

    def test_a_question_for_somebody_gets_nobody_rather_than_a_guess(self) -> None:
        found = escalation("trafford", MEMBER, "who do I ask for a parking permit for my car", "13.2", contact="Us")
        assert (found.offices, found.notes) == ((), (wording.NOBODY_NAMED,))
        assert found.fallback is not None

    def test_without_a_contact_it_says_so(self) -> None:
        found = escalation("cumbria", MEMBER, "who helps us frame our budget", "3.5")
        assert found.fallback is not None
        assert found.fallback.sentences == (wording.no_contact("Cumbria County Council"),)

    def test_no_contact_where_the_protocol_names_somebody(self) -> None:
        assert escalation("trafford", MEMBER, "who hears it", "15.1", contact="Us").fallback is None


class TestTheClauseItself:
    @pytest.mark.parametrize(
        ("authority", "clause", "offices"),
        [
            ("cumbria", "4.15", ["Corporate Director – Resources"]),
            ("cumbria", "4.19", ["Corporate Director – Resources"]),
            ("cumbria", "4.2", ["Chief Executive", "Corporate Director"]),
            ("reigate", "1.3.12", ["manager", "Managing Director"]),
            ("trafford", "6.2", ["Director"]),
        ],
    )
    def test_an_office_that_the_clause_points_to_counts(self, authority: str, clause: str, offices: list[str]) -> None:
        found = escalation(authority, None, "who is that then", clause)
        assert list(found.offices) == offices
        assert (found.route, found.request) == ("", None)
        verify_escalation(LIBRARY, found)

    def test_nobody_is_sent_to_whom_it_is_about(self) -> None:
        found = escalation("lydney", OFFICER, "the chairman of the council shouted at me, who do I go to", "5.2/p2")
        assert "Chairman of the Council" not in found.offices

    def test_only_where_somebody_is_asked_for(self) -> None:
        assert not escalation("cumbria", None, "is the agenda ready", "4.15")

    def test_an_office_that_only_occurs_in_a_clause_does_not(self) -> None:
        assert escalation("trafford", None, "who are the statutory officers", "3.10").offices == ()


class TestAComplaintNeverGoesToThePersonItIsAbout:
    def test_by_office_an_alternative_is_left_out_and_said(self) -> None:
        found = escalation("cumbria", MEMBER, "the corporate director insulted me, who do I see", "2.10")
        assert found.offices == ("line manager",)
        assert wording.left_out("Corporate Director", "2.10") in found.conflicts

    def test_by_office_the_gap_is_said_where_no_other_way_is_named(self) -> None:
        found = escalation("cjc", OFFICER, "the chief exec is leaning on me to favour them", "4/p3", contact="Us")
        assert (found.offices, found.steps) == ((), ())
        assert any("no other way" in note for note in found.notes)
        assert found.fallback is not None

    @pytest.mark.parametrize(
        ("authority", "text", "clause", "offices"),
        [
            (
                "cjc",
                "complaint about the chief executive himself, who do I go to",
                "9/p1",
                ("Head of Service", "Director"),
            ),
            ("cumbria", "the corporate director insulted me, who do I see", "2.10", ("line manager",)),
        ],
    )
    def test_no_gap_is_said_where_another_step_leads_on(
        self, authority: str, text: str, clause: str, offices: tuple[str, ...]
    ) -> None:
        found = escalation(authority, MEMBER, text, clause)
        assert found.offices == offices
        said = [*found.conflicts, *found.notes]
        assert not any("no other way" in sentence for sentence in said)
        assert len([sentence for sentence in said if "does not go" in sentence]) == 1

    def test_a_counted_label_begins_a_sentence_with_a_capital(self) -> None:
        found = escalation("cjc", OFFICER, "the chief exec is leaning on me to favour them", "4/p3")
        assert found.notes[0].startswith("Section 4, paragraph 3 names the Chief Executive.")

    def test_the_protocols_other_route_is_taken(self) -> None:
        found = escalation("reigate", MEMBER, "the head of parking insulted me", "1.11.2")
        assert found.offices == ("Managing Director",)
        assert [step.label for step in found.steps][:1] == ["1.7.7"]
        assert found.conflicts

    def test_by_person_who_also_holds_the_other_office(self) -> None:
        terms = [
            term("trafford", "Chief Executive", "Alex Example"),
            term("trafford", "Monitoring Officer", "Alex Example"),
        ]
        found = escalation(
            "trafford", MEMBER, "the chief exec is rude, who do I tell", "15.1", terms=terms, contact="Us"
        )
        assert (found.offices, found.holders) == ((), ())
        assert wording.same_person("Monitoring Officer") in found.notes
        assert found.fallback is not None

    def test_by_the_deputy_who_acts_for_the_office(self) -> None:
        terms = [
            term("trafford", "Chief Executive", "Alex Example", deputy="Sam Sample", acts=True),
            term("trafford", "Monitoring Officer", "Sam Sample"),
        ]
        assert (
            escalation("trafford", MEMBER, "the chief exec is rude, who do I tell", "15.1", terms=terms).offices == ()
        )
        terms[0] = term("trafford", "Chief Executive", "Alex Example", deputy="Sam Sample")
        found = escalation("trafford", MEMBER, "the chief exec is rude, who do I tell", "15.1", terms=terms)
        assert [(one.office, one.name) for one in found.holders] == [("Monitoring Officer", "Sam Sample")]

    def test_by_a_deputy_who_acts_where_the_complaint_would_go(self) -> None:
        terms = [
            term("trafford", "Chief Executive", "Alex Example"),
            term("trafford", "Monitoring Officer", "Robin Instance", deputy="Alex Example", acts=True),
        ]
        assert (
            escalation("trafford", MEMBER, "the chief exec is rude, who do I tell", "15.1", terms=terms).offices == ()
        )

    def test_by_name(self) -> None:
        terms = [
            term("trafford", "Chief Executive", "Alex Example"),
            term("trafford", "Monitoring Officer", "Kit Kind"),
        ]
        for text in ("alex example is rude, who do I tell", "Ms Example is rude, who do I tell"):
            assert escalation("trafford", MEMBER, text, "15.1", terms=terms).offices == ("Monitoring Officer",)

    def test_it_still_goes_to_somebody_else_in_the_same_office(self) -> None:
        terms = [
            term("reigate", "Head of Service", "Jo Specimen", area="Parking"),
            term("reigate", "Head of Service", "Kim Pattern", area="Housing"),
            term("reigate", "Managing Director", "Alex Example"),
        ]
        found = escalation("reigate", MEMBER, "head of parking insulted me", "1.11.2", terms=terms)
        assert [one.name for one in found.holders] == ["Alex Example"]


class TestPersons:
    def test_the_holder_is_named_and_the_acting_deputy_in_their_place(self) -> None:
        rests = escalation(
            "lydney", MEMBER, "the groundsman swore", "5.2/p1", terms=[term("lydney", "Town Clerk (CEO)", "Kit Kind")]
        )
        assert [(one.name, one.acting, one.slack) for one in rests.holders] == [("Kit Kind", False, "U0HOLDER")]
        terms = [term("lydney", "Town Clerk (CEO)", "Kit Kind", deputy="Sam Sample", acts=True)]
        acts = escalation("lydney", MEMBER, "the groundsman swore", "5.2/p1", terms=terms)
        assert [(one.name, one.acting, one.slack) for one in acts.holders] == [("Sam Sample", True, "U0DEPUTY")]

    def test_of_several_only_the_one_whose_area_is_spoken_of_is_named(self) -> None:
        terms = [
            term("trafford", "Director", "Jo Specimen", area="Planning"),
            term("trafford", "Director", "Kim Pattern", area="Highways"),
        ]
        one = escalation("trafford", MEMBER, "a man in highways is idle, who hears it", "15.1", terms=terms)
        assert [holder.name for holder in one.holders] == ["Kim Pattern"]
        none = escalation("trafford", MEMBER, "a man in waste is idle, who hears it", "15.1", terms=terms)
        assert (none.offices, none.holders) == (("Director", "Head of Service"), ())

    def test_another_authoritys_people_are_nobody_here(self) -> None:
        terms = [term("trafford", "Chief Executive", "Alex Example")]
        assert escalation("cjc", OFFICER, "they lean on me", "4/p3", terms=terms).holders == ()


def test_words_that_left_their_clause_are_not_sent() -> None:
    found = escalation("trafford", MEMBER, "who hears it", "15.1")
    spoiled = replace(found, steps=(replace(found.steps[0], words="must go to the Mayor"),))
    with pytest.raises(QuotationError, match=r"does not stand in trafford/15\.1"):
        verify_escalation(LIBRARY, spoiled)


CLAUSES = [clause.id for name in LIBRARY.authorities for clause in LIBRARY.protocol(name).clauses]


@given(st.text(max_size=200), st.sampled_from([MEMBER, OFFICER, None]), st.data())
@settings(deadline=None)
def test_whatever_is_asked_all_that_is_shown_is_printed(text: str, role: Role | None, data: st.DataObject) -> None:
    authority = data.draw(st.sampled_from(LIBRARY.authorities))
    own = [clause for clause in CLAUSES if clause.startswith(f"{authority}/")]
    quoted = data.draw(st.lists(st.sampled_from(own), max_size=4, unique=True))
    found = escalation(authority, role, f"who {text}", *(clause.partition("/")[2] for clause in quoted))
    verify_escalation(LIBRARY, found)
    assert set(found.offices) <= {office.name for office in LIBRARY.protocol(authority).offices}
    assert len(found.offices) == len(set(found.offices))


@pytest.mark.parametrize("party", ["labour", "the tories", "the lib dems", "the greens", "the independents"])
def test_no_party_is_sent_anywhere_else(party: str) -> None:
    found = escalation("cumbria", MEMBER, f"{party} would like the treasurer along, who do we ask", "4.6", "4.7")
    assert found == escalation("cumbria", MEMBER, "we would like the treasurer along, who do we ask", "4.6", "4.7")
