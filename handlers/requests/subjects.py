"""Whom a complaint is about: by name, by post, and by the register who stands for that post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handlers.posts import mentions
from handlers.requests.people import People, same_person
from handlers.requests.practice import Matter, Means
from knowledge.offices import Term
from knowledge.requests import FieldKind, RequestType


@dataclass(frozen=True, slots=True)
class Subjects:
    """`names` are those complained of, `posts` the offices they hold, and the posts as they were written."""

    names: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()

    def are(self, name: str) -> bool:
        """Whether a name may be one of them."""
        return any(same_person(one, name) for one in self.names)

    def hold(self, posts: Iterable[str]) -> bool:
        """Whether the complaint is about one of these posts."""
        folded = {one.casefold() for one in self.posts}
        return any(post.casefold() in folded for post in posts)


def subjects_of(means: Means, kind: RequestType, particulars: Mapping[str, str]) -> Subjects:
    """Whom these particulars complain of, by the register of today."""
    fields = [one for one in kind.fields if one.complained_of and particulars.get(one.key)]
    written = [particulars[one.key] for one in fields]
    if not written:
        return Subjects()
    terms = means.people.terms(kind.authority)
    offices = means.library.protocol(kind.authority).offices
    named = [term for term in terms if any(same_person(text, one.name) for text in written for one in term.people)]
    posts = [*written, *(one.office.name for text in written for one in mentions(text, offices))]
    meant = [*named, *_holding(posts, " ".join(written), terms, named)]
    typed = [particulars[one.key] for one in fields if one.kind is not FieldKind.CHOICE]
    names = [*typed, *(one.name for term in meant for one in term.people)]
    return Subjects(_once(names), _once([*posts, *(term.office for term in named)]))


def subjects_in(means: Means, matter: Matter) -> Subjects:
    """Whom a request complains of: those who were meant when it was sent, and those whom it means today."""
    today = subjects_of(means, matter.type, matter.request.particulars)
    return Subjects(_once([*matter.request.about, *today.names]), today.posts)


def barred(means: Means, term: Term, subjects: Subjects, requester: str) -> bool:
    """Whether a request must not go to this office: it is about one who stands for it, or from them."""
    if any(subjects.are(one.name) for one in term.people):
        return True
    return means.people.stands_for(requester, term)


def is_subject(people: People, authority: str, person_id: str, subjects: Subjects) -> bool:
    """Whether somebody is complained of, as far as the register knows them."""
    return any(subjects.are(one.name) and people.is_same(person_id, one) for one in people.everybody(authority))


def _holding(posts: Sequence[str], text: str, terms: Sequence[Term], named: Sequence[Term]) -> list[Term]:
    """Those who hold the posts: all of an office where neither a name nor an area says which of them."""
    found: list[Term] = []
    for office in dict.fromkeys(term.office for term in terms):
        if not any(post.casefold() == office.casefold() for post in posts):
            continue
        held = [term for term in terms if term.office == office]
        if any(term in named for term in held):
            continue
        area = [term for term in held if term.area and re.search(rf"\b{re.escape(term.area)}\b", text, re.IGNORECASE)]
        found += area or held
    return found


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
