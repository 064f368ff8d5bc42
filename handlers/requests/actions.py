"""The buttons on a request: the moves that its reader may make now."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.requests import letter_wording as said
from handlers.requests import wording
from handlers.requests.access import Standing
from handlers.requests.deciding import next_place
from handlers.requests.lifecycle import Move, permitted
from handlers.requests.messages import MoveAction
from handlers.requests.practice import Matter, Means
from handlers.requests.request import MoveName, Part, Task

_ONWARDS = (MoveName.REFER, MoveName.TAKE_FURTHER)


def actions_for(means: Means, matter: Matter, standing: Standing) -> tuple[MoveAction, ...]:
    """What this reader may do now, in the order of the table; a button for each of their open duties."""
    following = next_place(means, matter)
    office = following.office if following else ""
    found: dict[MoveName, Move] = {}
    for part in (Part.REQUESTER, Part.DECIDER, Part.DUTY):
        if part in standing.parts:
            moves = permitted(matter.request, matter.type.procedure, part, following is not None)
            found |= {move.name: move for move in moves}
    return tuple(action for move in found.values() for action in _buttons(matter, standing, move, office))


def _buttons(matter: Matter, standing: Standing, move: Move, office: str) -> Iterator[MoveAction]:
    if move.name is not MoveName.DO_TASK:
        yield _button(matter, move, office)
        return
    for task in _may_confirm(matter, standing):
        yield _button(matter, move, "", task)


def _may_confirm(matter: Matter, standing: Standing) -> tuple[Task, ...]:
    """The open duties that a reader may confirm: the decider each, others their own."""
    every = Part.DECIDER in standing.parts
    return tuple(task for task in matter.request.open_tasks if every or task in standing.tasks)


def _button(matter: Matter, move: Move, office: str, task: Task | None = None) -> MoveAction:
    label = wording.LABELS[move.name]
    if move.name in _ONWARDS:
        label = said.refer_to(label, office)
    elif task:
        label = said.done_with(task.what)
    return MoveAction(
        move=move.name,
        label=label,
        reference=matter.request.reference,
        version=matter.request.version,
        task=task.id if task else "",
        words=move.words,
        words_label=wording.ASKED_WORDS.get(move.name, "") if move.words else "",
        confirm=wording.CONFIRM.get(move.name, "") if move.confirm else "",
    )
