"""What can be wrong with neutrality.toml beyond its shape: a clause that is not there, a circumstance that the form
does not ask, a rule that stands twice, a matter on which it neither rules nor is silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.clause import Clause, Role
from knowledge.errors import KnowledgeError
from knowledge.neutrality import OFFERED, Circumstance, Meeting, Part
from knowledge.neutrality_tables import NeutralityFile, RuleTable, SilentTable
from knowledge.request_tables import RequestFile
from knowledge.route_checks import Mistake, Place, misquoted
from knowledge.routes import OfficeKind, RouteFile
from knowledge.toml_files import line_of, read_text

_ORDINARY = ("no", "senior")
"""Answers that need neither a rule nor a silence: what applies then is what the protocol says anyway."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the file may name: clauses (without the authority), offices with their kind, ids of request types."""

    clauses: Mapping[str, Clause]
    offices: Mapping[str, OfficeKind]
    requests: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Matter:
    """What has to be ruled on or declared silent: a kind of meeting (`circumstance` None) or an answer for it."""

    meeting: Meeting
    circumstance: Circumstance | None
    answer: str = ""

    def __str__(self) -> str:
        asked = f", {self.circumstance} = {self.answer}" if self.circumstance else ""
        return f"{self.meeting}{asked}"


def wrong_neutrality(
    folder: Path, file: NeutralityFile | None, routes: RouteFile, requests: RequestFile, clauses: Mapping[str, Clause]
) -> Iterator[KnowledgeError]:
    """All that is wrong with the neutrality.toml in `folder`, against its clauses by id, its offices and its requests.

    Nothing where the file is not there, or has mistakes of its own that were told when it was read.
    """
    if file is None:
        return
    known = _Known(
        {name.removeprefix(f"{folder.name}/"): clause for name, clause in clauses.items()},
        {office.name: office.kind for office in routes.office},
        frozenset(request.id for request in requests.request),
    )
    path = folder / "neutrality.toml"
    text = read_text(path)
    for place, what, remedy in _mistakes(file, known):
        yield KnowledgeError(what, file=path, line=line_of(text, *place), remedy=remedy)


def _mistakes(file: NeutralityFile, known: _Known) -> Iterator[Mistake]:
    yield from _unknown_clauses(file, known)
    yield from _deciders(file, known)
    yield from _requests(file, known)
    yield from _elections(file)
    yield from _early_duties(file)
    unasked = list(_unasked(file))
    yield from unasked
    yield from _repeated(file)
    if not unasked:
        yield from _unaccounted(file)


def _unknown_clauses(file: NeutralityFile, known: _Known) -> Iterator[Mistake]:
    named: list[tuple[Place, str]] = [(("election",), clause) for clause in file.election]
    named += [(("rule", number, "clause"), rule.clause) for number, rule in enumerate(file.rule)]
    for number, silent in enumerate(file.silent):
        named += [(("silent", number, "nearest"), clause) for clause in silent.nearest]
    for number, tension in enumerate(file.tension):
        named += [(("tension", number, "clauses"), clause) for clause in tension.clauses]
    for place, clause in named:
        if clause not in known.clauses:
            yield place, f"there is no clause “{clause}”.", "Correct the id."


def _deciders(file: NeutralityFile, known: _Known) -> Iterator[Mistake]:
    for number, decides in enumerate(file.decides):
        place: Place = ("decides", number)
        yield from misquoted(decides, place, known.clauses)
        if decides.office not in known.offices:
            yield (
                (*place, "office"),
                f"“{decides.office}” decides, which routes.toml does not list.",
                "Add an [[office]] of that name to routes.toml, as the document prints it.",
            )
        elif known.offices[decides.office] is OfficeKind.PARTY:
            yield (*place, "office"), f"“{decides.office}” is a party: it cannot decide.", "Name an office instead."
    yield from _twice_for_a_meeting("decides", ((one.office, one.meetings) for one in file.decides))


