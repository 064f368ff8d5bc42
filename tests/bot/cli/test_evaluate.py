from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot import app
from bot.cli.app import desk as command
from bot.evaluation.examining import Heard
from index.search import Candidate
from knowledge.library import Library

LIBRARY = Library.load()
COPIED, CLEAR = "will not as a matter of course be copied", "should be made clear to the original Member"
CASES: list[dict[str, Any]] = [
    {"id": "right", "question": "copy?", "covered": True, "must": [[COPIED]], "escalate": ["Monitoring Officer"]},
    {"id": "wrong", "question": "files?", "covered": True, "role": "member", "must": [[CLEAR]]},
    {"id": "refused", "question": "meeting?", "covered": True, "must": [[COPIED]], "kind": "role"},
    {"id": "bins", "question": "bins?", "covered": False},
    {"id": "false", "question": "gift?", "covered": False},
]


def reply(kind: str, *clauses: str, offices: tuple[str, ...] = ()) -> dict[str, Any]:
    quotes = [LIBRARY.clause(f"trafford/{clause}") for clause in clauses]
    shown = [{"clause": one.id, "text": one.text, "spans": [span.text for span in one.spans]} for one in quotes]
    return {"kind": kind, "quotes": shown, "proposed": [], "escalation": {"offices": list(offices)}, "took_ms": 5.0}


class FakeExamined:
    """Replies from a table, one signal for all; clauses rank in the order of the document."""

    library = LIBRARY

    def __init__(self) -> None:
        self.replies: dict[str, dict[str, Any] | None] = {
            "copy?": reply("answer", "10.1", "10.2", offices=("Monitoring Officer",)),
            "files?": reply("answer", "10.2"),
            "meeting?": reply("silent"),
            "bins?": reply("out_of_scope"),
            "gift?": reply("answer", "10.2"),
        }

    def ask(self, text: str, authority: str, role: str) -> Heard:
        return Heard(self.replies[text], 0.75, 0.25)

    def explain(self, text: str, authority: str, role: str) -> list[Candidate]:
        return [Candidate(clause.id, 2.0, 0.5, 1.0) for clause in LIBRARY.protocol(authority).clauses]


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> FakeExamined:
    fake = FakeExamined()
    monkeypatch.setattr(app, "examined_desk", lambda *_: fake)
    return fake


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "ours.jsonl"
    file.write_text("".join(json.dumps({"authority": "trafford", **case}) + "\n" for case in CASES))
    return file


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, ["evaluate", *map(str, arguments)], prog_name="protocol-desk")


def row(text: str, name: str) -> list[str]:
    return next(line.split()[len(name.split()) :] for line in text.splitlines() if line.startswith(name))


def test_figures_kinds_and_misses_are_told(examined: FakeExamined, questions: Path) -> None:
    done = run(questions)
    assert (done.exit_code, done.stderr) == (0, "")
    assert row(done.stdout, "first_quote_right") == ["0.333"]
    assert row(done.stdout, "answered_though_not_covered") == ["0.500"]
    assert row(done.stdout, "covered") == ["2", "1", "0", "0"]
    assert row(done.stdout, "not covered") == ["1", "0", "1", "0"]
    misses = [line.split(" · ") for line in done.stdout.splitlines() if " · any" in line or " · member" in line]
    assert misses == [
        ["wrong", "member", "the wrong clauses were quoted"],
        ["refused", "any", "role", "refused though covered"],
        ["false", "any", "answered though not covered"],
    ]


def test_a_miss_says_where_the_search_ranked_what_was_wanted(examined: FakeExamined, questions: Path) -> None:
    (wrong, *_) = json.loads(run(questions, "--json").stdout)["misses"]
    ids = [clause.id for clause in LIBRARY.protocol("trafford").clauses]
    assert wrong["reasons"] == ["the wrong clauses were quoted"]
    (wanted,), (shown,) = wrong["wanted"], wrong["shown"]
    assert (wanted["clause"], wanted["rank"], wanted["quoted"]) == (
        "trafford/10.1",
        ids.index("trafford/10.1") + 1,
        False,
    )
    assert (shown["clause"], shown["fit"]) == ("trafford/10.2", False)
    assert (wanted["score"], wanted["meaning"], wanted["words"]) == (2.0, 0.5, 1.0)
    assert (wrong["confidence"], wrong["strangeness"]) == (0.75, 0.25)


