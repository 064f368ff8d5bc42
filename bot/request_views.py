"""What all platforms do with a request as its reader may see it: plain data in, plain data out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.quoting import cite
from handlers.messages import Quote
from handlers.requests import form_wording as said
from handlers.requests.messages import Delivered, MoveAction, RequestView, TaskLine
from handlers.requests.request import DeliveryState
from knowledge.clause import Status

WHOLE = 620
"""Characters of clauses that still leave a form's fields, or a request's buttons, in sight on a phone."""
FIRST = 500
"""The same for the first of several, above a button that shows the rest."""


def are_long(quotes: Sequence[Quote]) -> bool:
    """Whether they would push what a reader came for out of sight."""
    return sum(len(quote.text) for quote in quotes) > WHOLE


def shown_and_behind(quotes: Sequence[Quote], *, first: bool) -> tuple[Sequence[Quote], str]:
    """Which of many clauses are shown (the `first`, where it is short), and the line that names the others."""
    shown = quotes[:1] if first and len(quotes[0].text) <= FIRST else ()
    left = quotes[len(shown) :]
    labels = tuple(dict.fromkeys(cite(quote) for quote in left))
    proposed = any(quote.status is Status.PROPOSED for quote in left)
    return shown, said.clauses_behind(labels, more=bool(shown), proposed=proposed)


def tasks_of(view: RequestView) -> Iterator[tuple[TaskLine, MoveAction | None]]:
    """Each duty with the button that confirms it, where its reader may."""
    left = [action for action in view.actions if action.task]
    for line in view.tasks:
        mine = next((one for one in left if not line.done and one.label.endswith(line.what)), None)
        if mine is not None:
            left.remove(mine)
        yield line, mine


def sent_messages(view: RequestView) -> list[Delivered]:
    """The messages that were sent or will be."""
    return [one for one in view.deliveries if one.state is not DeliveryState.CANCELLED]
