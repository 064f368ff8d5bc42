"""Buttons on requests, pressed by every kind of person: nothing is changed by those who may not, and they learn why."""

from __future__ import annotations

import pytest

from bot.buttons.requests import Press, decode_press, encode_press
from bot.teams.requests.buttons import MOVE
from bot.teams.requests.pages import words_id
from bot.teams.wording import IN_OUR_CHAT, REQUEST_OUT_OF_DATE
from handlers.requests import form_wording as said
from handlers.requests import wording
from handlers.requests.lifecycle import move_of
from handlers.requests.request import LetterKind, MoveName, State
from tests.fakes.request_types import CONCERN, CONCERNING, World, term
from tests.fakes.served_requests_in_teams import letter_to, moves_in, person, served_world, shown_next
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_api import Shown
from tests.fakes.teams_payloads import Payload, channel
from tests.fakes.teams_view import actions_in, find, inputs_in, labels, words

REFERENCE = "CUM-2026-0001"
RITA, CLARA = person("URITA", "Rita Requester"), person("UCLARA", "Clara Chief")
BUTTONS = ["Grant", "Grant in part", "Decline", "Ask for more information", wording.LABELS[MoveName.DO_TASK]]


async def asked_of(teams: FakeTeams, world: World) -> Shown:
    """The decider's message about a new request."""
    await world.sent(by=RITA)
    return await letter_to(teams, "UCLARA")


def action_of(card: Payload, label: str) -> Payload:
    """The action that makes the move of a button, with words where they are asked for."""
    found = [one.action for one in actions_in(card) if one.title == label and "data" in one.action]
    made = found[0]
    press = decode_press(made["data"]["v"])
    written = {words_id(press.move): "Some words"} if move_of(press.move).words else {}
    return made | {"data": {**made["data"], **written}}


async def try_to(teams: FakeTeams, message: Shown, label: str, user: str) -> str:
    """Press a button and what unfolds under it; what is read then in the place of the card."""
    answer = await teams.press_action(message, action_of(message.seen(user), label), user)
    return words(answer.card)


async def chat_of(teams: FakeTeams, user: str) -> Shown:
    """A message in somebody's own chat, in which they can press what they made up."""
    return await shown_next(teams, "help", user)


@pytest.mark.parametrize("label", BUTTONS)
@pytest.mark.parametrize(
    ("user", "why"),
    [
        ("USAM", "There is no request CUM-2026-0001 for you"),
        ("URITA", wording.NOT_YOURS_TITLE),
        ("UGUS", "There is no request CUM-2026-0001 for you"),
    ],
    ids=["stranger", "requester", "another office"],
)
async def test_nobody_else_can_press_the_decider_s_buttons(
    teams: FakeTeams, world: World, label: str, user: str, why: str
) -> None:
    async with served_world(teams, world):
        asked = await asked_of(teams, world)
        before, edits = world.store.kept[REFERENCE], teams.count("edit")
        forwarded = await chat_of(teams, user)
        told = words((await teams.press_action(forwarded, action_of(asked.card, label), user)).card)
        await teams.quiet(0.1)
    assert why in told
    assert user == "URITA" or "To explain the budget" not in told
    assert world.store.kept[REFERENCE] == before
    assert teams.count("edit") == edits


@pytest.mark.parametrize("label", BUTTONS)
async def test_a_former_holder_is_told_so(teams: FakeTeams, world: World, label: str) -> None:
    async with served_world(teams, world):
        asked = await asked_of(teams, world)
        before = world.store.kept[REFERENCE]
        world.register.terms[0] = term("cumbria", "Chief Executive", "Nell Newcomer")
        told = await try_to(teams, asked, label, "UCLARA")
    assert wording.former("Chief Executive")[0] in told
    assert world.store.kept[REFERENCE] == before


