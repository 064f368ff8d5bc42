"""`protocol-desk evaluate`: a council's own questions through the desk, one after the other, and what came of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from bot.evaluation import misses
from bot.evaluation.examining import CURRENT_BOUND, Heard
from bot.evaluation.floors import Bound, missed
from bot.evaluation.misses import Miss, Signals
from bot.evaluation.picture import draw
from bot.evaluation.report import Evaluation
from index.comparison import compare
from index.evaluation import Case, Marks, figures, mark, normal
from knowledge.library import Library


class Desk(Protocol):
    """What an evaluation needs of `bot.evaluation.examining.ExaminedDesk`."""

    @property
    def library(self) -> Library: ...
    def ask(self, text: str, authority: str, role: str) -> Heard: ...
    def explain(self, text: str, authority: str, role: str) -> Sequence[Signals]: ...


def evaluate(
    desk: Desk,
    cases: Sequence[Case],
    *,
    earlier: Sequence[Marks] | None = None,
    bounds: tuple[Bound, ...] = (),
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Evaluation:
    """Ask all the questions and mark the replies; `earlier` is a run to compare with, `bounds` are to be kept."""
    sources = {name: normal(desk.library.protocol(name).source.text) for name in {case.authority for case in cases}}
    marks: list[Marks] = []
    wrong: list[Miss] = []
    failed: list[str] = []
    for done, case in enumerate(cases, 1):
        heard = desk.ask(case.question, case.authority, case.role)
        if heard.reply is None:
            failed.append(case.id)
        else:
            marked = mark(case, heard.reply, sources[case.authority], heard.confidence, heard.strangeness)
            marks.append(marked)
            if any(misses.reasons(case, marked)):
                wrong.append(_miss(desk, case, marked, heard))
        progress(done, len(cases))
    return Evaluation(
        marks=tuple(marks),
        misses=tuple(wrong),
        failed=tuple(failed),
        comparison=None if earlier is None else compare(earlier, marks),
        bounds=bounds,
        missed=missed(bounds, figures(marks)),
    )


def _miss(desk: Desk, case: Case, marks: Marks, heard: Heard) -> Miss:
    candidates = desk.explain(case.question, case.authority, case.role)
    clauses = desk.library.protocol(case.authority).clauses
    return misses.miss(case, marks, heard.reply or {}, candidates, clauses)


def write_picture(path: Path, marks: Sequence[Marks]) -> None:
    """Draw the picture into a file. Raises OSError."""
    path.write_text(draw(marks, CURRENT_BOUND), encoding="utf-8")
