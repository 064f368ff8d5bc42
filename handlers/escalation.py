"""Who decides and how to raise it: from the clauses that answer a question to the route that the protocol lays down."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers import wording
from handlers.messages import Duty, Escalation, Fallback, Question, Quote, Step, Telling
from handlers.naming import named_in_clause
from handlers.officeholders import holders, named_term
from handlers.ports import Part, Register
from handlers.posts import complained_of
from handlers.route_choice import asks_whom, choose
from handlers.route_parts import (
    Case,
    clause_for_post,
    clauses_for_other_posts,
    conflicts_of,
    duties_of,
    gaps_of,
    offices_of,
    steps_of,
    tellings_of,
)
from knowledge import routes
from knowledge.clause import Role
from knowledge.library import Library
from knowledge.offices import Term
from knowledge.routes import Office, OfficeKind, Route, RouteStep

INTERPRETATION = "interpretation"
"""The request of a route that says who decides what the protocol means."""

_KINDS = {Role.OFFICER: {OfficeKind.OFFICER, OfficeKind.PERSONAL}, Role.MEMBER: {OfficeKind.MEMBER}}
_TURN_TO = re.compile(
    r"\b(?:who|whom)\s+(?:(?:do|does|should|can|could|would|must|shall|will)\s+(?:i|we|you|one|this|that|it)\b"
    r"|to\b|decides?\b|approves?\b|signs?\b)",
    re.IGNORECASE,
)


def escalation_for(
    library: Library,
    question: Question,
    quotes: Sequence[Quote],
    register: Register | None = None,
    contact: str = "",
) -> Escalation:
    """What the protocol says about who decides and how to raise it, for the clauses that answer the question.

    `quotes` come best first. `contact` is the authority's own, which is named where the protocol names nobody.
    """
    route, case = _route_of(library, question, quotes, register)
    found = _along(route, case) if route else _by_clause(quotes, case)
    named = holders(question.text, found.offices, case.terms, case.people())
    return replace(found, holders=named, fallback=_fallback(found, case, contact))


def escalations_for(  # noqa: PLR0913, PLR0917 - those of `escalation_for`, and the parts
    library: Library,
    question: Question,
    quotes: Sequence[Quote],
    parts: Sequence[Part],
    register: Register | None = None,
    contact: str = "",
) -> tuple[Escalation, ...]:
    """The escalation of the message, then those to which only one of its questions (`parts`) leads.

    These name somebody and lay down a step that does not stand in one before them.
    """
    found = [escalation_for(library, question, quotes, register, contact)]
    for part in parts:
        own = [one for one in quotes if one.clause == part.clause]
        route, case = _route_of(library, question, own, register, asked=part.text)
        further = _along(route, case) if route else Escalation()
        if further.offices and not _steps_in(further) <= set().union(*map(_steps_in, found)):
            named = holders(question.text, further.offices, case.terms, case.people())
            found.append(replace(further, holders=named))
    return tuple(filter(None, found)) or (Escalation(),)


def _steps_in(escalation: Escalation) -> set[tuple[str, str]]:
    return {(step.office, step.clause) for step in escalation.steps}


def in_order_of_the_post(
    library: Library, question: Question, quotes: Sequence[Quote], register: Register | None = None
) -> list[str]:
    """The ids of the quoted clauses in the order that the post complained of gives them.

    Where the protocol has a clause for complaints about that very post, it stands first, and those for other posts are
    left out. Otherwise the order stays as it is.
    """
    ordered = [one.clause for one in quotes]
    route, case = _route_of(library, question, quotes, register)
    first = clause_for_post(route, case) if route else ""
    if not route or first not in ordered:
        return ordered
    aside = clauses_for_other_posts(route, case) - {first}
    return [first, *(clause for clause in ordered if clause != first and clause not in aside)]


def _route_of(
    library: Library, question: Question, quotes: Sequence[Quote], register: Register | None, asked: str = ""
) -> tuple[Route | None, Case]:
    """The route that fits what is `asked`, one of several questions, or the whole message where that is empty."""
    protocol = library.protocol(question.authority)
    terms = tuple(register.current(question.authority)) if register else ()
    about = _about(question, protocol.offices, terms)
    offices = [office for some in about.values() for office in some]
    route = choose(protocol.routes, quotes, replace(question, text=asked or question.text), offices)
    whom = about[route.complaint] if route and route.complaint else ()
    return route, Case(library, protocol, question, frozenset(one.clause for one in quotes), whom, terms)


def whom_to_ask(
    library: Library, question: Question, register: Register | None = None, contact: str = ""
) -> Escalation:
    """Whom to ask where the protocol is silent: the office that says what it means, by the clause that names it.

    Where no clause does, or one only names who is responsible for the protocol, the authority's own contact.
    """
    protocol = library.protocol(question.authority)
    terms = tuple(register.current(question.authority)) if register else ()
    about = tuple(office for some in _about(question, protocol.offices, terms).values() for office in some)
    case = Case(library, protocol, question, frozenset(), about, terms)
    route = next((one for one in protocol.routes if one.request == INTERPRETATION), None)
    found = _along(replace(route, steps=route.steps[:1], follows=()), case) if route else Escalation()
    named = holders(question.text, found.offices, terms, case.people())
    open_still = not found.offices or (contact and found.notes)
    fallback = Fallback(contact, wording.whom_to_ask(protocol.name, contact)) if open_still else None
    return replace(found, holders=named, fallback=fallback)


def _about(question: Question, offices: tuple[Office, ...], terms: Sequence[Term]) -> Mapping[Role, tuple[Office, ...]]:
    """The offices of either side that a complaint would be about; what was said last goes before what came earlier."""
    about: dict[Role, tuple[Office, ...]] = dict.fromkeys(Role, ())
    for text in filter(None, (question.latest, question.text)):
        about = {side: _complained_of(text, offices, side, terms) for side in Role}
        if any(about.values()):
            break
    return about


def _complained_of(text: str, offices: tuple[Office, ...], side: Role, terms: Sequence[Term]) -> tuple[Office, ...]:
    """The offices of that side that a complaint would be about, by a holder's name or by the post."""
    kinds = _KINDS[side]
    if term := named_term(text, terms):
        named = next((one for one in offices if one.name == term.office), None)
        if named is not None and named.kind in kinds:
            return (named,)
    return complained_of(text, offices, kinds)


