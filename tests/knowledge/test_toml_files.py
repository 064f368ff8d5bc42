"""Mistakes in the files that people edit are told with their line and what to do."""

from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.layout import Document
from knowledge.toml_files import line_of, read_text, read_toml

GOOD = """name = "Town"
kind = "town council"
title = "Protocol"

[layout]
headings = [["1. Title"]]
clauses = "1.1"
"""


def mistakes(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    path = tmp_path / "protocol.toml"
    path.write_text(text, encoding="utf-8")
    problems: list[KnowledgeError] = []
    assert (read_toml(path, Document, problems) is None) is bool(problems)
    assert all(problem.file == path and problem.remedy for problem in problems)
    return [(problem.line, problem.what) for problem in problems]


def test_a_good_file_has_none(tmp_path: Path) -> None:
    assert mistakes(tmp_path, GOOD) == []


def test_broken_toml_is_told_with_its_line(tmp_path: Path) -> None:
    ((line, what),) = mistakes(tmp_path, GOOD.replace('title = "Protocol"', 'title = "Protocol'))
    assert line == 3
    assert what.startswith("this is not TOML: ")


def test_a_file_that_stops_short_is_told_with_its_end(tmp_path: Path) -> None:
    ((line, _),) = mistakes(tmp_path, GOOD + "[companions]\n'10.1' = [")
    assert line == 9


def test_all_unknown_and_missing_keys_are_told_at_once(tmp_path: Path) -> None:
    told = mistakes(
        tmp_path, GOOD.replace("kind =", "knid =") + "claused = 1\n\n[[furniture]]\nline = 'x'\nnme = 'y'\n"
    )
    assert sorted(told) == [
        (0, "the key “kind” is missing."),
        (2, "the key “knid” is unknown."),
        (8, "the key “layout.claused” is unknown."),
        (10, "the key “furniture.name” is missing."),
        (12, "the key “furniture.nme” is unknown."),
    ]


def test_the_remedy_for_an_unknown_key_lists_those_of_its_table(tmp_path: Path) -> None:
    path = tmp_path / "protocol.toml"
    path.write_text(GOOD + "claused = 1\n", encoding="utf-8")
    problems: list[KnowledgeError] = []
    read_toml(path, Document, problems)
    assert problems[0].remedy == "Correct or remove it; known are: apart, clauses, headings, not_headings, undivided."


def test_a_value_of_the_wrong_kind_is_told(tmp_path: Path) -> None:
    ((line, what),) = mistakes(tmp_path, GOOD.replace('clauses = "1.1"', "clauses = 1.1"))
    assert line == 7
    assert "layout.clauses" in what


@pytest.mark.parametrize(
    ("data", "line", "what"),
    [(b"", 0, "empty"), (b" \n\n", 0, "empty"), (b"one\ntwo \xe9\n", 2, "not UTF-8")],
)
def test_files_that_are_no_text(tmp_path: Path, data: bytes, line: int, what: str) -> None:
    path = tmp_path / "source.txt"
    path.write_bytes(data)
    with pytest.raises(KnowledgeError, match=what) as caught:
        read_text(path)
    assert caught.value.line == line
    assert str(path) in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="cannot be read"):
        read_text(tmp_path / "source.txt")


def test_a_key_is_found_in_its_own_table() -> None:
    assert line_of("name = 1\n[body]\nname = 2\n", "body", "name") == 3
    assert line_of('["10.1"]\nquestions = 1\n["1.1"]\n', "1.1") == 3
    assert line_of("a = 1\n", "b") == 0
