from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.evaluation.questions import EvaluationError
from bot.evaluation.runs import read_run, save
from index.evaluation import Marks, figures

RUN = (
    Marks("a", "moor", True, "answer", True, True, False, (True, False), (True, True), None, 0, 9.5, 0.9, 0.1),
    Marks("é", "moor", False, "unclear", False, False, False, (), (), None, 0, 0.1),
)


def test_a_run_comes_back_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    save(file, RUN)
    assert read_run(file) == RUN
    assert json.loads(file.read_text("utf-8"))["figures"] == figures(RUN)


def test_an_empty_run_comes_back(tmp_path: Path) -> None:
    save(tmp_path / "run.json", ())
    assert read_run(tmp_path / "run.json") == ()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": 2, "marks": []}', '{"format": 1, "marks": [{"id": "a"}]}', '{"figures": {}}']
)
def test_what_is_no_run_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "run.json"
    file.write_text(text)
    with pytest.raises(EvaluationError) as raised:
        read_run(file)
    assert str(raised.value).startswith(f"{file}: ")
    assert "\n" not in str(raised.value)