def _along(route: Route, case: Case) -> Escalation:
    applying = steps_of(route, case)
    steps: list[tuple[RouteStep, tuple[str, ...]]] = []
    conflicts: list[str] = []
    notes = [*route.notes]
    leads_on = any(case.kept(step) for step in applying)
    for step in applying:
        kept = case.kept(step)
        (conflicts if leads_on else notes).extend(gaps_of(step, kept, case, leads_on=leads_on))
        if kept or not step.offices:
            steps.append((step, kept))
    conflicts += [one.sentence for one in conflicts_of(route, applying, case)]
    return Escalation(
        offices=offices_of(route, steps, case),
        steps=tuple(_step(step, kept, case) for step, kept in steps),
        request=route.request,
        must_state=tuple(_duty(one, case) for one in duties_of(route, route.must_state, case)),
        told=tuple(_telling(one, case) for one in tellings_of(route, case)),
        follows=tuple(_duty(one, case) for one in duties_of(route, route.follows, case)),
        conflicts=tuple(dict.fromkeys(conflicts)),
        notes=tuple(dict.fromkeys(notes)),
        route=route.id,
    )


def _by_clause(quotes: Sequence[Quote], case: Case) -> Escalation:
    """Where no route leads on: the offices that the first clause itself points to, if the question asks for one."""
    if not quotes or not asks_whom(case.question.text):
        return Escalation()
    first = quotes[0].clause
    about: set[str] = set()
    if any(route.complaint and first in route.clauses for route in case.protocol.routes):
        sides = _about(case.question, case.protocol.offices, case.terms)
        about = {office.name for some in sides.values() for office in some}
    named = named_in_clause(case.clause(first), case.protocol.offices)
    steps = tuple(step for step in named if step.office not in about)
    if steps:
        return Escalation(tuple(step.office for step in steps), steps)
    return Escalation(notes=(wording.NOBODY_NAMED,)) if _TURN_TO.search(case.question.text) else Escalation()


def _fallback(found: Escalation, case: Case, contact: str) -> Fallback | None:
    """The authority's own contact, where the protocol leaves open whom to turn to."""
    named = found.offices or any(step.office for step in found.steps)
    if named or not found.notes:
        return None
    sentences = wording.whom_to_ask(case.protocol.name, contact)
    return Fallback(contact, sentences)


def _step(step: RouteStep, kept: tuple[str, ...], case: Case) -> Step:
    clause = case.clause(step.clause)
    office = wording.alternatives(kept)
    return Step(office, step.action, clause.id, step.words, clause.label.text, clause.status, step.further)


def _duty(duty: routes.Duty, case: Case) -> Duty:
    clause = case.clause(duty.clause)
    return Duty(clause.id, duty.words, clause.label.text, clause.status)


def _telling(telling: routes.Telling, case: Case) -> Telling:
    clause = case.clause(telling.clause)
    return Telling(telling.office, telling.by, clause.id, telling.words, clause.label.text, clause.status)
