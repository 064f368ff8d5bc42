"""The one table of states and permitted moves: what can be done with a request, by whom, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.requests.request import MoveName, Part, Request, State
from knowledge.requests import Procedure


@dataclass(frozen=True, slots=True)
class Move:
    """One permitted move. `after` is None where the state stays as it is.

    `words` is whether a reason or a text must come with it. `confirm` is whether a second press is asked for.
    `procedures` are those it belongs to. `all_done` is whether it waits until no duty is open.
    """

    name: MoveName
    before: frozenset[State]
    after: State | None
    by: frozenset[Part]
    words: bool = False
    confirm: bool = False
    procedures: frozenset[Procedure] = frozenset(Procedure)
    all_done: bool = False


UNDECIDED = frozenset({State.SUBMITTED, State.WITH_DECIDER, State.MORE_ASKED})
DECIDED = frozenset({
    State.GRANTED, State.GRANTED_IN_PART, State.DECLINED, State.ANSWERED, State.ACKNOWLEDGED, State.SETTLED,
})  # fmt: skip
ENDED = frozenset({State.CLOSED, State.WITHDRAWN})
PURGEABLE = ENDED | DECIDED | {State.DUTIES_DONE}
"""What may be forgotten once its time is over: what is decided waits for nobody, though nobody has closed it."""

_REQUESTER, _DECIDER, _DESK = frozenset({Part.REQUESTER}), frozenset({Part.DECIDER}), frozenset({Part.DESK})
_OPERATOR = frozenset({Part.OPERATOR})
_DECISION, _COMPLAINT = frozenset({Procedure.DECISION}), frozenset({Procedure.COMPLAINT})
_ADVICE, _NOTICE = frozenset({Procedure.ADVICE}), frozenset({Procedure.NOTICE})

MOVES: tuple[Move, ...] = (
    Move(MoveName.SUBMIT, frozenset(), State.SUBMITTED, _REQUESTER),
    Move(MoveName.HAND_ON, frozenset({State.SUBMITTED}), State.WITH_DECIDER, _DESK),
    Move(MoveName.GRANT, UNDECIDED, State.GRANTED, _DECIDER, confirm=True, procedures=_DECISION),
    Move(MoveName.GRANT_IN_PART, UNDECIDED, State.GRANTED_IN_PART, _DECIDER, words=True, confirm=True,
         procedures=_DECISION),
    Move(MoveName.ANSWER, UNDECIDED, State.ANSWERED, _DECIDER, words=True, procedures=_ADVICE),
    Move(MoveName.ACKNOWLEDGE, UNDECIDED, State.ACKNOWLEDGED, _DECIDER, procedures=_NOTICE),
    Move(MoveName.SETTLE, UNDECIDED, State.SETTLED, _DECIDER, words=True, confirm=True, procedures=_COMPLAINT),
    Move(MoveName.DECLINE, UNDECIDED, State.DECLINED, _DECIDER, words=True, confirm=True,
         procedures=_DECISION | _ADVICE),
    Move(MoveName.ASK_MORE, frozenset({State.SUBMITTED, State.WITH_DECIDER}), State.MORE_ASKED, _DECIDER, words=True),
    Move(MoveName.GIVE_MORE, frozenset({State.MORE_ASKED}), State.WITH_DECIDER, _REQUESTER, words=True),
    Move(MoveName.REFER, UNDECIDED, State.SUBMITTED, _DECIDER, words=True, confirm=True),
    # Who decided may close a complaint; whether it goes to the next office is for who complained, by the protocol.
    Move(MoveName.TAKE_FURTHER, frozenset({State.SETTLED, State.DUTIES_DONE, State.CLOSED}), State.SUBMITTED,
         _REQUESTER, words=True, procedures=_COMPLAINT),
    Move(MoveName.WITHDRAW, UNDECIDED, State.WITHDRAWN, _REQUESTER, confirm=True),
    Move(MoveName.DO_TASK, DECIDED | UNDECIDED | {State.CLOSED}, None, frozenset({Part.DUTY, Part.DECIDER, Part.DESK})),
    Move(MoveName.FINISH_DUTIES, DECIDED, State.DUTIES_DONE, _DESK, all_done=True),
    Move(MoveName.CLOSE, DECIDED | {State.DUTIES_DONE}, State.CLOSED, _DECIDER, all_done=True),
    Move(MoveName.PURGE, PURGEABLE, None, _OPERATOR),
)  # fmt: skip

_BY_NAME = {move.name: move for move in MOVES}


def move_of(name: MoveName) -> Move:
    """The row of the table."""
    return _BY_NAME[name]


def permitted(request: Request, procedure: Procedure, part: Part, next_stage: bool) -> tuple[Move, ...]:
    """The moves that somebody with this part may make now, in the order of the table.

    `next_stage` is whether the protocol lays down an office after the one that has the request.
    """
    return tuple(
        move
        for move in MOVES
        if request.state in move.before
        and part in move.by
        and procedure in move.procedures
        and not (move.all_done and request.open_tasks)
        and (next_stage or move.name not in {MoveName.REFER, MoveName.TAKE_FURTHER})
    )