async def test_the_deputy_acts_only_while_acting(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        asked = await asked_of(teams, world)
        theirs = await chat_of(teams, "UDAN")
        grant = action_of(asked.card, "Grant")
        assert "There is no request" in words((await teams.press_action(theirs, grant, "UDAN")).card)
        world.register.terms[0] = term("cumbria", "Chief Executive", "Clara Chief", deputy="Dan Deputy", acts=True)
        await teams.press_action(theirs, grant, "UDAN")
    decision = world.store.kept[REFERENCE].decision
    assert decision
    assert decision.authorship.acting


async def test_a_second_press_changes_nothing_and_is_told_why(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        asked = await asked_of(teams, world)
        grant = action_of(asked.card, "Grant")
        await teams.press_action(asked, grant, "UCLARA")
        decided = world.store.kept[REFERENCE]
        told = words((await teams.press_action(asked, grant, "UCLARA")).card)
        assert "It was decided already: granted, by Clara Chief on Tuesday 17 November 2026, 09:30." in told
        assert "It was granted." in told
    assert world.store.kept[REFERENCE] == decided
    assert len(world.store.letters(REFERENCE, LetterKind.OUTCOME)) == 1


async def test_the_same_delivery_twice_is_one_press(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        asked = await asked_of(teams, world)
        await teams.press_action(asked, action_of(asked.card, "Grant"), "UCLARA", times=3)
        await teams.quiet(0.1)
    assert sum(event.move is MoveName.GRANT for event in world.store.chain) == 1
    assert wording.NOT_PERMITTED_TITLE not in words(asked.seen("UCLARA"))


async def test_a_button_of_an_older_version_brings_the_card_up_to_date(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        asked = await asked_of(teams, world)
        await world.done(REFERENCE, MoveName.ASK_MORE, CLARA, words="Which school?")
        await world.done(REFERENCE, MoveName.GIVE_MORE, RITA, words="The old one")
        told = await try_to(teams, asked, "Grant", "UCLARA")
        assert wording.STALE_TITLE in told
        assert "The old one" in told
        assert world.store.kept[REFERENCE].state is State.WITH_DECIDER
        await try_to(teams, asked, "Grant", "UCLARA")
    assert world.store.kept[REFERENCE].state is State.GRANTED


async def test_a_refusal_needs_its_reason(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        asked = await asked_of(teams, world)
        opened = find(asked.card, "Decline").action["card"]
        assert wording.CONFIRM[MoveName.DECLINE] in words(opened)
        (field,) = inputs_in(opened)
        assert (field["isRequired"], field["errorMessage"]) == (True, wording.WORDS_MISSING)
        action = action_of(asked.card, "Decline")
        blank = action | {"data": action["data"] | {field["id"]: " \n "}}
        assert wording.WORDS_MISSING in words((await teams.press_action(asked, blank, "UCLARA")).card)
        await teams.press(
            asked, "Decline", "UCLARA", {wording.ASKED_WORDS[MoveName.DECLINE]: "The budget is not ready"}
        )
        assert "Declined" in words(asked.seen("UCLARA"))
        outcome = await letter_to(teams, "URITA", "The budget is not ready")
    assert "budget" not in outcome.summary
    assert world.store.kept[REFERENCE].state is State.DECLINED


async def test_the_card_stays_with_its_words_while_the_database_is_away(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        asked = await asked_of(teams, world)
        decline, before = action_of(asked.card, "Decline"), asked.seen("UCLARA")
        world.store.away = True
        await teams.press_action(asked, decline, "UCLARA")
        assert wording.STORE_AWAY in words(teams.last("UCLARA").card)
        assert asked.seen("UCLARA") == before
        world.store.away = False
        await teams.press_action(asked, decline, "UCLARA")
    assert world.store.kept[REFERENCE].state is State.DECLINED


async def test_who_comes_too_late_with_a_reason_has_it_back(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        asked = await asked_of(teams, world)
        await world.done(REFERENCE, MoveName.WITHDRAW, RITA)
        told = await try_to(teams, asked, "Decline", "UCLARA")
    assert wording.WITHDRAWN_ALREADY in told
    assert f"{said.WHAT_YOU_WROTE}\nSome words" in told
    assert moves_in(asked.seen("UCLARA")) == []


async def test_a_requester_withdraws_after_being_asked_once_more(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        await world.sent(by=RITA)
        receipt = await letter_to(teams, "URITA")
        assert wording.CONFIRM[MoveName.WITHDRAW] in words(find(receipt.card, "Withdraw").action["card"])
        await try_to(teams, receipt, "Withdraw", "URITA")
    assert moves_in(receipt.seen("URITA")) == []
    assert world.store.kept[REFERENCE].state is State.WITHDRAWN


async def test_a_complaint_is_settled_or_taken_to_the_next_office(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world, "cjc"):
        reference = await world.sent(CONCERN, CONCERNING, by=RITA)
        asked = await letter_to(teams, "UJAY")
        assert "Grant" not in labels(asked.card)
        await try_to(teams, asked, "Record as settled", "UJAY")
        outcome = await letter_to(teams, "URITA", "Some words")
        await try_to(teams, outcome, "Take it further to the Director", "URITA")
        further = await letter_to(teams, "UDIRK")
    assert "Some words" in words(further.card)
    assert world.store.kept[reference].office == "Director"


async def test_what_is_pressed_where_others_read_is_answered_in_private(teams: FakeTeams, world: World) -> None:
    place = channel(thread="1")
    async with served_world(teams, world):
        asked = await asked_of(teams, world)
        await teams.say("hello", "UCLARA", place)
        await teams.until(lambda: teams.messages("UCLARA", place))
        forwarded, before = teams.last("UCLARA", place), len(teams.messages("UCLARA"))
        answer = await teams.press_action(forwarded, action_of(asked.card, "Grant"), "UCLARA")
        assert answer.body["value"] == IN_OUR_CHAT
        await teams.until(lambda: len(teams.messages("UCLARA")) > before)
        await teams.quiet(0.1)
    assert world.store.kept[REFERENCE].state is State.GRANTED
    assert len(teams.messages("UCLARA", place)) == 1
    assert REFERENCE not in str(forwarded.seen("UCLARA"))
    assert not teams.count("edit")


@pytest.mark.parametrize("value", ["", "{}", '{"v":1,"m":"grant","ref":"X","n":"1","t":"","ch":"","ts":""}', "[1]"])
async def test_a_value_that_was_tampered_with_does_nothing(teams: FakeTeams, world: World, value: str) -> None:
    async with served_world(teams, world):
        asked = await asked_of(teams, world)
        log = len(world.store.chain)
        answer = await teams.execute(MOVE, {"desk": MOVE, "v": value}, asked, "UCLARA")
    assert words(answer.card) == REQUEST_OUT_OF_DATE
    assert len(world.store.chain) == log


@pytest.mark.parametrize("move", sorted(MoveName))
@pytest.mark.parametrize("user", ["URITA", "UCLARA", "UCORA", "USAM"])
async def test_no_made_up_button_finds_a_way_around_the_table(
    teams: FakeTeams, world: World, move: MoveName, user: str
) -> None:
    """Whoever makes up a value can make the moves that are theirs, and no other."""
    who = {"URITA": "requester", "UCLARA": "decider", "UCORA": "duty"}.get(user, "")
    async with served_world(teams, world):
        await asked_of(teams, world)
        before = world.store.kept[REFERENCE]
        press = Press(move, REFERENCE, before.version, before.tasks[0].id)
        theirs = await chat_of(teams, user)
        await teams.execute(MOVE, {"desk": MOVE, "v": encode_press(press)}, theirs, user)
        after = world.store.kept[REFERENCE]
    if who not in {str(part) for part in move_of(move).by} or before.state not in move_of(move).before:
        assert after == before
    if move_of(move).words:
        assert after == before


async def test_buttons_carry_names_and_numbers_only(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        asked = await asked_of(teams, world)
    data = [one.action["data"] for one in actions_in(asked.card) if "data" in one.action]
    presses = [decode_press(one["v"]) for one in data if one["desk"] == MOVE]
    assert {one.reference for one in presses} == {REFERENCE}
    assert {one.version for one in presses} == {world.store.kept[REFERENCE].version}
    assert {bool(one.task) for one in presses if one.move is MoveName.DO_TASK} == {True}
    assert {tuple(sorted(one)) for one in data} == {("desk", "v")}
    assert "budget" not in str(data)
