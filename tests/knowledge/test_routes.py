"""The routes of the five protocols are all there and rest on their clauses to the letter; mistakes are told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from knowledge.check import check
from knowledge.clause import Status
from knowledge.library import PACKAGED, Library
from knowledge.routes import (
    REQUEST_TYPES,
    ConflictTable,
    OfficeTable,
    Route,
    RouteFile,
    RouteTable,
    StepTable,
    ToldTable,
)

Copy = Callable[..., Path]
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "escalation.md"
# What the documents lay down, as counted by hand: a letter for each, and the last number.
LAID_DOWN = {"cumbria": ("A", 19), "lydney": ("B", 8), "trafford": ("C", 23), "cjc": ("D", 10), "reigate": ("E", 10)}
# Which formal requests each document lets a person start, and along which routes.
REQUESTS = {
    "officer-attendance-group": {"A-13", "B-02", "C-04"},
    "officer-attendance-ward": {"C-12", "C-14"},
    "officer-attendance-scrutiny": {"C-03"},
    "written-report": {"B-01"},
    "information": {"A-05", "A-10", "A-11", "C-06", "D-04", "D-05", "E-01"},
    "inspection": {"C-07", "C-08"},
    "confidential-inspection": {"E-02"},
    "private-advice": {"A-12"},
    "background-chair": {"A-07"},
    "background-minority": {"A-08"},
    "budget-framing": {"A-09"},
    "complaint-officer": {"A-01", "B-04", "B-05", "C-20", "D-08", "E-03", "E-05"},
    "concern-member": {"A-02", "B-03", "C-21", "D-09", "E-04"},
    "neutrality-compromised": {"A-15", "A-16", "D-01"},
    "interpretation": {"B-08", "C-01", "E-09"},
    "pre-election-guidance": {"C-02"},
    "restricted-post-advice": {"D-02"},
    "agenda-disagreement": {"A-17"},
    "minute-disagreement": {"A-18"},
    "letter-member-name": {"A-19"},
    "site-visit": {"C-18"},
    "declaration": {"D-06", "D-07", "E-06"},
}


def routes(library: Library) -> Iterator[Route]:
    for authority in library.authorities:
        yield from library.protocol(authority).routes


@pytest.mark.parametrize("authority", LAID_DOWN)
def test_every_route_that_the_document_lays_down_is_there(library: Library, authority: str) -> None:
    letter, last = LAID_DOWN[authority]
    expected = [f"{letter}-{number:02}" for number in range(1, last + 1)]
    numbers = [route.id[:4] for route in library.protocol(authority).routes]  # C-12-invitations is a part of C-12
    assert list(dict.fromkeys(numbers)) == expected


def test_every_word_stands_in_its_clause(library: Library) -> None:
    quoted = 0
    for route in routes(library):
        words = [(step.clause, step.words) for step in route.steps]
        words += [(duty.clause, duty.words) for duty in (*route.must_state, *route.follows)]
        words += [(told.clause, told.words) for told in route.told]
        assert [phrase for clause, phrase in words if phrase not in library.clause(clause).text] == []
        quoted += len(words)
    assert quoted > 150


def test_every_office_is_named_by_the_document(library: Library) -> None:
    for authority in library.authorities:
        protocol = library.protocol(authority)
        printed = re.sub(r"\s+", " ", protocol.source.text.replace("*", ""))
        assert [office.name for office in protocol.offices if office.name not in printed] == []


def test_the_requests_are_those_that_the_documents_allow(library: Library) -> None:
    assert set(REQUESTS) == set(REQUEST_TYPES)
    for request, expected in REQUESTS.items():
        assert {route.id for route in routes(library) if route.request == request} == expected


def test_only_one_route_promises_feedback_and_only_one_asks_for_writing(library: Library) -> None:
    fed_back = {route.id for route in routes(library) for one in route.follows if "Feedback should" in one.words}
    in_writing = {route.id for route in routes(library) for one in route.must_state if "in writing" in one.words}
    assert (fed_back, in_writing) == ({"A-02"}, {"E-02"})


def test_what_is_only_proposed_is_marked(library: Library) -> None:
    odd = {route.id: route.status for route in routes(library) if route.status is not Status.IN_FORCE}
    assert odd == {"C-02": Status.PROPOSED, "C-03": Status.PROPOSED_FOR_DELETION}


def test_the_odd_order_of_the_cjc_is_the_documents_own(library: Library) -> None:
    route = next(one for one in library.protocol("cjc").routes if one.id == "D-08")
    text = library.clause("cjc/9/p1").text
    places = [text.index(step.words) for step in route.steps]
    assert places == sorted(places)
    assert [step.offices for step in route.steps] == [("Chief Executive",), (), ("Head of Service", "Director")]
    assert route.conflicts


SPOILED = [
    ("shall notify the Chief Executive.", "shall notify The Chief Executive.", r"does not stand in 4/p3"),
    ('name = "Monitoring Officer"', 'name = "Monitor"', r"does not name an office “Monitor”"),
    (
        'office = ["Monitoring Officer"]',
        'office = ["Mayor"]',
        r"names the office “Mayor”, which the file does not list",
    ),
    ('clauses = ["4/p3"]', "clauses = []", r"D-01 rests on no clause"),
    ('clauses = ["4/p3"]', 'clauses = ["4/p33"]', r"D-01 names the clause “4/p33”, which is not there"),
    ('clause = "4/p3"', 'clause = "4/p33"', r"there is no clause “4/p33”"),
    ('request = "information"', 'request = "info"', r"there is no request “info”"),
    ('id = "D-02"', 'id = "D-01"', r"two routes are called “D-01”"),
    ('id = "D-02"', 'id = "D-02"\nstatus = "proposed"', r"are “in force”, not “proposed”"),
    ('trigger = "A member tells', 'triger = "A member tells', r"the key “route.triger” is unknown"),
    ("further = true", "further = 7", r"“route.step.further” cannot be used"),
    ('name = "CJC"', 'name = "Director"', r"the office “Director” is there twice"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), SPOILED)
def test_a_mistake_is_told_with_its_line(copy: Copy, right: str, wrong: str, said: str) -> None:
    folder = copy("cjc")
    path = folder / "cjc" / "routes.toml"
    text = path.read_text(encoding="utf-8")
    before, _, after = text.partition(right)
    assert after
    path.write_text(before + wrong + after, encoding="utf-8")
    problems = [problem for problem in check(folder).problems if re.search(said, str(problem))]
    assert f"{before}{wrong}".count("\n") + 1 in {problem.line for problem in problems}
    assert all(problem.remedy and problem.file == path for problem in problems)


def test_a_route_that_leads_nowhere_is_told(copy: Copy) -> None:
    folder = copy("cjc")
    path = folder / "cjc" / "routes.toml"
    added = '\n[[route]]\nid = "D-11"\ntitle = "x"\ntrigger = "y"\nstarted_by = "anyone"\nclauses = ["4/p1"]\n'
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
    (problem,) = check(folder).problems
    assert "D-11 has neither a step nor anybody who is told" in str(problem)


def test_a_protocol_may_be_without_routes(copy: Copy) -> None:
    folder = copy("lydney")
    for file in ("routes.toml", "requests.toml", "neutrality.toml"):
        (folder / "lydney" / file).unlink()
    report = check(folder)
    assert report.ok
    assert report.protocols[0].routes == ()


def test_every_key_is_explained_in_the_guide() -> None:
    explained = set(re.findall(r"`\[*(?:route\.)?([a-z_]+)\]*`", GUIDE.read_text(encoding="utf-8")))
    tables: list[type[BaseModel]] = [RouteFile, RouteTable, StepTable, ToldTable, ConflictTable, OfficeTable]
    assert {key for table in tables for key in table.model_fields} <= explained


def test_the_guides_example_is_true() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    example = RouteFile.model_validate(tomllib.loads(block))
    real = RouteFile.model_validate(tomllib.loads((PACKAGED / "trafford" / "routes.toml").read_text(encoding="utf-8")))
    (shown,) = example.route
    (route,) = [one for one in real.route if one.id == shown.id]
    assert set(shown.step) <= set(route.step)
    assert (shown.title, shown.trigger, shown.complaint, shown.request) == (
        route.title,
        route.trigger,
        route.complaint,
        route.request,
    )
