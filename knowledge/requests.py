"""The formal requests that a protocol lets a person start.

A request type is data: what must be stated, who decides, what follows, each with the clause whose words say so. Every
word it quotes stands in the clause that it names; `knowledge.request_checks` proves that.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.clause import Role, Status


class Procedure(StrEnum):
    """How a request comes to its end.

    DECISION: it is granted, granted in part or declined. ADVICE: it is answered (information, advice, guidance, a
    ruling on the wording) or declined. COMPLAINT: the protocol's own steps, settled or taken to the next office, never
    granted. NOTICE: somebody is told, and acknowledges it.
    """

    DECISION = "decision"
    ADVICE = "advice"
    COMPLAINT = "complaint"
    NOTICE = "notice"


class FieldKind(StrEnum):
    """What is asked for. LONG is text of several lines, PERSON a name, OFFICE a post, YES a box that must be ticked."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    PERSON = "person"
    CHOICE = "choice"
    YES = "yes"


class Moment(StrEnum):
    """When a duty arises.

    SUBMITTED: at once. GRANTED: once it is granted, in whole or in part, or answered, but not when it is declined.
    DECIDED: whatever was decided, a settlement and an acknowledgement among them. CLOSED: at the very end.
    """

    SUBMITTED = "submitted"
    GRANTED = "granted"
    DECIDED = "decided"
    CLOSED = "closed"


class Bearer(StrEnum):
    """Who bears a duty, where it is not an office."""

    DECIDER = "decider"
    REQUESTER = "requester"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class RequestField:
    """One particular that is asked for. `words` of `clause` demand it ("" where the form needs it for itself).

    `future` is whether a date must not be past. `complained_of` marks the field that says whom a complaint is about:
    that person never decides.
    """

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = True
    hint: str = ""
    options: tuple[str, ...] = ()
    clause: str = ""
    words: str = ""
    future: bool = False
    complained_of: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """One office of the way: alternatives of which the requester chooses where there are several.

    `when` are the posts of which one must be complained of for this stage to apply (empty: any); `otherwise` is whether
    it applies where no other stage's post does. `further` marks a stage that is only reached by referral.
    """

    offices: tuple[str, ...]
    clause: str
    words: str
    when: tuple[str, ...] = ()
    otherwise: bool = False
    further: bool = False


@dataclass(frozen=True, slots=True)
class RequestDuty:
    """What somebody must do at a moment of the request, in a sentence of the editors' own with the clause's words.

    `by` is a Bearer or an office; `tells` are the offices or parties who are told; `reveals` are the keys of the fields
    that they are told, and no others. `sends` is whether the desk itself sends it to those who are registered.
    """

    at: Moment
    by: str
    task: str
    clause: str
    words: str
    tells: tuple[str, ...] = ()
    reveals: tuple[str, ...] = ()
    sends: bool = False


@dataclass(frozen=True, slots=True)
class RequestType:
    """Something that one protocol lets a person start. Clauses are named by their whole id.

    `id` is unique within the authority; `kind` is one of `knowledge.routes.REQUEST_TYPES`, by which a route names it.
    `words` are what people type for it. `clauses` are quoted above the form, `conditions` are (clause, words) that the
    requester is shown before sending. `status` is that of the wording it rests on.
    """

    id: str
    kind: str
    authority: str
    name: str
    procedure: Procedure
    started_by: Role | None
    routes: tuple[str, ...]
    clauses: tuple[str, ...]
    fields: tuple[RequestField, ...]
    stages: tuple[Stage, ...]
    duties: tuple[RequestDuty, ...] = ()
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()
    confidential: bool = False
    status: Status = Status.IN_FORCE


@dataclass(frozen=True, slots=True)
class Absent:
    """A kind of request that this protocol does not lay down: a sentence that says so, and the nearest clauses."""

    kind: str
    sentence: str
    clauses: tuple[str, ...] = ()
