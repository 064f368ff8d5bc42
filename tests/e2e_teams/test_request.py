"""A formal request in a real client, from the answer to the decision: two people, each in their own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from handlers.requests import form_wording as said
from handlers.requests import wording
from handlers.requests.request import MoveName, State
from handlers.wording import START_REQUEST
from knowledge.requests import FieldKind
from tests.e2e_teams.browser import Client

pytestmark = pytest.mark.model

GROUP, AREA = "Which group is it for?", "Which area of policy is it about?"
SUBJECT, DAY = "What should the officer brief or advise on?", "When is the meeting?"
REFERENCE = f"TRA-{dt.date.today().year}-0001"


def test_a_request_from_the_answer_to_the_decision(councillor: Client, chief_executive: Client, pictures: Path) -> None:
    answer = councillor.ask("Can an officer come and brief our group before the budget?")
    assert (
        "the decision on whether he/she should attend is the Chief Executive's, in either case." in answer.inner_text()
    )
    councillor.press(START_REQUEST, answer)
    councillor.pictures(answer, pictures, "request-form")

    councillor.press(said.GO_ON, answer)
    answer.get_by_text(wording.missing(FieldKind.TEXT)).first.wait_for()
    councillor.pictures(answer, pictures, "request-form-empty")

    councillor.fill(GROUP, "Green *Group*")
    councillor.fill(AREA, "Finance")
    councillor.fill(SUBJECT, "The draft budget, and what may be moved in it")
    councillor.pick_date(DAY, dt.date.today() - dt.timedelta(days=1))
    councillor.press(said.GO_ON, answer)
    refused = councillor.see("is in the past")
    councillor.pictures(refused, pictures, "request-form-refused")
    assert councillor.typed(GROUP) == "Green *Group*"
    assert councillor.typed(SUBJECT) == "The draft budget, and what may be moved in it"

    councillor.pick_date(DAY, dt.date.today() + dt.timedelta(days=40))
    councillor.press(said.GO_ON, refused)
    check = councillor.see(said.CHECK_TITLE)
    councillor.pictures(check, pictures, "request-check")
    councillor.press(said.SEND, check)
    check.get_by_text(REFERENCE).first.wait_for()
    councillor.pictures(check, pictures, "request-sent")
    receipt = councillor.see("You can withdraw it")
    councillor.pictures(receipt, pictures, "request-receipt")

    letter = chief_executive.see(REFERENCE)
    chief_executive.pictures(letter, pictures, "request-letter")
    chief_executive.press(wording.LABELS[MoveName.GRANT], letter)
    letter.get_by_text(wording.CONFIRM[MoveName.GRANT]).wait_for()
    chief_executive.pictures(letter, pictures, "request-grant")
    chief_executive.press(wording.LABELS[MoveName.GRANT], letter)
    letter.get_by_text(wording.CONFIRM[MoveName.GRANT]).wait_for(state="detached")
    letter.get_by_text(wording.STATES[State.GRANTED]).first.wait_for()
    chief_executive.pictures(letter, pictures, "request-granted")
    duty = chief_executive.see("This duty goes with a request.")
    chief_executive.pictures(duty, pictures, "request-duty")

    outcome = councillor.see(wording.STATES[State.GRANTED])
    councillor.pictures(outcome, pictures, "request-outcome")
    councillor.screenshot(pictures / "request-page.png")
    mine = councillor.ask("requests")
    councillor.pictures(mine, pictures, "requests")
    assert f"{REFERENCE} · {wording.STATES[State.GRANTED]}" in mine.inner_text()
    chief_executive.pictures(chief_executive.ask("home"), pictures, "home")
