"""What a formal request is: plain data, as the desk keeps it. Times are in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from knowledge.clause import Role


class State(StrEnum):
    """Where a request stands. The values are stored: never rename one."""

    SUBMITTED = "submitted"
    WITH_DECIDER = "with_decider"
    MORE_ASKED = "more_asked"
    GRANTED = "granted"
    GRANTED_IN_PART = "granted_in_part"
    DECLINED = "declined"
    ANSWERED = "answered"
    ACKNOWLEDGED = "acknowledged"
    SETTLED = "settled"
    DUTIES_DONE = "duties_done"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class MoveName(StrEnum):
    """What can be done with a request. The values are stored and travel in buttons: never rename one."""

    SUBMIT = "submit"
    HAND_ON = "hand_on"
    ASK_MORE = "ask_more"
    GIVE_MORE = "give_more"
    GRANT = "grant"
    GRANT_IN_PART = "grant_in_part"
    DECLINE = "decline"
    ANSWER = "answer"
    ACKNOWLEDGE = "acknowledge"
    SETTLE = "settle"
    REFER = "refer"
    TAKE_FURTHER = "take_further"
    WITHDRAW = "withdraw"
    DO_TASK = "do_task"
    FINISH_DUTIES = "finish_duties"
    CLOSE = "close"
    PURGE = "purge"


class Part(StrEnum):
    """The part somebody has in a request. DESK is the program itself, OPERATOR whoever runs it."""

    REQUESTER = "requester"
    DECIDER = "decider"
    DUTY = "duty"
    DESK = "desk"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a platform knows them. `id` is "platform:workspace:user" (`slack:T1:U1`, `cli::alice`)."""

    id: str
    name: str = ""


def parts_of(person: str) -> tuple[str, str, str]:
    """Platform, workspace and user of somebody's id; "" for what is missing."""
    platform, workspace, user = (*person.split(":", 2), "", "")[:3]
    return platform, workspace, user


DESK = Person("desk", "Protocol Desk")


@dataclass(frozen=True, slots=True)
class Authorship:
    """In what capacity somebody acted, as the register had it on that day: stored with each decision.

    `office` and `term` are "" where the person acted for themselves.
    """

    part: Part
    office: str = ""
    acting: bool = False
    term: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, in whose capacity, when and why."""

    move: MoveName
    by: Person
    authorship: Authorship
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A duty that a clause attaches to the request. `bearer` is a person's id, or "" where the register names nobody.

    `by` is the office or part that bears it, `reveals` the keys of the particulars that those who are told may see.
    `done_at` is None while it is open.
    """

    id: str
    what: str
    by: str
    clause: str
    words: str
    tells: tuple[str, ...] = ()
    reveals: tuple[str, ...] = ()
    bearer: str = ""
    done_at: datetime | None = None
    done_by: Person | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A route that somebody has started. `version` counts its events: a change is made against a version.

    `stage` is the place in the type's stages where it now is, `office` the one of its offices that has it. `decider` is
    the person's id it was passed to ("" where the register names nobody). `about` are the names of those complained of.
    """

    reference: str
    authority: str
    type: str
    requester: Person
    role: Role
    state: State
    stage: int
    office: str
    particulars: Mapping[str, str]
    created_at: datetime
    version: int = 1
    decider: str = ""
    about: tuple[str, ...] = ()
    due: date | None = None
    decision: Decision | None = None
    tasks: tuple[Task, ...] = ()

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        """The duties that are not done yet."""
        return tuple(task for task in self.tasks if task.done_at is None)


@dataclass(frozen=True, slots=True)
class Event:
    """One change of a request, never altered. `serial` counts over all requests, `number` within this one, both from 1.

    `data` is what changed beside the state: particulars, words, office, tasks. `previous` is the digest of the event of
    this request before it, `before_all` that of the event before it over all ("" for the first); `digest` is its own.
    """

    serial: int
    reference: str
    number: int
    at: datetime
    actor: Person
    authorship: Authorship
    move: MoveName
    before: State | None
    after: State
    data: Mapping[str, Any] = field(default_factory=dict)
    previous: str = ""
    before_all: str = ""
    digest: str = ""


class LetterKind(StrEnum):
    """What a message about a request is for. The values are stored."""

    RECEIPT = "receipt"
    TO_DECIDER = "to_decider"
    MORE_ASKED = "more_asked"
    MORE_GIVEN = "more_given"
    OUTCOME = "outcome"
    TASK = "task"
    TOLD = "told"
    WITHDRAWN = "withdrawn"
    REMINDER = "reminder"
    OVERDUE = "overdue"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that must be delivered: to whom (a person's id, "" where none is known) and about what.

    It carries no particulars: what its reader may see is worked out when it is delivered. `task` is the task's id for
    TASK and TOLD. `mark` is unique, by which a second delivery is known. `not_before` delays it.
    """

    mark: str
    kind: LetterKind
    reference: str
    to: str
    task: str = ""
    not_before: datetime | None = None


class DeliveryState(StrEnum):
    """Where a letter stands. UNDELIVERABLE is given up, visibly."""

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    UNDELIVERABLE = "undeliverable"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A letter with what became of it. `posted` is where it stands on the platform ("channel:ts"), to be updated."""

    letter: Letter
    state: DeliveryState
    attempts: int = 0
    reason: str = ""
    posted: str = ""
    at: datetime | None = None
