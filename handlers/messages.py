"""What comes in and what goes out: plain data without any platform in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from knowledge.clause import Role, Status
from knowledge.neutrality import Meeting


@dataclass(frozen=True, slots=True)
class Question:
    """A message to the desk.

    `role` is None where the asker's side is not known. `thread` is an opaque key of the conversation ("" for none).
    `latest` is the message by itself where `text` also holds the earlier one that it leans on ("" elsewhere).
    """

    text: str
    authority: str
    role: Role | None = None
    thread: str = ""
    latest: str = ""


class Kind(StrEnum):
    """The four kinds of reply. The values stand in the JSON replies: keep them stable."""

    ANSWER = "answer"
    SILENT = "silent"
    OUT_OF_SCOPE = "out_of_scope"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Quote:
    """A clause as it is shown. `text` and `spans` are the source's words, to the letter.

    `emphasis` lists the words that operate ("must", "should not", "may") as (start, end) offsets into `text`,
    `answering` is the place of the sentence that answers (None where none clearly does, or there is but one).
    `stem_length` is the length of the part of `text` that is the stem (0 where there is none).
    """

    clause: str
    label: str
    label_printed: bool
    heading: tuple[str, ...]
    text: str
    spans: tuple[str, ...]
    status: Status
    companion: bool = False
    emphasis: tuple[tuple[int, int], ...] = ()
    stem_length: int = 0
    answering: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an escalation: who, what to do, and the clause whose words say so.

    `office` names alternatives with "or", and is "" where the step is nobody's office. `label` cites the clause;
    `status` is its wording's. `further` is whether the step is only reached when those before it fail.
    """

    office: str
    action: str
    clause: str
    words: str
    label: str = ""
    status: Status = Status.IN_FORCE
    further: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """What must be stated or what follows, in the words of a clause."""

    clause: str
    words: str
    label: str = ""
    status: Status = Status.IN_FORCE


@dataclass(frozen=True, slots=True)
class Telling:
    """Who must be told. `by` is who tells them ("" where the clause does not say)."""

    office: str
    by: str
    clause: str
    words: str
    label: str = ""
    status: Status = Status.IN_FORCE


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office today by the register; `acting` where it is the deputy. Ids are "" where not known."""

    office: str
    name: str
    acting: bool = False
    slack: str = ""
    teams: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Fallback:
    """The authority's own contact ("" where none is set), and the sentences that say it is not from the protocol."""

    contact: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who decides and how to raise it. `request` names the formal request that can be started, or is None.

    `offices` are those that this question needs, first things first, as the protocol prints them; `steps` are all that
    the route lays down for the case. `must_state`, `told` and `follows` quote what goes with it. `conflicts` are
    sentences on provisions that do not agree, `notes` on what the protocol leaves open. `fallback` is set where the
    protocol names nobody. `route` is the id of the route ("" where only a clause was read).
    """

    offices: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    request: str | None = None
    must_state: tuple[Duty, ...] = ()
    told: tuple[Telling, ...] = ()
    follows: tuple[Duty, ...] = ()
    conflicts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    holders: tuple[Holder, ...] = ()
    fallback: Fallback | None = None
    route: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.offices or self.steps or self.told or self.conflicts or self.notes or self.fallback)


@dataclass(frozen=True, slots=True)
class ProtocolNote:
    """The line under each reply that says which document it quotes."""

    authority: str
    name: str
    title: str
    version: str


class ActionKind(StrEnum):
    """What a button does. The values travel in buttons that people keep for years: never reuse one."""

    SECTION = "section"
    OTHERS = "others"
    PERSON = "person"
    SHARE = "share"
    ROLE = "role"
    ASK = "ask"
    REQUEST = "request"
    NEUTRALITY = "neutrality"


@dataclass(frozen=True, slots=True)
class Action:
    """A button under a reply. It carries clause ids or the asker's own words, never the text of a clause.

    SECTION: `clauses` holds one clause id. OTHERS: the clause ids to offer next, best first. SHARE: the clause ids to
    repeat in the channel. ROLE: `role` to remember, `question` to ask again with it. ASK: `question` to be asked.
    REQUEST: `request` is the id of the request type whose form is to be opened. NEUTRALITY: `meeting` is the kind of
    meeting to be checked.
    """

    kind: ActionKind
    label: str
    authority: str
    clauses: tuple[str, ...] = ()
    question: str = ""
    role: Role | None = None
    request: str = ""
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Banner:
    """The time before an election: until when it lasts, what the protocol says of it, or that it says nothing and whom
    to ask. `soon` is whether it has yet to begin (within two weeks).
    """

    sentence: str
    begins: date
    ends: date
    soon: bool
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """The desk's reply to a question: one of four kinds, with its quotations, platform-neutral.

    `lead` is what the desk says in its own words above the quotations, paragraph by paragraph; `notes` stand below
    them. `took_ms` is the whole time in milliseconds, `stages_ms` its parts. `banner` is set in the time before an
    election, where the reply is about something that this bears on. `further` are the escalations to which other
    questions in the same message lead.
    """

    kind: Kind
    protocol: ProtocolNote
    lead: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    proposed: tuple[Quote, ...] = ()
    escalation: Escalation = Escalation()
    notes: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    took_ms: float = 0.0
    stages_ms: dict[str, float] = field(default_factory=dict)
    banner: Banner | None = None
    further: tuple[Escalation, ...] = ()

    @property
    def quoted(self) -> frozenset[str]:
        """The ids of the clauses that the reply shows."""
        return frozenset(quote.clause for quote in (*self.quotes, *self.proposed))


@dataclass(frozen=True, slots=True)
class Section:
    """All clauses under one heading, in the order of the document."""

    heading: str
    protocol: ProtocolNote
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the desk says without quoting: help, whom to ask, a choice that was stored."""

    title: str
    paragraphs: tuple[str, ...]
    actions: tuple[Action, ...] = ()


Outgoing = Reply | Section | Notice
