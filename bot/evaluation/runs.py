"""A run as a file, so that a later one can be compared with it. The words of the questions are not in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot import __version__
from bot.evaluation.questions import EvaluationError
from index.evaluation import Marks, figures
from knowledge.errors import KnowledgeError
from knowledge.toml_files import read_text


class _Run(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
    format: Literal[1]
    marks: tuple[Marks, ...]


def save(path: Path, marks: Sequence[Marks]) -> None:
    """Write a run: the figures for whoever reads it, the marks for `read_run`. Raises OSError."""
    lines = ",\n  ".join(json.dumps(asdict(one), ensure_ascii=False) for one in marks)
    head = {"format": 1, "version": __version__, "figures": figures(marks)}
    opened = json.dumps(head, indent=1).removesuffix("\n}")
    path.write_text(f'{opened},\n "marks": [\n  {lines}\n ]\n}}\n', encoding="utf-8")


def read_run(path: Path) -> tuple[Marks, ...]:
    """The marks of a run that was saved. Raises EvaluationError."""
    try:
        return _Run.model_validate_json(read_text(path)).marks
    except KnowledgeError as error:
        raise EvaluationError([error]) from error
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        told = f"this is not a run that was saved with --save{f' (“{where}” cannot be used)' if where else ''}."
        remedy = "Save one again: protocol-desk evaluate FILE --save RUN.json"
        raise EvaluationError([KnowledgeError(told, file=path, remedy=remedy)]) from error
