"""The five protocols offer exactly the requests that they lay down, and ask for what their clauses demand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from knowledge.check import check, render
from knowledge.clause import Status
from knowledge.library import PACKAGED, Library
from knowledge.request_tables import AbsentTable, FieldTable, RequestDutyTable, RequestFile, RequestTable, StageTable
from knowledge.requests import FieldKind, Moment, Procedure, RequestType
from knowledge.routes import REQUEST_TYPES, OfficeKind

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "editing-protocols.md"
AUTHORITIES = ("cumbria", "lydney", "trafford", "cjc", "reigate")
NOT = "not laid down"
# What each document lets a person start, read by hand: routes, or why there is no request. "–" is not spoken of at all.
TABLE: dict[str, tuple[str, str, str, str, str]] = {
    "officer-attendance-group": ("A-13", "B-02", "C-04 (+C-05)", NOT, NOT),
    "officer-attendance-ward": (NOT, NOT, "C-12; external C-14", NOT, NOT),
    "officer-attendance-scrutiny": (
        NOT,
        NOT,
        "C-03 [E]",
        "(D-04: advice and information only)",
        "not laid down (1.9.2 covers questioning)",
    ),
    "written-report": ("inside A-13 (c)", "B-01", NOT, NOT, NOT),
    "information": ("A-05 (A-10, A-11)", NOT, "C-06", "D-04, D-05", "E-01"),
    "inspection confidential-inspection": (NOT, NOT, "C-07, C-08", NOT, "E-02"),
    "private-advice": ("A-12", "–", "–", "–", "–"),
    "background-chair": ("A-07", "–", "–", "–", "–"),
    "background-minority": ("A-08", "–", "–", "–", "–"),
    "budget-framing": ("A-09", "–", "–", "–", "–"),
    "complaint-officer": ("A-01", "B-04, B-05", "C-20", "D-08", "E-05 (E-03)"),
    "concern-member": ("A-02", "B-03", "C-21", "D-09", "E-04"),
    "neutrality-compromised": ("A-15, A-16", NOT, "(C-23: refuse; no notice)", "D-01", NOT),
    "interpretation": (
        "not laid down (A-15 for group advice only)",
        "B-08 (inferred)",
        "C-01",
        NOT,
        "E-09 (no express route)",
    ),
    "pre-election-guidance": ("–", "–", "C-02 [P]", "–", "(1.7.11 duty)"),
    "restricted-post-advice": ("–", "–", "–", "D-02", "–"),
    "agenda-disagreement": ("A-17", "–", "–", "–", "–"),
    "minute-disagreement": ("A-18", "–", "–", "–", "–"),
    "letter-member-name": ("A-19", "–", "(10.3 rule)", "–", "–"),
    "site-visit": ("–", "–", "C-18", "–", "–"),
    "declaration": ("–", "–", "–", "D-06, D-07", "E-06"),
}


def types(library: Library) -> Iterator[RequestType]:
    for authority in library.authorities:
        yield from library.protocol(authority).requests


def the(library: Library, authority: str, name: str) -> RequestType:
    return next(one for one in library.protocol(authority).requests if one.id == name)


def routes_in(cell: str) -> set[str]:
    return set() if cell.startswith(("not", "–", "(", "inside")) else set(re.findall(r"[A-E]-\d\d", cell))


def test_the_table_speaks_of_every_kind() -> None:
    assert {kind for row in TABLE for kind in row.split()} == set(REQUEST_TYPES)


@pytest.mark.parametrize("row", TABLE)
@pytest.mark.parametrize("authority", AUTHORITIES)
def test_each_authority_offers_what_its_document_lays_down(library: Library, row: str, authority: str) -> None:
    cell = TABLE[row][AUTHORITIES.index(authority)]
    protocol = library.protocol(authority)
    offered = [one for one in protocol.requests if one.kind in row.split()]
    assert {route for one in offered for route in one.routes} == routes_in(cell)
    absent = [one for one in protocol.absent_requests if one.kind in row.split()]
    assert len(absent) == (not routes_in(cell) and cell[0] in "n(")


def test_a_written_report_in_cumbria_is_asked_for_with_the_attendance(library: Library) -> None:
    request = the(library, "cumbria", "group-meeting")
    assert "report" in request.words
    (sought,) = (field for field in request.fields if field.key == "sought")
    assert "A report" in sought.options


def test_every_word_stands_in_its_clause(library: Library) -> None:
    quoted = 0
    for request in types(library):
        words = [(field.clause, field.words) for field in request.fields if field.clause]
        words += [(stage.clause, stage.words) for stage in request.stages]
        words += [(duty.clause, duty.words) for duty in request.duties]
        words += request.conditions
        assert [phrase for clause, phrase in words if phrase not in library.clause(clause).text] == []
        assert all(library.clause(clause) for clause in request.clauses)
        quoted += len(words)
    assert quoted > 250


def test_what_no_clause_demands_is_only_which_meeting_who_and_what_about(library: Library) -> None:
    undemanded = {(field.key, field.kind) for one in types(library) for field in one.fields if not field.clause}
    assert {key for key, _ in undemanded} == {
        *("group", "meeting_on", "met_on", "committee", "ward", "service"),
        *("post", "officer", "member"),
        *("about", "addressee", "question", "provision"),
    }


def test_only_one_form_in_force_asks_for_reason_names_and_topics(library: Library) -> None:
    fields = {field.key: field for field in the(library, "cumbria", "group-meeting").fields}
    assert [field.words[:3] for field in fields.values() if field.words.startswith("(")] == ["(a)", "(b)", "(c)"]
    assert not fields["employee"].required
    demanded = {
        (one.authority, one.id)
        for one in types(library)
        for field in one.fields
        if one.kind == "officer-attendance-group" and field.words.startswith("(a) the reason(s)")
    }
    assert demanded == {("cumbria", "group-meeting")}


def test_only_one_form_demands_a_reason_in_writing(library: Library) -> None:
    found = {(one.authority, one.id) for one in types(library) for field in one.fields if "in writing" in field.words}
    assert found == {("reigate", "confidential-inspection")}


TOLD = {
    ("cumbria", "group-meeting"): [
        (Moment.SUBMITTED, ("Corporate Director",)),
        (Moment.DECIDED, ("Group Leader",)),
        (Moment.DECIDED, ("Leaders of the other Groups",)),
        (Moment.GRANTED, ("officer",)),
    ],
    ("cumbria", "concern-member"): [(Moment.DECIDED, ("Chief Executive",)), (Moment.DECIDED, ("requester",))],
    ("lydney", "group-meeting"): [(Moment.GRANTED, ("all other groups",))],
    ("lydney", "written-report"): [(Moment.GRANTED, ("all other groups",))],
    ("trafford", "group-meeting"): [
        (Moment.GRANTED, ("all other political groups",)),
        (Moment.GRANTED, ("leader of the political group",)),
    ],
    ("trafford", "site-visit"): [(Moment.SUBMITTED, ("ward Members",))],
}


@pytest.mark.parametrize(("authority", "name"), TOLD)
def test_the_duties_are_those_of_the_clause(library: Library, authority: str, name: str) -> None:
    duties = the(library, authority, name).duties
    assert [(duty.at, duty.tells) for duty in duties] == TOLD[authority, name]


def test_those_who_are_told_see_what_the_clause_says_and_no_more(library: Library) -> None:
    shown = {
        (one.authority, one.id, told): set(duty.reveals)
        for one in types(library)
        for duty in one.duties
        for told in duty.tells
    }
    assert shown["lydney", "group-meeting", "all other groups"] == {"group", "subject"}
    assert shown["lydney", "written-report", "all other groups"] == {"subject"}
    assert shown["cumbria", "group-meeting", "Leaders of the other Groups"] == {"group", "employee"}
    assert shown["trafford", "group-meeting", "all other political groups"] == {"area"}


def test_the_two_subclauses_that_limit_each_other_are_shown_together(library: Library) -> None:
    request = the(library, "lydney", "group-meeting")
    assert {"lydney/4.3(d)", "lydney/4.3(e)"} <= set(request.clauses)
    assert any("4.3(d)" in note and "4.3(e)" in note for note in request.notes)


def first_offices(request: RequestType, post: str) -> list[tuple[str, ...]]:
    named = {one for stage in request.stages for one in stage.when}
    return [
        stage.offices
        for stage in request.stages
        if not stage.further and (post in stage.when if stage.when else not stage.otherwise or post not in named)
    ]


POSTS = [
    ("lydney", "Another officer", ("Town Clerk (CEO)",)),
    ("lydney", "Town Clerk (CEO)", ("Chairman of the Council",)),
    ("trafford", "Another officer", ("Director", "Head of Service")),
    ("trafford", "Head of Service", ("Director",)),
    ("trafford", "Director", ("Chief Executive",)),
    ("trafford", "Corporate Director", ("Chief Executive",)),
    ("trafford", "Chief Executive", ("Monitoring Officer",)),
    ("reigate", "Another officer", ("Head of Service",)),
    ("reigate", "Head of Service", ("Managing Director",)),
    ("reigate", "Chief Officer", ("Managing Director",)),
    ("reigate", "Member of the Management Team", ("Managing Director",)),
    ("reigate", "Managing Director", ("Monitoring Officer",)),
    ("cumbria", "Another employee", ("line manager", "Corporate Director")),
]


@pytest.mark.parametrize(("authority", "post", "offices"), POSTS)
def test_the_post_decides_where_a_complaint_goes(
    library: Library, authority: str, post: str, offices: tuple[str, ...]
) -> None:
    request = the(library, authority, "complaint-officer")
    assert first_offices(request, post) == [offices]


def test_a_complaint_about_the_clerk_can_go_on_to_the_personnel_committee(library: Library) -> None:
    (further,) = (stage for stage in the(library, "lydney", "complaint-officer").stages if stage.further)
    assert (further.offices, further.when) == (("Personnel Committee",), ("Town Clerk (CEO)",))


def test_the_odd_order_of_the_cjc_is_quoted_and_said(library: Library) -> None:
    request = the(library, "cjc", "complaint-officer")
    text = library.clause("cjc/9/p1").text
    places = [text.index(stage.words) for stage in request.stages]
    assert places == sorted(places)
    assert request.stages[0].offices == ("Chief Executive",)
    assert any("does not say which manager" in note for note in request.notes)


def test_complaints_are_confidential_and_ask_whom_they_are_about(library: Library) -> None:
    complaints = [one for one in types(library) if one.procedure is Procedure.COMPLAINT]
    assert {one.kind for one in complaints} == {"complaint-officer", "concern-member"}
    for one in complaints:
        asked = [field.kind for field in one.fields if field.complained_of]
        assert FieldKind.PERSON in asked
        assert one.confidential
        assert not any(duty.sends for duty in one.duties)


def test_private_matters_are_confidential(library: Library) -> None:
    open_to_all = {one.kind for one in types(library) if not one.confidential}
    assert not open_to_all & {"private-advice", "background-chair", "budget-framing", "neutrality-compromised"}
    assert "declaration" not in open_to_all


def test_where_the_clause_names_nobody_a_note_says_so(library: Library) -> None:
    silent = {
        (one.authority, one.id)
        for one in types(library)
        if not any(stage.clause == one.clauses[0] for stage in one.stages if not stage.further)
    }
    silent |= {
        (one.authority, one.id)
        for one in types(library)
        for stage in one.stages
        for office in stage.offices
        if not re.search(rf"\b{re.escape(office)}s?(?!\w)", stage.words)
    }
    proposed = {(one.authority, one.id) for one in types(library) if one.status is Status.PROPOSED}
    assert silent - proposed == {
        *(("cumbria", f"{name}") for name in ("constituency-information", "routine-information", "budget-framing")),
        *(("trafford", name) for name in ("ward-meeting", "ward-meeting-external", "information", "meeting-papers")),
        *(("cjc", name) for name in ("information", "co-opted-advice", "declare-conflict", "declare-interest")),
        *(("reigate", name) for name in ("confidential-inspection", "declare-relationship-member")),
    }
    said = re.compile("does not say|names? no post|names nobody")
    assert [name for name in silent - proposed if not said.search(" ".join(the(library, *name).notes))] == []


def test_nobody_decides_who_only_is_told(library: Library) -> None:
    for one in types(library):
        kinds = {office.name: office.kind for office in library.protocol(one.authority).offices}
        assert all(kinds[office] is not OfficeKind.PARTY for stage in one.stages for office in stage.offices)


def test_what_is_only_proposed_is_marked(library: Library) -> None:
    odd = {one.id: one.status for one in types(library) if one.status is not Status.IN_FORCE}
    assert odd == {
        "group-meeting-proposed": Status.PROPOSED,
        "ward-meeting-proposed": Status.PROPOSED,
        "pre-election": Status.PROPOSED,
        "scrutiny": Status.PROPOSED_FOR_DELETION,
    }


def test_a_meeting_to_come_has_a_date_to_come(library: Library) -> None:
    dates = [(one.id, field) for one in types(library) for field in one.fields if field.kind is FieldKind.DATE]
    past = {(name, field.key) for name, field in dates if not field.future}
    assert past == {("minute", "met_on"), ("meeting-papers", "meeting_on"), ("declare-interest", "meeting_on")}


def test_the_check_counts_the_requests() -> None:
    shown = render(check())
    assert "  request types (5): group-meeting, written-report, complaint-officer" in shown
    assert "  requests not laid down (5): officer-attendance-ward" in shown


def test_every_key_is_explained_in_the_guide() -> None:
    explained = set(re.findall(r"`\[*(?:request\.)?([a-z_]+)\]*`", GUIDE.read_text(encoding="utf-8")))
    tables: list[type[BaseModel]] = [RequestFile, RequestTable, FieldTable, StageTable, RequestDutyTable, AbsentTable]
    assert {key for table in tables for key in table.model_fields} <= explained


def test_the_guides_example_is_true() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (block,) = (block for block in blocks if "[[request]]" in block)
    (shown,) = RequestFile.model_validate(tomllib.loads(block)).request
    text = (PACKAGED / "lydney" / "requests.toml").read_text(encoding="utf-8")
    (real,) = (one for one in RequestFile.model_validate(tomllib.loads(text)).request if one.id == shown.id)
    for part in ("field", "stage", "duty"):
        assert set(getattr(shown, part)) <= set(getattr(real, part))
    assert (shown.kind, shown.name, shown.routes, shown.clauses) == (real.kind, real.name, real.routes, real.clauses)
