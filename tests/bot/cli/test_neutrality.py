"""`protocol-desk neutrality`, as people and programs use it, on the real protocols and without a model."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot import app
from bot.cli.app import desk
from bot.cli.neutrality_drawing import draw_check
from bot.settings import Settings
from handlers.neutrality.messages import Facts
from knowledge.library import Library
from knowledge.neutrality import Circumstance, Meeting
from tests.fakes.search import ScriptedSearch, found

ROOT = Path(__file__).resolve().parents[3]
ELECTIONS = '{"trafford": [{"notice": "2027-03-22", "result": "2027-05-07"}]}'
FIRST_KEYS = ["authority", "meeting", "facts", "before", "during", "after", "silent", "decides", "banner"]
CLAUSE_KEYS = {"clause", "label", "text", "spans", "status", "because"}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(desk, ["neutrality", *arguments], prog_name="protocol-desk", env={"COLUMNS": "80"})


def said(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def shown(data: dict[str, Any], part: str) -> list[str]:
    return [entry["clause"] for entry in data[part]]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


def test_the_json_has_the_agreed_keys_first(library: Library) -> None:
    data = said("--authority", "trafford", "--meeting", "party-group")
    assert list(data)[: len(FIRST_KEYS)] == FIRST_KEYS
    for part in ("before", "during", "after"):
        for entry in data[part]:
            assert set(entry) >= CLAUSE_KEYS
            assert entry["text"] == library.clause(entry["clause"]).text
            assert " ".join(entry["spans"]) == entry["text"]
    assert data["decides"]["office"] == "Chief Executive"
    assert data["banner"] is None
    assert data["request"] == "group-meeting"


def test_facts_are_taken_as_given() -> None:
    data = said(
        "--authority=trafford", "--meeting=ward", "--date=13 February 2027", "--arranged-by=outside",
        "--non-members=no", "--policy-change=yes", "--party-business=no", "--officer=junior", "--member",
    )  # fmt: skip
    assert data["facts"] == {
        "date": "2027-02-13",
        "side": "member",
        "arranged_by": "outside",
        "non_members": "no",
        "policy_change": "yes",
        "party_business": "no",
        "officer": "junior",
    }
    assert "trafford/11.4" in shown(data, "before")


def test_a_fact_moves_its_clause_from_what_would_change_to_what_applies() -> None:
    plain = said("--authority=trafford", "--meeting=party-group")
    given = said("--authority=trafford", "--meeting=party-group", "--non-members=yes")
    changes = {
        (one["circumstance"], one["answer"]): [each["clause"] for each in one["clauses"]] for one in plain["changes"]
    }
    assert "trafford/8.4" in changes["non_members", "yes"]
    assert "trafford/8.4" in shown(given, "during")


def test_the_terminal_shows_the_parts_in_order_and_who_decides_last(library: Library) -> None:
    output = run("--authority", "cumbria", "--meeting", "party-group", "--date", "13/2/2027").stdout
    headings = (
        "Neutrality check",
        "Saturday 13 February 2027",
        "Before the",
        "During the",
        "After the",
        "What changes if",
    )
    places = [output.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "not a clearance" in " ".join(output.split()[-20:])
    words = " ".join(output.replace("┃", " ").split())
    for clause in ("cumbria/4.6", "cumbria/4.7", "cumbria/4.13"):
        assert " ".join(library.clause(clause).text.split()) in words


def test_the_terminal_shows_a_tension_side_by_side() -> None:
    output = run("--authority", "trafford", "--meeting", "party-group").stdout
    tension = output[output.index("Provisions that do not agree") :]
    assert any("8.1" in line and "8.3" in line and "insertion" in line for line in tension.splitlines()[4:8])


def test_what_the_protocol_is_silent_on_is_said_before_its_general_clauses() -> None:
    output = " ".join(run("--authority", "reigate", "--meeting", "party-group").stdout.split())
    assert output.index("has no clause on party group meetings") < output.index("Before the meeting")


def test_within_an_election_period_there_is_a_banner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROTOCOL_DESK_ELECTIONS", ELECTIONS)
    where = ("--authority=trafford", "--meeting=party-group")
    banner = said(*where, "--date=2027-04-01")["banner"]
    assert (banner["begins"], banner["ends"], banner["soon"]) == ("2027-03-22", "2027-05-07", False)
    assert [quote["clause"] for quote in banner["quotes"]] == ["trafford/2.4", "trafford/2.4/proposed"]
    assert said(*where, "--date=2027-05-08")["banner"] is None
    assert "! This is a pre-election period." in run(*where, "--date=2027-05-07").stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--date", "31/2/2027"), "the calendar has no such day"),
        (("--date", "soon"), "write a day such as"),
        (("--arranged-by", "council"), "is for ward meetings"),
        (("--officer", "tall"), "'tall' is not one of"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(arguments: tuple[str, str], sentence: str) -> None:
    result = run("--authority", "trafford", "--meeting", "party-group", *arguments)
    assert result.exit_code == 2
    assert sentence in result.output


def test_an_unknown_authority_is_told_in_a_sentence() -> None:
    result = run("--authority", "leeds", "--meeting", "ward")
    assert result.exit_code == 1
    assert "leeds" in result.output


def test_a_protocol_that_nobody_laid_out_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: Library
) -> None:
    sixth = tmp_path / "protocols" / "lydney"
    sixth.mkdir(parents=True)
    packaged = library.protocol("lydney").source.path.parent
    for file in packaged.iterdir():
        if file.name != "neutrality.toml":
            (sixth / file.name).write_bytes(file.read_bytes())
    (sixth.parent / "out_of_scope.toml").write_bytes((packaged.parent / "out_of_scope.toml").read_bytes())
    monkeypatch.setenv("PROTOCOL_DESK_KNOWLEDGE", str(sixth.parent))
    monkeypatch.setattr(app, "open_search", lambda *_: ScriptedSearch(found("lydney/4.3(a)", "lydney/4.3(b)")))
    data = said("--meeting", "party-group")
    assert shown(data, "before") == ["lydney/4.3(a)", "lydney/4.3(b)"]
    assert all(entry["found"] for entry in data["before"])
    assert "No editor has laid out" in data["silent"][0]["sentence"]
    output = " ".join(run("--meeting", "party-group").stdout.split())
    assert "Found by the search" in output


@pytest.mark.parametrize("authority", Library.load().authorities)
@pytest.mark.parametrize("meeting", Meeting)
def test_every_check_can_be_drawn(library: Library, authority: str, meeting: Meeting) -> None:
    from io import StringIO

    from rich.console import Console

    checks = app.neutrality_desk(Settings.model_construct(), library)
    known = {Circumstance.NON_MEMBERS: "yes", Circumstance.OFFICER: "restricted"}
    check = checks.check(authority, Facts(meeting, known=known))
    console = Console(file=StringIO(), width=60)
    console.print(draw_check(check))
    assert isinstance(console.file, StringIO)
    words = " ".join(console.file.getvalue().split())
    assert check.decides.sentence in words
    for one in check.silent:
        assert one.sentence in words


def test_no_model_is_loaded() -> None:
    program = (
        "import sys; from bot.cli.app import desk; "
        "desk(['neutrality', '--authority', 'cumbria', '--meeting', 'ward', '--json'], standalone_mode=False); "
        "sys.exit(bool({'torch', 'numpy', 'sentence_transformers', 'slack_sdk', 'sqlalchemy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    assert done.returncode == 0
