"""`protocol-desk knowledge check`: all that is known about the protocols, and all that is wrong with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.accounting import LineAccount, LineKind
from knowledge.clause import Clause
from knowledge.errors import KnowledgeError
from knowledge.labels import ordinals
from knowledge.library import read_library
from knowledge.neutrality import Meeting, Neutrality
from knowledge.protocol import Protocol

_INSERTED = re.compile(r"/insert-([a-z]+)(?:-([a-z]+))?$")
_NUMBER = re.compile(r"\d+(?:\.\d+)*(?=[.\s(/]|$)")
_LETTERS = re.compile(r"\(([a-z]+)\)$")


@dataclass(frozen=True, slots=True)
class ProtocolReport:
    """What the check found in one protocol. `unnumbered`, `duplicate` and `out_of_sequence` are for information: they
    are as the document prints them."""

    authority: str
    title: str
    version: str
    clauses: int
    headings: tuple[LineAccount, ...]
    questions: int
    routes: tuple[str, ...]
    requests: tuple[str, ...]
    absent_requests: tuple[str, ...]
    neutrality: tuple[str, ...]
    unasked: tuple[str, ...]
    unnumbered: tuple[str, ...]
    duplicate: tuple[str, ...]
    out_of_sequence: tuple[str, ...]
    furniture: tuple[tuple[str, int], ...]
    unaccounted: tuple[LineAccount, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What the check found in all protocols. `ok` is whether there is nothing to mend."""

    protocols: tuple[ProtocolReport, ...]
    problems: tuple[KnowledgeError, ...]

    @property
    def ok(self) -> bool:
        return not self.problems


def check(folder: Path | None = None) -> Report:
    """Read all protocols under `folder` (by default those that come with the desk). Problems are told, not raised."""
    library, problems = read_library(folder)
    reports = (_of_protocol(library.protocol(authority)) for authority in library.authorities)
    return Report(tuple(reports), tuple(problems))


def render(report: Report) -> str:
    """The report as plain text, problems last."""
    lines = [line for protocol in report.protocols for line in _lines(protocol)]
    lines += [f"WRONG  {problem}" for problem in report.problems]
    count = len(report.problems)
    lines.append(f"{count} {'problem' if count == 1 else 'problems'} to mend." if count else "All is well.")
    return "\n".join(lines)


def _of_protocol(protocol: Protocol) -> ProtocolReport:
    furniture = Counter(line.of for line in protocol.lines if line.kind is LineKind.FURNITURE)
    return ProtocolReport(
        authority=protocol.authority,
        title=protocol.title,
        version=protocol.version,
        clauses=len(protocol.clauses),
        headings=tuple(_headings(protocol)),
        questions=sum(map(len, protocol.typical.values())),
        routes=tuple(route.id for route in protocol.routes),
        requests=tuple(request.id for request in protocol.requests),
        absent_requests=tuple(absent.kind for absent in protocol.absent_requests),
        neutrality=tuple(_neutrality(protocol.neutrality)),
        unasked=tuple(clause.id for clause in protocol.clauses if not protocol.typical.get(clause.id)),
        unnumbered=tuple(clause.id for clause in protocol.clauses if not clause.label.printed),
        duplicate=tuple(dict.fromkeys(_duplicates(protocol.clauses))),
        out_of_sequence=tuple(_out_of_sequence(protocol)),
        furniture=tuple(furniture.items()),
        unaccounted=tuple(line for line in protocol.lines if line.kind is LineKind.UNACCOUNTED),
    )


def _neutrality(neutrality: Neutrality | None) -> Iterator[str]:
    """How much the file rules on and is silent on, who decides, and the meetings that it has no clause on."""
    if neutrality is None:
        return
    counted = {
        "rules": len(neutrality.rules),
        "silences": len(neutrality.silences),
        "tensions": len(neutrality.tensions),
        "clauses on elections": len(neutrality.election),
    }
    yield from (f"{name} {count}" for name, count in counted.items())
    yield from (f"decides {one.office}" for one in neutrality.decides)
    for silence in neutrality.silences:
        if silence.circumstance is None:
            yield f"no clause on {' '.join(silence.meetings or Meeting)}"


