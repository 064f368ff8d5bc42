"""The register of offices: who holds which office today, and who acts for them. Read from offices.toml.

The file belongs to an authority, not to the desk: its path is a setting, and it is never part of the repository.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from knowledge.errors import KnowledgeError
from knowledge.layout import Words
from knowledge.library import Library
from knowledge.routes import OfficeKind
from knowledge.toml_files import line_of, read_text, read_toml

HELD = (OfficeKind.OFFICER, OfficeKind.MEMBER, OfficeKind.COMMITTEE)
"""The kinds of office that somebody can hold (for a committee: the person who receives what is sent to it)."""

SlackId = Annotated[str, StringConstraints(pattern=re.compile(r"^[UW][A-Z0-9]+$"))]
Email = Annotated[str, StringConstraints(pattern=re.compile(r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+$"))]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, and how to reach them ("" where it is not known)."""

    name: str
    slack: str = ""
    teams: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody's time in an office, `begins` and `ends` included (None: open).

    `area` tells apart those who hold the same office ("Planning" of several Heads of Service). `acts` is whether the
    deputy acts for the holder now.
    """

    authority: str
    office: str
    area: str
    holder: Person
    begins: date
    ends: date | None
    deputy: Person | None
    acts: bool

    def runs_on(self, day: date) -> bool:
        """Whether the office is held on that day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)

    @property
    def person(self) -> Person:
        """Who is to be turned to: the holder, or the deputy who acts."""
        return self.deputy if self.acts and self.deputy else self.holder

    @property
    def people(self) -> tuple[Person, ...]:
        """Who stands for the office now: the holder, and the deputy where they act."""
        return (self.holder, self.deputy) if self.acts and self.deputy else (self.holder,)


class _TermTable(BaseModel):
    """[[term]]."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    authority: Words
    office: Words
    area: Words | None = None
    holder: Words
    slack: SlackId | None = None
    teams: Words | None = None
    email: Email | None = None
    begins: date = Field(alias="from")
    ends: date | None = Field(default=None, alias="to")
    deputy: Words | None = None
    deputy_slack: SlackId | None = None
    deputy_teams: Words | None = None
    deputy_email: Email | None = None
    acts: bool = False

    @model_validator(mode="after")
    def _whole(self) -> _TermTable:
        if self.ends is not None and self.ends < self.begins:
            raise ValueError("the term ends before it begins (from, to)")
        if self.acts and self.deputy is None:
            raise ValueError("acts is true, but there is no deputy")
        if self.deputy is not None and self.deputy.casefold() == self.holder.casefold():
            raise ValueError("the deputy is the holder")
        return self


class _Register(BaseModel):
    """offices.toml as a whole."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    term: tuple[_TermTable, ...] = ()


class OfficeRegister:
    """Who holds what. `today` is asked each time: a term ends without a restart."""

    def __init__(self, terms: Sequence[Term], today: Callable[[], date] = date.today) -> None:
        self._terms = tuple(terms)
        self._today = today

    @property
    def authorities(self) -> frozenset[str]:
        """The authorities that the register speaks of."""
        return frozenset(term.authority for term in self._terms)

    def current(self, authority: str) -> tuple[Term, ...]:
        """The terms of one authority that run today."""
        day = self._today()
        return tuple(term for term in self._terms if term.authority == authority and term.runs_on(day))


def read_register(path: Path, library: Library, problems: list[KnowledgeError]) -> tuple[Term, ...]:
    """The terms in the file; all that is wrong with it is added to `problems`, with line and remedy."""
    file = read_toml(path, _Register, problems)
    if file is None:
        return ()
    text = read_text(path)
    for number, key, what, remedy in (*_unknown(file, library), *_overlapping(file)):
        line = line_of(text, "term", number, key)
        problems.append(KnowledgeError(what, file=path, line=line, remedy=remedy))
    return tuple(map(_term, file.term))


def vacant(register: OfficeRegister, library: Library, authorities: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The offices, as (authority, office), that a step of a route or a request needs and that nobody holds today.

    A committee is needed where a request can go to nobody else: somebody must receive it.
    """
    for authority in authorities:
        protocol = library.protocol(authority)
        people = {one.name for one in protocol.offices if one.kind in (OfficeKind.OFFICER, OfficeKind.MEMBER)}
        receiving = people | {one.name for one in protocol.offices if one.kind is OfficeKind.COMMITTEE}
        needed = {name for route in protocol.routes for step in route.steps for name in step.offices} & people
        for stage in (stage for kind in protocol.requests for stage in kind.stages):
            needed |= set(stage.offices) & (people if people & set(stage.offices) else receiving)
        held = {term.office for term in register.current(authority)}
        yield from ((authority, one.name) for one in protocol.offices if one.name in needed - held)


Mistake = tuple[int, str, str, str]


def _unknown(file: _Register, library: Library) -> Iterator[Mistake]:
    for number, term in enumerate(file.term):
        if term.authority not in library.authorities:
            installed = ", ".join(library.authorities)
            yield number, "authority", f"there is no protocol of “{term.authority}”.", f"Use one of: {installed}."
            continue
        known = [one.name for one in library.protocol(term.authority).offices if one.kind in HELD]
        if term.office not in known:
            what = f"the protocol of {term.authority} knows no office “{term.office}” that somebody holds."
            yield number, "office", what, f"Use one of: {', '.join(known)}."


def _overlapping(file: _Register) -> Iterator[Mistake]:
    for number, term in enumerate(file.term):
        for other in file.term[:number]:
            if _same_office(term, other) and _begins_within(term, other):
                whose = f"{term.office}, {term.area}" if term.area else term.office
                yield (
                    number,
                    "from",
                    f"two terms of {whose} ({term.authority}) overlap: {other.holder} and {term.holder}.",
                    "Correct the dates, or give each an area where several people hold the office.",
                )


def _same_office(one: _TermTable, other: _TermTable) -> bool:
    return (one.authority, one.office, one.area) == (other.authority, other.office, other.area)


def _begins_within(one: _TermTable, other: _TermTable) -> bool:
    return one.begins <= (other.ends or date.max) and other.begins <= (one.ends or date.max)


def _term(table: _TermTable) -> Term:
    deputy = None
    if table.deputy:
        deputy = Person(table.deputy, table.deputy_slack or "", table.deputy_teams or "", table.deputy_email or "")
    return Term(
        authority=table.authority,
        office=table.office,
        area=table.area or "",
        holder=Person(table.holder, table.slack or "", table.teams or "", table.email or ""),
        begins=table.begins,
        ends=table.ends,
        deputy=deputy,
        acts=table.acts,
    )
