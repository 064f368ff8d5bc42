"""Persons behind offices: whom a complaint is about, who is turned to, and who must not be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from handlers.messages import Holder
from knowledge.offices import Term

_TITLE = r"(?:mr|mrs|ms|miss|mx|dr|cllr|councillor)\.?\s+"


def named_term(text: str, terms: Sequence[Term]) -> Term | None:
    """The term whose holder or acting deputy the text names: by the full name, or by the surname after a title."""
    return next((term for term in terms if any(_names(text, one.name) for one in term.people)), None)


def about_people(text: str, office: str, terms: Sequence[Term]) -> frozenset[str]:
    """The names (folded) of those who stand for the office that a complaint is about, as far as it can be told."""
    meant = _meant(text, office, terms)
    return frozenset(_folded(one.name) for term in meant for one in term.people)


def in_conflict(office: str, terms: Sequence[Term], people: frozenset[str]) -> bool:
    """Whether all who could be turned to in an office are among the people it is about."""
    held = [term for term in terms if term.office == office]
    return bool(held) and all(_stands_for(term, people) for term in held)


def holders(text: str, offices: Iterable[str], terms: Sequence[Term], people: frozenset[str]) -> tuple[Holder, ...]:
    """Who holds each office today, where that is one person; never one of the people it is about."""
    found = []
    for office in offices:
        meant = [term for term in _meant(text, office, terms) if not _stands_for(term, people)]
        for term in meant:
            acting = term.person is not term.holder
            person = term.person
            found.append(Holder(office, person.name, acting, person.slack, person.teams, person.email))
    return tuple(found)


def _meant(text: str, office: str, terms: Sequence[Term]) -> list[Term]:
    """The one term of the office, or the one whose area the text speaks of; none where that cannot be told."""
    held = [term for term in terms if term.office == office]
    if len(held) > 1:
        held = [term for term in held if term.area and re.search(rf"\b{re.escape(term.area)}\b", text, re.IGNORECASE)]
    return held if len(held) == 1 else []


def _stands_for(term: Term, people: frozenset[str]) -> bool:
    return any(_folded(one.name) in people for one in term.people)


def _names(text: str, name: str) -> bool:
    surname = re.escape(name.rsplit(maxsplit=1)[-1])
    return bool(re.search(rf"\b(?:{re.escape(name)}|{_TITLE}{surname})\b", text, re.IGNORECASE))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
