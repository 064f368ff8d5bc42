"""The register of offices: who holds what on a day, and what is wrong with the file."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.offices import OfficeRegister, Person, Term, read_register, vacant

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "offices.example.toml"
GUIDE = EXAMPLE.with_name("escalation.md")
GOOD = """[[term]]
authority = "trafford"
office = "Monitoring Officer"
holder = "Robin Instance"
from = 2024-05-01
to = 2026-04-30
deputy = "Sam Sample"
"""
NEXT = GOOD.replace("Robin", "Kit").replace("2024-05-01", "2026-05-01").replace("2026-04-30", "2028-04-30")


def read(tmp_path: Path, library: Library, text: str) -> tuple[tuple[Term, ...], list[KnowledgeError]]:
    path = tmp_path / "offices.toml"
    path.write_text(text, encoding="utf-8")
    problems: list[KnowledgeError] = []
    return read_register(path, library, problems), problems


def test_the_holder_changes_on_the_day(tmp_path: Path, library: Library) -> None:
    terms, problems = read(tmp_path, library, GOOD + NEXT)
    assert problems == []
    held = {
        day: [term.holder.name for term in OfficeRegister(terms, lambda day=day: day).current("trafford")]  # type: ignore[misc]
        for day in (date(2024, 4, 30), date(2024, 5, 1), date(2026, 4, 30), date(2026, 5, 1), date(2028, 5, 1))
    }
    assert list(held.values()) == [[], ["Robin Instance"], ["Robin Instance"], ["Kit Instance"], []]


def test_the_deputy_is_turned_to_only_while_they_act(tmp_path: Path, library: Library) -> None:
    (resting,), _ = read(tmp_path, library, GOOD)
    (acting,), _ = read(tmp_path, library, GOOD + 'acts = true\ndeputy_slack = "U0SAM"\n')
    assert resting.person == Person("Robin Instance")
    assert resting.people == (resting.person,)
    assert acting.person == Person("Sam Sample", slack="U0SAM")
    assert [one.name for one in acting.people] == ["Robin Instance", "Sam Sample"]


WRONG = [
    (GOOD.replace('"trafford"', '"bury"'), 2, "no protocol of “bury”"),
    (GOOD.replace('"Monitoring Officer"', '"Fire Chief"'), 3, "knows no office “Fire Chief”"),
    (GOOD.replace('"Monitoring Officer"', '"ward Members"'), 3, "knows no office “ward Members” that somebody holds"),
    (GOOD.replace("2026-04-30", "2020-04-30"), 1, "the term ends before it begins"),
    (GOOD + 'email = "robin at council"\n', 8, "“term.email” cannot be used"),
    (GOOD + 'slack = "@robin"\n', 8, "“term.slack” cannot be used"),
    (GOOD.replace('deputy = "Sam Sample"', "acts = true"), 1, "there is no deputy"),
    (GOOD.replace("Sam Sample", "robin instance"), 1, "the deputy is the holder"),
    (GOOD.replace("from = 2024-05-01\n", ""), 1, "the key “term.from” is missing"),
    (GOOD + 'phone = "1"\n', 8, "the key “term.phone” is unknown"),
    (GOOD + NEXT.replace("2026-05-01", "2026-04-30"), 12, "two terms of Monitoring Officer (trafford) overlap"),
]


@pytest.mark.parametrize(("text", "line", "what"), WRONG)
def test_a_mistake_is_told_with_line_and_remedy(
    tmp_path: Path, library: Library, text: str, line: int, what: str
) -> None:
    _, problems = read(tmp_path, library, text)
    assert [(problem.line, what in problem.what, bool(problem.remedy)) for problem in problems] == [(line, True, True)]


def test_the_remedy_names_the_keys_as_they_are_written(tmp_path: Path, library: Library) -> None:
    _, (problem,) = read(tmp_path, library, GOOD + 'phone = "1"\n')
    assert " from, " in problem.remedy
    assert "begins" not in problem.remedy


def test_an_open_term_overlaps_whatever_comes_later(tmp_path: Path, library: Library) -> None:
    _, problems = read(tmp_path, library, GOOD.replace("to = 2026-04-30\n", "") + NEXT)
    assert "overlap" in str(problems[0])


def test_several_may_hold_an_office_in_areas_of_their_own(tmp_path: Path, library: Library) -> None:
    director = GOOD.replace("Monitoring Officer", "Director")
    text = director + 'area = "Planning"\n' + director + 'area = "Highways"\n'
    assert read(tmp_path, library, text)[1] == []
    assert len(read(tmp_path, library, director + director)[1]) == 1


def test_offices_that_nobody_holds_are_found(tmp_path: Path, library: Library) -> None:
    terms, _ = read(tmp_path, library, GOOD)
    before, after = (OfficeRegister(terms, lambda day=day: day) for day in (date(2025, 1, 1), date(2030, 1, 1)))  # type: ignore[misc]
    assert ("trafford", "Monitoring Officer") not in set(vacant(before, library, ["trafford"]))
    missing = {office for _, office in vacant(after, library, ["trafford"])}
    assert {"Monitoring Officer", "Chief Executive", "Director", "Head of Service"} <= missing
    # A line manager is another for everybody.
    assert {name for _, name in vacant(after, library, ["cjc"])} == {
        "Chief Executive",
        "Monitoring Officer",
        "Head of Legal and Democratic Services",
        "Head of Service",
        "Director",
        "Standards Committee",
    }


def test_offices_that_only_a_request_needs_are_found_and_committees_where_nobody_else_is_left(library: Library) -> None:
    empty = OfficeRegister(())
    protocol = library.protocol("reigate")
    on_routes = {name for route in protocol.routes for step in route.steps for name in step.offices}
    missing = {office for _, office in vacant(empty, library, ["reigate"])}
    assert "Group Leader" in missing - on_routes
    # Guidance is the Monitoring Officer's as well as the Standards Committee's.
    assert "Standards Committee" not in missing


def test_the_example_is_right_and_whole(library: Library) -> None:
    problems: list[KnowledgeError] = []
    register = OfficeRegister(read_register(EXAMPLE, library, problems), lambda: date(2025, 9, 1))
    assert problems == []
    assert list(vacant(register, library, ["trafford"])) == []


def test_every_key_is_explained_in_the_guide() -> None:
    from knowledge.offices import _TermTable

    explained = set(re.findall(r"`([a-z_]+)`", GUIDE.read_text(encoding="utf-8")))
    assert {field.alias or name for name, field in _TermTable.model_fields.items()} <= explained
