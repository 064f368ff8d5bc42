"""Forms and checks as cards: within Teams' limits for every request of every protocol, and whatever is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons.requests import Opening, Press, decode_opening
from bot.inert import inert
from bot.request_views import WHOLE
from bot.teams.cards import Card
from bot.teams.requests.fields import answers_in, field_elements, field_id
from bot.teams.requests.forms import check_cards, clauses_cards, form_cards
from bot.teams.requests.pages import receipt_cards, row, words_cards
from bot.teams.wording import NO_CHOICE
from handlers.requests.messages import Checking, Form, FormField
from handlers.requests.request import MoveName
from handlers.requests.validation import LONGEST, LONGEST_LINE
from knowledge.clause import Role
from knowledge.library import Library
from knowledge.requests import FieldKind, RequestType
from tests.fakes.request_types import ATTENDANCE, ATTENDING, MutableRegister, World, term
from tests.fakes.served_requests_in_teams import person
from tests.fakes.teams_cards import faults
from tests.fakes.teams_payloads import Payload
from tests.fakes.teams_view import filled, find, inputs_in, labels, words

LIBRARY = Library.load()
TYPES = [kind for authority in LIBRARY.authorities for kind in LIBRARY.protocol(authority).requests]
OPENING = Opening("cumbria", "group-attendance", Role.MEMBER, "a-key")
RITA = person("URITA", "Rita Requester")
HOSTILE = [
    "[click](https://evil.example) **bold** ~~no~~ `code`",
    "<at>Everyone</at> <b>tag</b> &amp; &lt;",
    "{{DATE(2027-01-01T00:00:00Z, SHORT)}} ${expression}",
    "\u202egnp.exe\u2066 \u200f \x07\x00 \ud800",
    "# heading\n- list\n1. number\n> quote\n| table |",
    "![image](https://evil.example/a.png) https://evil.example www.evil.example",
]


def world_for(kind: RequestType) -> World:
    return World(
        LIBRARY,
        MutableRegister(
            term(kind.authority, "Chief Executive", "Clara Chief"),
            term(kind.authority, "Director", "Petra Planner", area="Planning"),
            term(kind.authority, "Director", "Hugo Highway", area="Highways"),
        ),
    )


def typed_into(card: Card, form: Form, text: str) -> dict[str, str]:
    """What a client sends for a form whose every field was filled."""
    given: Payload = {}
    for field in form.fields:
        longest = LONGEST if field.kind is FieldKind.LONG else LONGEST_LINE
        given[field.label] = {
            FieldKind.DATE: "2027-02-13",
            FieldKind.YES: True,
            FieldKind.CHOICE: field.options[-1] if field.options else text[:longest],
            FieldKind.PERSON: "Otto Other",
        }.get(field.kind, text[:longest])
    sent = filled(find(card.content, "Continue"), given)
    return {name: str(value) for name, value in sent.items()}


@pytest.mark.parametrize("kind", TYPES, ids=[f"{kind.authority}-{kind.id}" for kind in TYPES])
@pytest.mark.parametrize(
    "text", ["The officer’s “reason”\nwith a second line. " * 100, "“”€Ж" * 800], ids=["long", "odd"]
)
def test_every_form_of_every_protocol_can_be_shown_filled_and_checked(kind: RequestType, text: str) -> None:
    desk, role = world_for(kind).desk, kind.started_by or Role.MEMBER
    opening = Opening(kind.authority, kind.id, role, "a-key")
    form = desk.form(kind.authority, kind.id, role)
    assert isinstance(form, Form)
    (shown,) = form_cards(form, opening)
    clauses = clauses_cards(form)
    whole = "\n".join(words(one.content) for one in (shown, *clauses))
    assert all(quote.text in whole for quote in form.quotes)
    assert sum(len(quote.text) for quote in form.quotes if quote.text in words(shown.content)) <= WHOLE
    assert form.decides in words(shown.content)
    assert all(f"{field.cited}: “{field.words}”" in words(shown.content) for field in form.fields if field.words)

    answers = answers_in(form, typed_into(shown, form, text))
    checked = desk.check(kind.authority, kind.id, role, answers, "key", RITA)
    assert isinstance(checked, Checking), getattr(checked, "errors", checked)
    made = check_cards(checked, opening, answers)
    assert labels(made[-1].content) == ["Send request", "Change my answers"]
    (again,) = form_cards(with_values(form, answers), opening)
    assert answers_in(form, typed_again(again)) == {key: inert(value) for key, value in answers.items()}
    assert not [fault for one in (shown, *clauses, *made, again) for fault in faults(one.content)]


def with_values(form: Form, answers: Mapping[str, str]) -> Form:
    """The form as it comes back where something is wrong with each answer."""
    return replace(form, fields=tuple(replace(one, value=answers.get(one.key, ""), error="No.") for one in form.fields))


def typed_again(card: Card) -> dict[str, str]:
    """What a client sends for a form into which nothing is typed."""
    return {name: str(value) for name, value in filled(find(card.content, "Continue"), {}).items()}


def form_of(world: World) -> Form:
    form = world.desk.form("cumbria", ATTENDANCE.id, Role.MEMBER)
    assert isinstance(form, Form)
    return form


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_stands_in_every_field_as_mere_words(world: World, text: str) -> None:
    form = form_of(world)
    typed = {**ATTENDING, "reason": text, "names": "Otto Other", "topic": text.replace("\n", " ")}
    answers = answers_in(form, {field_id(form, key): value for key, value in typed.items()})
    checked = world.desk.check("cumbria", ATTENDANCE.id, Role.MEMBER, answers, "a-key", RITA)
    assert isinstance(checked, Checking), checked
    made = [
        *check_cards(checked, OPENING, answers),
        *form_cards(with_values(form, answers), OPENING),
        *words_cards(press_of(), text, "No."),
    ]
    for one in made:
        assert not faults(one.content)
        blocks = [part for part in parts_of(one.content) if part["type"] == "TextBlock"]
        assert not [part for part in blocks if "evil" in part["text"] or "DATE" in part["text"]]


def press_of() -> Press:
    return Press(MoveName.DECLINE, "CUM-2026-0001", 3)


def parts_of(part: object) -> list[Payload]:
    """Everything with a type."""
    if isinstance(part, dict):
        own = [part] if "type" in part else []
        return own + [found for value in part.values() for found in parts_of(value)]
    return [found for one in part for found in parts_of(one)] if isinstance(part, list) else []


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=LONGEST))
def test_whatever_is_typed_comes_back_from_the_check_or_is_an_error(text: str) -> None:
    world = World(LIBRARY, MutableRegister())
    typed = {"group": "Blue", "meeting_on": "2027-02-13", "reason": text, "topic": "Schools", "sought": "A report"}
    form = world.desk.form("cumbria", "group-meeting", Role.MEMBER)
    assert isinstance(form, Form)
    checking = world.desk.check("cumbria", "group-meeting", Role.MEMBER, typed, "k", RITA)
    opening = Opening("cumbria", "group-meeting", Role.MEMBER, "k")
    if isinstance(checking, Form):
        assert set(checking.errors) == {"reason"}
        (again,) = form_cards(checking, opening)
        assert not faults(again.content)
        return
    assert isinstance(checking, Checking)
    made = check_cards(checking, opening, typed)
    assert not [fault for one in made for fault in faults(one.content)]
    held = find(made[-1].content, "Send request").action["data"]
    if len(held) > 2:
        back = world.desk.check("cumbria", "group-meeting", Role.MEMBER, answers_in(form, held), "k", RITA)
        assert isinstance(back, Checking)
        assert back.rows == checking.rows
    assert replace(decode_opening(held["v"]), digest="") == opening


def test_a_choice_that_may_be_taken_back_has_an_option_for_none(world: World) -> None:
    form = form_of(world)
    field = FormField("house", "Which?", FieldKind.CHOICE, False, options=("Cabinet", "Group"), value="Group")
    (menu,) = field_elements(form, field)
    assert [one["title"] for one in menu["choices"]] == ["Cabinet", "Group", NO_CHOICE]
    nothing = {menu["id"]: menu["choices"][-1]["value"]}
    assert answers_in(form, nothing)["house"] == ""
    (buttons,) = field_elements(form, replace(field, required=True))
    assert (buttons["style"], len(buttons["choices"])) == ("expanded", 2)


@pytest.mark.parametrize(
    ("kind", "value", "initial"),
    [
        (FieldKind.DATE, "13 February 2027", "2027-02-13"),
        (FieldKind.DATE, "31 February 2027", None),
        (FieldKind.LONG, "two\nlines", "two\nlines"),
        (FieldKind.TEXT, "", None),
        (FieldKind.TEXT, "x" * 400, "x" * LONGEST_LINE),
    ],
)
def test_what_was_typed_before_stands_in_the_field(
    world: World, kind: FieldKind, value: str, initial: str | None
) -> None:
    (element,) = inputs_in(list(field_elements(form_of(world), FormField("key", "Label", kind, True, value=value))))
    assert element.get("value") == initial
    assert element["errorMessage"]


def test_a_row_of_the_longest_text_is_whole() -> None:
    text = "A sentence with words. " * 500
    assert words(row("Label", text)).replace("\n", "").count("A sentence with words.") == 500


async def test_the_receipt_says_what_comes_next_and_no_more(world: World) -> None:
    receipt = await world.desk.submit("cumbria", ATTENDANCE.id, Role.MEMBER, ATTENDING, "k", RITA)
    (card,) = receipt_cards(receipt)  # type: ignore[arg-type]
    assert card.settled
    assert "CUM-2026-0001" in words(card.content)
    assert "budget" not in words(card.content)
