"""The desk for formal requests, as the Slack side needs it (`handlers.requests.desk.RequestDesk`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from handlers.messages import Notice
from handlers.requests.involved import Involved
from handlers.requests.messages import Checking, Form, Home, RequestList, RequestView, TypeChoice
from handlers.requests.request import MoveName, Person
from knowledge.clause import Role


class Requests(Protocol):
    """What is not `async` is quick: nothing but memory is read before a form is opened."""

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
