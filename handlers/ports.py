"""What the handlers need from outside, as they see it. The real parts are put in by `bot.app`, fakes by the tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from knowledge.clause import Role
from knowledge.offices import Term


class Candidate(Protocol):
    """A clause that may answer, with the signals that speak for it. Scores are comparable within one question only."""

    @property
    def clause(self) -> str: ...
    @property
    def score(self) -> float: ...
    @property
    def meaning(self) -> float: ...
    @property
    def words(self) -> float: ...


class Part(Protocol):
    """One of several questions in a message, and the id of the clause that surely answers it."""

    @property
    def text(self) -> str: ...
    @property
    def clause(self) -> str: ...


class Findings(Protocol):
    """What a search brought up: accepted and rejected candidates, best first, and the signals for whether to answer.

    `confidence` is between 0 and 1: how sure the index is that the protocol rules on the matter.
    `strangeness` is between 0 and 1: how much the message is like those that no protocol answers (bins, leave, jokes).
    `depends_on_role` is true where the role was not given and a member and an officer would get different clauses.
    `parts` are the questions of a message that holds several, but for those without a sure answer; empty for others.
    `stages_ms` is the time of each stage in milliseconds.
    """

    @property
    def accepted(self) -> Sequence[Candidate]: ...
    @property
    def rejected(self) -> Sequence[Candidate]: ...
    @property
    def confidence(self) -> float: ...
    @property
    def strangeness(self) -> float: ...
    @property
    def depends_on_role(self) -> bool: ...
    @property
    def parts(self) -> Sequence[Part]: ...
    @property
    def stages_ms(self) -> Mapping[str, float]: ...


class Search(Protocol):
    """Finds the clauses of one authority for a question in everyday words."""

    def find(self, question: str, authority: str, role: Role | None) -> Findings: ...


class Register(Protocol):
    """Who holds which office today."""

    def current(self, authority: str) -> Sequence[Term]: ...


class Clock(Protocol):
    """Time in seconds, only ever compared with itself."""

    def __call__(self) -> float: ...


class Memory(Protocol):
    """What the desk remembers about people and deliveries. No question is ever kept in it."""

    def role_of(self, person: str) -> Role | None: ...
    def remember_role(self, person: str, role: Role) -> None: ...
    def forget_role(self, person: str) -> None: ...
    def first_time(self, delivery: str) -> bool:
        """Whether this delivery was not seen before. The first caller, and only that one, gets True."""
        ...

    def record_feedback(self, authority: str, clauses: Sequence[str], helpful: bool) -> None: ...
