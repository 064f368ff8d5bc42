"""What can be wrong with routes.toml beyond its shape: words that do not stand in their clause, an office that the
document does not name, a route that rests on nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from knowledge.clause import Clause, Status
from knowledge.errors import KnowledgeError
from knowledge.protocol import Source
from knowledge.routes import REQUEST_TYPES, DutyTable, RouteFile, RouteTable
from knowledge.spans import quoted
from knowledge.toml_files import line_of, read_text

_TELLERS = ("officer", "member")
Place = tuple[str | int, ...]
"""Where something stands in a file, as `knowledge.toml_files.line_of` takes it."""
Mistake = tuple[Place, str, str]
"""Where, what is wrong, and what to do."""


def wrong_routes(
    path: Path, file: RouteFile, authority: str, source: Source, clauses: Mapping[str, Clause]
) -> Iterator[KnowledgeError]:
    """All that is wrong with the routes read from `path`, against the document and its clauses by id."""
    if not (file.office or file.route):
        return
    text = read_text(path)
    own = {name.removeprefix(f"{authority}/"): clause for name, clause in clauses.items()}
    for place, what, remedy in (*_offices(file, source), *_routes(file, own)):
        yield KnowledgeError(what, file=path, line=line_of(text, *place), remedy=remedy)


def _offices(file: RouteFile, source: Source) -> Iterator[Mistake]:
    printed = quoted(source.text, 0, len(source.text))
    counted = Counter(office.name for office in file.office)
    for number, office in enumerate(file.office):
        place: Place = ("office", number, "name")
        if not any(_whole_word(printed, found) for found in re.finditer(rf"{re.escape(office.name)}s?(?!\w)", printed)):
            yield (
                place,
                f"the document does not name an office “{office.name}”.",
                "Write it as the document prints it, or remove it.",
            )
        if counted[office.name] > 1:
            yield place, f"the office “{office.name}” is there twice.", "Keep one of the two."


def _whole_word(text: str, found: re.Match[str]) -> bool:
    """Whether a word begins where it was found: the pattern that asks for it is ten times as slow."""
    return re.match(r"\w", text[found.start() - 1 : found.start()]) is None


def _routes(file: RouteFile, clauses: Mapping[str, Clause]) -> Iterator[Mistake]:
    counted = Counter(route.id for route in file.route)
    offices = {office.name for office in file.office}
    for number, route in enumerate(file.route):
        place: Place = ("route", number)
        if counted[route.id] > 1:
            yield (*place, "id"), f"two routes are called “{route.id}”.", "Give each route an id of its own."
        yield from _route(route, place, clauses)
        yield from _named_offices(route, place, offices)
        for duty, where in _duties(route, place):
            yield from misquoted(duty, where, clauses)


def _route(route: RouteTable, place: Place, clauses: Mapping[str, Clause]) -> Iterator[Mistake]:
    at = (*place, "clauses")
    if not route.clauses:
        yield at, f"the route {route.id} rests on no clause.", "Name the clauses that lay it down."
    if not (route.step or route.told):
        yield (
            (*place, "id"),
            f"the route {route.id} has neither a step nor anybody who is told.",
            "Add a [[route.step]] or a [[route.told]].",
        )
    if route.request is not None and route.request not in REQUEST_TYPES:
        yield (
            (*place, "request"),
            f"there is no request “{route.request}”.",
            f"Use one of: {', '.join(sorted(REQUEST_TYPES))}.",
        )
    named = [(at, clause) for clause in route.clauses]
    named += [
        ((*place, "conflict", number, "clauses"), clause)
        for number, conflict in enumerate(route.conflict)
        for clause in conflict.clauses
    ]
    for where, clause in named:
        if clause not in clauses:
            yield where, f"the route {route.id} names the clause “{clause}”, which is not there.", "Correct the id."
    binding = {clauses[clause].status for clause in route.clauses if clause in clauses}
    if binding and _status(binding) is not route.status:
        yield (
            (*place, "status"),
            f"the clauses of the route {route.id} are “{_status(binding)}”, not “{route.status}”.",
            "Correct the status, or leave it out where the clauses are in force.",
        )


def _status(binding: set[Status]) -> Status:
    """A route is in force where any of its clauses is; else it is what all of them are."""
    return Status.IN_FORCE if Status.IN_FORCE in binding or len(binding) > 1 else next(iter(binding))


def _named_offices(route: RouteTable, place: Place, offices: set[str]) -> Iterator[Mistake]:
    named: list[tuple[Place, str]] = [((*place, "about"), name) for name in route.about]
    for number, step in enumerate(route.step):
        named += [((*place, "step", number, "office"), name) for name in step.office]
        named += [((*place, "step", number, "about"), name) for name in step.about]
    for number, told in enumerate(route.told):
        named.append(((*place, "told", number, "office"), told.office))
        if told.by and told.by not in _TELLERS:
            named.append(((*place, "told", number, "by"), told.by))
    for number, conflict in enumerate(route.conflict):
        named += [((*place, "conflict", number, "about"), name) for name in conflict.about]
    for where, name in named:
        if name not in offices:
            yield (
                where,
                f"the route {route.id} names the office “{name}”, which the file does not list.",
                "Add an [[office]] of that name, as the document prints it.",
            )


def _duties(route: RouteTable, place: Place) -> Iterator[tuple[DutyTable, Place]]:
    for name, tables in (
        ("step", route.step),
        ("state", route.state),
        ("told", route.told),
        ("follows", route.follows),
    ):
        for number, table in enumerate(tables):
            yield table, (*place, name, number)


def misquoted(duty: DutyTable, place: Place, clauses: Mapping[str, Clause]) -> Iterator[Mistake]:
    """What is wrong with a quotation: a clause that is not there, or words that do not stand in it."""
    clause = clauses.get(duty.clause)
    if clause is None:
        yield (*place, "clause"), f"there is no clause “{duty.clause}”.", "Correct the id."
    elif duty.words not in clause.text:
        yield (
            (*place, "words"),
            f"“{duty.words[:60]}” does not stand in {duty.clause}.",
            "Copy the words from the clause, to the letter.",
        )
