"""A request as one reader may see it: all of it, their own duty in it, or what a clause says they are to be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from handlers.quoting import protocol_note
from handlers.requests import letter_wording as said
from handlers.requests import wording
from handlers.requests.access import Record, Standing
from handlers.requests.actions import actions_for
from handlers.requests.dates import at_in_words, in_words
from handlers.requests.deciding import decider_term
from handlers.requests.due import due_in_words
from handlers.requests.forms import rows_of, told_in_words
from handlers.requests.messages import Delivered, RequestView, TaskLine
from handlers.requests.practice import Matter, Means
from handlers.requests.quotes import cited_words, quotes_of, task_quotes
from handlers.requests.request import (
    DESK,
    Delivery,
    DeliveryState,
    Event,
    Letter,
    LetterKind,
    MoveName,
    Person,
    Request,
    State,
    Task,
)
from knowledge.requests import Bearer, Moment, Procedure
from knowledge.routes import OfficeKind

OUTCOME = "outcome"
"""A key among those that a duty reveals: what was decided, by whom and in which words."""

_WITH_DECIDER = frozenset({State.SUBMITTED, State.WITH_DECIDER})
_SAID_BY: Mapping[LetterKind | None, frozenset[State]] = {
    LetterKind.TO_DECIDER: _WITH_DECIDER,
    LetterKind.MORE_GIVEN: _WITH_DECIDER,
    LetterKind.MORE_ASKED: frozenset({State.MORE_ASKED}),
    LetterKind.OUTCOME: frozenset(State),
    LetterKind.WITHDRAWN: frozenset({State.WITHDRAWN}),
}
"""Where the first line of a message says how a request stands already."""


def view_for(
    means: Means, matter: Matter, standing: Standing, record: Record, letter: Letter | None = None
) -> RequestView:
    """What this reader sees; as a message where a `letter` brings it. Raises `knowledge.errors.QuotationError`."""
    kind = letter.kind if letter else None
    if standing.sees_all and kind is not LetterKind.TASK:
        return _whole(means, matter, standing, record, kind)
    wanted = {letter.task} if letter else {one.id for one in standing.tasks}
    tasks = tuple(one for one in matter.request.tasks if one.id in wanted)
    return _part(means, matter, standing, tasks, kind)


def told_view(means: Means, matter: Matter, task: Task) -> RequestView:
    """What somebody is told whom a clause says to tell: the particulars that it says, and no others.

    What was decided on a request that can be granted is told where the duty arises from the decision: it is that.
    """
    decision = matter.request.decision
    told = matter.type.procedure is Procedure.DECISION and _arose_from_decision(matter, task)
    outcome = (wording.HISTORY[decision.move],) if told and decision else ()
    return replace(
        _head(means, matter, said.PART_TOLD, LetterKind.TOLD),
        lead=(said.lead_of(LetterKind.TOLD, "", "", ""),),
        rows=(*((said.OUTCOME, one) for one in outcome), *_revealed(means, matter, (task,))),
        quotes=task_quotes(means.library, (task,)),
    )


def nobody_view(means: Means, matter: Matter) -> RequestView:
    """What the authority's contact sees of a request that is with nobody: none of its particulars."""
    request = matter.request
    offices = means.library.protocol(request.authority).offices
    registrable = not any(one.name == request.office and one.kind is OfficeKind.PERSONAL for one in offices)
    lead = (said.lead_of(LetterKind.NOBODY, "", "", ""), said.nobody_for(request.office, registrable=registrable))
    return replace(_head(means, matter, state_of(matter.request), LetterKind.NOBODY), lead=lead)


def gone_view(means: Means, matter: Matter) -> RequestView:
    """What is left to see for whom a request is no longer."""
    return replace(_head(means, matter, state_of(matter.request)), lead=(said.gone_on(matter.request.office),))


def _arose_from_decision(matter: Matter, task: Task) -> bool:
    moments = (Moment.GRANTED, Moment.DECIDED)
    return any(one.at in moments and (one.task, one.words) == (task.what, task.words) for one in matter.type.duties)


def _head(means: Means, matter: Matter, state: str, letter: LetterKind | None = None) -> RequestView:
    """What every reader may see: which request it is."""
    request, kind = matter.request, matter.type
    return RequestView(
        reference=request.reference,
        title=kind.name,
        state=state,
        protocol=protocol_note(means.library.protocol(request.authority)),
        preview=said.preview(request.reference, kind.name, state, confidential=kind.confidential),
        letter=letter,
    )


def _whole(means: Means, matter: Matter, standing: Standing, record: Record, letter: LetterKind | None) -> RequestView:
    request = matter.request
    return replace(
        _head(means, matter, state_of(request), letter),
        lead=tuple(_lead(means, matter, letter)),
        rows=(*_first_rows(means, matter), *rows_of(matter.type, request.particulars), *_said(record.events)),
        quotes=quotes_of(means.library, matter.type),
        tasks=tuple(_task_line(means, matter, one) for one in request.tasks),
        history=tuple(_history(means, request, event) for event in record.events),
        due=due_in_words(means, matter, record.events),
        deliveries=tuple(_delivered(means, matter, one) for one in record.deliveries),
        actions=actions_for(means, matter, standing),
        type=request.type,
    )


def _part(
    means: Means, matter: Matter, standing: Standing, tasks: tuple[Task, ...], letter: LetterKind | None
) -> RequestView:
    is_open = any(one.done_at is None for one in tasks)
    lead = said.lead_of(LetterKind.TASK, "", "", "") if is_open else said.PART_DONE
    ids = {task.id for task in tasks}
    return replace(
        _head(means, matter, said.PART_OPEN if is_open else said.PART_DONE, letter),
        lead=(lead, said.ONLY_YOUR_PART),
        rows=_revealed(means, matter, tasks),
        quotes=task_quotes(means.library, tasks),
        tasks=tuple(_task_line(means, matter, one) for one in tasks),
        actions=tuple(one for one in actions_for(means, matter, standing) if one.task in ids),
    )


