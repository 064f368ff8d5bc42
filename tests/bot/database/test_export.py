"""Exports: every request in the period, whole for the authority, with marks for anybody else."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.database.export import COLUMNS, MARKS, WHOLE, Form, Period, Reader, Redaction, export
from handlers.requests.request import MoveName, Person, State
from tests.fakes.request_store import FakeRequestStore
from tests.fakes.requests_made_up import ANN, BEN, CY, NOON, change, grant, new_request

PUBLIC = Redaction(Reader.PUBLIC, impersonal=lambda _: {"date"})
DEE = Person("slack:T1:UDEE", "Dee  Dow")


async def _filled() -> FakeRequestStore:
    store = FakeRequestStore()
    await store.submit(new_request("a", about=("Dee Dow",)))
    asked = change(MoveName.ASK_MORE, State.MORE_ASKED, data={"words": "Which evening?"})
    await store.change("TRA-2026-0001", 1, asked)
    await store.change("TRA-2026-0001", 2, grant("=Because Ann Archer asked."))
    await store.submit(new_request("b", requester=CY, created_at=NOON + timedelta(days=40)))
    return store


async def exported(
    form: Form, redaction: Redaction = WHOLE, period: Period = (None, None), store: FakeRequestStore | None = None
) -> list[dict[str, Any]]:
    out = io.StringIO(newline="")
    count = await export(store or await _filled(), out, form, redaction, period)
    text = out.getvalue()
    lines: list[dict[str, Any]]
    if form is Form.CSV:
        lines = list(csv.DictReader(io.StringIO(text, newline="")))
    else:
        lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) == count
    return lines


async def test_json_lines_hold_everything_for_the_authority() -> None:
    first, second = await exported(Form.JSONL)
    assert (first["reference"], first["requester"], first["about"]) == ("TRA-2026-0001", "Ann Archer", ["Dee Dow"])
    assert first["particulars"] == {"reason": "Because of a.", "date": "2026-04-01"}
    assert (first["decision"], first["decided_by"], first["reason"]) == (
        "grant",
        "Ben Bow",
        "=Because Ann Archer asked.",
    )
    assert [one["move"] for one in first["history"]] == ["submit", "ask_more", "grant"]
    assert first["history"][1]["words"] == "Which evening?"
    assert first["withheld"] == []
    assert (second["requester"], second["decision"], second["reason"]) == ("Cy", None, None)


async def test_csv_has_one_line_a_request_and_runs_no_formula() -> None:
    first, second = await exported(Form.CSV)
    assert tuple(first) == COLUMNS
    assert first["particulars"] == "reason: Because of a.\ndate: 2026-04-01"
    assert first["reason"] == "'=Because Ann Archer asked."
    assert second["decision"] == ""


@pytest.mark.parametrize(
    ("since", "until", "there"),
    [
        (None, None, 2),
        (NOON, NOON + timedelta(days=40), 1),
        (NOON + timedelta(seconds=1), None, 1),
        (None, datetime(2026, 1, 1, tzinfo=UTC), 0),
    ],
)
async def test_only_what_was_submitted_in_the_period(
    since: datetime | None, until: datetime | None, there: int
) -> None:
    assert len(await exported(Form.JSONL, period=(since, until))) == there


@pytest.mark.parametrize("form", Form)
async def test_the_public_sees_no_person_and_no_free_text(form: Form) -> None:
    lines = await exported(form, PUBLIC)
    whole = json.dumps(lines)
    for words in ("Ann", "Ben", "Cy", "Dee", "UANN", "Because", "Which evening"):
        assert words not in whole
    assert MARKS[Reader.PUBLIC] in whole
    assert lines[0]["office"] == lines[0]["decided_for"] == "Chief Executive"
    assert "2026-04-01" in str(lines[0]["particulars"])
    for name in ("requester", "about", "particulars.reason", "decided_by", "reason"):
        assert name in lines[0]["withheld"]
    assert "particulars.date" not in lines[0]["withheld"]


async def test_the_requester_sees_their_own_words_but_nobody_elses_name() -> None:
    (line,) = await exported(Form.JSONL, Redaction(Reader.SUBJECT, ANN))
    assert (line["requester"], line["particulars"]["reason"]) == ("Ann Archer", "Because of a.")
    assert line["reason"] == "=Because Ann Archer asked."
    assert line["decided_by"] == MARKS[Reader.SUBJECT]
    assert [one["actor"] for one in line["history"]] == ["Ann Archer", MARKS[Reader.SUBJECT], MARKS[Reader.SUBJECT]]


async def test_who_is_complained_of_sees_that_they_are_but_not_by_whom() -> None:
    (line,) = await exported(Form.JSONL, Redaction(Reader.SUBJECT, DEE))
    assert line["about"] == ["Dee Dow"]
    assert line["requester"] == line["particulars"]["reason"] == line["reason"] == MARKS[Reader.SUBJECT]
    assert "Ann" not in json.dumps(line)


async def test_a_decider_gets_what_they_decided() -> None:
    (line,) = await exported(Form.JSONL, Redaction(Reader.SUBJECT, BEN))
    assert (line["decided_by"], line["reason"]) == ("Ben Bow", "=Because Ann Archer asked.")
    assert line["requester"] == MARKS[Reader.SUBJECT]


async def test_a_person_without_a_part_gets_nothing() -> None:
    for person in (Person("slack:T1:UZOE", "Zoe"), Person("slack:T1:UZOE", " ")):
        assert await exported(Form.JSONL, Redaction(Reader.SUBJECT, person)) == []


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_any_words_survive_both_forms(words: str) -> None:
    async def play() -> None:
        store = FakeRequestStore()
        await store.submit(new_request("a", particulars={"reason": words}))
        (line,) = await exported(Form.JSONL, store=store)
        assert line["particulars"]["reason"] == words
        (row,) = await exported(Form.CSV, store=store)
        assert row["particulars"] == f"reason: {words}"

    asyncio.run(play())
