"""What can be wrong with requests.toml beyond its shape: words that do not stand in their clause, an office that the
protocol does not know, a post whose complaint goes nowhere, a route without its request.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.clause import Clause
from knowledge.errors import KnowledgeError
from knowledge.request_tables import FieldTable, RequestFile, RequestTable, StageTable
from knowledge.requests import Bearer, FieldKind, Procedure
from knowledge.route_checks import Mistake, Place, misquoted
from knowledge.routes import REQUEST_TYPES, DutyTable, OfficeKind, RouteFile
from knowledge.toml_files import line_of, read_text

_TOLD_PEOPLE = (Bearer.REQUESTER, Bearer.OFFICER)
_SAYING_WHOM = (FieldKind.CHOICE, FieldKind.PERSON)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a request may name: clauses (without the authority), offices with their kind, routes with their request."""

    clauses: Mapping[str, Clause]
    offices: Mapping[str, OfficeKind]
    routes: Mapping[str, str | None]


def wrong_requests(
    folder: Path, file: RequestFile, routes: RouteFile, clauses: Mapping[str, Clause]
) -> Iterator[KnowledgeError]:
    """All that is wrong with the requests of the authority in `folder`, against its routes and its clauses by id.

    Nothing where the file is not there, or has mistakes of its own that were told when it was read.
    """
    if not (file.request or file.absent):
        return
    known = _Known(
        {name.removeprefix(f"{folder.name}/"): clause for name, clause in clauses.items()},
        {office.name: office.kind for office in routes.office},
        {route.id: route.request for route in routes.route},
    )
    found = (
        (folder / "requests.toml", (*_requests(file, known), *_absences(file, known))),
        (folder / "routes.toml", tuple(_routes_without(file, routes))),
    )
    for path, mistakes in found:
        text = read_text(path) if mistakes else ""
        for place, what, remedy in mistakes:
            yield KnowledgeError(what, file=path, line=line_of(text, *place), remedy=remedy)


def _requests(file: RequestFile, known: _Known) -> Iterator[Mistake]:
    counted = Counter(request.id for request in file.request)
    for number, request in enumerate(file.request):
        place: Place = ("request", number)
        if counted[request.id] > 1:
            yield (*place, "id"), f"two requests are called “{request.id}”.", "Give each request an id of its own."
        yield from _kind(request.kind, place)
        yield from _clauses(request.clauses, f"the request {request.id}", place, known)
        yield from _on_routes(request, place, known)
        yield from _status(request, place, known)
        yield from _fields(request, place)
        yield from _quotations(request, place, known)
        yield from _stages(request, place, known)
        yield from _posts(request, place)
        yield from _duties(request, place, known)


def _absences(file: RequestFile, known: _Known) -> Iterator[Mistake]:
    offered = {request.kind for request in file.request}
    counted = Counter(absent.kind for absent in file.absent)
    for number, absent in enumerate(file.absent):
        place: Place = ("absent", number)
        at = (*place, "kind")
        yield from _kind(absent.kind, place)
        yield from _clauses(absent.clauses, f"the absence of {absent.kind}", place, known)
        if absent.kind in offered:
            yield at, f"“{absent.kind}” is said to be absent, and a request offers it.", "Remove one of the two."
        if counted[absent.kind] > 1:
            yield at, f"“{absent.kind}” is said to be absent twice.", "Keep one of the two."


def _routes_without(file: RequestFile, routes: RouteFile) -> Iterator[Mistake]:
    offered = {(request.kind, route) for request in file.request for route in request.routes}
    for number, route in enumerate(routes.route):
        if route.request in REQUEST_TYPES and (route.request, route.id) not in offered:
            yield (
                ("route", number, "request"),
                f"the route {route.id} starts “{route.request}”, and no request of that kind names the route.",
                "Add a [[request]] to requests.toml, name the route in one, or take `request` out of the route.",
            )


def _kind(kind: str, place: Place) -> Iterator[Mistake]:
    if kind not in REQUEST_TYPES:
        yield (
            (*place, "kind"),
            f"there is no kind of request “{kind}”.",
            f"Use one of: {', '.join(sorted(REQUEST_TYPES))}.",
        )


def _clauses(clauses: Iterable[str], what: str, place: Place, known: _Known) -> Iterator[Mistake]:
    for clause in clauses:
        if clause not in known.clauses:
            yield (*place, "clauses"), f"{what} names the clause “{clause}”, which is not there.", "Correct the id."


def _on_routes(request: RequestTable, place: Place, known: _Known) -> Iterator[Mistake]:
    at = (*place, "routes")
    for route in request.routes:
        if route not in known.routes:
            yield at, f"the request {request.id} names the route “{route}”, which is not there.", "Correct the id."
        elif known.routes[route] not in (None, request.kind):
            yield (
                at,
                f"the route {route} starts “{known.routes[route]}”, not “{request.kind}”.",
                "Correct the kind of the request, or the route.",
            )
    if not any(known.routes.get(route) == request.kind for route in request.routes):
        yield (
            at,
            f"none of the routes of {request.id} starts “{request.kind}”.",
            f'Name the route that lays it down, with request = "{request.kind}" in routes.toml.',
        )


def _status(request: RequestTable, place: Place, known: _Known) -> Iterator[Mistake]:
    """A request is in force where the clause that says who gets it is."""
    first = {stage.clause for stage in request.stage if not stage.further}
    binding = {known.clauses[clause].status for clause in first if clause in known.clauses}
    if len(binding) == 1 and request.status not in binding:
        yield (
            (*place, "status" if "status" in request.model_fields_set else "id"),
            f"the request {request.id} goes to its first office by a clause that is “{binding.pop()}”,"
            f" not “{request.status}”.",
            "Correct the status, or leave it out where the clause is in force.",
        )


