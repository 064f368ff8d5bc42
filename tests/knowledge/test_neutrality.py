"""The five protocols say around a meeting what their editors read in them, clause by clause, and nothing else.

The lists below were made from the documents, not from neutrality.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise, product

import pytest

from knowledge.clause import Role, Status
from knowledge.library import Library
from knowledge.neutrality import OFFERED, Circumstance, Meeting, Neutrality, NeutralityRule, Part

AUTHORITIES = ("cumbria", "lydney", "trafford", "cjc", "reigate")
Listed = dict[str, dict[str, str]]
"""For a part: when (always is "", a fact is "officer=junior", what may happen is "? words of its heading"), clauses."""

# In Cumbria, Cabinet and a party group are dealt with together. Ward meetings, scrutiny: nothing.
CUMBRIA_GROUP: Listed = {
    "before": {
        "": "4.2 4.4 4.5 4.6 4.7 4.8 4.9 4.10",
        "officer=senior": "4.1",
        "officer=restricted": "4.1",
        "officer=junior": "2.3",
        "non_members=yes": "4.12",
        "party_business=yes": "4.22",
        "? normal hours": "2.4",
        "? budget": "3.5",
        "? in doubt": "4.14",
    },
    "during": {"": "4.10 4.9 2.1 2.2", "non_members=yes": "4.12", "? pressed": "2.4"},
    "after": {
        "": "4.13",
        "? breached": "4.11",
        "? difficulty": "4.14",
        "? respect": "2.11",
        "? another group": "4.7",
        "? specific information": "3.2",
    },
}
LYDNEY_GROUP: Listed = {
    "before": {
        "": "4.1 4.3(a) 4.3(b) 4.3(c) 3.1(a) 3.1(e) 3.1(g) 3.3(b) 3.3(c)",
        "? written report": "4.2(a) 4.2(b)",
        "? Chairman": "2.3",
        "? opposition": "2.4",
        "officer=junior": "3.2(f)",
        "officer=statutory": "2.5/p3",
    },
    "during": {"": "4.3(c) 2.5/p2", "? pressed": "3.2(f) 3.2(d)"},
    "after": {"": "4.3(d) 4.3(e) 3.1(j)", "? report was written": "4.2(c)", "? strained": "5.1"},
}
TRAFFORD_GROUP: Listed = {
    "before": {
        "": "8.1 8.1/proposed 8.3 8.3/proposed 8.3/insert-a 8.3/insert-a-i 8.3/insert-b 4.3 4.5 6.2"
        " 3.9/b1 3.9/b2 3.9/b3",
        "policy_change=yes": "8.2",
        "non_members=yes": "8.4",
        "party_business=yes": "8.3(a) 8.3(a)/proposed",
        "officer=junior": "3.8/b8",
        "pre_election=yes": "2.4 2.4/proposed",
        "? resources": "14.2/b1 14.2/b2",
        "officer=statutory": "3.10/b1 3.10/b2",
    },
    "during": {
        "": "8.3(a) 8.3(a)/proposed 8.3(a)/insert-1 8.3(a)/insert-2 8.3(b) 8.3(b)/proposed 5.2",
        "non_members=yes": "8.4",
    },
    "after": {
        "": "8.3(c) 8.3(b) 8.3(b)/proposed 8.5",
        "policy_change=yes ? not been offered": "8.2",
        "? strained": "15.2",
        "? in doubt": "2.3",
    },
}
TRAFFORD_WARD: Listed = {
    "before": {
        "": "4.5 3.9/b1 3.9/b2 3.9/b3",
        "arranged_by=council": "11.1",
        "arranged_by=member": "11.3 11.3/proposed 11.3/insert-1 11.3/insert-2 11.3/insert-3",
        "arranged_by=outside": "11.4",
        "? taken the lead": "11.9",
        "party_business=yes": "14.2/b2",
        "? electioneering": "14.2/b2",
        "pre_election=yes": "2.4 2.4/proposed",
        # Who goes is ruled for Members at any time.
        "officer=junior": "3.8/b8",
        "officer=statutory": "3.10/b1 3.10/b2",
    },
    "during": {"": "11.6 4.3 5.2"},
    "after": {"": "11.3 11.6/insert-1 10.2", "? taken the lead": "11.9"},
}
TRAFFORD_SCRUTINY: Listed = {
    "before": {
        # 7.0 is the proposal to delete the section.
        "": "7.1 7.3 7.8 7.0/proposed",
        "pre_election=yes": "2.4 2.4/proposed",
        "officer=junior": "3.8/b8",
        "officer=statutory": "3.10/b1 3.10/b2",
    },
    "during": {"": "7.2 7.4 7.5 7.6"},
    "after": {"": "7.7", "? strained": "15.2"},
}
CJC_GENERAL: Listed = {
    "before": {
        "": "preamble/p3 1/p2/b1 1/p2/b2 1/p2/b3 1/p2/b4 1/p2/b5 1/p2/b6 2/p1/b1 2/p1/b2 2/p2 2/p3 4/p1",
        "officer=restricted": "4/p4",
        "officer=junior": "2/p6",
        "? interest": "3/p3",
        "? press": "7/p1",
    },
    "during": {"": "3/p2 2/p3 2/p4 2/p5 2/p7", "officer=statutory": "4/p2", "? Chief Executive": "4/p2"},
    "after": {"": "4/p3 1/p2/b5", "? contravened": "9/p2"},
}
REIGATE_GENERAL: Listed = {
    "before": {
        "": "1.3.2 1.3.4 1.3.7 1.3.11 1.3.12 1.3.13 1.5.2 1.5.3 1.6.3",
        "pre_election=yes": "1.7.11",
        "? friends or partners": "1.8.3 1.8.4 1.8.5",
        "? inconvenient": "1.4.7",
    },
    "during": {"": "1.3.6 1.5.4 1.6.5 1.6.6 1.6.7 1.4.2 1.9.1"},
    "after": {"": "1.4.5 1.10.1", "? strained": "1.11.1"},
}
# Meetings in public are dealt with as scrutiny is; a group’s meeting is not one.
REIGATE_PUBLIC: Listed = {"during": {"? open to the public": "1.9.2 1.9.3 1.9.4"}}

LISTS: dict[str, dict[str, list[Listed]]] = {
    "cumbria": {"party-group": [CUMBRIA_GROUP], "cabinet": [CUMBRIA_GROUP]},
    "lydney": {"party-group": [LYDNEY_GROUP], "scrutiny": [{"before": {"": "2.4"}}]},
    "trafford": {
        "party-group": [TRAFFORD_GROUP],
        "ward": [TRAFFORD_WARD],
        "scrutiny": [TRAFFORD_SCRUTINY],
        "cabinet": [{"before": {"pre_election=yes": "2.4 2.4/proposed"}}],
        "other": [{"before": {"pre_election=yes": "2.4 2.4/proposed"}}],
    },
    "cjc": {
        "scrutiny": [CJC_GENERAL, {"during": {"": "5/p2"}}],
        **{meeting: [CJC_GENERAL] for meeting in ("party-group", "cabinet", "ward", "other")},
    },
    "reigate": {
        "party-group": [REIGATE_GENERAL],
        "scrutiny": [REIGATE_GENERAL, {"during": {"": "1.9.2 1.9.3 1.9.4"}}],
        **{meeting: [REIGATE_GENERAL, REIGATE_PUBLIC] for meeting in ("cabinet", "ward", "other")},
    },
}
# Members must heed these whoever comes; an officer is shown them in one circumstance alone.
MEMBERS_TOO = {"cumbria": {"2.3"}, "lydney": {"3.2(f)"}, "trafford": {"3.8/b8"}, "cjc": {"2/p6"}, "reigate": set[str]()}
# What a member who asks an officer to a group’s meeting must do, or must not ask, whatever the facts.
OF_MEMBERS = {
    "cumbria": "4.6 4.8 4.9 4.10 2.3 2.4 4.12",
    "lydney": "4.3(a) 4.3(b) 4.3(c) 3.2(f) 3.3(b) 3.3(c) 2.3",
    "trafford": "8.1 8.3 8.3/insert-a 8.3/insert-a-i 8.3/insert-b 3.8/b8 3.9/b1 3.9/b2 3.9/b3 14.2/b1 14.2/b2 6.2 4.5",
    "cjc": "2/p2 2/p6 2/p7 3/p2 3/p3",
    "reigate": "1.3.4 1.3.7 1.3.12 1.5.2 1.6.3 1.6.5 1.6.6 1.6.7 1.4.7 1.8.3",
}
# Which authority rules on what for a group’s meeting (who arranges it: for a ward meeting), and which is silent.
RULED = {
    "arranged_by=council": "trafford",
    "arranged_by=member": "trafford",
    "arranged_by=outside": "trafford",
    "non_members=yes": "cumbria trafford",
    "policy_change=yes": "trafford",
    "party_business=yes": "cumbria trafford",
    "officer=junior": "cumbria lydney trafford cjc",
    "officer=statutory": "lydney trafford cjc",
    "officer=restricted": "cumbria cjc",
    "pre_election=yes": "trafford reigate",
}
NEAREST = {
    ("cumbria", "policy_change"): "4.4 4.7",
    ("lydney", "party_business"): "2.3 4.3(c)",
    ("reigate", "party_business"): "1.3.4 1.5.2",
    ("cjc", "pre_election"): "7/p2",
    ("trafford", "officer"): "4.5",
}
NO_CLAUSE_ON = {
    "cumbria": "other scrutiny ward",
    "lydney": "cabinet other ward",
    "trafford": "cabinet other",
    "cjc": "cabinet other party-group ward",
    "reigate": "cabinet other party-group ward",
}
DECIDES = {"cumbria": "cabinet party-group: 4.7", "lydney": "party-group: 4.3(b)", "trafford": "party-group: 8.1"}
REQUESTS = {
    "cumbria": {"party-group": "group-meeting", "cabinet": "group-meeting"},
    "lydney": {"party-group": "group-meeting"},
    "trafford": {"party-group": "group-meeting", "ward": "ward-meeting", "scrutiny": "scrutiny"},
}
ELECTION = {"trafford": ("2.4", "2.4/proposed"), "reigate": ("1.7.11",)}

Given = Mapping[Circumstance, str]
Shown = set[tuple[str, str]]
"""A clause and the heading under which it stands."""


def neutrality_of(library: Library, authority: str) -> Neutrality:
    laid_out = library.protocol(authority).neutrality
    assert laid_out is not None
    return laid_out


def given(meeting: Meeting) -> Iterator[Given]:
    """Every combination of what the form may have been told, nothing among it."""
    asked = [name for name in Circumstance if meeting is Meeting.WARD or name is not Circumstance.ARRANGED_BY]
    for answers in product(*((None, *OFFERED[name]) for name in asked)):
        yield {name: answer for name, answer in zip(asked, answers, strict=True) if answer}


def local(clause: str) -> str:
    return clause.partition("/")[2]


def in_meeting(rule: NeutralityRule, meeting: Meeting) -> bool:
    return not rule.meetings or meeting in rule.meetings


def applying(laid_out: Neutrality, meeting: Meeting, facts: Given, side: Role) -> list[NeutralityRule]:
    return [
        rule
        for rule in laid_out.rules
        if in_meeting(rule, meeting) and rule.side in (None, side) and rule.facts.items() <= facts.items()
    ]


def listed(authority: str, meeting: Meeting) -> list[tuple[Part, dict[Circumstance, str], str, str]]:
    """The lists for a meeting as (part, facts, words of the heading, clause)."""
    found = []
    for one in LISTS[authority].get(meeting, []):
        for part, whens in one.items():
            for when, clauses in whens.items():
                fact, _, heading = when.partition("? ")
                name, _, answer = fact.strip().partition("=")
                facts = {Circumstance(name): answer} if name else {}
                found += [(Part(part), facts, heading, clause) for clause in clauses.split()]
    return found


@pytest.mark.parametrize("meeting", Meeting)
@pytest.mark.parametrize("authority", AUTHORITIES)
def test_each_combination_shows_an_officer_what_the_lists_have(
    library: Library, authority: str, meeting: Meeting
) -> None:
    laid_out, expected = neutrality_of(library, authority), listed(authority, meeting)
    headings = {(part, clause, heading) for part, _, heading, clause in expected if heading}

    def heading_of(rule: NeutralityRule) -> str:
        """The words that the lists have of its heading, or all of it where they have none."""
        of_clause = (words for part, clause, words in headings if (part, clause) == (rule.part, local(rule.clause)))
        return next((words for words in of_clause if words in rule.case), rule.case)

    for facts in given(meeting):
        rules = applying(laid_out, meeting, facts, Role.OFFICER)
        shown = sorted((rule.part, heading_of(rule), local(rule.clause)) for rule in rules)
        assert shown == sorted(
            (part, heading, clause) for part, needed, heading, clause in expected if needed.items() <= facts.items()
        ), facts


@pytest.mark.parametrize("meeting", Meeting)
@pytest.mark.parametrize("authority", AUTHORITIES)
def test_each_combination_shows_a_member_what_members_must_heed(
    library: Library, authority: str, meeting: Meeting
) -> None:
    laid_out = neutrality_of(library, authority)
    for facts in given(meeting):
        of_officer = {(one.part, one.clause) for one in applying(laid_out, meeting, facts, Role.OFFICER)}
        rules = applying(laid_out, meeting, facts, Role.MEMBER)
        of_member = {(one.part, one.clause) for one in rules}
        assert len(rules) == len({(one.part, one.clause, one.case) for one in rules})
        assert {local(clause) for _, clause in of_member - of_officer} <= MEMBERS_TOO[authority]
        hidden = {clause for _, clause in of_officer - of_member}
        assert not [clause for clause in hidden if Role.MEMBER in library.clause(clause).addressees], facts


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_a_member_who_asks_for_an_officer_sees_what_must_be_done_and_not_asked(
    library: Library, authority: str
) -> None:
    rules = applying(neutrality_of(library, authority), Meeting.GROUP, {Circumstance.NON_MEMBERS: "yes"}, Role.MEMBER)
    assert set(OF_MEMBERS[authority].split()) <= {local(rule.clause) for rule in rules}


@pytest.mark.parametrize(("matter", "ruling"), RULED.items())
@pytest.mark.parametrize("authority", AUTHORITIES)
def test_a_circumstance_is_ruled_or_silent_as_the_document_has_it(
    library: Library, authority: str, matter: str, ruling: str
) -> None:
    circumstance, _, answer = matter.partition("=")
    meeting = Meeting.WARD if circumstance == Circumstance.ARRANGED_BY else Meeting.GROUP
    silences = [
        silence
        for silence in neutrality_of(library, authority).silences
        if silence.circumstance == circumstance
        and (not silence.meetings or meeting in silence.meetings)
        and silence.answer in ("", answer)
    ]
    assert len(silences) == (authority not in ruling.split())
    for silence in silences:
        nearest = NEAREST.get((authority, circumstance), "") if answer in ("yes", "restricted") else ""
        assert sorted(map(local, silence.nearest)) == nearest.split()


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_the_meetings_without_a_clause_are_said_to_be_so(library: Library, authority: str) -> None:
    silences = (one for one in neutrality_of(library, authority).silences if one.circumstance is None)
    assert sorted(meeting for one in silences for meeting in one.meetings) == NO_CLAUSE_ON[authority].split()


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_who_decides_and_what_starts_and_what_binds_before_an_election(library: Library, authority: str) -> None:
    laid_out = neutrality_of(library, authority)
    decides = [f"{' '.join(sorted(one.meetings))}: {local(one.clause)}" for one in laid_out.decides]
    assert decides == [line for name, line in DECIDES.items() if name == authority]
    assert laid_out.requests == REQUESTS.get(authority, {})
    assert tuple(map(local, laid_out.election)) == ELECTION.get(authority, ())


def test_only_trafford_contradicts_itself_and_is_shown_to(library: Library) -> None:
    tensions = {name: neutrality_of(library, name).tensions for name in AUTHORITIES}
    assert {name for name, found in tensions.items() if found} == {"trafford"}
    of_groups, of_wards = tensions["trafford"]
    assert {*map(local, of_groups.clauses)} == {"8.1", "8.1/proposed", "8.3/insert-b"}
    assert of_groups.meetings == (Meeting.GROUP,)
    assert {*map(local, of_wards.clauses)} == {"11.3", "11.3/insert-1", "11.3/insert-3"}


MUST = re.compile(
    r"\b(?:must|shall|cannot|never|essential|not permitted|required to|duty to (?:give|the)|have a duty|obliged)\b"
)
SHOULD = re.compile(
    r"\b(?:will|should|ha(?:s|ve) to|needs? to|are to be|do not|limits to|precedence)\b|^For (?:Members|Officers)"
    r"|important that"
)


def binding(library: Library, laid_out: Neutrality, rule: NeutralityRule) -> int:
    """0 for who decides, then what must be done, what should be done, the rest."""
    if rule.part is Part.BEFORE and rule.clause in {one.clause for one in laid_out.decides}:
        return 0
    text = library.clause(rule.clause).text
    return 1 if MUST.search(text) else 2 if SHOULD.search(text) else 3


@pytest.mark.parametrize("meeting", Meeting)
@pytest.mark.parametrize("authority", AUTHORITIES)
def test_the_most_binding_stands_first_under_each_heading(library: Library, authority: str, meeting: Meeting) -> None:
    laid_out = neutrality_of(library, authority)
    headings: dict[tuple[Part, str], list[NeutralityRule]] = {}
    for rule in laid_out.rules:
        if in_meeting(rule, meeting) and library.clause(rule.clause).status is not Status.PROPOSED:
            headings.setdefault((rule.part, rule.case), []).append(rule)
    for rules in headings.values():
        for one, other in pairwise(rules):
            strengths = binding(library, laid_out, one), binding(library, laid_out, other)
            assert strengths[0] <= strengths[1], (one.clause, other.clause, strengths)


def test_proposed_wording_stands_beside_the_wording_in_force(library: Library) -> None:
    rules = neutrality_of(library, "trafford").rules
    replacing = [
        number
        for number, rule in enumerate(rules)
        if library.clause(rule.clause).status is Status.PROPOSED
        and library.clause(rule.clause).counterpart
        and "/insert" not in rule.clause
    ]
    assert replacing
    for number in replacing:
        before, rule = rules[number - 1], rules[number]
        assert before.clause == library.clause(rule.clause).counterpart
        assert (before.part, before.meetings, before.facts) == (rule.part, rule.meetings, rule.facts)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_what_follows_from_a_meeting_can_be_ticked_off(library: Library, authority: str) -> None:
    duties = [rule for rule in neutrality_of(library, authority).rules if rule.duty]
    assert duties
    assert {rule.part for rule in duties} == {Part.AFTER}
    assert all(rule.duty.endswith(".") for rule in duties)


@pytest.mark.parametrize("clause", ["lydney/4.3(d)", "cjc/9/p2", "trafford/11.3", "trafford/11.9"])
def test_what_an_officer_does_afterwards_is_no_duty_of_a_councillor_who_reads_the_same_clause(
    library: Library, clause: str
) -> None:
    rules = neutrality_of(library, clause.partition("/")[0]).rules
    after = [rule for rule in rules if rule.clause == clause and rule.part is Part.AFTER]
    assert {rule.side: bool(rule.duty) for rule in after} == {Role.OFFICER: True, Role.MEMBER: False}
