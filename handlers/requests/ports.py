"""What requests need from outside: a store, the register of offices, working days, a clock, and marks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from handlers.requests.request import (
    Authorship,
    Decision,
    Delivery,
    DeliveryState,
    Event,
    Letter,
    MoveName,
    Person,
    Request,
    State,
    Task,
)
from knowledge.clause import Role
from knowledge.errors import DeskError
from knowledge.offices import Person as Registered


class StoreUnavailable(DeskError):  # noqa: N818 - named after what it says
    """The database cannot be reached. Nothing was stored and nothing will be sent."""


class Superseded(DeskError):  # noqa: N818 - named after what it says
    """The request was changed by somebody else since it was read. Nothing was stored."""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What is stored when a request is submitted. The store gives the reference (`prefix`-year-number, in the year of
    `created_at`) and writes the SUBMIT event, the tasks and the letters in the same transaction.

    `key` is the idempotency key of the form: submitted twice, the same request comes back and nothing is stored.
    """

    key: str
    prefix: str
    authority: str
    type: str
    requester: Person
    role: Role
    stage: int
    office: str
    particulars: Mapping[str, str]
    created_at: datetime
    decider: str = ""
    about: tuple[str, ...] = ()
    due: date | None = None
    tasks: tuple[Task, ...] = ()
    letters: tuple[Letter, ...] = ()
    """Their `reference` is "" and filled in by the store."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a request, with all that belongs to it, stored in one transaction or not at all.

    None leaves a thing as it is. `tasks` are added, `done` are the ids of tasks that are done by it. `cancel` is
    whether letters that wait for this request are cancelled (those of kinds REMINDER, OVERDUE and TO_DECIDER).
    """

    move: MoveName
    actor: Person
    authorship: Authorship
    at: datetime
    after: State
    data: Mapping[str, Any] = field(default_factory=dict)
    stage: int | None = None
    office: str | None = None
    decider: str | None = None
    due: date | None = None
    decision: Decision | None = None
    tasks: tuple[Task, ...] = ()
    done: tuple[str, ...] = ()
    letters: tuple[Letter, ...] = ()
    cancel: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one attempt to deliver a letter, at a time. WAITING with `retry_at` puts it back."""

    state: DeliveryState
    at: datetime
    reason: str = ""
    posted: str = ""
    retry_at: datetime | None = None


class RequestStore(Protocol):
    """Where requests are kept. Every method may raise StoreUnavailable; what raised has stored nothing."""

    async def submit(self, new: NewRequest) -> Request:
        """Durable when it returns. The same `key` again gives the request that is already there."""
        ...

    async def change(self, reference: str, version: int, change: Change) -> Request:
        """Make a change against a version. Raises Superseded where the request has moved on, and stores nothing."""
        ...

    async def get(self, reference: str) -> Request | None: ...

    async def of_requester(self, person: str, limit: int = 20, offset: int = 0) -> Sequence[Request]:
        """A person's own requests, newest first, without their tasks' texts being needed."""
        ...

    async def awaiting(self, offices: Sequence[tuple[str, str]], limit: int = 20, offset: int = 0) -> Sequence[Request]:
        """The undecided requests that are with one of these (authority, office), oldest first."""
        ...

    async def with_open_tasks(
        self, person: str, offices: Sequence[tuple[str, str]] = (), limit: int = 20, offset: int = 0
    ) -> Sequence[Request]:
        """The requests with an open duty that may be this person's, oldest first; none that was withdrawn.

        It may be theirs where it was given to them, where one of these (authority, office) bears it, or where the
        request is with such an office, to which a duty falls that nobody else bears. Who bears it today, the register
        says (`handlers.requests.duties.bears`).
        """
        ...

    async def counts(self) -> Mapping[State, int]:
        """How many requests are in each state: for the metrics."""
        ...

    async def events(self, reference: str) -> Sequence[Event]: ...

    def all_events(self) -> AsyncIterator[Event]:
        """Every event by serial, a batch at a time."""
        ...

    async def deliveries(self, reference: str) -> Sequence[Delivery]: ...


class Outbox(Protocol):
    """The letters that were stored with a change and wait to be delivered. Safe for several workers at once."""

    async def claim(self, now: datetime, limit: int, lease_seconds: float) -> Sequence[Delivery]:
        """Letters that are due, each given to one caller only, until the lease runs out."""
        ...

    async def settle(self, mark: str, outcome: Outcome) -> None:
        """Say what became of a claimed letter."""
        ...

    async def counts(self) -> Mapping[DeliveryState, int]:
        """How many letters are in each state: for `doctor` and the metrics."""
        ...


class WorkingDays(Protocol):
    """Counts working days, with the working shown."""

    def after(self, start: date, days: int) -> tuple[date, Sequence[str]]:
        """The date that many working days after `start`, and the sentences of the working: skipped days and why,
        where the holidays come from and until when they are known.
        """
        ...


class Addresses(Protocol):
    """The ids ("slack:T1:U1") under which somebody of the register is known, where letters go first. May be empty.

    An id names its workspace: somebody of another workspace is never the same person.
    """

    def __call__(self, person: Registered, /) -> Sequence[str]: ...


class Marks(Protocol):
    """Gives a new unique mark each time (a UUID, as a rule)."""

    def __call__(self) -> str: ...


class Now(Protocol):
    """The time, in UTC."""

    def __call__(self) -> datetime: ...
