"""Two runs over the same questions: which figures moved, and which questions got better or worse. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.evaluation import Figures, Marks, figures


@dataclass(frozen=True, slots=True)
class Comparison:
    """`before` and `now` are figures over the questions that both runs have; the rest are lists of ids.

    `better` and `worse` are those whose reply has more, or less, right with it.
    """

    before: Figures
    now: Figures
    better: tuple[str, ...]
    worse: tuple[str, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]


def compare(before: Sequence[Marks], now: Sequence[Marks]) -> Comparison:
    """Compare an earlier run with this one. A question whose label `covered` was changed counts as another one."""
    earlier = {(one.id, one.covered): one for one in before}
    later = {(one.id, one.covered): one for one in now}
    both = [key for key in later if key in earlier]
    gains = {key[0]: later[key].points - earlier[key].points for key in both}
    return Comparison(
        before=figures(earlier[key] for key in both),
        now=figures(later[key] for key in both),
        better=tuple(id_ for id_, gain in gains.items() if gain > 0),
        worse=tuple(id_ for id_, gain in gains.items() if gain < 0),
        added=tuple(id_ for id_, covered in later if (id_, covered) not in earlier),
        gone=tuple(id_ for id_, covered in earlier if (id_, covered) not in later),
    )
