"""The due date as it is shown: what it rests on, and each day that was skipped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.requests import letter_wording as said
from handlers.requests.dates import in_words
from handlers.requests.lifecycle import UNDECIDED
from handlers.requests.practice import Matter, Means
from handlers.requests.request import Event, MoveName

_STARTS = frozenset({MoveName.SUBMIT, MoveName.REFER, MoveName.TAKE_FURTHER})


def due_in_words(means: Means, matter: Matter, events: Sequence[Event]) -> tuple[str, ...]:
    """The due date with its working; nothing where the authority set no service standard, or it is decided."""
    request, days = matter.request, means.practice.standard(matter.type)
    if request.due is None or request.state not in UNDECIDED:
        return ()
    if days < 1:
        return (in_words(request.due),)
    start = _start(means, matter, events)
    day, working = means.working_days.after(start, days)
    moved = (said.due_elsewhere(in_words(day)),) if day != request.due else ()
    return (said.due_on(in_words(request.due), days, in_words(start)), *working, *moved)


def _start(means: Means, matter: Matter, events: Sequence[Event]) -> date:
    """The day on which the request came to the office that has it."""
    moments = [event.at for event in events if event.move in _STARTS]
    return means.day_of(moments[-1] if moments else matter.request.created_at)