def _revealed(means: Means, matter: Matter, tasks: Sequence[Task]) -> tuple[tuple[str, str], ...]:
    """The particulars that these duties reveal; the outcome where `OUTCOME` is among them."""
    keys = [key for one in tasks for key in one.reveals]
    outcome = _outcome_rows(means, matter.request) if OUTCOME in keys else ()
    return (*rows_of(matter.type, matter.request.particulars, keys), *outcome)


def state_of(request: Request) -> str:
    """Where a request stands, in words."""
    return wording.state_in_words(request.state, request.decision.move if request.decision else None)


def _lead(means: Means, matter: Matter, letter: LetterKind | None) -> Iterator[str]:
    request = matter.request
    term = decider_term(means, matter)
    if letter is LetterKind.RECEIPT and request.state in (State.SUBMITTED, State.WITH_DECIDER):
        label = means.label(matter.type.stages[request.stage].clause)
        yield said.received(request.reference)
        if term:
            yield said.next_with(request.office, term.person.name, label, acting=term.person is not term.holder)
        else:
            yield said.next_with_nobody(request.office, means.practice.contacts.get(request.authority, ""))
        if told := told_in_words(means, matter.type):
            yield said.told_in_its_course("; ".join(told))
        yield said.HOW_TO_WITHDRAW
        return
    if letter:
        yield said.lead_of(letter, request.office, request.requester.name, state_of(request))
    if request.state not in _SAID_BY.get(letter, ()):
        yield said.stands(request.state, request.office, term.person.name if term else "")


def _first_rows(means: Means, matter: Matter) -> Iterator[tuple[str, str]]:
    request = matter.request
    yield from _outcome_rows(means, request)
    yield said.STARTED_BY, request.requester.name or said.THE_REQUESTER


def _outcome_rows(means: Means, request: Request) -> Iterator[tuple[str, str]]:
    decision = request.decision
    if decision is None:
        return
    capacity = said.by_whom(decision.by.name, decision.authorship.office, acting=decision.authorship.acting)
    when = at_in_words(decision.at, means.practice.zone)
    yield said.OUTCOME, f"{wording.HISTORY[decision.move]}: {capacity}, {when}"
    if decision.words:
        yield said.REASON, decision.words


def _said(events: Sequence[Event]) -> Iterator[tuple[str, str]]:
    """What was asked and given on the way: both texts stay with the particulars."""
    labels = {
        MoveName.ASK_MORE: said.MORE_ASKED,
        MoveName.GIVE_MORE: said.MORE_GIVEN,
        MoveName.REFER: said.REFERRED,
        MoveName.TAKE_FURTHER: said.TAKEN_FURTHER,
    }
    for event in events:
        if event.move in labels and event.data.get("words"):
            yield labels[event.move], str(event.data["words"])


def _task_line(means: Means, matter: Matter, task: Task) -> TaskLine:
    done = ""
    if task.done_at is not None:
        by = task.done_by or DESK
        done = said.done_on(at_in_words(task.done_at, means.practice.zone), by.name or by.id)
    cited, words = cited_words(means.library, task)
    return TaskLine(task.what, _by_in_words(matter, task), cited, words, done)


def _by_in_words(matter: Matter, task: Task) -> str:
    parts = {
        Bearer.DECIDER.value: matter.request.office,
        Bearer.REQUESTER.value: matter.request.requester.name or said.THE_REQUESTER,
        Bearer.OFFICER.value: said.THE_OFFICER,
    }
    by = parts.get(task.by, task.by)
    decision = matter.request.decision
    deciders = {matter.request.decider, decision.by.id if decision else ""} - {""}
    fell = task.bearer in deciders and task.by not in (Bearer.DECIDER, Bearer.REQUESTER)
    return said.falls_to(by, matter.request.office) if fell and by != matter.request.office else by


def _history(means: Means, request: Request, event: Event) -> tuple[str, str, str]:
    what = wording.HISTORY[event.move]
    task = next((one for one in request.tasks if one.id == event.data.get("task")), None)
    if task:
        what = said.which_duty(what, task.what)
    if event.move in (MoveName.REFER, MoveName.TAKE_FURTHER) and event.data.get("office"):
        what = said.referred_to(what, str(event.data["office"]))
    who = said.by_whom(event.actor.name or event.actor.id, event.authorship.office, acting=event.authorship.acting)
    words = str(event.data.get("words", ""))
    return at_in_words(event.at, means.practice.zone), said.with_words(what, words), who


def _delivered(means: Means, matter: Matter, one: Delivery) -> Delivered:
    stands = said.delivery(wording.DELIVERY[one.state], one.reason)
    later = one.letter.not_before
    if one.state is DeliveryState.WAITING and later and later > means.now():
        stands = said.later(in_words(means.day_of(later)))
    return Delivered(_name_of(means, matter, one.letter.to), wording.LETTERS[one.letter.kind], one.state, stands)


def _name_of(means: Means, matter: Matter, person: str) -> str:
    """A reader by name, as far as the register or the request knows it; an id is shown to nobody."""
    request = matter.request
    people: list[Person] = [request.requester, *(task.done_by for task in request.tasks if task.done_by)]
    known = {one.id: one.name for one in people if one.name}
    contact = means.practice.contact_ids.get(request.authority, "")
    named = known.get(person) or means.people.known_as(request.authority, person)
    if not named and person and person == contact:
        named = means.practice.contacts.get(request.authority, "")
    return named or said.NOBODY_KNOWN
