"""What comes in and what goes out: plain data without any platform in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.clause import Role, Status


@dataclass(frozen=True, slots=True)
class Question:
    """A message to the desk.

    `role` is None where the asker's side is not known. `thread` is an opaque key of the conversation ("" for none).
    """

    text: str
    authority: str
    role: Role | None = None
    thread: str = ""


class Kind(StrEnum):
    """The four kinds of reply. The values stand in the JSON replies: keep them stable."""

    ANSWER = "answer"
    SILENT = "silent"
    OUT_OF_SCOPE = "out_of_scope"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Quote:
    """A clause as it is shown. `text` and `spans` are the source's words, to the letter.

    `emphasis` lists the words that operate ("must", "should not", "may") as (start, end) offsets into `text`.
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


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an escalation: who, what to do, and the clause whose words say so."""

    office: str
    action: str
    clause: str
    words: str


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who decides and how to raise it. `request` names the formal request that can be started, or is None."""

    offices: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    request: str | None = None


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


@dataclass(frozen=True, slots=True)
class Action:
    """A button under a reply. It carries clause ids or the asker's own words, never the text of a clause.

    SECTION: `clauses` holds one clause id. OTHERS: the clause ids to offer next, best first. SHARE: the clause ids to
    repeat in the channel. ROLE: `role` to remember, `question` to ask again with it. ASK: `question` to be asked.
    """

    kind: ActionKind
    label: str
    authority: str
    clauses: tuple[str, ...] = ()
    question: str = ""
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The desk's reply to a question: one of four kinds, with its quotations, platform-neutral.

    `lead` is what the desk says in its own words above the quotations, paragraph by paragraph; `notes` stand below
    them. `took_ms` is the whole time in milliseconds, `stages_ms` its parts.
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
