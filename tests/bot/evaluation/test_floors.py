from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.floors import missed, read_bounds
from bot.evaluation.questions import EvaluationError
from index.evaluation import HIGHER_IS_BETTER, Figures

PERFECT: Figures = {name: 1.0 if higher else 0.0 for name, higher in HIGHER_IS_BETTER.items()}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "floors.toml"


def test_a_figure_on_its_bound_keeps_it(file: Path) -> None:
    file.write_text("[floors]\nquotes_fit = 0.75\n[ceilings]\nquotes_per_answer = 2.5\n")
    bounds = read_bounds(file)
    assert missed(bounds, PERFECT | {"quotes_fit": 0.75, "quotes_per_answer": 2.5}) == ()


def test_what_is_below_a_floor_or_above_a_ceiling_or_not_measured_is_missed(file: Path) -> None:
    file.write_text(
        "# bounds\n[floors]\nquotes_fit = 0.75\nfirst_quote_right = 0.5\n[ceilings]\nquotes_per_answer = 2.5\n"
    )
    found = missed(
        read_bounds(file), PERFECT | {"quotes_fit": 0.749, "quotes_per_answer": 2.6, "first_quote_right": None}
    )
    assert [(one.figure, one.line) for one in found] == [
        ("quotes_fit", 3),
        ("first_quote_right", 4),
        ("quotes_per_answer", 6),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[floors]\nquote_fit = 0.5", "floors.toml:2: there is no figure “quote_fit”. Under [floors] may stand first_"),
        ("[floors]\nmedian_ms = 5", "floors.toml:2: “median_ms” is better the lower. Put it under [ceilings]."),
        ("[ceilings]\nquotes_fit = 1", "floors.toml:2: “quotes_fit” is better the higher. Put it under [floors]."),
        ("[floors]\nquotes_fit = 'high'", "“floors.quotes_fit” cannot be used"),
        ("[floors]\nquotes_fit = nan", "“floors.quotes_fit” cannot be used"),
        ("[floors]\nquotes_fit = -1", "“floors.quotes_fit” cannot be used"),
        ("[flors]\nquotes_fit = 1", "the key “flors” is unknown"),
        ("[floors]", "the file holds no bounds."),
        ("floors", "this is not TOML"),
        ("", "the file is empty"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_remedy(file: Path, text: str, told: str) -> None:
    file.write_text(text)
    with pytest.raises(EvaluationError) as raised:
        read_bounds(file)
    assert told in str(raised.value)


def test_a_missing_file_is_told(file: Path) -> None:
    with pytest.raises(EvaluationError, match="cannot be read"):
        read_bounds(file)
