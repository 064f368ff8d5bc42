"""The gate: the desk answers its own evaluation set, and no figure falls behind its bound."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.cli.evaluate import evaluate
from bot.evaluation.examining import ExaminedDesk
from bot.evaluation.floors import read_bounds
from bot.evaluation.questions import read
from bot.evaluation.report import as_text
from index.evaluation import HIGHER_IS_BETTER

HERE = Path(__file__).parent
FLOORS = HERE / "floors.toml"
BY_THE_MACHINE = {"median_ms"}


@pytest.mark.model
def test_the_figures_keep_their_bounds(desk: ExaminedDesk, capsys: pytest.CaptureFixture[str]) -> None:
    cases = read(sorted((HERE / "questions").glob("*.jsonl")), desk.library)
    done = evaluate(desk, cases, bounds=read_bounds(FLOORS))
    told = list(as_text(done))
    figures = told[next(at for at, line in enumerate(told) if line.lstrip().startswith("all ")) :]
    with capsys.disabled():
        sys.stdout.write("\n".join(("", *figures, "")))
    assert done.ok, "\n".join(figures)


def test_every_figure_but_the_time_has_a_bound() -> None:
    assert {bound.figure for bound in read_bounds(FLOORS)} == set(HIGHER_IS_BETTER) - BY_THE_MACHINE
