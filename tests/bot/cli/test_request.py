"""`protocol-desk request` and `requests`, as people and programs use them, on a database of their own."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli.app import desk

OFFICES = """
[[term]]
authority = "cumbria"
office = "Chief Executive"
holder = "Jane Roe"
from = 2024-05-01
email = "jane.roe@council.example"
"""
CHIEF = "email::jane.roe@council.example"
ANSWERS = {
    "group": "Blue",
    "meeting_on": "13 February 2099",
    "reason": "The budget.",
    "topic": "Schools",
    "sought": "A report",
}
FIELDS = [f"--field={key}={value}" for key, value in ANSWERS.items()]
START = ("request", "--type", "group-meeting", "--as", "Ann Archer")


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    offices = tmp_path / "offices.toml"
    offices.write_text(OFFICES, "utf-8")
    monkeypatch.setenv("PROTOCOL_DESK_AUTHORITY", "cumbria")
    monkeypatch.setenv("PROTOCOL_DESK_OFFICES", str(offices))
    monkeypatch.setenv("PROTOCOL_DESK_DATABASE_URL", f"sqlite:///{tmp_path / 'requests.sqlite3'}")
    return tmp_path / "requests.sqlite3"


def run(*arguments: str, typed: Sequence[str] = ()) -> Result:
    return CliRunner().invoke(desk, arguments, input="".join(f"{line}\n" for line in typed), prog_name="protocol-desk")


def said(*arguments: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(run(*arguments).stdout)
    return data


def sent() -> str:
    receipt = said(*START, *FIELDS, "--yes", "--json")
    assert receipt["kind"] == "request", receipt
    return str(receipt["reference"])


def test_a_request_is_asked_for_field_by_field_under_its_clause_and_checked() -> None:
    typed = ["Blue", "31 February 2099", "13 February 2099", "The budget.", "And schools.", "", "", "Schools", "", "3"]
    done = run("request", "group", "meeting", "--as", "Ann Archer", typed=[*typed, "1", "Green", "yes"])
    assert done.exit_code == 0, done.stdout
    assert done.stdout.index("The procedure to be followed for attendance") < done.stdout.index(
        "Which group is it for?"
    )
    assert "That day does not exist. Check the day and the month." in done.stdout
    assert "Check your answers" in done.stdout
    assert "Which group is it for?: Blue" in done.stdout
    receipt = done.stdout.rpartition("I have your request.")[2]
    assert "CUM-" in receipt
    assert "Which group is it for?: Green" in receipt
    assert "Jane Roe" in receipt


def test_words_that_mean_several_are_asked_back_and_none_shows_all() -> None:
    several = run("request", "background", typed=["1"])
    assert "may mean more than one request" in several.stdout
    none = run("request", "zebra", typed=["99"])
    assert "I know no request by the words “zebra”" in none.stdout
    assert "Type one of the numbers." in none.stdout
    assert (none.exit_code, none.stderr.strip()) == (1, "Nothing was sent.")


@pytest.mark.parametrize("typed", [["no"], []])
def test_nothing_is_sent_without_a_yes(typed: list[str]) -> None:
    done = run(*START, *FIELDS, typed=["", *typed])
    assert done.exit_code == 1
    assert "Nothing was sent." in done.stdout + done.stderr
    listed = run("requests", "list")
    assert (listed.stdout, listed.stderr) == ("", "There are no such requests.\n")


def test_without_questions_the_errors_stand_beside_the_names_of_the_fields() -> None:
    done = run(*START, "--field", "meeting_on=1 January 2001", "--yes")
    assert done.exit_code == 1
    assert "group (Which group is it for?): Fill this in" in done.stdout
    as_data = said(*START, "--field", "meeting_on=1 January 2001", "--json")
    errors = {one["key"]: one["error"] for one in as_data["fields"] if one["error"]}
    assert set(errors) == {"group", "meeting_on", "reason", "topic", "sought"}


def test_the_same_key_is_stored_once() -> None:
    first, second = (said(*START, *FIELDS, "--yes", "--json", "--key", "k1") for _ in range(2))
    assert first["reference"] == second["reference"]
    assert len(run("requests", "list").stdout.splitlines()) == 1


def test_what_the_protocol_does_not_lay_down_is_said_and_not_started() -> None:
    done = run("request", "--authority", "lydney", "--type", "budget-framing", "--role", "member", "--yes")
    assert done.exit_code == 1
    assert "Lydney" in done.stdout
    kinds = {one["type"] for one in said("request", "--authority", "lydney", "--json")["types"]}
    assert "budget-framing" not in kinds
    assert "protocol-desk request --authority lydney" in done.stdout


def test_who_does_not_say_their_side_is_told_how() -> None:
    done = run("request", "--authority", "trafford", "--type", "interpretation", "--yes")
    assert (done.exit_code, "--role member or --role officer" in done.stdout) == (1, True)


def test_a_request_is_decided_its_duty_done_and_everybody_sees_their_part() -> None:
    reference = sent()
    assert reference in run("request", "list").stdout
    assert reference in run("request", "list", "--as", CHIEF).stdout
    stranger = run("request", reference, "--as", "cli::zoe")
    missing = run("request", "CUM-2001-0001", "--as", "cli::zoe")
    assert (stranger.exit_code, missing.exit_code) == (1, 1)
    assert stranger.stdout.replace(reference, "X") == missing.stdout.replace("CUM-2001-0001", "X")
    refused = run("request", reference, "grant")
    assert (refused.exit_code, "not yours" in refused.stdout) == (1, True)
    granted = said("requests", "act", reference, "grant", "--as", CHIEF, "--json")
    assert granted["state"] == "Granted"
    assert any("entered on the command line by" in who for _, _, who in granted["history"])
    assert "not yours" in run("request", reference, "do-task").stdout
    done = said("requests", "act", reference, "DO_TASK", "--duty", "1", "--as", CHIEF, "--json")
    assert [bool(one["done"]) for one in done["tasks"]].count(True) == 1
    late = run("request", reference, "withdraw")
    assert (late.exit_code, "cannot be done now" in late.stdout) == (1, True)


def test_the_requester_withdraws() -> None:
    reference = sent()
    assert "Withdrawn" in run("request", reference.lower(), "withdraw").stdout
    assert "withdrawn" in run("requests", "list").stdout
    assert run("requests", "list", "--open").stdout == ""


def test_letters_that_cannot_be_delivered_are_named_and_can_be_sent_again() -> None:
    reference = sent()
    assert "could not be delivered" in run("requests", "deliver").stdout
    assert reference in run("requests", "list", "--undelivered").stdout
    letters = json.loads(run("requests", "show", reference).stdout)["letters"]
    reasons = {one["reason"] for one in letters if one["state"] == "undeliverable"}
    assert reasons == {"The desk cannot write to Jane Roe: tell them yourself."}
    assert "letters of CUM" in run("requests", "again", reference).stdout
    assert run("requests", "list", "--undelivered").stdout == ""
    doctor = run("doctor").stdout
    assert "ok     Chain" in doctor


def test_the_export_withholds_what_may_name_people(tmp_path: Path) -> None:
    reference = sent()
    out = tmp_path / "out.csv"
    assert run("requests", "export", "--format", "csv", "--for", "public", "--out", str(out)).exit_code == 0
    (row,) = csv.DictReader(out.read_text("utf-8").splitlines())
    assert row["reference"] == reference
    assert "Ann Archer" not in out.read_text("utf-8")
    assert "The budget." not in out.read_text("utf-8")
    assert "2099-02-13" in row["particulars"]
    (line,) = run("requests", "export").stdout.splitlines()
    assert json.loads(line)["requester"] == "Ann Archer"
    assert run("requests", "export", "--before", "2020-01-01").stdout == ""
    assert run("requests", "export", "--for", "subject").exit_code == 2
    assert json.loads(run("requests", "export", "--for", "subject", "--subject", CHIEF).stdout or "{}") == {}


def test_a_purge_is_listed_first_and_leaves_the_chain_whole(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reference = sent()
    run("request", reference, "withdraw")
    assert "nothing is to be purged" in run("requests", "purge").stdout
    monkeypatch.setenv("PROTOCOL_DESK_RETENTION", "every=1 day")
    assert "No decided or ended request" in run("requests", "purge").stdout
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE request SET changed_at = '2020-01-01 00:00:00.000000'")
    assert "1 would be purged" in run("requests", "purge", "--dry-run").stdout
    assert reference in run("requests", "list").stdout
    assert "1 purged" in run("requests", "purge", "--yes").stdout
    assert run("requests", "list").stdout == ""
    assert run("requests", "verify").exit_code == 0


def test_verify_names_what_was_altered(database: Path) -> None:
    reference = sent()
    whole = run("requests", "verify")
    assert (whole.exit_code, "stand as they were written" in whole.stdout) == (0, True)
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE event SET data = replace(data, 'The budget.', 'The garden.')")
    altered = run("requests", "verify")
    assert altered.exit_code == 1
    assert f"Event 1 ({reference}, its no. 1) was altered after it was written." in altered.stdout
    assert "WRONG  Chain" in run("doctor").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("requests", "show", "TRA-2026-0001"), 1, "There is no request TRA-2026-0001."),
        (("requests", "act", "TRA-2026-0001", "dance", "--as", CHIEF), 2, "There is no move “dance”."),
        (("request", "TRA-2026-0001", "withdraw", "now"), 2, "at most one move"),
        (("request", "--json", "--yes"), 2, "give --type"),
        (("request", "--field", "x", "--type", "group-meeting"), 2, "write key=value"),
        (("request", "--authority", "leeds"), 1, "leeds"),
        (
            ("request", "--field", "colour=1", "--type", "group-meeting", "--yes"),
            2,
            "no field “colour”. It has: group,",
        ),
        (("requests", "act", "TRA-2026-0001", "grant", "--as", "Jane"), 2, "“Jane” is not an id"),
        (("requests", "purge", "--dry-run", "--yes"), 2, "give one of them"),
    ],
)
def test_what_is_wrong_is_a_sentence(arguments: tuple[str, ...], code: int, told: str) -> None:
    done = run(*arguments)
    assert done.exit_code == code
    assert told in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_a_database_that_is_away_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROTOCOL_DESK_DATABASE_URL", "postgresql://nobody:hunter2@127.0.0.1:1/none")
    done = run(*START, *FIELDS, typed=["", "yes", "no"])
    assert done.exit_code == 1
    assert "Nothing was sent." in done.stdout
    listed = run("requests", "list")
    assert (listed.exit_code, listed.stderr.startswith("Error: ")) == (1, True)
    assert "WRONG  Requests" in run("doctor").stdout
    assert "hunter2" not in done.stdout + done.stderr + listed.stderr
