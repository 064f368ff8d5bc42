"""Who is who: persons on a platform, persons in the register, and names that people write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from handlers.ports import Register
from handlers.requests.ports import Addresses
from knowledge import offices
from knowledge.offices import Term
from knowledge.requests import Bearer

_TITLES = frozenset("mr mrs ms miss mx dr cllr councillor sir dame prof professor lord lady rev".split())
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


def same_person(one: str, other: str) -> bool:
    """Whether two names may be the same person's: "Ms J. Roe", "Roe" and "Jane Roe" may.

    It errs towards yes: it is used to keep a matter away from somebody, never to give it to them.
    """
    first, second = _words(one), _words(other)
    return _within(first, second) or _within(second, first)


def office_label(term: Term) -> str:
    """How a request names an office: with the area, where several people hold the same one."""
    return f"{term.office}, {term.area}" if term.area else term.office


def term_in_words(term: Term, *, acting: bool) -> str:
    """What is stored with a decision: "Chief Executive: Jane Roe, 2024-05-01 to open, deputy acting"."""
    person = term.deputy if acting and term.deputy else term.holder
    ends = term.ends.isoformat() if term.ends else "open"
    return f"{office_label(term)}: {person.name}, {term.begins} to {ends}{', deputy acting' if acting else ''}"


class People:
    """The register of offices as requests need it. It is asked anew each time: a term ends without a restart."""

    def __init__(self, register: Register | None, addresses: Addresses) -> None:
        self._register = register
        self._addresses = addresses

    def terms(self, authority: str) -> tuple[Term, ...]:
        """All terms of an authority that run today."""
        return tuple(self._register.current(authority)) if self._register else ()

    def holding(self, authority: str, office: str) -> tuple[Term, ...]:
        """The term that a request's office means today; none where nobody holds it or it is not known which."""
        terms = self.terms(authority)
        exact = [term for term in terms if office_label(term) == office]
        alone = [term for term in terms if term.office == office]
        return tuple(exact) if len(exact) == 1 else tuple(alone) if len(alone) == 1 else ()

    def all_holding(self, authority: str, office: str) -> tuple[Term, ...]:
        """Every term of an office, whatever its area."""
        return tuple(term for term in self.terms(authority) if office in (term.office, office_label(term)))

    def address(self, person: offices.Person) -> str:
        """The id at which somebody of the register gets letters, or ""."""
        return next(iter(self._addresses(person)), "")

    def ids(self, person: offices.Person) -> Sequence[str]:
        """All the ids under which somebody of the register is known."""
        return self._addresses(person)

    def ids_of(self, term: Term) -> frozenset[str]:
        """The ids of those who stand for an office: its holder, and the deputy who acts."""
        return frozenset(one for person in term.people for one in self._addresses(person))

    def is_same(self, person_id: str, person: offices.Person) -> bool:
        """Whether a platform's person is this one of the register."""
        return bool(person_id) and person_id in self._addresses(person)

    def stands_for(self, person_id: str, term: Term) -> bool:
        """Whether somebody holds this term, or acts for its holder."""
        return any(self.is_same(person_id, one) for one in term.people)

    def known_as(self, authority: str, person_id: str) -> str:
        """The name in the register of somebody in office today or their deputy, or ""."""
        return next((one.name for one in self.everybody(authority) if self.is_same(person_id, one)), "")

    def everybody(self, authority: str) -> tuple[offices.Person, ...]:
        """All whom the register names today, deputies who do not act included."""
        named: list[offices.Person] = []
        for term in self.terms(authority):
            named += [term.holder, term.deputy] if term.deputy else [term.holder]
        return tuple(dict.fromkeys(named))

    def offices_of(self, person_id: str, authorities: Iterable[str]) -> Sequence[tuple[str, str]]:
        """The (authority, office) pairs under which requests may wait for this person."""
        found: list[tuple[str, str]] = []
        for authority in authorities:
            for term in self.terms(authority):
                if self.stands_for(person_id, term):
                    found += [(authority, office_label(term)), (authority, term.office)]
        return list(dict.fromkeys(found))

    def bearing_offices_of(self, person_id: str, authorities: Iterable[str]) -> Sequence[tuple[str, str]]:
        """The same, with the officer whom a request names: that may be anybody in the register."""
        among = tuple(authorities)
        officers = [(authority, Bearer.OFFICER.value) for authority in among if self.known_as(authority, person_id)]
        return [*self.offices_of(person_id, among), *officers]


@lru_cache(maxsize=1024)
def _words(name: str) -> tuple[str, ...]:
    plain = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    return tuple(word for word in _WORD.findall(plain.casefold()) if word not in _TITLES)


def _within(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    return any(len(word) > 1 for word in few) and all(_stands_in(word, many) for word in few)


def _stands_in(word: str, words: tuple[str, ...]) -> bool:
    return any(word == one or (len(word) == 1 and one.startswith(word)) for one in words)