def _requests(file: NeutralityFile, known: _Known) -> Iterator[Mistake]:
    for number, request in enumerate(file.request):
        if request.id not in known.requests:
            yield (
                ("request", number, "id"),
                f"requests.toml has no request “{request.id}”.",
                f"Use one of: {', '.join(sorted(known.requests)) or 'none, so remove the table'}.",
            )
    yield from _twice_for_a_meeting("request", ((one.id, one.meetings) for one in file.request))


def _twice_for_a_meeting(table: str, named: Iterable[tuple[str, tuple[Meeting, ...]]]) -> Iterator[Mistake]:
    """A meeting has one office that decides and one request: the check shows one."""
    seen: set[Meeting] = set()
    for number, (name, meetings) in enumerate(named):
        for meeting in _meant(meetings):
            if meeting in seen:
                yield (
                    (table, number, "meetings"),
                    f"the [[{table}]] of “{name}” is the second for the meeting {meeting}.",
                    "Name each meeting once.",
                )
            seen.add(meeting)


def _elections(file: NeutralityFile) -> Iterator[Mistake]:
    """The banner quotes `election` for every meeting: the rules that depend on the time before one say the same."""
    for clause in file.election:
        ruled = [rule for rule in file.rule if rule.clause == clause and Circumstance.PRE_ELECTION in rule.facts]
        if not _everywhere(rule.meetings for rule in ruled):
            yield (
                ("election",),
                f"{clause} is a clause on elections, and not every meeting has a rule for it.",
                'Add a [[rule]] with if = { pre_election = "yes" } for the others, or remove it from `election`.',
            )
    for number, rule in enumerate(file.rule):
        if Circumstance.PRE_ELECTION in rule.facts and rule.clause not in file.election:
            yield (
                ("rule", number, "clause"),
                f"a rule shows {rule.clause} before an election, and `election` does not name it.",
                "Add it to `election`, or remove `pre_election` from the rule.",
            )


def _everywhere(meetings: Iterable[tuple[Meeting, ...]]) -> bool:
    return {meeting for some in meetings for meeting in _meant(some)} == set(Meeting)


def _early_duties(file: NeutralityFile) -> Iterator[Mistake]:
    for number, rule in enumerate(file.rule):
        if rule.duty and rule.part is not Part.AFTER:
            yield (
                ("rule", number, "duty"),
                f"the rule on {rule.clause} has a duty to tick off, and is not for after the meeting.",
                'Put it into a rule with part = "after", or remove it.',
            )


def _unasked(file: NeutralityFile) -> Iterator[Mistake]:
    """Circumstances and answers that the form does not offer."""
    for number, rule in enumerate(file.rule):
        for circumstance, answer in rule.facts.items():
            yield from _offer(circumstance, answer, ("rule", number, "if"))
    for number, silent in enumerate(file.silent):
        place: Place = ("silent", number, "answer")
        if silent.answer and silent.circumstance is None:
            yield (
                place,
                f"the answer “{silent.answer}” belongs to no circumstance.",
                "Add `circumstance`, or remove it.",
            )
        elif silent.answer and silent.circumstance:
            yield from _offer(silent.circumstance, silent.answer, place)


def _offer(circumstance: str, answer: str, place: Place) -> Iterator[Mistake]:
    offered = {str(name): answers for name, answers in OFFERED.items()}
    if circumstance not in offered:
        yield place, f"the form does not ask for “{circumstance}”.", f"Use one of: {', '.join(offered)}."
    elif answer not in offered[circumstance]:
        yield (
            place,
            f"the form does not offer “{answer}” for {circumstance}.",
            f"Use one of: {', '.join(offered[circumstance])}.",
        )


