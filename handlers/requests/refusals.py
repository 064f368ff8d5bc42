"""Why a move is not made: each reason as a notice of its own. What is refused here has changed nothing."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.messages import Notice
from handlers.requests import letter_wording as said
from handlers.requests import wording
from handlers.requests.access import Record, Standing, had_it, is_twin
from handlers.requests.dates import at_in_words
from handlers.requests.deciding import next_place
from handlers.requests.lifecycle import ENDED, UNDECIDED, move_of, permitted
from handlers.requests.practice import Matter, Means
from handlers.requests.request import Event, MoveName, Part, Person, State, Task
from handlers.requests.subjects import is_subject, subjects_in
from handlers.requests.validation import read_words

QUIET = frozenset({MoveName.HAND_ON, MoveName.DO_TASK, MoveName.FINISH_DUTIES})
"""Moves that change nothing of what a decision rests on."""

MINDS_VERSION = frozenset(
    move for move in MoveName if Part.DECIDER in move_of(move).by and move not in (MoveName.DO_TASK, MoveName.CLOSE)
)
"""Moves that must rest on the request as it is now."""


def no_such(reference: str) -> Notice:
    """The same for a reference that does not exist and for one in which the reader has no part."""
    title, paragraph = wording.no_such_request(reference)
    return Notice(title, (paragraph,))


def stranger(means: Means, matter: Matter, person: Person, record: Record) -> Notice:
    """To somebody without a part. Who once had the request is told why they have not; others learn nothing of it."""
    request = matter.request
    if is_subject(means.people, request.authority, person.id, subjects_in(means, matter)):
        return no_such(request.reference)
    if had_it(matter, person, record):
        title, paragraph = wording.former(request.office)
        return Notice(title, (paragraph,))
    if is_twin(matter, person):
        return Notice(wording.OTHER_WORKSPACE_TITLE, (wording.OTHER_WORKSPACE,))
    return no_such(request.reference)


def refusal(means: Means, matter: Matter, standing: Standing, move: MoveName, task: str) -> Notice | None:
    """Why this person, who has a part in the request, may not make this move now; None where they may."""
    parts = standing.parts & move_of(move).by
    if not parts:
        return Notice(wording.NOT_YOURS_TITLE, (wording.only_they_can(_whose(matter, move)),))
    following = next_place(means, matter) is not None
    may = {one.name for part in parts for one in permitted(matter.request, matter.type.procedure, part, following)}
    if move not in may:
        return _not_now(means, matter, move, following=following)
    return _wrong_task(means, matter, standing, task) if move is MoveName.DO_TASK else None


def stale(move: MoveName, version: int | None, matter: Matter, events: Sequence[Event]) -> Notice | None:
    """Where the request was changed, in what matters for this move, since its reader saw that version."""
    if version is None or version == matter.request.version or move not in MINDS_VERSION:
        return None
    since = [event for event in events if event.number > version and event.move not in QUIET]
    return Notice(wording.STALE_TITLE, (wording.STALE,)) if since or version > matter.request.version else None


def wrong_words(move: MoveName, words: str) -> Notice | None:
    """Where the reason is missing, blank or too long."""
    value, error = read_words(words, needed=move_of(move).words)
    if not error:
        return None
    return Notice(wording.WORDS_WRONG_TITLE if value else wording.WORDS_TITLE, (error, wording.NOTHING_CHANGED))


def _not_now(means: Means, matter: Matter, move: MoveName, *, following: bool) -> Notice:
    """The reason that the table of moves gives, by the first of its conditions that does not hold."""
    request, row = matter.request, move_of(move)
    if request.state in ENDED - row.before:
        why = wording.WITHDRAWN_ALREADY if request.state is State.WITHDRAWN else wording.CLOSED_ALREADY
    elif matter.type.procedure not in row.procedures:
        why = wording.NOT_THIS_KIND
    elif request.state not in row.before and row.before == UNDECIDED and request.decision:
        when = at_in_words(request.decision.at, means.practice.zone)
        why = wording.decided_already(request.decision.move, request.decision.by.name, when)
    elif request.state in row.before and row.all_done and request.open_tasks:
        why = wording.OPEN_TASKS
    elif request.state in row.before and not following:
        why = wording.NO_FURTHER
    else:
        why = wording.stands_at(request.state)
    return Notice(wording.NOT_PERMITTED_TITLE, (why, wording.NOTHING_CHANGED))


def _wrong_task(means: Means, matter: Matter, standing: Standing, task: str) -> Notice | None:
    """Where there is no such duty for this person, or it is done already."""
    theirs: tuple[Task, ...] = matter.request.tasks if Part.DECIDER in standing.parts else standing.tasks
    found = next((one for one in theirs if one.id == task), None)
    if found is None:
        return Notice(wording.NO_TASK_TITLE, (wording.NOTHING_CHANGED,))
    if found.done_at is None:
        return None
    when = at_in_words(found.done_at, means.practice.zone)
    done = said.done_on(when, found.done_by.name if found.done_by else "")
    return Notice(wording.TASK_DONE_TITLE, (f"{done}.", wording.NOTHING_CHANGED))


def _whose(matter: Matter, move: MoveName) -> str:
    by = move_of(move).by
    if Part.DECIDER in by:
        return f"the {matter.request.office}"
    return said.THE_REQUESTER if Part.REQUESTER in by else said.THE_DESK
