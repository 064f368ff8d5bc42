"""`knowledge check` finds everything that is wrong, at once, and what is merely odd it only tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.check import check, render

Copy = Callable[..., Path]


def told(folder: Path) -> list[str]:
    return [str(problem) for problem in check(folder).problems]


def test_the_packaged_protocols_have_no_problems() -> None:
    report = check()
    assert report.ok
    assert render(report).endswith("All is well.")


def test_what_the_documents_themselves_have_is_information() -> None:
    reports = {protocol.authority: protocol for protocol in check().protocols}
    assert reports["trafford"].duplicate == ("8.3(a)", "8.3(b)")
    assert reports["cumbria"].unnumbered == ("cumbria/5/p1",)
    assert len(reports["cjc"].unnumbered) == 36
    assert [line.of for line in reports["lydney"].headings][:3] == [
        "1. INTRODUCTION",
        "2. ROLES OF COUNCILLORS AND OFFICERS",
        "2.3 Chairmen and Vice Chairmen",
    ]
    assert all(report.out_of_sequence == () for report in reports.values())


def test_labels_out_of_sequence_are_told(copy: Copy) -> None:
    folder = copy("lydney")
    source = folder / "lydney" / "source.txt"
    changed = source.read_text(encoding="utf-8").replace("- c) An under", "- q) An under").replace("2.4 Opp", "2.9 Opp")
    source.write_text(changed, encoding="utf-8")
    (folder / "lydney" / "questions.toml").unlink()
    report = check(folder).protocols[0]
    assert {"3.1(q)", "2.9 Opposition Councillors"} <= set(report.out_of_sequence)


def test_the_report_shows_runs_of_clauses_without_numbers() -> None:
    shown = render(check())
    assert "3.8/b1 to b12" in shown
    assert "trafford: Member/Officer Relations Protocol (approved by Council on 22nd May 2013" in shown
    assert "printed for two provisions: 8.3(a), 8.3(b)" in shown


SPOILED = [
    ("source.txt", b"", r"source.txt: the file is empty\."),
    ("source.txt", b"Only a title\n", r"source.txt: no line reads “1. INTRODUCTION”"),
    ("source.txt", b"one\ntwo\n\xff\n", r"source.txt:3: the file is not UTF-8 text\."),
    ("protocol.toml", b"", r"protocol.toml: the file is empty\."),
    ("protocol.toml", b'name = "x\n', r"protocol.toml:1: this is not TOML"),
    ("questions.toml", b"['1.1']\nquestions = 3\n", r"questions.toml:2: “1.1.questions” cannot be used"),
    ("questions.toml", b"['1.1']\nquestion = ''\n", r"questions.toml:2: the key “1.1.question” is unknown"),
    ("questions.toml", b"['77']\nquestions = ''\n", r"questions.toml:1: there are questions for “77”"),
]


@pytest.mark.parametrize(("file", "data", "said"), SPOILED)
def test_a_spoiled_file_is_told(copy: Copy, file: str, data: bytes, said: str) -> None:
    folder = copy("lydney", "cjc")
    (folder / "lydney" / file).write_bytes(data)
    problems = told(folder)
    assert any(re.search(said, problem) for problem in problems), problems
    assert check(folder).protocols[0].authority == "cjc"


def test_a_missing_file_is_told(copy: Copy) -> None:
    folder = copy("lydney")
    (folder / "lydney" / "source.txt").unlink()
    assert "source.txt: the file cannot be read" in told(folder)[0]


def edited(folder: Path, old: str, new: str, authority: str = "lydney") -> list[str]:
    path = folder / authority / "protocol.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return told(folder)


def test_text_without_clauses_is_told(copy: Copy) -> None:
    folder = copy("cjc")
    (folder / "cjc" / "source.txt").write_text("Protocol on Member/Officer Relations\n\n1. Roles\n", encoding="utf-8")
    assert any("the text has no clauses" in problem for problem in told(folder))


def test_two_clauses_with_one_id_are_told_with_the_line_of_the_second(copy: Copy) -> None:
    folder = copy("lydney")
    source = folder / "lydney" / "source.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("- 1.2 The", "- 1.1 The"), encoding="utf-8")
    problems = told(folder)
    assert any("source.txt:12: a second clause would be called “lydney/1.1”" in problem for problem in problems)
    assert any("questions.toml" in problem and "“1.2”" in problem for problem in problems)


def test_hints_for_clauses_that_are_not_there_are_told(copy: Copy) -> None:
    folder = copy("lydney")
    (problem,) = edited(folder, '"4.3(d)" = ["4.3(e)"]', '"4.3(d)" = ["4.3(z)"]')
    lines = (folder / "lydney" / "protocol.toml").read_text(encoding="utf-8").splitlines()
    line = lines.index('"4.3(d)" = ["4.3(z)"]') + 1
    assert f"protocol.toml:{line}: [companions] names the clause “4.3(z)”, which is not there" in problem


def test_lines_that_nothing_accounts_for_are_told(copy: Copy) -> None:
    (first, second) = edited(copy("lydney"), 'before = "name of the council and title"\n', "")
    assert "source.txt:5: nothing accounts for the line “LYDNEY TOWN COUNCIL”" in first
    assert "source.txt:7: " in second


def test_furniture_that_is_not_there_is_told(copy: Copy) -> None:
    problems = edited(copy("lydney"), "[body]", '[[furniture]]\nline = "Page 1"\nname = "foot"\n\n[body]')
    assert any("no line of source.txt reads “Page 1”" in problem for problem in problems)


def test_a_date_that_is_not_printed_is_told(copy: Copy) -> None:
    (problem,) = edited(copy("cjc"), "prompts", 'date = "1 May 2020"\nprompts', "cjc")
    assert "protocol.toml:4: the date “1 May 2020” is not printed in source.txt" in problem


def test_a_folder_whose_name_cannot_be_part_of_an_id_is_told(copy: Copy) -> None:
    folder = copy("cjc")
    (folder / "cjc").rename(folder / "C J C")
    assert "the folder's name cannot be used" in told(folder)[0]


def test_mistakes_in_all_files_of_one_protocol_are_told_at_once(copy: Copy) -> None:
    folder = copy("lydney")
    for file, data in (("protocol.toml", b"name = 1"), ("questions.toml", b"['1.1'"), ("source.txt", b"\xff")):
        (folder / "lydney" / file).write_bytes(data)
    (folder / "out_of_scope.toml").write_text("[chit-chat]\nmessage = ''", encoding="utf-8")
    problems = "\n".join(told(folder))
    for file in ("protocol.toml:1:", "questions.toml:1:", "source.txt:1:", "out_of_scope.toml:2:"):
        assert file in problems


def test_problems_of_several_protocols_are_collected(copy: Copy) -> None:
    folder = copy("lydney", "cjc", "reigate")
    for authority in ("lydney", "cjc"):
        (folder / authority / "source.txt").write_bytes(b"")
    assert len(told(folder)) == 2
    assert "2 problems to mend." in render(check(folder))