def _headings(protocol: Protocol) -> Iterator[LineAccount]:
    """The first line of each heading: an amended one takes several."""
    above = ""
    for line in protocol.lines:
        if line.kind is LineKind.HEADING and line.of != above:
            above = line.of
            yield line


def _duplicates(clauses: Iterable[Clause]) -> Iterator[str]:
    """Labels that the document prints for two different provisions, such as an inserted `a)` beside an `(a)`."""
    seen: dict[str, str] = {}
    for clause in clauses:
        base = _base(clause)
        label = _printed(base)
        if clause.label.printed and seen.setdefault(label, base) != base:
            yield label


def _out_of_sequence(protocol: Protocol) -> Iterator[str]:
    """Printed labels that do not follow the one before them in the same series."""
    last: Counter[str] = Counter()
    clauses = {clause.id: clause for clause in protocol.clauses}
    for line in protocol.lines:
        label = _label(line, clauses)
        series, places = _series(label)
        before = last[series]
        place = next((place for place in places if place in (before, before + 1)), None)
        if places and place is None:
            yield label
        if places:
            last[series] = places[0] if place is None else place


def _label(line: LineAccount, clauses: Mapping[str, Clause]) -> str:
    if line.kind is LineKind.HEADING:
        return line.of
    base = _base(clauses[line.of]) if line.of in clauses else ""
    # The line of a stem is known by the first entry of its list, which is lettered below it.
    return base.split("(")[0] if line.kind is LineKind.STEM else base


def _series(label: str) -> tuple[str, list[int]]:
    """The series that a printed label belongs to and the places it can have there: `3.1(e)` is number 5 of `3.1()`."""
    number = _NUMBER.match(label)
    if number is None:
        return "", []
    if letters := _LETTERS.search(label):
        return f"{label[: letters.start()]}()", list(ordinals(letters[1]).values())
    *above, place = number[0].removesuffix(".0").split(".")
    return ".".join(above), [int(place)]


def _base(clause: Clause) -> str:
    return clause.id.removeprefix(f"{clause.authority}/").removesuffix("/proposed")


def _printed(base: str) -> str:
    """The label as the document prints it: an insertion `8.3/insert-a-i` stands there as (a)(i) under 8.3."""
    return _INSERTED.sub(lambda found: "".join(f"({letter})" for letter in found.groups() if letter), base)


def _lines(report: ProtocolReport) -> Iterator[str]:
    yield f"{report.authority}: {report.title} ({report.version})"
    yield f"  {report.clauses} clauses, {len(report.headings)} headings, {report.questions} typical questions"
    yield from (f"    line {line.number:>3}  {line.of}" for line in report.headings)
    facts = (
        (
            "without a printed number",
            _runs(clause.removeprefix(f"{report.authority}/") for clause in report.unnumbered),
        ),
        ("printed for two provisions", report.duplicate),
        ("out of sequence", report.out_of_sequence),
        ("without typical questions", report.unasked),
        ("routes", _runs(report.routes)),
        (f"request types ({len(report.requests)})", report.requests),
        (f"requests not laid down ({len(report.absent_requests)})", report.absent_requests),
        ("neutrality", report.neutrality),
        ("furniture", [f"{name} ({count} {'line' if count == 1 else 'lines'})" for name, count in report.furniture]),
        ("not accounted for", [f"line {line.number}" for line in report.unaccounted]),
    )
    for name, found in facts:
        yield f"  {name}: {', '.join(found) or 'none'}"
    yield ""


def _runs(bases: Iterable[str]) -> list[str]:
    """Ids that count on from each other as one: `3.5/b1 to b8`."""
    runs: list[list[str]] = []
    for base in bases:
        stem, count = _counted(base)
        before = _counted(runs[-1][-1]) if runs else ("", 0)
        if count and before == (stem, count - 1):
            runs[-1].append(base)
        else:
            runs.append([base])
    return [run[0] if len(run) == 1 else f"{run[0]} to {run[-1].rsplit('/', 1)[-1]}" for run in runs]


def _counted(base: str) -> tuple[str, int]:
    stem = base.rstrip("0123456789")
    return stem, int(base[len(stem) :] or 0)
