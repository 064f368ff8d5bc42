"""Which of a protocol's routes a question needs: by the clauses that answer it, the asker's side, and its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.messages import Question, Quote
from handlers.posts import says
from knowledge.routes import Office, Route

# Shares of the weight that the first quotation has; that of a companion is halved.
_RANKS = (1.0, 0.5, 0.35, 0.25)
_OWN_SIDE, _OTHER_SIDE = 0.2, -0.4
_ABOUT, _NOT_ABOUT = 0.5, -0.3
_SAID, _NOT_SAID = 0.3, -0.6
_HAS_OFFICE = 0.15
_ENOUGH = 0.5

_WHOM = re.compile(
    r"\b(?:who|whom|whose|who[’']?s|which (?:officer|office|director|head|post|person))\b"
    r"|\bwhere (?:do|does|should|can|would) (?:\w+ ){1,4}?(?:go|take|send|raise|turn|complain|report)\b"
    r"|\bwhere (?:does )?(?:that|this|it) goes?\b",
    re.IGNORECASE,
)
_RAISING = re.compile(
    r"\b(?:complain\w*|escalat\w*|report (?:it|him|her|them|this)|raise (?:it|this|that|the)|next step|permission"
    r"|approv\w+|take (?:it|this) (?:to|up|further)|sign(?:ed)? off|decide[sd]?|any(?:one|body) (?:i|we|else)"
    r"|(?:what|how) (?:can|do|should) (?:i|we) (?:do|get|go|raise|complain|request|ask|apply)"
    r"|(?:do|does|should) .{1,40} (?:tell|ask|inform|notify))\b",
    re.IGNORECASE,
)


def asks_whom(text: str) -> bool:
    """Whether a question asks for a person or an office."""
    return bool(_WHOM.search(text))


def choose(
    routes: Sequence[Route], quotes: Sequence[Quote], question: Question, about: Sequence[Office]
) -> Route | None:
    """The route that fits best, the first of equals; None where none fits well enough.

    Where the first quotation evokes no route, the others only count if the question asks how to raise something, or
    names the very post that a route is for complaints about. Where somebody asks whom to turn to and the best route
    names nobody, one that rests on another quoted clause and does is taken.
    """
    ranks = _ranks(quotes)
    if not ranks:
        return None
    evoked = [route for route in routes if any(clause in ranks for clause in route.clauses)]
    first = quotes[0].clause
    if not (asks_whom(question.text) or _RAISING.search(question.text)):
        evoked = [route for route in evoked if first in route.clauses or _is_meant(route, about)]
    scored = [(_score(route, ranks, question, about), route) for route in evoked]
    fitting = [route for score, route in sorted(scored, key=lambda one: -one[0]) if score >= _ENOUGH]
    if fitting and asks_whom(question.text) and not _names_somebody(fitting[0]):
        quoted = ranks.keys() - set(fitting[0].clauses)
        named = (route for route in fitting if _names_somebody(route) and not quoted.isdisjoint(route.clauses))
        return next(named, fitting[0])
    return next(iter(fitting), None)


def _ranks(quotes: Sequence[Quote]) -> dict[str, float]:
    ranks: dict[str, float] = {}
    for number, quote in enumerate(quotes):
        weight = _RANKS[min(number, len(_RANKS) - 1)]
        ranks.setdefault(quote.clause, weight / 2 if quote.companion else weight)
    return ranks


def _score(route: Route, ranks: dict[str, float], question: Question, about: Sequence[Office]) -> float:
    score = max(ranks.get(clause, 0.0) for clause in route.clauses)
    if route.started_by is not None and question.role is not None:
        score += _OWN_SIDE if route.started_by is question.role else _OTHER_SIDE
    if route.about:
        score += _ABOUT if _is_meant(route, about) else _NOT_ABOUT
    if route.said:
        score += _SAID if says(question.text, route.said) else _NOT_SAID
    if _names_somebody(route) and asks_whom(question.text):
        score += _HAS_OFFICE
    return score


def _is_meant(route: Route, about: Sequence[Office]) -> bool:
    return any(office.name in route.about for office in about)


def _names_somebody(route: Route) -> bool:
    return any(step.offices for step in route.steps)
