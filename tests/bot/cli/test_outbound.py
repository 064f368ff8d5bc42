from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.cli.outbound import as_json, line
from handlers.messages import Banner, Escalation, Kind, Question, Reply
from knowledge.clause import Role
from tests.fakes.answers import ESCALATION
from tests.fakes.desk import ANSWER, FIRST, PROTOCOL, WORDS


def quoted(label: str, text: str, **others: Any) -> dict[str, Any]:
    """A quotation of Trafford's protocol, in force and whole but for what `others` say."""
    usual = {"spans": [text], "status": "in force", "companion": False, "answering": None}
    return {"clause": f"trafford/{label}", "label": label, "text": text, **usual, **others}


def test_an_answer_has_the_names_that_outside_programs_rely_on() -> None:
    shown = as_json(ANSWER, Question("may I copy this?", "trafford", Role.OFFICER))
    assert {key: value for key, value in shown.items() if key not in {"quotes", "proposed", "escalation"}} == {
        "question": "may I copy this?",
        "authority": "trafford",
        "role": "officer",
        "kind": "answer",
        "lead": ["What the protocol says:"],
        "notes": ["This is no verdict."],
        "protocol": {
            "authority": "trafford",
            "name": "Trafford Council",
            "title": "Protocol on Member/Officer Relations",
            "version": "March 2021",
        },
        "took_ms": 14.235,
        "stages_ms": {"encode": 12.0},
        "banner": None,
        "further_escalations": [],
    }


def test_quotations_have_the_names_that_outside_programs_rely_on() -> None:
    shown = as_json(ANSWER, Question("?", "trafford"))
    text = "Members should not: provide references."
    assert shown["quotes"] == [
        quoted("10.1", WORDS, heading=["10.0 CORRESPONDENCE BETWEEN MEMBERS AND OFFICERS"]),
        quoted(
            "3.1(e)",
            text,
            heading=["3.0 ROLES", "Members"],
            spans=["Members should not:", "provide references."],
            status="proposed for deletion",
            companion=True,
        ),
    ]
    assert shown["proposed"] == [
        quoted("10.3", "Copies may be sent.", heading=["10.0 CORRESPONDENCE"], status="proposed")
    ]


def test_whom_to_turn_to_has_the_names_that_outside_programs_rely_on() -> None:
    nothing: dict[str, Any] = {key: [] for key in ("must_state", "told", "follows", "conflicts", "notes", "holders")}
    assert as_json(ANSWER, Question("?", "trafford"))["escalation"] == nothing | {
        "offices": ["Monitoring Officer"],
        "steps": [
            {
                "office": "Chief Executive",
                "action": "raise it",
                "clause": "trafford/3.2",
                "words": "may raise it",
                "label": "",
                "status": "in force",
                "further": False,
            }
        ],
        "fallback": None,
        "route": None,
        "request": "complaint",
    }


def test_an_escalation_is_given_whole() -> None:
    given = as_json(replace(ANSWER, escalation=ESCALATION), Question("?", "trafford"))["escalation"]
    assert (given["route"], given["request"]) == ("C-20", "complaint-officer")
    assert given["fallback"] == {"contact": "us", "from_the_protocol": False}
    assert given["must_state"][2] == {
        "clause": "trafford/4.6",
        "words": "the reasons",
        "label": "4.6",
        "status": "proposed",
    }
    assert given["told"][1]["by"] == "officer"
    assert given["holders"] == [
        {
            "office": "Monitoring Officer",
            "name": "Robin Instance",
            "acting": True,
            "slack": "U0ROBIN",
            "teams": "",
            "email": "robin@council.example",
        }
    ]


def test_the_sentence_that_answers_is_given_in_its_words() -> None:
    quote = replace(FIRST, text="No. You may. Ask.", answering=(4, 12))
    (shown,) = as_json(replace(ANSWER, quotes=(quote,)), Question("?", "trafford"))["quotes"]
    assert shown["answering"] == "You may."


def test_a_reply_without_quotations_has_the_same_names() -> None:
    silent = as_json(Reply(Kind.SILENT, PROTOCOL), Question("?", "trafford"))
    assert silent.keys() == as_json(ANSWER, Question("?", "trafford")).keys()
    assert (silent["kind"], silent["role"], silent["quotes"], silent["escalation"]["steps"]) == (
        "silent",
        "any",
        [],
        [],
    )


def test_curly_quotes_stay_readable() -> None:
    assert line({"text": "the Council’s"}) == '{"text": "the Council’s"}'


@given(st.text() | st.sampled_from(["\u2028", "\u2029", "\x85", "\ud800"]))
def test_a_line_is_one_line_of_utf8_that_reads_back(text: str) -> None:
    written = line({"question": text})
    assert len(written.splitlines()) == 1
    assert json.loads(written.encode("utf-8")) == {"question": text}


def test_a_banner_has_the_names_that_outside_programs_rely_on() -> None:
    banner = Banner("It is near.", date(2027, 3, 22), date(2027, 5, 7), True, (FIRST,))
    shown = as_json(replace(ANSWER, banner=banner), Question("?", "trafford"))["banner"]
    assert shown.pop("quotes")[0]["text"] == WORDS
    assert shown == {"sentence": "It is near.", "begins": "2027-03-22", "ends": "2027-05-07", "soon": True}


def test_what_other_questions_lead_to_has_a_name_of_its_own() -> None:
    other = Escalation(("Mayor",), route="C-19")
    shown = as_json(replace(ANSWER, further=(other,)), Question("?", "trafford"))
    assert [(one["offices"], one["route"]) for one in shown["further_escalations"]] == [(["Mayor"], "C-19")]
