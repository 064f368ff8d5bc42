"""What goes out about formal requests: forms, the check before sending, a request as its reader may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.messages import Notice, ProtocolNote, Quote
from handlers.requests.request import DeliveryState, LetterKind, MoveName
from knowledge.clause import Role, Status
from knowledge.requests import FieldKind


@dataclass(frozen=True, slots=True)
class TypeOffer:
    """A request type that can be chosen. `fits` is whether it is for the side that asks."""

    type: str
    name: str
    cited: str
    fits: bool
    status: Status = Status.IN_FORCE


@dataclass(frozen=True, slots=True)
class TypeChoice:
    """What can be started here, those for the asker's side first, and what can not be, with a sentence each."""

    protocol: ProtocolNote
    title: str
    offers: tuple[TypeOffer, ...]
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormField:
    """One field as it is shown. `cited` and `words` say which clause demands it; `error` stands beside it."""

    key: str
    label: str
    kind: FieldKind
    required: bool
    hint: str = ""
    options: tuple[str, ...] = ()
    cited: str = ""
    words: str = ""
    value: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form, with the clauses it rests on above it. `decides` says who will decide, in a sentence."""

    type: str
    title: str
    protocol: ProtocolNote
    role: Role
    quotes: tuple[Quote, ...]
    conditions: tuple[str, ...]
    fields: tuple[FormField, ...]
    decides: str
    notes: tuple[str, ...] = ()

    @property
    def errors(self) -> Mapping[str, str]:
        """The errors by key of the field; empty where the form can be sent."""
        return {one.key: one.error for one in self.fields if one.error}


@dataclass(frozen=True, slots=True)
class Checking:
    """What is checked before sending: each field, who decides, who will be told. The same `key` is stored once."""

    key: str
    form: Form
    rows: tuple[tuple[str, str], ...]
    told: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class MoveAction:
    """A button on a request. It carries the reference and the version that its reader saw, never particulars.

    `words` is whether a text must be asked for, `words_label` how; `confirm` is what a confirmation says ("" for none).
    `office` is the next one, for a referral.
    """

    move: MoveName
    label: str
    reference: str
    version: int
    task: str = ""
    words: bool = False
    words_label: str = ""
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A duty as its reader may see it."""

    what: str
    by: str
    cited: str
    words: str
    done: str = ""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a message, for whoever may see the request: to whom, and how it stands, in words."""

    to: str
    what: str
    state: DeliveryState
    stands: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as one reader may see it. `lead` is what the desk says first, `preview` what a notification may show.

    `rows` are (label, value), `history` is (when, what, who), `due` the due date with its working,
    `type` the request type of which all clauses are quoted ("" where only those of a duty are).
    """

    reference: str
    title: str
    state: str
    protocol: ProtocolNote
    preview: str
    lead: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    quotes: tuple[Quote, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    history: tuple[tuple[str, str, str], ...] = ()
    due: tuple[str, ...] = ()
    deliveries: tuple[Delivered, ...] = ()
    actions: tuple[MoveAction, ...] = ()
    letter: LetterKind | None = None
    type: str = ""


@dataclass(frozen=True, slots=True)
class ListLine:
    """One request in a list. `due` is the day by which it is to be decided ("" where none is set)."""

    reference: str
    name: str
    state: str
    date: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class RequestList:
    """Requests under a heading; `empty` is said where there are none. `more` is how many are not shown."""

    title: str
    lines: tuple[ListLine, ...]
    empty: str = ""
    more: int = 0


@dataclass(frozen=True, slots=True)
class Home:
    """What a person sees first: own requests, what waits for their decision, duties open, the protocol by heading.

    `headings` are (heading, id of a clause under it).
    """

    protocol: ProtocolNote
    mine: RequestList
    waiting: RequestList
    duties: RequestList
    headings: tuple[tuple[str, str], ...]


Shown = TypeChoice | Form | Checking | RequestView | RequestList | Home | Notice
