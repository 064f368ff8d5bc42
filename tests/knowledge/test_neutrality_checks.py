"""Each mistake in neutrality.toml is found, with its file, its line and what to do."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import BaseModel

from knowledge.check import check, render
from knowledge.library import PACKAGED, Library
from knowledge.neutrality import OFFERED, Meeting
from knowledge.neutrality_tables import (
    DecidesTable,
    MeetingRequestTable,
    NeutralityFile,
    RuleTable,
    SilentTable,
    TensionTable,
)
from tests.knowledge.spoiling import spoil, told

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "editing-protocols.md"
Copy = Callable[..., Path]
FILE = "neutrality.toml"

# (authority, what stands there, what is put in its place, what is said): told on the line where the change ends.
SPOILED = [
    ("cjc", 'clause = "4/p3"', 'clause = "4/p33"', "there is no clause “4/p33”"),
    ("cjc", 'nearest = ["7/p2"]', 'nearest = ["7/p9"]', "there is no clause “7/p9”"),
    ("trafford", '"8.3/insert-b"]', '"8.3/insert-z"]', "there is no clause “8.3/insert-z”"),
    ("trafford", 'election = ["2.4"', 'election = ["2.44"', "there is no clause “2.44”"),
    ("trafford", 'election = ["2.4", ', 'election = ["2.4", "8.5", ', "8.5 is a clause on elections, and not every"),
    ("lydney", 'words = "The Town Clerk (CEO) may', 'words = "The Clerk may', "does not stand in 4.3(b)"),
    ("lydney", 'office = "Town Clerk (CEO)"', 'office = "Clerk"', "“Clerk” decides, which routes.toml does not list"),
    ("lydney", 'office = "Town Clerk (CEO)"', 'office = "all other groups"', "is a party: it cannot decide"),
    ("lydney", 'id = "group-meeting"', 'id = "group"', "requests.toml has no request “group”"),
    ("lydney", "{ officer = ", "{ officers = ", "the form does not ask for “officers”"),
    ("lydney", '{ officer = "statutory"', '{ officer = "chief"', "the form does not offer “chief” for officer"),
    ("lydney", 'answer = "junior"', 'answer = "young"', "the form does not offer “young” for officer"),
    ("lydney", 'meetings = ["cabinet"', 'meetings = ["ward"]\nanswer = "yes" #', "“yes” belongs to no"),
    ("lydney", 'meetings = ["party-group"]', 'meetings = ["party"]', "“request.meetings” cannot be used"),
    ("lydney", 'circumstance = "non_members"', 'circumstance = "strangers"', "“silent.circumstance” cannot be used"),
    ("lydney", 'part = "before"', 'part = "ahead"', "“rule.part” cannot be used"),
    ("lydney", 'part = "before"', 'part = "before"\nwhen = "x"', "the key “rule.when” is unknown"),
    ("lydney", 'side = "officer"', 'side = "clerk"', "“rule.side” cannot be used"),
    ("lydney", 'clause = "4.3(a)"', 'clause = "4.3(b)"', "the clause 4.3(b) stands twice before the meeting"),
    (
        "lydney",
        'case = "If a written report is wanted"',
        'duty = "Ask."',
        "has a duty to tick off, and is not for after",
    ),
    (
        "lydney",
        'circumstance = "policy_change"',
        'circumstance = "non_members"',
        "non_members = yes” is declared twice",
    ),
    ("lydney", 'answer = "restricted"', 'answer = "statutory"', "officer = statutory” is declared silent, and a rule"),
    ("lydney", 'answer = "restricted"', 'answer = "senior"', "this silence is on nothing"),
    ("reigate", 'circumstance = "officer"', 'circumstance = "pre_election"', "is declared silent, and a rule depends"),
]

# The same, where what is wrong stands on another line than the change: a part of that line.
ELSEWHERE = [
    ("lydney", 'clause = "4.3(b)"', 'clause = "4.3(a)"', "does not stand in 4.3(a)", "words = "),
    ("lydney", 'circumstance = "pre_election"', 'circumstance = "arranged_by"', "declared twice", "arranged_by"),
    ("lydney", 'circumstance = "pre_election"', 'meetings = ["scrutiny"]', "pre_election = yes”, and no", "[[silent]]"),
    ("reigate", 'if = { pre_election = "yes" }\n', "", "1.7.11 is a clause on elections", "election ="),
    ("trafford", 'election = ["2.4", ', "election = [", "a rule shows 2.4 before an election", 'clause = "2.4"'),
]


@pytest.mark.parametrize(("authority", "right", "wrong", "said"), SPOILED)
def test_a_mistake_is_told_with_its_line(copy: Copy, authority: str, right: str, wrong: str, said: str) -> None:
    folder = copy(authority)
    assert spoil(folder / authority / FILE, right, wrong) in told(folder, said)


@pytest.mark.parametrize(("authority", "right", "wrong", "said", "line"), ELSEWHERE)
def test_a_mistake_is_told_where_it_is_mended(
    copy: Copy, authority: str, right: str, wrong: str, said: str, line: str
) -> None:
    folder = copy(authority)
    path, _ = spoil(folder / authority / FILE, right, wrong)
    lines = path.read_text(encoding="utf-8").splitlines()
    found = told(folder, said)
    assert found
    assert all(file == path and line in lines[number - 1] for file, number in found)


def test_a_meeting_without_rule_and_silence_is_told(copy: Copy) -> None:
    folder = copy("lydney")
    spoil(folder / "lydney" / FILE, 'meetings = ["cabinet", "ward", "other"]\n', 'meetings = ["cabinet", "ward"]\n')
    assert told(folder, "no rule is for the meeting other, and no [[silent]] declares it")


def test_a_meeting_has_one_that_decides_and_one_request(copy: Copy) -> None:
    folder = copy("cumbria")
    path = folder / "cumbria" / "neutrality.toml"
    text = path.read_text(encoding="utf-8")
    first = text.index("[[request]]")
    again = text[first : text.index("# Before.")]
    path.write_text(f"{text[:first]}{again}{text[first:]}", encoding="utf-8")
    assert told(folder, "the [[request]] of “group-meeting” is the second for the meeting")
    assert told(folder, "the [[decides]] of “Chief Executive” is the second for the meeting")


def test_a_general_rule_is_for_every_meeting(library: Library) -> None:
    laid_out = library.protocol("cjc").neutrality
    assert laid_out is not None
    assert any(rule.meetings == () for rule in laid_out.rules)
    assert any(Meeting.GROUP in silence.meetings for silence in laid_out.silences)


def test_a_protocol_may_be_without_the_file(copy: Copy) -> None:
    folder = copy("lydney")
    (folder / "lydney" / "neutrality.toml").unlink()
    report = check(folder)
    assert report.ok
    assert report.protocols[0].neutrality == ()
    assert Library.load(folder).protocol("lydney").neutrality is None
    assert "  neutrality: none" in render(report)


def test_the_report_counts_what_is_laid_out() -> None:
    lines = [line for line in render(check()).splitlines() if line.startswith("  neutrality: ")]
    assert len(lines) == len(Library.load().authorities)
    assert all(
        re.match(r"  neutrality: rules \d+, silences \d+, tensions \d+, clauses on elections \d+", x) for x in lines
    )
    assert sum("decides Chief Executive" in line for line in lines) == 2


def test_every_key_and_answer_is_explained_in_the_guide() -> None:
    guide = GUIDE.read_text(encoding="utf-8").partition("## Say what holds around a meeting")[2]
    explained = set(re.findall(r"`\[*([a-z_-]+)\]*`", guide.partition("\n## ")[0]))
    tables: list[type[BaseModel]] = [
        NeutralityFile,
        RuleTable,
        SilentTable,
        TensionTable,
        DecidesTable,
        MeetingRequestTable,
    ]
    keys = {field.alias or name for table in tables for name, field in table.model_fields.items()}
    answers = {answer for offered in OFFERED.values() for answer in offered}
    assert keys | answers | set(OFFERED) | set(Meeting) <= explained


def test_the_guides_example_is_true() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (block,) = (block for block in blocks if "[[rule]]" in block)
    shown = NeutralityFile.model_validate(tomllib.loads(block))
    text = (PACKAGED / "trafford" / "neutrality.toml").read_text(encoding="utf-8")
    real = NeutralityFile.model_validate(tomllib.loads(text))
    assert all(rule in real.rule for rule in shown.rule)
    assert all(silent in real.silent for silent in shown.silent)
