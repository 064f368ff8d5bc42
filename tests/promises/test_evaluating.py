"""The page for whoever measures the answers: its examples work, and it names every field, figure and option."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import click

from bot.cli.app import desk
from bot.evaluation.floors import read_bounds
from bot.evaluation.questions import read
from index.evaluation import HIGHER_IS_BETTER, Case
from knowledge.library import Library

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "evaluating.md").read_text(encoding="utf-8")


def example(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def column(*headings: str) -> set[str]:
    """The names in the first column of the table with these headings."""
    head = re.escape(" ".join(["|", *(word for one in headings for word in (one, "|") if word)]))
    table = re.search(rf"^{head}\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert table
    return set(re.findall(r"`([\w-]+)[^`]*`", " ".join(line.split("|")[1] for line in table[1].splitlines())))


def test_the_line_to_start_from_is_a_question(tmp_path: Path) -> None:
    file = tmp_path / "ours.jsonl"
    file.write_text(example("json"), encoding="utf-8")
    (case,) = read([file], Library.load())
    assert case.covered


def test_the_bounds_are_bounds(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    file.write_text(example("toml"), encoding="utf-8")
    assert len(read_bounds(file)) == 3


def test_every_field_figure_and_option_is_explained() -> None:
    assert column("field", "what to write", "needed") == {field.name for field in fields(Case)}
    assert column("figure", "what it means", "better") == set(HIGHER_IS_BETTER)
    options = {
        option for one in desk.commands["evaluate"].params if isinstance(one, click.Option) for option in one.opts
    }
    assert column("option", "") == options
