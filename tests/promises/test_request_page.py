"""docs/requests.md lists what each protocol lets people start, as the data says, and names every state and move."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handlers.requests import wording
from handlers.requests.lifecycle import MOVES
from handlers.requests.request import Part
from knowledge.clause import Status
from knowledge.library import Library

PAGE = Path(__file__).resolve().parents[2] / "docs" / "requests.md"
SIDES = {None: "either side", "member": "members", "officer": "officers"}


def rows(library: Library) -> Iterator[str]:
    """The tables of the page: to renew them, run this file."""
    for authority in library.authorities:
        protocol = library.protocol(authority)
        yield f"### {protocol.name}"
        yield ""
        yield "| what | id | by | to | clauses |"
        yield "| --- | --- | --- | --- | --- |"
        for kind in protocol.requests:
            name = f"{kind.name} (not in force)" if kind.status is Status.PROPOSED else kind.name
            offices = dict.fromkeys(office for stage in kind.stages if not stage.further for office in stage.offices)
            labels = "; ".join(dict.fromkeys(library.clause(clause).label.text for clause in kind.clauses))
            yield f"| {name} | `{kind.id}` | {SIDES[kind.started_by]} | {', '.join(offices)} | {labels} |"
        yield ""


def test_the_page_lists_what_can_be_started_under_each_protocol() -> None:
    assert "\n".join(rows(Library.load())).strip() in PAGE.read_text("utf-8")


def test_the_page_names_every_state_and_every_move_of_people() -> None:
    page = PAGE.read_text("utf-8")
    people = {Part.REQUESTER, Part.DECIDER, Part.DUTY}
    assert [name for name in wording.STATES.values() if f"| {name} |" not in page] == []
    moves = [str(move.name).replace("_", "-") for move in MOVES if move.by & people and move.before]
    assert [name for name in moves if f"`{name}`" not in page] == []


if __name__ == "__main__":
    print("\n".join(rows(Library.load())))  # noqa: T201