def _repeated(file: NeutralityFile) -> Iterator[Mistake]:
    """Rules that would show the same clause twice: one holds wherever the other does, under the same heading."""
    for number, rule in enumerate(file.rule):
        for earlier in file.rule[:number]:
            shared = _meant(rule.meetings) & _meant(earlier.meetings)
            if shared and _same(rule, earlier):
                yield (
                    ("rule", number, "clause"),
                    f"the clause {rule.clause} stands twice {rule.part} the meeting {min(shared)}.",
                    "Remove one of the two rules, or tell them apart by `meetings`, `if`, `case` or `side`.",
                )
                break


def _same(rule: RuleTable, other: RuleTable) -> bool:
    alike = (rule.part, rule.clause, rule.case) == (other.part, other.clause, other.case)
    nested = rule.facts.items() <= other.facts.items() or other.facts.items() <= rule.facts.items()
    return alike and nested and bool(_shown_to(rule) & _shown_to(other))


def _shown_to(rule: RuleTable) -> set[Role]:
    return {rule.side} if rule.side else set(Role)


def _unaccounted(file: NeutralityFile) -> Iterator[Mistake]:
    """Each matter is either ruled or declared silent, once, and not both. Rules can be general: a meeting on which the
    protocol is silent may have some, and then it is not both.
    """
    ruled = {(meeting, name, answer) for rule in file.rule for meeting, name, answer in _depends_on(rule)}
    declared: set[_Matter] = set()
    for number, silent in enumerate(file.silent):
        narrowest = "answer" if silent.answer else "circumstance" if silent.circumstance else "meetings"
        place: Place = ("silent", number, narrowest)
        matters = _silent_on(silent)
        if not matters:
            yield place, "this silence is on nothing that has to be accounted for.", "Remove it, or correct it."
        for matter in matters:
            if matter in declared:
                yield place, f"the silence on “{matter}” is declared twice.", "Keep one of the two."
            elif (matter.meeting, matter.circumstance, matter.answer) in ruled:
                yield (
                    place,
                    f"“{matter}” is declared silent, and a rule depends on it.",
                    "Remove one of the two, or narrow `meetings` or `answer`.",
                )
            declared.add(matter)
    for matter in _matters():
        if matter not in declared and (matter.meeting, matter.circumstance, matter.answer) not in ruled:
            yield (
                ("silent",),
                f"no rule depends on “{matter}”, and no [[silent]] declares it.",
                "Add a [[rule]] with it under `if`, or a [[silent]].",
            )
    for meeting in Meeting:
        if _Matter(meeting, None) not in declared and not any(meeting in _meant(rule.meetings) for rule in file.rule):
            yield (
                ("silent",),
                f"no rule is for the meeting {meeting}, and no [[silent]] declares it.",
                "Add a [[rule]], or a [[silent]] with that meeting and without `circumstance`.",
            )


def _matters() -> Iterator[_Matter]:
    for circumstance, answers in OFFERED.items():
        for meeting in _asked_of(circumstance):
            yield from (_Matter(meeting, circumstance, answer) for answer in answers if answer not in _ORDINARY)


def _silent_on(silent: SilentTable) -> list[_Matter]:
    meetings = _meant(silent.meetings)
    if silent.circumstance is None:
        return [_Matter(meeting, None) for meeting in Meeting if meeting in meetings]
    return [
        matter
        for matter in _matters()
        if matter.circumstance is silent.circumstance
        and matter.meeting in meetings
        and silent.answer in (None, matter.answer)
    ]


def _depends_on(rule: RuleTable) -> Iterator[tuple[Meeting, str, str]]:
    for meeting in _meant(rule.meetings):
        yield from ((meeting, circumstance, answer) for circumstance, answer in rule.facts.items())


def _asked_of(circumstance: Circumstance) -> tuple[Meeting, ...]:
    return (Meeting.WARD,) if circumstance is Circumstance.ARRANGED_BY else tuple(Meeting)


def _meant(meetings: tuple[Meeting, ...]) -> set[Meeting]:
    return set(meetings or Meeting)
