"""From the folder of one authority to its protocol, with everything that is wrong in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from knowledge.accounting import LineKind
from knowledge.errors import KnowledgeError
from knowledge.layout import Document
from knowledge.neutrality_checks import wrong_neutrality
from knowledge.neutrality_tables import neutrality_of, read_neutrality
from knowledge.parser import Parsed, parse
from knowledge.protocol import Protocol, Source
from knowledge.questions import contradictions, read_messages, read_typical, strays
from knowledge.request_checks import wrong_requests
from knowledge.request_tables import absences_of, read_requests, request_types_of
from knowledge.route_checks import wrong_routes
from knowledge.routes import offices_of, read_routes, routes_of
from knowledge.toml_files import line_of, read_text, read_toml

_AUTHORITY = re.compile(r"[a-z][a-z0-9-]*")
UNDATED = "undated"


def read_protocol(folder: Path, problems: list[KnowledgeError]) -> Protocol | None:
    """The protocol in `folder`, whose name is the authority's. All that is wrong is added to `problems`.

    None where so much is wrong that there are no clauses. A protocol with problems must not be used to answer.
    """
    if not _AUTHORITY.fullmatch(folder.name):
        remedy = "Use small letters, digits and hyphens only: the name is part of every clause's id."
        problems.append(KnowledgeError("the folder's name cannot be used.", file=folder, remedy=remedy))
        return None
    document = read_toml(folder / "protocol.toml", Document, problems)
    typical = read_typical(folder / "questions.toml", folder.name, problems)
    silences = read_messages(folder / "silent.toml", problems)
    problems.extend(contradictions(folder / "silent.toml", typical, silences))
    routes = read_routes(folder / "routes.toml", problems)
    requests = read_requests(folder / "requests.toml", problems)
    neutrality = read_neutrality(folder / "neutrality.toml", problems)
    try:
        source = read_source(folder / "source.txt")
        parsed = parse(folder.name, source.text, document, source.path) if document else None
    except KnowledgeError as error:
        problems.append(error)
        return None
    if document is None or parsed is None:
        return None
    clauses = {clause.id: clause for clause in parsed.clauses}
    known = frozenset(clauses)
    problems.extend(_in_source(source, parsed))
    problems.extend(_in_hints(folder / "protocol.toml", document, source, parsed, known))
    problems.extend(strays(folder / "questions.toml", folder.name, typical, known))
    problems.extend(wrong_routes(folder / "routes.toml", routes, folder.name, source, clauses))
    problems.extend(wrong_requests(folder, requests, routes, clauses))
    problems.extend(wrong_neutrality(folder, neutrality, routes, requests, clauses))
    return Protocol(
        authority=folder.name,
        name=document.name,
        kind=document.kind,
        title=document.title,
        version=document.version or document.date or UNDATED,
        prompts=document.prompts,
        source=source,
        clauses=parsed.clauses,
        lines=parsed.lines,
        typical=typical,
        silences=silences,
        companions=_companions(folder.name, document, parsed),
        sections=parsed.sections,
        routes=routes_of(routes, folder.name),
        offices=offices_of(routes),
        requests=request_types_of(requests, folder.name),
        absent_requests=absences_of(requests, folder.name),
        neutrality=neutrality_of(neutrality, folder.name),
    )


def read_source(path: Path) -> Source:
    """Read source.txt. Raises KnowledgeError where it is missing, empty, or not UTF-8."""
    text = read_text(path)
    return Source(path, text, hashlib.sha256(path.read_bytes()).hexdigest())


def _companions(authority: str, document: Document, parsed: Parsed) -> Mapping[str, tuple[str, ...]]:
    """What the editors say must travel together, and to each stem its entries."""
    together = {
        f"{authority}/{clause}": [f"{authority}/{other}" for other in others]
        for clause, others in document.companions.items()
    }
    for stem, entries in parsed.entries.items():
        together.setdefault(stem, []).extend(entries)
    return {clause: tuple(dict.fromkeys(others)) for clause, others in together.items()}


def _in_source(source: Source, parsed: Parsed) -> Iterator[KnowledgeError]:
    if not parsed.clauses:
        remedy = "Check [layout] and [body] in protocol.toml, or whether the text of the document is elsewhere."
        yield KnowledgeError("the text has no clauses.", file=source.path, remedy=remedy)
    seen = set()
    for clause in parsed.clauses:
        if clause.id in seen:
            yield KnowledgeError(
                f"a second clause would be called “{clause.id}”.",
                file=source.path,
                line=source.text.count("\n", 0, clause.spans[-1].start) + 1,
                remedy="Name the line that does not count under [[furniture]], or correct [layout], in protocol.toml.",
            )
        seen.add(clause.id)
    for line in parsed.lines:
        if line.kind is LineKind.UNACCOUNTED:
            yield KnowledgeError(
                f"nothing accounts for the line “{line.text[:60]}”.",
                file=source.path,
                line=line.number,
                remedy="If it is no part of the protocol, name it under [[furniture]] in protocol.toml.",
            )


def _in_hints(
    path: Path, document: Document, source: Source, parsed: Parsed, known: frozenset[str]
) -> Iterator[KnowledgeError]:
    text = read_text(path)
    for table, clauses in _named_clauses(document):
        for clause in clauses:
            if f"{path.parent.name}/{clause}" not in known:
                yield KnowledgeError(
                    f"[{table}] names the clause “{clause}”, which is not there.",
                    file=path,
                    line=_line_naming(text, table, clause),
                    remedy="Correct the number, or remove the entry.",
                )
    printed = {line.text for line in parsed.lines}
    for line in (*(entry.line for entry in document.furniture), *document.layout.not_headings):
        if line not in printed:
            yield KnowledgeError(
                f"no line of source.txt reads “{line}”.",
                file=path,
                line=next((n for n, row in enumerate(text.splitlines(), 1) if line in row), 0),
                remedy="Copy the line exactly as it is printed, or remove the entry.",
            )
    if document.date and document.date not in source.text:
        yield KnowledgeError(
            f"the date “{document.date}” is not printed in source.txt.",
            file=path,
            line=line_of(text, "date"),
            remedy="Give the date as the document prints it, or leave it out.",
        )


def _named_clauses(document: Document) -> Iterator[tuple[str, list[str]]]:
    yield "addressees", list(document.addressees)
    for clause, others in document.companions.items():
        yield "companions", [clause, *others]


def _line_naming(text: str, table: str, clause: str) -> int:
    """The line under [table] that has the clause's id in quotation marks; the table's where there is none."""
    head = line_of(text, table)
    rows = enumerate(text.splitlines()[head:], head + 1)
    return next((number for number, row in rows if f'"{clause}"' in row), head)
