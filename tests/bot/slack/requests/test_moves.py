"""Buttons on requests, pressed by every kind of person: nothing is changed by those who may not, and they learn why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.buttons.requests import Press, decode_press, encode_press
from bot.slack import wording as slack_said
from bot.slack.requests.fields import block_id
from bot.slack.requests.values import MOVE
from handlers.requests import form_wording as said
from handlers.requests import wording
from handlers.requests.lifecycle import move_of
from handlers.requests.request import LetterKind, MoveName, State
from tests.fakes.request_types import CONCERN, CONCERNING, World, person, term
from tests.fakes.served_requests import letter_to, moves_in, now_shown, served_world
from tests.fakes.slack import FakeSlack, find_button
from tests.fakes.slack_api import Shown, buttons_in, labels, words
from tests.fakes.slack_payloads import Payload

REFERENCE = "CUM-2026-0001"
BUTTONS = ["Grant", "Grant in part", "Decline", "Ask for more information", wording.LABELS[MoveName.DO_TASK]]


async def asked_of(slack: FakeSlack, world: World) -> Shown:
    """The decider's message about a new request."""
    await world.sent()
    return await letter_to(slack, "UCLARA")


async def response(slack: FakeSlack, before: int) -> str:
    """What the one who pressed reads next: a word in private, or a modal in the place of a form."""

    def told() -> str:
        whispered = [words(one.blocks) for one in slack.shown[before:] if one.to]
        shown = [words(view["blocks"]) for view in slack.views.values() if view["callback_id"] == "request_told"]
        return "\n".join(whispered + shown)

    await slack.until(told)
    return told()


async def try_to(slack: FakeSlack, message: Shown, label: str, user: str, team: str = "T1") -> str:
    """Press a button, and write a reason where one is asked for."""
    before = len(slack.shown)
    button = find_button(message.blocks, label)
    await slack.press_action(message, button, user, team=team)
    return await response(slack, before)


@pytest.mark.parametrize("label", BUTTONS)
@pytest.mark.parametrize(
    ("user", "team", "why"),
    [
        ("USAM", "T1", "There is no request CUM-2026-0001 for you"),
        ("UCLARA", "T2", wording.OTHER_WORKSPACE_TITLE),
        ("USAM", "T2", "There is no request CUM-2026-0001 for you"),
        ("URITA", "T1", wording.NOT_YOURS_TITLE),
        ("UGUS", "T1", "There is no request CUM-2026-0001 for you"),
    ],
    ids=["stranger", "same id elsewhere", "stranger elsewhere", "requester", "another office"],
)
async def test_nobody_else_can_press_the_decider_s_buttons(
    slack: FakeSlack, world: World, label: str, user: str, team: str, why: str
) -> None:
    async with served_world(slack, world):
        asked = await asked_of(slack, world)
        before = world.store.kept[REFERENCE]
        forwarded = replace(asked, channel="C9", ts="9.9")
        told = await try_to(slack, forwarded, label, user, team)
        await slack.quiet(0.1)
    assert why in told
    assert "To explain the budget" not in told
    assert world.store.kept[REFERENCE] == before
    assert now_shown(slack, asked) == asked
    assert not slack.called("chat.update")


@pytest.mark.parametrize("label", BUTTONS)
async def test_a_former_holder_is_told_so(slack: FakeSlack, world: World, label: str) -> None:
    async with served_world(slack, world):
        asked = await asked_of(slack, world)
        before = world.store.kept[REFERENCE]
        world.register.terms[0] = term("cumbria", "Chief Executive", "Nell Newcomer")
        told = await try_to(slack, asked, label, "UCLARA")
        await slack.quiet(0.1)
    assert wording.former("Chief Executive")[0] in told
    assert world.store.kept[REFERENCE] == before


