"""The desks behind the platforms, as the platforms need them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from handlers.messages import Notice, Outgoing, Question
from handlers.neutrality.ports import Checking as NeutralityChecking
from handlers.neutrality.ports import Records
from handlers.requests.involved import Involved
from handlers.requests.messages import Checking, Form, Home, RequestList, RequestView, TypeChoice
from handlers.requests.request import MoveName, Person
from knowledge.clause import Role


class Answers(Protocol):
    """The desk behind the platform (`handlers.assistant.Assistant`). Its methods may block for long."""

    def answer(self, question: Question) -> Outgoing: ...
    def section(self, clause: str) -> Outgoing: ...
    def others(self, authority: str, clauses: Sequence[str]) -> Outgoing: ...
    def repeat(self, authority: str, clauses: Sequence[str]) -> Outgoing: ...
    def person(self, authority: str) -> Notice: ...
    def help(self, authority: str) -> Notice: ...
    def prompts(self, authority: str) -> tuple[str, ...]: ...


class Requests(Protocol):
    """The desk for formal requests (`handlers.requests.desk.RequestDesk`).

    What is not `async` is quick: nothing but memory is read before a form is opened.
    """

    def choices(self, authority: str, role: Role | None) -> TypeChoice: ...
    def find_type(self, authority: str, words: str, role: Role | None) -> list[str]: ...
    def form(
        self, authority: str, type_id: str, role: Role | None, filled: Mapping[str, str] | None = None
    ) -> Form | Notice: ...
    def check(  # noqa: PLR0913, PLR0917 - what a form brings
        self,
        authority: str,
        type_id: str,
        role: Role | None,
        answers: Mapping[str, str],
        key: str,
        person: Person | None = None,
    ) -> Checking | Form | Notice: ...
    async def submit(  # noqa: PLR0913, PLR0917 - what a form brings
        self,
        authority: str,
        type_id: str,
        role: Role | None,
        answers: Mapping[str, str],
        key: str,
        person: Person,
    ) -> RequestView | Form | Notice: ...
    async def act(  # noqa: PLR0913 - what a button carries
        self,
        reference: str,
        move: MoveName,
        person: Person,
        *,
        version: int | None = None,
        words: str = "",
        task: str = "",
    ) -> RequestView | Notice: ...
    async def show(self, reference: str, person: Person) -> RequestView | Notice: ...
    async def mine(self, person: Person, page: int = 0) -> RequestList: ...
    async def waiting(self, person: Person) -> RequestList: ...
    async def duties(self, person: Person) -> RequestList: ...
    async def home(self, person: Person, authority: str) -> Home: ...
    async def involved(self, reference: str) -> Involved | None: ...


@dataclass(frozen=True, slots=True)
class NeutralitySide:
    """The check, the records, and the clocks: `now` in UTC, `zone` that of the authority. `source` gives the digest of
    an authority's protocol, as it stands in a record.
    """

    desk: NeutralityChecking
    records: Records
    now: Callable[[], datetime]
    zone: tzinfo
    source: Callable[[str], str]
