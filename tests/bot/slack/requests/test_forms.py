"""Forms and checks as views: within Slack's limits for every request of every protocol, and read back to the letter."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons.requests import Opening, decode_opening
from bot.request_views import WHOLE
from bot.slack.escaping import escape
from bot.slack.requests.fields import answer, block_id, field_block
from bot.slack.requests.forms import answers_in, answers_shown, check_page, clauses_page, errors_in, form_view
from bot.slack.requests.values import CLAUSES
from handlers.requests.messages import Checking, Form, FormField
from knowledge.clause import Role
from knowledge.library import Library
from knowledge.requests import FieldKind, RequestType
from tests.fakes.request_types import ATTENDANCE, ATTENDING, REQUESTER, MutableRegister, World, term
from tests.fakes.slack_api import words

LIBRARY = Library.load()
TYPES = [kind for authority in LIBRARY.authorities for kind in LIBRARY.protocol(authority).requests]
TEXT = "The officer’s <!channel> & <@U1> “reason”\nwith a second line. " * 3
OPENING = Opening("cumbria", "group-attendance", Role.MEMBER, "a-key")


def form_of(world: World) -> Form:
    form = world.desk.form("cumbria", ATTENDANCE.id, Role.MEMBER)
    assert isinstance(form, Form)
    return form


def checking_of(world: World, **answers: str) -> Checking:
    checking = world.desk.check("cumbria", ATTENDANCE.id, Role.MEMBER, {**ATTENDING, **answers}, "a-key", REQUESTER)
    assert isinstance(checking, Checking), checking
    return checking


@pytest.mark.parametrize("kind", TYPES, ids=[f"{kind.authority}-{kind.id}" for kind in TYPES])
def test_every_form_of_every_protocol_can_be_shown_filled_and_checked(kind: RequestType) -> None:
    register = MutableRegister(
        term(kind.authority, "Chief Executive", "Clara Chief"),
        term(kind.authority, "Director", "Petra Planner", area="Planning"),
        term(kind.authority, "Director", "Hugo Highway", area="Highways"),
    )
    desk = World(LIBRARY, register).desk
    role = kind.started_by or Role.MEMBER
    form = desk.form(kind.authority, kind.id, role)
    assert isinstance(form, Form)
    view = form_view(form, OPENING)
    shown = words(view["blocks"])
    whole = quoted_in(view) if CLAUSES not in str(view) else quoted_in(clauses_page(form))
    assert all(quote.text in whole for quote in form.quotes)
    assert len(quoted_in(view)) <= WHOLE
    assert form.decides in shown
    hints = "\n".join(block["hint"]["text"] for block in view["blocks"] if "hint" in block)
    assert all(f"{field.cited}: “{field.words}”" in hints for field in form.fields if field.words)

    answers = answers_in(form, state_of(form))
    checked = desk.check(kind.authority, kind.id, role, answers, "key", REQUESTER)
    assert isinstance(checked, Checking), getattr(checked, "errors", checked)
    page = check_page(checked, OPENING)
    assert TEXT[:40] in words(page["blocks"]) or not any(field.kind is FieldKind.LONG for field in form.fields)
    assert answers_shown(page, decode_opening(page["private_metadata"]).digest)


def quoted_in(view: dict[str, Any]) -> str:
    quoted = [block for block in view["blocks"] if block["type"] == "rich_text"]
    return "".join(run["text"] for block in quoted for part in block["elements"][-1:] for run in runs_of(part))


def runs_of(part: dict[str, Any]) -> list[dict[str, Any]]:
    return part["elements"] if part["type"] == "rich_text_quote" else []


def state_of(form: Form) -> dict[str, Any]:
    """What Slack sends for a form whose every field was filled."""
    values = {}
    for field in form.fields:
        element = field_block(field)["element"]
        option = (element.get("options") or [None])[-1]
        values[block_id(field.key)] = {
            "typed": {
                FieldKind.DATE: {"selected_date": date(2027, 2, 13).isoformat()},
                FieldKind.YES: {"selected_options": element.get("options")},
                FieldKind.CHOICE: {"selected_option": option},
                FieldKind.PERSON: {"value": "Otto Other"},
            }.get(field.kind, {"value": TEXT if field.kind is FieldKind.LONG else "Some words"})
        }
    return {"values": values}


def test_a_choice_is_known_by_itself_however_the_list_has_changed() -> None:
    field = FormField("send_to", "Who?", FieldKind.CHOICE, True, options=("Director, Planning", "Director, Highways"))
    chosen = field_block(field)["element"]["options"][0]
    state = {"values": {block_id("send_to"): {"typed": {"selected_option": chosen}}}}
    assert answer(field, state) == "Director, Planning"
    assert answer(replace(field, options=("Director, Highways", "Director, Planning")), state) == "Director, Planning"
    assert answer(replace(field, options=("Director, Highways",)), state) == ""


def test_a_choice_that_may_be_taken_back_is_a_menu() -> None:
    field = FormField("house", "Which?", FieldKind.CHOICE, False, options=("Cabinet", "Group"))
    assert field_block(field)["element"]["type"] == "static_select"
    assert field_block(replace(field, required=True))["element"]["type"] == "radio_buttons"


@pytest.mark.parametrize(
    ("kind", "value", "initial"),
    [
        (FieldKind.DATE, "13 February 2027", "2027-02-13"),
        (FieldKind.DATE, "31 February 2027", None),
        (FieldKind.LONG, "two\nlines", "two\nlines"),
        (FieldKind.TEXT, "", None),
    ],
)
def test_what_was_typed_before_stands_in_the_field(kind: FieldKind, value: str, initial: str | None) -> None:
    element = field_block(FormField("key", "Label", kind, True, value=value))["element"]
    assert element.get("initial_date", element.get("initial_value")) == initial


def test_nothing_that_was_typed_stands_in_what_a_view_holds(world: World) -> None:
    page = check_page(checking_of(world, reason=TEXT), OPENING)
    held = decode_opening(page["private_metadata"])
    assert replace(held, digest="") == OPENING
    assert "officer" not in page["private_metadata"]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=3000))
def test_answers_come_back_from_the_check_as_they_were_shown(text: str) -> None:
    world = World(LIBRARY, MutableRegister())
    answers = {"group": "Blue", "meeting_on": "2027-02-13", "reason": text, "topic": "Schools", "sought": "A report"}
    checking = world.desk.check("cumbria", "group-meeting", Role.MEMBER, answers, "k", REQUESTER)
    if isinstance(checking, Form):
        assert set(checking.errors) == {"reason"}
        return
    assert isinstance(checking, Checking)
    page = check_page(checking, OPENING)
    back = answers_shown(page, decode_opening(page["private_metadata"]).digest)
    assert back is not None
    again = world.desk.check("cumbria", "group-meeting", Role.MEMBER, back, "k", REQUESTER)
    assert isinstance(again, Checking)
    assert again.rows == tuple((label, words.replace("\t", " ")) for label, words in checking.rows)


def test_answers_that_slack_escaped_are_read_all_the_same(world: World) -> None:
    page = check_page(checking_of(world, reason=TEXT), OPENING)
    mangled = json.loads(escape(json.dumps(page)))
    back = answers_shown(mangled, decode_opening(page["private_metadata"]).digest)
    assert back is not None
    assert back["reason"] == TEXT.strip()


def test_answers_that_were_changed_on_the_way_are_not_taken(world: World) -> None:
    page = check_page(checking_of(world, reason="yes"), OPENING)
    changed = json.loads(json.dumps(page).replace('"yes"', '"no"'))
    assert answers_shown(changed, decode_opening(page["private_metadata"]).digest) is None


def test_errors_stand_beside_their_fields(world: World) -> None:
    form = world.desk.check("cumbria", ATTENDANCE.id, Role.MEMBER, {**ATTENDING, "reason": " ", "leaves": ""}, "k")
    assert isinstance(form, Form)
    errors = errors_in(form)
    assert set(errors) == {block_id("reason"), block_id("leaves")}
    assert set(errors) <= {block.get("block_id") for block in form_view(form, OPENING)["blocks"]}
