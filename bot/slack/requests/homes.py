"""Whose Home tabs are to be made anew because somebody else has changed a request, and what each was shown last."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.slack.blocks import Block
from handlers.requests.involved import Involved
from handlers.requests.request import Letter, LetterKind, MoveName

REMEMBERED = 10.0
"""Seconds for which a tab counts as it was last shown. Another desk may show it since, so it is not for long."""

Whose = Callable[[Involved, str], frozenset[str]]
"""The ids of those whose lists something changes, of those involved and the duty that it is about."""


def _parties(involved: Involved, _: str) -> frozenset[str]:
    return involved.requester | involved.deciders


def _bearers(involved: Involved, task: str) -> frozenset[str]:
    return involved.bearers.get(task, frozenset())


def _after_duty(involved: Involved, task: str) -> frozenset[str]:
    """With the last duty the request itself stands elsewhere."""
    return _bearers(involved, task) | (frozenset() if involved.has_duties else involved.requester)


# The other letters come with these, or change no list.
_BY_LETTER: Mapping[LetterKind, Whose] = {
    LetterKind.TO_DECIDER: _parties,
    LetterKind.MORE_ASKED: _parties,
    LetterKind.MORE_GIVEN: _parties,
    LetterKind.OUTCOME: _parties,
    LetterKind.TASK: _bearers,
    LetterKind.WITHDRAWN: lambda involved, _: involved.deciders,
}
# What brings no letter to everybody whom it concerns.
_BY_MOVE: Mapping[MoveName, Whose] = {
    MoveName.DO_TASK: _after_duty,
    MoveName.WITHDRAW: lambda involved, _: involved.deciders.union(*involved.bearers.values()),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that changed the lists of others."""

    reference: str
    whose: Whose
    task: str = ""


def by_letter(letter: Letter) -> Changed | None:
    """What the change that a letter tells of means for others; None where it changes no list."""
    whose = _BY_LETTER.get(letter.kind)
    return Changed(letter.reference, whose, letter.task) if whose else None


def by_move(reference: str, move: MoveName, task: str) -> Changed | None:
    """What a move means for those whom no letter tells of it; None where letters tell everybody."""
    whose = _BY_MOVE.get(move)
    return Changed(reference, whose, task) if whose else None


class Homes:
    """Gathers what changes within `pause` seconds, so that each tab is made once. Belongs to one event loop."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._gathered: list[Changed] = []
        self._shown: dict[str, tuple[float, Block]] = {}

    def add(self, changed: Changed) -> bool:
        """Keep it. Whether it is the first, for which somebody must come and take what is gathered."""
        self._gathered.append(changed)
        return len(self._gathered) == 1

    async def take(self) -> Sequence[Changed]:
        """All that has changed, once the pause is over."""
        await asyncio.sleep(self._pause)
        taken, self._gathered = self._gathered, []
        return taken

    def remember(self, user: str, view: Block) -> None:
        """That somebody was shown this now."""
        now = time.monotonic()
        self._shown = {one: kept for one, kept in self._shown.items() if now - kept[0] < REMEMBERED}
        self._shown[user] = (now, view)

    def shows(self, user: str, view: Block) -> bool:
        """Whether somebody was shown just this a moment ago."""
        at, shown = self._shown.get(user, (0.0, {}))
        return shown == view and time.monotonic() - at < REMEMBERED
