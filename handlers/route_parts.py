"""The parts of a route that apply to one case: to this asker, this post complained of, these words, this wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers import wording
from handlers.messages import Question
from handlers.officeholders import about_people, in_conflict
from handlers.posts import says
from knowledge.clause import Clause, Status
from knowledge.library import Library
from knowledge.offices import Term
from knowledge.protocol import Protocol
from knowledge.routes import Condition, Conflict, Duty, Office, OfficeKind, Route, RouteStep, Telling

_FIRST = re.compile(r"\b(?:first|to (?:begin|start) with|initially)\b", re.IGNORECASE)
_FURTHER = re.compile(
    r"\b(?:(?:did|does|do|has|have|had|is|was)(?:n[’']?t| not) (?:\w+ )?(?:work|help|resol|sort)\w*"
    r"|nothing (?:\w+ )?(?:happened|changed|came|done)|no joy|no luck|g[eo]t(?:ting)? nowhere"
    r"|what (?:next|then)|and then|unresolved|still not|further|beyond|appeal|disciplin\w+|upheld|how far"
    r"|whole (?:process|procedure)|all the steps|who (?:has the )?(?:decides?|approves?|signs?|final)|final say"
    r"|last word|sign(?:s|ed)? off|permission|turn(?:ed)? (?:\w+ )?down|say no|refuse[sd]?|reject\w*)\b",
    re.IGNORECASE,
)
_TELLING = re.compile(r"\b(?:tell|told|know|inform(?:ed)?|notif\w+|aware|flag|mention)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Case:
    """One question against one protocol. `quoted` are the ids of what is shown, `about` the offices
    that a complaint is about, `terms` who holds what today."""

    library: Library
    protocol: Protocol
    question: Question
    quoted: frozenset[str]
    about: tuple[Office, ...]
    terms: Sequence[Term]

    def clause(self, clause_id: str) -> Clause:
        """A clause by its id."""
        return self.library.clause(clause_id)

    def people(self, step: RouteStep | None = None) -> frozenset[str]:
        """The (folded) names of those who stand today for what the complaint, or this step of it, is about."""
        names = (about_people(self.question.text, office, self.terms) for office in self.subjects(step))
        return frozenset[str]().union(*names)

    def subjects(self, step: RouteStep | None = None) -> tuple[str, ...]:
        """The offices complained of; for a step that is there for some of them, only those."""
        named = tuple(office.name for office in self.about)
        meant = tuple(name for name in named if step and name in step.condition.about)
        return meant or named

    def kept(self, step: RouteStep) -> tuple[str, ...]:
        """The offices of a step but for those whom the complaint is about, by office or by person."""
        subjects, people = self.subjects(step), self.people(step)
        return tuple(
            name for name in step.offices if name not in subjects and not in_conflict(name, self.terms, people)
        )


def steps_of(route: Route, case: Case) -> list[RouteStep]:
    """The steps that apply, with those offices left that the complaint is not about."""
    special = _special(route, case)
    return [
        step
        for step in route.steps
        if _stands(step.clause, route, case) and _holds(step.condition, case, special=special, further=step.further)
    ]


def clause_for_post(route: Route, case: Case) -> str:
    """The clause on which the route rests for the post that a complaint is about; "" where it has none of its own."""
    if route.about and any(office.name in route.about for office in case.about):
        return route.steps[0].clause
    own = (step.clause for step in route.steps if step.condition.about and _holds(step.condition, case, special=False))
    return next((clause for clause in own if clause in route.clauses), "")


def clauses_for_other_posts(route: Route, case: Case) -> frozenset[str]:
    """The clauses of a route that are only there for complaints about other posts."""
    conditional = {step.clause for step in route.steps if step.condition.about}
    applying = {step.clause for step in steps_of(route, case)}
    return frozenset(conditional - applying)


def duties_of(route: Route, duties: Iterable[Duty], case: Case) -> list[Duty]:
    """What must be stated, or follows, under the wording that was quoted."""
    return [duty for duty in duties if _stands(duty.clause, route, case)]


def tellings_of(route: Route, case: Case) -> list[Telling]:
    """Who must be told, under the wording that was quoted."""
    return [one for one in route.told if _stands(one.clause, route, case)]


def conflicts_of(route: Route, steps: Sequence[RouteStep], case: Case) -> list[Conflict]:
    """The conflicts that touch a clause which is quoted or a step that is taken."""
    special = _special(route, case)
    touched = case.quoted | {step.clause for step in steps}
    return [
        one for one in route.conflicts if touched & set(one.clauses) and _holds(one.condition, case, special=special)
    ]


def offices_of(route: Route, steps: Sequence[tuple[RouteStep, tuple[str, ...]]], case: Case) -> tuple[str, ...]:
    """The offices that this question needs: not those of a further step unless it asks that far, and only those to be
    told where the asker is the one who tells, or where nobody decides."""
    told = [one for one in tellings_of(route, case) if _holds_office(one.office, case)]
    role = case.question.role
    mine = [one.office for one in told if role is not None and one.by == role.value]
    text = case.question.text
    if not any(step.offices for step in route.steps):
        return _once(one.office for one in told)
    if mine and _TELLING.search(text):
        return _once(mine)
    far = bool(_FURTHER.search(text))
    early = {step.clause for step, _ in steps if not step.further}
    counted = [
        kept
        for step, kept in steps
        if kept and (not step.further or step.clause in case.quoted - early or _asks_that_far(step, text, far=far))
    ]
    if counted and _FIRST.search(text) and not far:
        counted = counted[:1]
    return _once(name for kept in counted for name in kept if _holds_office(name, case))


def gaps_of(step: RouteStep, kept: tuple[str, ...], case: Case, *, leads_on: bool) -> list[str]:
    """What must be said about the offices of a step that the complaint is about.

    `leads_on` is whether this step or another of the route still names somebody to turn to.
    """
    label = case.clause(step.clause).label.text
    gaps = []
    for name in step.offices:
        if name in kept:
            continue
        if name not in case.subjects(step):
            gaps.append(wording.same_person(name))
        elif not leads_on:
            gaps.append(wording.no_other_way(name, label))
        else:
            gaps.append(wording.left_out(name, label))
    return gaps


def _asks_that_far(step: RouteStep, text: str, *, far: bool) -> bool:
    return says(text, step.condition.said) if step.condition.said else far


def _special(route: Route, case: Case) -> bool:
    """Whether a step of the route holds for a reason of its own: then the general ones do not."""
    return any(
        _holds(step.condition, case, special=False)
        for step in route.steps
        if (step.condition.about or step.condition.said) and not step.further
    )


def _holds(condition: Condition, case: Case, *, special: bool, further: bool = False) -> bool:
    if condition.by is not None and case.question.role not in (None, condition.by):
        return False
    if condition.about and not any(office.name in condition.about for office in case.about):
        return False
    if condition.said and not further and not says(case.question.text, condition.said):
        return False
    return not (condition.otherwise and special)


def _stands(clause: str, route: Route, case: Case) -> bool:
    """Whether a part counts: proposed wording does where it is quoted, or where nothing in force names anybody."""
    if case.clause(clause).status is not Status.PROPOSED or clause in case.quoted:
        return True
    return not any(step.offices and case.clause(step.clause).status is not Status.PROPOSED for step in route.steps)


def _holds_office(name: str, case: Case) -> bool:
    return any(one.name == name and one.kind is not OfficeKind.PARTY for one in case.protocol.offices)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
