"""What is shown before, during and after a meeting, from rules made by hand, on clauses of the real protocols."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handlers.messages import ActionKind
from handlers.neutrality.check import NeutralityDesk
from handlers.neutrality.messages import Check, Facts
from handlers.neutrality.ports import Election
from knowledge.clause import Role, Status
from knowledge.errors import QuotationError, UnknownAuthority
from knowledge.library import Library
from knowledge.neutrality import (
    OFFERED,
    Circumstance,
    Decides,
    Meeting,
    Neutrality,
    NeutralityRule,
    Part,
    Silence,
    Tension,
)
from knowledge.offices import OfficeRegister, Person, Term
from tests.fakes.search import ScriptedSearch, found

TODAY = date(2027, 1, 15)
GROUP, WARD = Meeting.GROUP, Meeting.WARD
RULES = (
    NeutralityRule(Part.BEFORE, "trafford/8.1", (GROUP,)),
    NeutralityRule(Part.BEFORE, "trafford/8.1/proposed", (GROUP,)),
    NeutralityRule(Part.BEFORE, "trafford/8.3/insert-a", (GROUP,)),
    NeutralityRule(Part.BEFORE, "trafford/14.2/b2", (GROUP,), case="If you are asked for resources"),
    NeutralityRule(Part.BEFORE, "trafford/8.2", (GROUP,), {Circumstance.POLICY_CHANGE: "yes"}),
    NeutralityRule(Part.BEFORE, "trafford/3.8/b4", (GROUP,), {Circumstance.OFFICER: "junior"}, side=Role.MEMBER),
    NeutralityRule(Part.BEFORE, "trafford/11.3", (WARD,), {Circumstance.ARRANGED_BY: "member"}),
    NeutralityRule(
        Part.BEFORE,
        "trafford/2.4",
        (WARD,),
        {Circumstance.ARRANGED_BY: "member", Circumstance.PRE_ELECTION: "yes"},
    ),
    NeutralityRule(Part.BEFORE, "trafford/4.5"),
    NeutralityRule(Part.DURING, "trafford/8.4", (GROUP,), {Circumstance.NON_MEMBERS: "yes"}),
    NeutralityRule(Part.DURING, "trafford/4.3"),
    NeutralityRule(Part.AFTER, "trafford/8.5", (GROUP,), duty="Do not relay it to another group."),
    NeutralityRule(Part.AFTER, "trafford/15.2", case="If relations are strained", duty="Talk to your Director."),
)
NEUTRALITY = Neutrality(
    rules=RULES,
    silences=(
        Silence(None, (Meeting.CABINET,), ("trafford/5.2",)),
        Silence(Circumstance.PARTY_BUSINESS, (), ("trafford/3.9/b1",)),
        Silence(Circumstance.OFFICER, (), ("trafford/3.10",), "statutory"),
    ),
    tensions=(Tension(("trafford/8.1", "trafford/8.3/insert-b"), "These do not agree.", (GROUP,)),),
    decides=(Decides("Chief Executive", "trafford/8.1", "Chief Executive", (GROUP,)),),
    requests={GROUP: "group-meeting"},
    election=("trafford/2.4",),
)
ELECTIONS = (Election(date(2027, 3, 22), date(2027, 5, 7)),)
TERM = Term(
    "trafford", "Chief Executive", "", Person("Jane Roe"), date(2020, 1, 1), None, Person("Ali Khan"), acts=True
)


@pytest.fixture(scope="module")
def laid_out(library: Library) -> Library:
    return Library([replace(library.protocol("trafford"), neutrality=NEUTRALITY)])


def checked(
    library: Library, facts: Facts, *, elections: Sequence[Election] = ELECTIONS, register: OfficeRegister | None = None
) -> Check:
    contacts: Mapping[str, str] = {"trafford": "Democratic Services"}
    return NeutralityDesk(library, register, lambda _: elections, contacts, lambda: TODAY).check("trafford", facts)


def shown(check: Check, part: Part) -> list[str]:
    return [entry.quote.clause for entry in check.entries[part]]


def changes(check: Check) -> dict[tuple[Circumstance, str], list[str]]:
    return {(one.circumstance, one.answer): [entry.quote.clause for entry in one.entries] for one in check.changes}


def test_only_the_kind_of_meeting_is_needed(laid_out: Library) -> None:
    check = checked(laid_out, Facts(GROUP))
    assert shown(check, Part.BEFORE) == [
        "trafford/8.1",
        "trafford/8.3/insert-a",
        "trafford/4.5",
        "trafford/14.2/b2",
    ]
    assert shown(check, Part.DURING) == ["trafford/4.3"]
    assert shown(check, Part.AFTER) == ["trafford/8.5", "trafford/15.2"]
    assert check.request == "group-meeting"
    assert [action.kind for action in check.actions] == [ActionKind.REQUEST, ActionKind.PERSON]


def test_a_proposal_stands_beside_what_it_would_replace_and_alone_where_there_is_nothing(laid_out: Library) -> None:
    first, second, *_ = checked(laid_out, Facts(GROUP)).entries[Part.BEFORE]
    assert [(one.clause, one.status) for one in first.proposed] == [("trafford/8.1/proposed", Status.PROPOSED)]
    assert (second.quote.status, second.proposed) == (Status.PROPOSED, ())


def test_what_may_happen_is_headed_by_it_and_comes_last(laid_out: Library) -> None:
    before = checked(laid_out, Facts(GROUP)).entries[Part.BEFORE]
    assert [entry.case for entry in before] == ["", "", "", "If you are asked for resources"]


def test_a_fact_brings_its_clause_and_the_reason_and_is_no_longer_among_what_would_change(laid_out: Library) -> None:
    without = checked(laid_out, Facts(GROUP))
    given = checked(laid_out, Facts(GROUP, known={Circumstance.NON_MEMBERS: "yes"}))
    assert changes(without)[Circumstance.NON_MEMBERS, "yes"] == ["trafford/8.4"]
    assert (Circumstance.NON_MEMBERS, "yes") not in changes(given)
    assert shown(given, Part.DURING) == ["trafford/8.4", "trafford/4.3"]
    assert given.entries[Part.DURING][0].because == "People who are not members will be there."
    refused = checked(laid_out, Facts(GROUP, known={Circumstance.NON_MEMBERS: "no"}))
    assert "trafford/8.4" not in [one.clause for one in refused.quoted]


def test_a_clause_with_two_open_conditions_says_both(laid_out: Library) -> None:
    (change,) = [
        one
        for one in checked(laid_out, Facts(WARD), elections=()).changes
        if one.circumstance is Circumstance.ARRANGED_BY
    ]
    assert [entry.quote.clause for entry in change.entries] == ["trafford/11.3", "trafford/2.4"]
    assert change.entries[1].because == (
        "A councillor arranges the meeting and the meeting is in a pre-election period."
    )


def test_the_other_side_sees_its_own_clauses(laid_out: Library) -> None:
    junior = {Circumstance.OFFICER: "junior"}
    officer = checked(laid_out, Facts(GROUP, known=junior))
    member = checked(laid_out, Facts(GROUP, known=junior, side=Role.MEMBER))
    assert set(shown(member, Part.BEFORE)) - set(shown(officer, Part.BEFORE)) == {"trafford/3.8/b4"}


def test_what_the_protocol_is_silent_on_is_said_with_the_nearest_clauses(laid_out: Library) -> None:
    silent = {one.sentence: [quote.clause for quote in one.nearest] for one in checked(laid_out, Facts(GROUP)).silent}
    assert silent == {
        "The Trafford Council protocol does not rule on party business on the agenda.": ["trafford/3.9/b1"],
        "The Trafford Council protocol does not rule on a statutory officer who goes.": ["trafford/3.10"],
    }


def test_nothing_is_said_of_silence_on_what_is_not_so(laid_out: Library) -> None:
    known = {Circumstance.PARTY_BUSINESS: "no", Circumstance.OFFICER: "junior"}
    assert not checked(laid_out, Facts(GROUP, known=known)).silent


def test_an_officer_of_whom_no_clause_speaks_is_named(laid_out: Library) -> None:
    sentences = [one.sentence for one in checked(laid_out, Facts(GROUP, known={Circumstance.OFFICER: "senior"})).silent]
    assert "The Trafford Council protocol does not rule on a senior officer who goes." in sentences


@pytest.mark.parametrize("meeting", [Meeting.CABINET, Meeting.SCRUTINY])
def test_a_meeting_of_which_no_clause_speaks_gets_the_general_ones_as_general(
    laid_out: Library, meeting: Meeting
) -> None:
    check = checked(laid_out, Facts(meeting))
    assert "has no clause on" in check.silent[0].sentence
    assert check.entries[Part.DURING][0].because.startswith("A general clause: it does not speak of")
    nearest = ["trafford/5.2"] if meeting is Meeting.CABINET else []
    assert [quote.clause for quote in check.silent[0].nearest] == nearest


def test_provisions_that_do_not_agree_are_shown_and_not_settled(laid_out: Library) -> None:
    ((sentence, quotes),) = checked(laid_out, Facts(GROUP)).tensions
    assert sentence == "These do not agree."
    assert [quote.clause for quote in quotes] == ["trafford/8.1", "trafford/8.3/insert-b"]
    assert not checked(laid_out, Facts(WARD)).tensions


def test_the_last_line_is_no_clearance_and_names_who_decides(laid_out: Library) -> None:
    decides = checked(laid_out, Facts(GROUP), register=OfficeRegister([TERM])).decides
    assert decides.sentence == (
        "This is what the protocol says, not a clearance. The Chief Executive (Ali Khan, acting) decides, by 8.1."
    )
    assert [holder.name for holder in decides.holders] == ["Ali Khan"]


def test_where_nobody_is_named_the_authority_s_contact_is(laid_out: Library) -> None:
    decides = checked(laid_out, Facts(WARD)).decides
    assert decides.office == ""
    assert "not a clearance" in decides.sentence
    assert "Democratic Services" in decides.sentence


def test_duties_are_listed_once_with_keys_that_no_fact_changes(laid_out: Library) -> None:
    duties = checked(laid_out, Facts(GROUP)).duties
    assert [(one.key, one.task) for one in duties] == [
        ("trafford/8.5", "Do not relay it to another group."),
        ("trafford/15.2", "Talk to your Director."),
    ]
    assert [one.key for one in checked(laid_out, Facts(WARD)).duties] == ["trafford/15.2"]


def test_before_an_election_the_clause_applies_by_the_date(laid_out: Library) -> None:
    by_member: Mapping[Circumstance, str] = {Circumstance.ARRANGED_BY: "member"}
    within = checked(laid_out, Facts(WARD, date(2027, 3, 22), by_member))
    assert "trafford/2.4" in shown(within, Part.BEFORE)
    outside = checked(laid_out, Facts(WARD, date(2027, 3, 1), by_member))
    assert "trafford/2.4" not in [one.clause for one in outside.quoted]
    assert within.banner is not None
    assert outside.banner is None


def test_a_date_after_all_known_elections_leaves_it_open(laid_out: Library) -> None:
    check = checked(laid_out, Facts(WARD, date(2029, 1, 1), {Circumstance.ARRANGED_BY: "member"}))
    assert changes(check)[Circumstance.PRE_ELECTION, "yes"] == ["trafford/2.4"]


def combinations() -> Iterator[Facts]:
    asked = [one for one in Circumstance if one is not Circumstance.PRE_ELECTION]
    answers = [(None, *OFFERED[one]) for one in asked]
    for meeting, side, given in itertools.product(Meeting, Role, itertools.product(*answers)):
        known: dict[Circumstance, str] = {
            one: answer for one, answer in zip(asked, given, strict=True) if answer is not None
        }
        yield Facts(meeting, date(2027, 4, 1), known, side)


def test_every_combination_of_facts_shows_each_clause_with_its_circumstance_and_no_other(laid_out: Library) -> None:
    for facts in combinations():
        check = checked(laid_out, facts)
        known = {**facts.known, Circumstance.PRE_ELECTION: "yes"}
        if facts.meeting is not WARD:
            known.pop(Circumstance.ARRANGED_BY, None)
        wanted = {
            (rule.part, rule.clause.removesuffix("/proposed"))
            for rule in RULES
            if (not rule.meetings or facts.meeting in rule.meetings)
            and rule.side in {None, facts.side}
            and all(known.get(one) == answer for one, answer in rule.facts.items())
        }
        assert {(part, clause) for part in Part for clause in shown(check, part)} == wanted
        assert not {one.circumstance for one in check.changes} & set(known)
        assert all(entry.because for entries in check.entries.values() for entry in entries)


def test_an_answer_that_the_form_does_not_offer_counts_as_none(laid_out: Library) -> None:
    odd = Facts(GROUP, known={Circumstance.OFFICER: "tall", Circumstance.ARRANGED_BY: "member"})
    assert checked(laid_out, odd).entries == checked(laid_out, Facts(GROUP)).entries


def test_a_protocol_that_nobody_laid_out_gets_what_the_search_finds_marked_as_found(library: Library) -> None:
    bare = Library([replace(library.protocol("trafford"), neutrality=None)])
    search = ScriptedSearch(found("trafford/8.1", "trafford/8.5"))
    desk = NeutralityDesk(bare, None, lambda _: ELECTIONS, {}, lambda: TODAY, search)
    check = desk.check("trafford", Facts(GROUP, date(2027, 4, 1)))
    assert shown(check, Part.BEFORE) == ["trafford/8.1", "trafford/8.2", "trafford/8.5"]
    assert all(entry.found for entry in check.entries[Part.BEFORE])
    assert not check.entries[Part.DURING]
    assert {role for _, _, role in search.asked} == {Role.OFFICER}
    assert all("a party group meeting" in query for query, _, _ in search.asked)
    assert "there may be others" in check.silent[0].sentence
    assert check.banner is not None
    assert "No editor has laid out what" in check.banner.sentence
    assert "not a clearance" in check.decides.sentence


def test_a_clause_that_was_found_has_its_companions_beside_it(library: Library) -> None:
    bare = Library([replace(library.protocol("lydney"), neutrality=None)])
    search = ScriptedSearch(found("lydney/4.3(a)", "lydney/4.3(b)"))
    check = NeutralityDesk(bare, None, lambda _: (), {}, lambda: TODAY, search).check("lydney", Facts(GROUP))
    assert shown(check, Part.BEFORE) == ["lydney/4.3(a)", "lydney/4.3(b)"]
    alone = ScriptedSearch(found("lydney/4.3(a)"))
    check = NeutralityDesk(bare, None, lambda _: (), {}, lambda: TODAY, alone).check("lydney", Facts(GROUP))
    assert shown(check, Part.BEFORE) == ["lydney/4.3(a)", "lydney/4.3(b)"]
    beside = check.entries[Part.BEFORE][1]
    assert beside.found
    assert "4.3(a), which must be read with this clause" in beside.because


def test_of_a_protocol_that_nobody_laid_out_it_is_not_said_that_it_names_nobody(library: Library) -> None:
    bare = Library([replace(library.protocol("trafford"), neutrality=None)])
    desk = NeutralityDesk(bare, None, lambda _: (), {}, lambda: TODAY, ScriptedSearch(found("trafford/8.1")))
    decides = desk.check("trafford", Facts(GROUP)).decides
    assert "does not say who decides" not in decides.sentence
    assert "No editor has laid out who decides" in decides.sentence


def test_without_a_search_or_without_an_answer_nothing_is_claimed(library: Library) -> None:
    bare = Library([replace(library.protocol("trafford"), neutrality=None)])
    for search in (None, ScriptedSearch(found("trafford/8.1", confidence=0.0))):
        check = NeutralityDesk(bare, None, lambda _: (), {}, lambda: TODAY, search).check("trafford", Facts(GROUP))
        assert not check.quoted
        assert "cannot say what it is silent on" in check.silent[0].sentence


def test_an_authority_that_is_not_installed_is_refused(laid_out: Library) -> None:
    desk = NeutralityDesk(laid_out, None, lambda _: (), {}, lambda: TODAY)
    with pytest.raises(UnknownAuthority):
        desk.check("leeds", Facts(GROUP))


def test_words_of_the_decision_that_the_clause_does_not_hold_stop_the_check(laid_out: Library) -> None:
    wrong = replace(NEUTRALITY, decides=(Decides("Chief Executive", "trafford/8.1", "the Mayor decides"),))
    library = Library([replace(laid_out.protocol("trafford"), neutrality=wrong)])
    with pytest.raises(QuotationError):
        checked(library, Facts(GROUP))


def test_a_source_that_changed_stops_the_check(laid_out: Library, tmp_path: Path) -> None:
    protocol = laid_out.protocol("trafford")
    moved = tmp_path / "source.txt"
    moved.write_text(protocol.source.text + "More.", encoding="utf-8")
    library = Library([replace(protocol, source=replace(protocol.source, path=moved))])
    with pytest.raises(QuotationError):
        checked(library, Facts(GROUP))