def test_json_is_one_object_with_all_figures(examined: FakeExamined, questions: Path) -> None:
    told = json.loads(run(questions, "--json").stdout)
    assert told["questions"] == 5
    assert told["figures"]["offices_all_named"] == 1.0
    assert told["authorities"] == {"trafford": told["figures"]}
    assert told["kinds"]["covered"]["answer"] == 2
    assert told["calibration"]["bins"][0]["count"] == 5
    assert (told["against"], told["missed_bounds"]) == (None, [])


def test_a_run_is_compared_with_one_that_was_kept(examined: FakeExamined, questions: Path, tmp_path: Path) -> None:
    kept = tmp_path / "run.json"
    assert run(questions, "--save", kept).exit_code == 0
    examined.replies["meeting?"] = reply("answer", "10.1")
    examined.replies["bins?"] = reply("answer", "10.1")
    done = run(questions, "--against", kept)
    assert "better: 1 (refused)" in done.stdout
    assert "worse: 1 (bins)" in done.stdout
    compared = done.stdout[done.stdout.index("on the same questions") :]
    assert row(compared, "refused_though_covered") == ["0.333", "0.000", "-0.333"]
    assert json.loads(run(questions, "--against", kept, "--json").stdout)["against"]["worse"] == ["bins"]


def test_the_gate_says_which_figure_missed_which_bound(examined: FakeExamined, questions: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text("[floors]\nfirst_quote_right = 0.3\nright_within_three = 0.9\n[ceilings]\nmedian_ms = 1.5\n")
    done = run(questions, "--floors", floors)
    assert done.exit_code == 1
    assert done.stdout.splitlines()[-3:] == [
        f"MISSED  {floors}:3: right_within_three is 0.333, below the floor of 0.9.",
        f"MISSED  {floors}:5: median_ms is 5.000, above the ceiling of 1.5.",
        "2 of 3 bounds were missed.",
    ]
    told = json.loads(run(questions, "--floors", floors, "--json").stdout)["missed_bounds"]
    assert told[0] == {"figure": "right_within_three", "value": 0.333, "floor": 0.9}


def test_bounds_that_are_kept_are_told_with_exit_code_0(
    examined: FakeExamined, questions: Path, tmp_path: Path
) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text("[floors]\nfirst_quote_right = 0.333\n")
    done = run(questions, "--floors", floors)
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "All figures keep their bounds.")


def test_a_figure_that_no_question_measures_keeps_no_bound(
    examined: FakeExamined, tmp_path: Path, questions: Path
) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text("[floors]\nfirst_quote_right = 0.1\n")
    questions.write_text(json.dumps({"authority": "trafford", **CASES[3]}))
    done = run(questions, "--floors", floors)
    assert done.exit_code == 1
    assert "first_quote_right could not be measured." in done.stdout


def test_a_reply_that_could_not_be_sent_fails_the_run(examined: FakeExamined, questions: Path) -> None:
    examined.replies["copy?"] = None
    done = run(questions)
    assert done.exit_code == 1
    assert "a quotation failed its check: 1 (right)" in done.stdout


def test_the_picture_is_drawn(examined: FakeExamined, questions: Path, tmp_path: Path) -> None:
    assert run(questions, "--picture", tmp_path / "run.svg").exit_code == 0
    assert (tmp_path / "run.svg").read_text("utf-8").startswith("<svg ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere.jsonl"], "nowhere.jsonl: the file cannot be read"),
        (["ours.jsonl", "--floors", "nowhere.toml"], "nowhere.toml: the file cannot be read"),
        (["ours.jsonl", "--against", "nowhere.json"], "nowhere.json: the file cannot be read"),
        (["ours.jsonl", "--save", "no/where.json"], "no/where.json: No such file or directory."),
        (["ours.jsonl", "--picture", "no/where.svg"], "no/where.svg: No such file or directory."),
    ],
)
def test_what_is_wrong_with_a_file_is_told_in_a_sentence(
    examined: FakeExamined, questions: Path, arguments: list[str], told: str
) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (1, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_mistakes_are_told_before_the_model_is_loaded(monkeypatch: pytest.MonkeyPatch, questions: Path) -> None:
    monkeypatch.setattr(app, "examined_desk", lambda *_: pytest.fail("too early"))
    questions.write_text('{"id": "a"}\n')
    done = run(questions)
    assert done.exit_code == 1
    assert f"Error: {questions}:1: the field “authority” is missing." in done.stderr