async def test_the_deputy_acts_only_while_acting(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        asked = await asked_of(slack, world)
        assert "There is no request" in await try_to(slack, asked, "Grant", "UDAN")
        world.register.terms[0] = term("cumbria", "Chief Executive", "Clara Chief", deputy="Dan Deputy", acts=True)
        await slack.press(replace(asked, channel="DUDAN"), "Grant", "UDAN")
        await slack.until(lambda: world.store.kept[REFERENCE].state is State.GRANTED)
    decision = world.store.kept[REFERENCE].decision
    assert decision
    assert decision.authorship.acting


async def test_a_second_press_changes_nothing_and_is_told_why(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        asked = await asked_of(slack, world)
        await slack.press(asked, "Grant", "UCLARA")
        await slack.until(lambda: slack.called("chat.update"))
        decided = world.store.kept[REFERENCE]
        told = await try_to(slack, asked, "Grant", "UCLARA")
        assert "It was decided already: granted, by Clara Chief on Tuesday 17 November 2026, 09:30." in told
        await slack.quiet(0.1)
    assert world.store.kept[REFERENCE] == decided
    assert len(world.store.letters(REFERENCE, LetterKind.OUTCOME)) == 1


async def test_the_same_delivery_twice_is_one_press(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        asked = await asked_of(slack, world)
        await slack.press(asked, "Grant", "UCLARA", times=3)
        await slack.until(lambda: slack.called("chat.update"))
        await slack.quiet()
    assert sum(event.move is MoveName.GRANT for event in world.store.chain) == 1
    assert not [one for one in slack.shown if one.to]


async def test_a_button_of_an_older_version_brings_the_message_up_to_date(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        asked = await asked_of(slack, world)
        await world.done(REFERENCE, MoveName.ASK_MORE, person("Clara Chief"), words="Which school?")
        await world.done(REFERENCE, MoveName.GIVE_MORE, person("Rita Requester"), words="The old one")
        told = await try_to(slack, asked, "Grant", "UCLARA")
        assert wording.STALE_TITLE in told
        await slack.until(lambda: "The old one" in words(now_shown(slack, asked).blocks))
        assert world.store.kept[REFERENCE].state is State.WITH_DECIDER
        await slack.press(now_shown(slack, asked), "Grant", "UCLARA")
        await slack.until(lambda: world.store.kept[REFERENCE].state is State.GRANTED)


async def form_of_words(slack: FakeSlack) -> str:
    await slack.until(lambda: [one for one in slack.views.values() if one["callback_id"] == "request_words"])
    return next(view for view, one in slack.views.items() if one["callback_id"] == "request_words")


async def write(slack: FakeSlack, view: str, text: str, user: str = "UCLARA") -> Payload:
    values = {block_id("words"): {"typed": text}}
    return await slack.acknowledged(await slack.submit(view, values, user)) or {}


async def test_a_refusal_needs_its_reason(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        asked = await asked_of(slack, world)
        await slack.press(asked, "Decline", "UCLARA")
        view = await form_of_words(slack)
        assert wording.CONFIRM[MoveName.DECLINE] in words(slack.views[view]["blocks"])
        answer = await write(slack, view, " \n ")
        assert answer == {"response_action": "errors", "errors": {block_id("words"): wording.WORDS_MISSING}}
        assert "Declined" in str(await write(slack, view, "The budget is not ready"))
        await slack.until(lambda: "Grant" not in labels(now_shown(slack, asked).blocks))
        outcome = await letter_to(slack, "URITA", "The budget is not ready")
    assert "budget" not in outcome.text
    assert world.store.kept[REFERENCE].state is State.DECLINED


async def test_words_are_kept_while_the_database_is_away(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        asked = await asked_of(slack, world)
        await slack.press(asked, "Decline", "UCLARA")
        view = await form_of_words(slack)
        await slack.quiet(0.1)
        world.store.away = True
        await write(slack, view, "The budget is not ready")
        assert wording.STORE_AWAY in words(slack.views[view]["blocks"])
        assert slack.views[view]["blocks"][-1]["element"]["initial_value"] == "The budget is not ready"
        world.store.away = False
        await write(slack, view, "The budget is not ready")
    assert world.store.kept[REFERENCE].state is State.DECLINED


async def test_who_comes_too_late_with_a_reason_has_it_back(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        asked = await asked_of(slack, world)
        await slack.press(asked, "Decline", "UCLARA")
        view = await form_of_words(slack)
        await slack.quiet(0.1)
        await world.done(REFERENCE, MoveName.WITHDRAW, person("Rita Requester"))
        answer = str(await write(slack, view, "My long reason"))
        assert wording.WITHDRAWN_ALREADY in answer
        assert "My long reason" in answer
        await slack.until(lambda: moves_in(now_shown(slack, asked)) == [])


async def test_a_database_that_is_away_is_told_to_who_presses(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        asked = await asked_of(slack, world)
        world.store.away = True
        assert wording.STORE_AWAY in await try_to(slack, asked, "Grant", "UCLARA")
        world.store.away = False
    assert world.store.kept[REFERENCE].state is State.WITH_DECIDER


async def test_a_requester_withdraws_after_being_asked_once_more(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        await world.sent()
        receipt = await letter_to(slack, "URITA")
        assert find_button(receipt.blocks, "Withdraw")["confirm"]["text"]["text"] == wording.CONFIRM[MoveName.WITHDRAW]
        await slack.press(receipt, "Withdraw", "URITA")
        await slack.until(lambda: moves_in(now_shown(slack, receipt)) == [])
    assert world.store.kept[REFERENCE].state is State.WITHDRAWN


async def test_a_complaint_is_settled_or_taken_to_the_next_office(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world, "cjc"):
        reference = await world.sent(CONCERN, CONCERNING)
        asked = await letter_to(slack, "UJAY")
        assert "Grant" not in labels(asked.blocks)
        await slack.press(asked, "Record as settled", "UJAY")
        await write(slack, await form_of_words(slack), "They talked", "UJAY")
        outcome = await letter_to(slack, "URITA", "They talked")
        slack.views.clear()
        await slack.press(outcome, "Take it further to the Director", "URITA")
        await write(slack, await form_of_words(slack), "It goes on", "URITA")
        further = await letter_to(slack, "UDIRK")
    assert "It goes on" in words(further.blocks)
    assert world.store.kept[reference].office == "Director"


async def test_what_is_pressed_in_a_channel_is_answered_in_private(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        asked = await asked_of(slack, world)
        await slack.press(replace(asked, channel="C9", ts="9.9"), "Grant", "UCLARA")
        await slack.until(lambda: [one for one in slack.shown if one.channel == "UCLARA"])
        await slack.quiet(0.1)
    assert [words(one.blocks) for one in slack.shown if one.channel == "C9"] == [said.IN_PRIVATE]
    assert not slack.called("chat.update")
    assert world.store.kept[REFERENCE].state is State.GRANTED


@pytest.mark.parametrize("value", ["", "{}", '{"v":1,"m":"grant","ref":"X","n":"1","t":"","ch":"","ts":""}', "[1]"])
async def test_a_value_that_was_tampered_with_does_nothing(slack: FakeSlack, world: World, value: str) -> None:
    async with served_world(slack, world):
        asked = await asked_of(slack, world)
        before, log = len(slack.shown), len(world.store.chain)
        await slack.press_action(asked, {"type": "button", "action_id": f"{MOVE}_0", "value": value}, "UCLARA")
        assert slack_said.REQUEST_OUT_OF_DATE in await response(slack, before)
    assert len(world.store.chain) == log


@pytest.mark.parametrize("move", sorted(MoveName))
@pytest.mark.parametrize("user", ["URITA", "UCLARA", "UCORA", "USAM"])
async def test_no_made_up_button_finds_a_way_around_the_table(
    slack: FakeSlack, world: World, move: MoveName, user: str
) -> None:
    """Whoever makes up a value can make the moves that are theirs, and no other."""
    who = {"URITA": "requester", "UCLARA": "decider", "UCORA": "duty"}.get(user, "")
    async with served_world(slack, world):
        asked = await asked_of(slack, world)
        before = world.store.kept[REFERENCE]
        press = Press(move, REFERENCE, before.version, before.tasks[0].id)
        action = {"type": "button", "action_id": f"{MOVE}_0", "value": encode_press(press)}
        await slack.press_action(replace(asked, channel=f"D{user}"), action, user)
        await slack.quiet(0.15)
        after = world.store.kept[REFERENCE]
        await slack.quiet(0.05)
    if who not in {str(part) for part in move_of(move).by} or before.state not in move_of(move).before:
        assert after == before
    if move_of(move).words:
        assert after == before


async def test_buttons_carry_names_and_numbers_only(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        asked = await asked_of(slack, world)
    moves = [button for button, _ in buttons_in(asked.blocks) if button["text"]["text"] in moves_in(asked)]
    presses = [decode_press(button["value"]) for button in moves]
    assert {one.reference for one in presses} == {REFERENCE}
    assert {one.version for one in presses} == {world.store.kept[REFERENCE].version}
    assert {bool(one.task) for one in presses if one.move is MoveName.DO_TASK} == {True}
    assert "budget" not in str([button["value"] for button, _ in buttons_in(asked.blocks)])