def _fields(request: RequestTable, place: Place) -> Iterator[Mistake]:
    counted = Counter(field.key for field in request.field)
    for number, field in enumerate(request.field):
        here = (*place, "field", number)
        if counted[field.key] > 1:
            yield (*here, "key"), f"two fields of {request.id} have the key “{field.key}”.", "Give each one of its own."
        for key, what, remedy in _field(field):
            yield (*here, key), f"the field “{field.key}” of {request.id} {what}.", remedy
    if request.procedure is Procedure.COMPLAINT and not any(field.complained_of for field in request.field):
        yield (
            (*place, "procedure"),
            f"the complaint {request.id} does not ask whom it is about.",
            "Mark the field that asks it with `complained_of = true`: that person must never decide.",
        )


def _field(field: FieldTable) -> Iterator[tuple[str, str, str]]:
    """(key of the line, what is wrong, remedy)."""
    choice = field.kind is FieldKind.CHOICE
    if choice and len(set(field.options)) < max(2, len(field.options)):
        at = "options" if field.options else "key"
        yield at, "is a choice without two different options", "Give it `options`, each once, or another `kind`."
    if field.options and not choice:
        yield "options", "has options and is no choice", 'Add kind = "choice", or remove them.'
    if field.future and field.kind is not FieldKind.DATE:
        yield "future", "must be in the future and is no date", 'Add kind = "date", or remove `future`.'
    if field.complained_of and field.kind not in _SAYING_WHOM:
        yield "complained_of", "says whom a complaint is about and is no choice or person", "Correct its `kind`."
    if bool(field.clause) != bool(field.words):
        yield (
            "clause" if field.clause else "words",
            "has only one of `clause` and `words`",
            "Give both where a clause demands it, and neither where none does.",
        )


def _quotations(request: RequestTable, place: Place, known: _Known) -> Iterator[Mistake]:
    for number, field in enumerate(request.field):
        if field.clause and field.words:
            demanded = DutyTable(clause=field.clause, words=field.words)
            yield from misquoted(demanded, (*place, "field", number), known.clauses)
    quoting: tuple[tuple[str, tuple[DutyTable, ...]], ...] = (
        ("stage", request.stage),
        ("duty", request.duty),
        ("condition", request.condition),
    )
    for name, tables in quoting:
        for number, table in enumerate(tables):
            yield from misquoted(table, (*place, name, number), known.clauses)


def _stages(request: RequestTable, place: Place, known: _Known) -> Iterator[Mistake]:
    notes = " ".join(request.notes)
    for number, stage in enumerate(request.stage):
        at = (*place, "stage", number, "office")
        for office in stage.office:
            if office not in known.offices:
                yield _unlisted(request, office, at)
            elif known.offices[office] is OfficeKind.PARTY:
                yield at, f"“{office}” is a party: it cannot decide on {request.id}.", "Name an office instead."
            elif not (_names(stage.words, office) or _names(notes, office)):
                yield (
                    at,
                    f"the words quoted for {request.id} do not name the “{office}”, and no note does.",
                    "Quote words that name it, or say in `notes` why it gets the request although the clause does not.",
                )


def _names(text: str, office: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(office)}s?(?!\w)", text) is not None


def _unlisted(request: RequestTable, office: str, at: Place) -> Mistake:
    return (
        at,
        f"the request {request.id} names the office “{office}”, which routes.toml does not list.",
        "Add an [[office]] of that name to routes.toml, as the document prints it.",
    )


def _posts(request: RequestTable, place: Place) -> Iterator[Mistake]:
    """Every post that can be complained of leads to an office, and no stage waits for a post that is not asked."""
    posts = {option for field in request.field if field.complained_of for option in field.options}
    for number, stage in enumerate(request.stage):
        for post in stage.when:
            if post not in posts:
                yield (
                    (*place, "stage", number, "when"),
                    f"a stage of {request.id} is for “{post}”, which no field with `complained_of` offers.",
                    "Add it to that field’s `options`, or correct it.",
                )
    for post in sorted(posts) or [""]:
        if not any(not stage.further and _applies(stage, post, request.stage) for stage in request.stage):
            about = f" about “{post}”" if post else ""
            yield (
                (*place, "stage", 0),
                f"the request {request.id}{about} goes to no office.",
                "Add a [[request.stage]] without `further` that applies.",
            )


def _applies(stage: StageTable, post: str, stages: Iterable[StageTable]) -> bool:
    if stage.otherwise:
        return not any(post in other.when for other in stages)
    return not stage.when or post in stage.when


def _duties(request: RequestTable, place: Place, known: _Known) -> Iterator[Mistake]:
    keys = {field.key for field in request.field}
    for number, duty in enumerate(request.duty):
        here = (*place, "duty", number)
        if duty.by not in (*Bearer, *known.offices):
            yield _unlisted(request, duty.by, (*here, "by"))
        for told in duty.tells:
            if told not in (*_TOLD_PEOPLE, *known.offices):
                yield _unlisted(request, told, (*here, "tells"))
        for key in duty.reveals:
            if key not in keys:
                yield (
                    (*here, "reveals"),
                    f"a duty of {request.id} reveals “{key}”, which is no field of it.",
                    f"Use keys of its fields: {', '.join(sorted(keys))}.",
                )
        if duty.sends and not duty.tells:
            yield (*here, "sends"), f"a duty of {request.id} is sent to nobody.", "Say in `tells` who is told."
