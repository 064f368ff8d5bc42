"""The gate: bounds on figures in a TOML file, and which of them were missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.evaluation.questions import EvaluationError
from index.evaluation import HIGHER_IS_BETTER, Figures
from knowledge.errors import KnowledgeError
from knowledge.toml_files import line_of, read_text, read_toml

_Numbers = dict[str, Annotated[float, Field(ge=0, allow_inf_nan=False)]]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    floors: _Numbers = {}
    ceilings: _Numbers = {}


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure must not fall below (`is_floor`), or rise above, `value`. `line` is where that stands in `file`."""

    figure: str
    value: float
    is_floor: bool
    file: Path
    line: int

    def holds(self, figure: float | None) -> bool:
        """Whether the figure keeps the bound. One that could not be measured does not."""
        if figure is None:
            return False
        return figure >= self.value if self.is_floor else figure <= self.value


def read_bounds(path: Path) -> tuple[Bound, ...]:
    """The bounds of a file with the tables [floors] and [ceilings]. Raises EvaluationError."""
    mistakes: list[KnowledgeError] = []
    file = read_toml(path, _File, mistakes)
    if file is None:
        raise EvaluationError(mistakes)
    text = read_text(path)
    bounds = [
        Bound(figure, value, table == "floors", path, line_of(text, table, figure))
        for table, numbers in (("floors", file.floors), ("ceilings", file.ceilings))
        for figure, value in numbers.items()
    ]
    mistakes += [mistake for bound in bounds if (mistake := _mistake(bound))]
    if not bounds:
        remedy = "Write a figure and its bound under [floors] or [ceilings]."
        mistakes.append(KnowledgeError("the file holds no bounds.", file=path, remedy=remedy))
    if mistakes:
        raise EvaluationError(mistakes)
    return tuple(bounds)


def missed(bounds: tuple[Bound, ...], figures: Figures) -> tuple[Bound, ...]:
    """The bounds that these figures do not keep."""
    return tuple(bound for bound in bounds if not bound.holds(figures[bound.figure]))


def _mistake(bound: Bound) -> KnowledgeError | None:
    known: Mapping[bool, str] = {
        side: ", ".join(name for name, higher in HIGHER_IS_BETTER.items() if higher is side) for side in (True, False)
    }
    table, other = ("floors", "ceilings") if bound.is_floor else ("ceilings", "floors")
    if HIGHER_IS_BETTER.get(bound.figure) is bound.is_floor:
        return None
    if bound.figure in HIGHER_IS_BETTER:
        what, remedy = (
            f"“{bound.figure}” is better the {'lower' if bound.is_floor else 'higher'}.",
            f"Put it under [{other}].",
        )
    else:
        what, remedy = f"there is no figure “{bound.figure}”.", f"Under [{table}] may stand {known[bound.is_floor]}."
    return KnowledgeError(what, file=bound.file, line=bound.line, remedy=remedy)
