"""The parser cuts the five protocols as a person did: `expected/` holds the clauses as cut by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.clause import Clause
from knowledge.library import Library

EXPECTED = Path(__file__).parent / "expected"
AUTHORITIES = sorted(path.stem for path in EXPECTED.glob("*.jsonl"))

# docs/decisions/0001-cutting-clauses.md says why: the inserted a) is the lead-in of the inserted i) under it.
ALSO_STEMS = {"trafford/8.3/insert-a"}


def expected(authority: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EXPECTED / f"{authority}.jsonl").read_text(encoding="utf-8").splitlines()]


def cut(clause: Clause) -> dict[str, Any]:
    """The clause in the words of the expectations."""
    fields: dict[str, Any] = {
        "id": clause.id,
        "heading": list(clause.heading),
        "text": clause.text,
        "status": clause.status.value,
        "addressees": sorted(role.value for role in clause.addressees),
    }
    if clause.stem:
        fields |= {"stem": clause.stem, "item": clause.item}
    if clause.is_stem and clause.id not in ALSO_STEMS:
        fields["is_stem"] = True
    return fields


def test_there_are_five_authorities_and_358_clauses(library: Library) -> None:
    assert tuple(AUTHORITIES) == library.authorities
    assert sum(len(expected(authority)) for authority in AUTHORITIES) == 358


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_clauses_are_cut_as_by_hand(library: Library, authority: str) -> None:
    assert [cut(clause) for clause in library.protocol(authority).clauses] == expected(authority)


@pytest.mark.parametrize(
    ("clause", "label", "printed"),
    [
        ("trafford/10.1", "10.1", True),
        ("trafford/10.3/proposed", "10.3", True),
        ("trafford/3.8/b10", "3.8, bullet 10", False),
        ("trafford/8.3/insert-a", "8.3, proposed insertion a)", True),
        ("trafford/8.3/insert-a-i", "8.3, proposed insertion a)(i)", True),
        ("trafford/8.3(a)/insert-1", "8.3(a), proposed insertion, paragraph 1", False),
        ("trafford/7.0/proposed", "7.0", True),
        ("lydney/3.1(e)", "3.1(e)", True),
        ("lydney/2.3", "2.3", True),
        ("lydney/5.2/p2", "5.2, paragraph 2", False),
        ("lydney/2.2/p2", "2.2, paragraph 2", False),
        ("cjc/2/p5", "section 2, paragraph 5", False),
        ("cjc/1/p2/b1", "section 1, paragraph 2, bullet 1", False),
        ("cjc/3(i)", "3(i)", True),
        ("cjc/preamble/p1", "preamble, paragraph 1", False),
        ("reigate/1.3.8(ii)", "1.3.8(ii)", True),
        ("cumbria/5/p1", "section 5, paragraph 1", False),
    ],
)
def test_label_is_what_a_person_would_cite(library: Library, clause: str, label: str, printed: bool) -> None:
    found = library.clause(clause).label
    assert (found.text, found.printed) == (label, printed)


@pytest.mark.parametrize(
    ("existing", "proposed"),
    [("10.3", "10.3/proposed"), ("4.4/b4", "4.4/b4/proposed"), ("8.3(a)", "8.3(a)/proposed"), ("8.3", "8.3/proposed")],
)
def test_existing_and_proposed_wording_know_each_other(library: Library, existing: str, proposed: str) -> None:
    one, other = library.clause(f"trafford/{existing}"), library.clause(f"trafford/{proposed}")
    assert (one.counterpart, other.counterpart) == (other.id, one.id)


def test_a_wording_without_another_has_no_counterpart(library: Library) -> None:
    for clause in ("8.3(c)", "7.0/proposed", "11.3/insert-1", "10.1"):
        assert library.clause(f"trafford/{clause}").counterpart is None
