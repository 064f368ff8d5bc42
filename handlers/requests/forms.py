"""The form of a request type, its check, and the summary before it is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.quoting import protocol_note
from handlers.requests import wording
from handlers.requests.dates import in_words
from handlers.requests.deciding import Case, Choice, Placement, choices_of, open_choices, place
from handlers.requests.messages import Checking, Form, FormField
from handlers.requests.practice import Means
from handlers.requests.quotes import quotes_of
from handlers.requests.subjects import Subjects, subjects_of
from handlers.requests.validation import read_answers
from knowledge.clause import Role, Status
from knowledge.requests import FieldKind, RequestField, RequestType
from knowledge.routes import OfficeKind

SEND_TO = "send_to"
"""The key of the field by which the requester chooses among the offices that the protocol names."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was read: what is kept of the answers, where it would go, the errors by key of the field."""

    particulars: Mapping[str, str]
    subjects: Subjects
    placement: Placement
    errors: Mapping[str, str]


def read(means: Means, kind: RequestType, answers: Mapping[str, str], requester: str) -> Filled:
    """Check the answers, and find where the request would go. `requester` is the id of who fills it in, or ""."""
    particulars, errors = read_answers(kind.fields, answers, means.today)
    subjects = subjects_of(means, kind, particulars)
    case = Case(kind, subjects, requester, answers.get(SEND_TO, "").strip())
    placement = place(means, case)
    if wrong := _wrong_choice(means, case, placement):
        errors = {**errors, SEND_TO: wrong}
    return Filled(particulars, subjects, placement, errors)


def form_for(
    means: Means, kind: RequestType, role: Role, filled: Mapping[str, str], errors: Mapping[str, str] | None = None
) -> Form:
    """The form, with what was filled in and the errors beside it. Raises `knowledge.errors.QuotationError`."""
    quotes = quotes_of(means.library, kind)
    return Form(
        type=kind.id,
        title=kind.name,
        protocol=protocol_note(means.library.protocol(kind.authority)),
        role=role,
        quotes=quotes,
        conditions=tuple(f"“{words}” ({means.label(clause)})" for clause, words in kind.conditions),
        fields=tuple(_fields(means, kind, filled, errors or {})),
        decides=_decides_at_first(means, kind),
        notes=_notes(means, kind),
    )


def checking_for(means: Means, kind: RequestType, role: Role, filled: Filled, key: str) -> Checking:
    """What the requester looks at before sending."""
    form = form_for(means, kind, role, {**filled.particulars, SEND_TO: filled.placement.office})
    decides = " ".join((*filled.placement.notes, decides_in_words(means, kind, filled.placement)))
    return Checking(
        key=key,
        form=replace(form, decides=decides),
        rows=(*rows_of(kind, filled.particulars), (wording.WHO_DECIDES, decides)),
        told=told_in_words(means, kind),
        title=wording.CHECK_TITLE,
    )


def rows_of(
    kind: RequestType, particulars: Mapping[str, str], only: Sequence[str] | None = None
) -> tuple[tuple[str, str], ...]:
    """The particulars as (label, value), dates in words; `only` those with these keys."""
    return tuple(
        (one.label, _value_in_words(one, particulars[one.key]))
        for one in kind.fields
        if particulars.get(one.key) and (only is None or one.key in only)
    )


def decides_in_words(means: Means, kind: RequestType, placement: Placement) -> str:
    """Who decides, in a sentence, with the person of today."""
    label = means.label(kind.stages[placement.stage].clause)
    if placement.term is None:
        return wording.nobody_decides(placement.office, label, means.practice.contacts.get(kind.authority, ""))
    term = placement.term
    return wording.decides(placement.office, term.person.name, label, acting=term.person is not term.holder)


def told_in_words(means: Means, kind: RequestType) -> tuple[str, ...]:
    """Who will be told in the course of such a request."""
    told = (wording.will_be_told(one.tells, means.label(one.clause)) for one in kind.duties if one.tells)
    return tuple(dict.fromkeys(told))


def _wrong_choice(means: Means, case: Case, placement: Placement) -> str:
    names = [one.office for one in open_choices(means, case, case.type.stages[placement.stage])]
    return wording.choose_one_of(names) if len(names) > 1 and case.chosen not in names else ""


def _fields(
    means: Means, kind: RequestType, filled: Mapping[str, str], errors: Mapping[str, str]
) -> Iterator[FormField]:
    for one in kind.fields:
        yield FormField(
            key=one.key,
            label=one.label,
            kind=one.kind,
            required=one.required,
            hint=one.hint,
            options=one.options,
            cited=means.label(one.clause) if one.clause else "",
            words=one.words,
            value=filled.get(one.key, ""),
            error=errors.get(one.key, ""),
        )
    if offered := _choosable(means, kind, further=bool(errors.get(SEND_TO) or filled.get(SEND_TO))):
        yield FormField(
            key=SEND_TO,
            label=wording.SEND_TO,
            kind=FieldKind.CHOICE,
            required=not any(stage.when for stage in kind.stages),
            hint=wording.SEND_TO_HINT,
            options=tuple(one.office for one in offered),
            value=filled.get(SEND_TO, ""),
            error=errors.get(SEND_TO, ""),
        )


def _choosable(means: Means, kind: RequestType, *, further: bool = False) -> tuple[Choice, ...]:
    """The offices to choose from, where a stage names several or several people hold the same.

    Those of a `further` stage count where a request must skip those before it: then the choice was asked for.
    """
    found: dict[str, Choice] = {}
    for stage in kind.stages:
        offered = () if stage.further and not further else choices_of(means, kind, stage)
        if len(offered) > 1:
            found |= {one.office: one for one in offered}
    return tuple(found.values())


def _decides_at_first(means: Means, kind: RequestType) -> str:
    """Who decides, as far as it can be said before anything is filled in."""
    if any(stage.when for stage in kind.stages):
        return wording.DEPENDS_ON_WHOM
    if _choosable(means, kind):
        return wording.CHOOSES
    return decides_in_words(means, kind, place(means, Case(kind, Subjects())))


def _notes(means: Means, kind: RequestType) -> tuple[str, ...]:
    kinds = {one.name: one.kind for one in means.library.protocol(kind.authority).offices}
    personal = [
        wording.also_names(means.label(stage.clause), name)
        for stage in kind.stages
        for name in stage.offices
        if kinds.get(name) is OfficeKind.PERSONAL and len(stage.offices) > 1
    ]
    proposed = [wording.PROPOSED] if kind.status is Status.PROPOSED else []
    private = [wording.CONFIDENTIAL] if kind.confidential else []
    return tuple(dict.fromkeys((*proposed, *kind.notes, *personal, *private)))


def _value_in_words(field: RequestField, value: str) -> str:
    if field.kind is FieldKind.YES:
        return wording.YES
    if field.kind is FieldKind.DATE:
        return in_words(date.fromisoformat(value))
    return value
