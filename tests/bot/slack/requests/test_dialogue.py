"""The whole way of a request in Slack, as the people see it who have to do with it."""

from __future__ import annotations

from bot.slack.requests.fields import block_id
from handlers.requests import form_wording as said
from handlers.requests import wording
from handlers.requests.request import MoveName, State
from tests.fakes.request_types import World
from tests.fakes.served_requests import (
    ATTENDING,
    go_on,
    letter_to,
    moves_in,
    now_shown,
    request_form,
    send,
    served_world,
)
from tests.fakes.slack import FakeSlack, find_button
from tests.fakes.slack_api import labels, words

REFERENCE = "CUM-2026-0001"
DONE = wording.LABELS[MoveName.DO_TASK]


async def test_a_request_is_filled_in_checked_and_sent(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        form = await request_form(slack, "attendance")
        answer = await go_on(slack, form, {**ATTENDING, "The day of the meeting": "2026-11-16"})
        past = "Monday 16 November 2026 is in the past. Write today’s date or a later one."
        assert answer == {"response_action": "errors", "errors": {block_id("date"): past}}

        answer = await go_on(slack, form, ATTENDING)
        assert answer["response_action"] == "push"
        check = next(one for one, view in slack.views.items() if view["previous_view_id"] == form)
        shown = words(slack.views[check]["blocks"])
        assert "To explain the budget" in shown
        assert "Saturday 13 February 2027" in shown
        assert "It goes to the Chief Executive (4.6). Today that is Clara Chief." in shown
        assert not world.store.kept

        await send(slack, check)
        assert REFERENCE in words(slack.views[check]["blocks"])
        slack.close(check)
        assert not slack.views
        receipt = await letter_to(slack, "URITA")
    assert receipt.text == f"Request {REFERENCE}: An officer at a group meeting (received)"
    assert "You can withdraw it until it is decided." in words(receipt.blocks)
    assert labels(receipt.blocks) == ["Withdraw", said.READ_CLAUSES]
    assert world.store.kept[REFERENCE].requester.name == "Rita Requester"


async def test_a_request_is_decided_and_its_duties_are_seen_to_their_end(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        await world.sent()
        asked = await letter_to(slack, "UCLARA")
        assert asked.text == f"Request {REFERENCE}: An officer at a group meeting (with the person who decides)"
        assert {"To explain the budget", "Schools"} <= set(words(asked.blocks).replace("  ", "\n").splitlines())
        grant = find_button(asked.blocks, "Grant")
        assert grant["confirm"]["text"]["text"] == wording.CONFIRM[MoveName.GRANT]

        await slack.press_action(asked, grant, "UCLARA")
        await letter_to(slack, "URITA", "There is news of your request: granted.")
        await slack.until(lambda: "Decline" not in labels(now_shown(slack, asked).blocks))
        granted = "Granted: Clara Chief, Chief Executive, Tuesday 17 November 2026, 09:30"
        assert granted in words(now_shown(slack, asked).blocks)

        duty = await letter_to(slack, "UCORA")
        assert "To explain the budget" not in words(duty.blocks)
        await slack.press(duty, DONE, "UCORA")
        await slack.until(lambda: labels(now_shown(slack, duty).blocks) == [])
        assert "by Cora Director" in words(now_shown(slack, duty).blocks)

        await finish(slack, world)
    assert world.store.kept[REFERENCE].state is State.CLOSED
    assert not [one.channel for one in slack.shown if not one.channel.startswith("D") and not one.to]


async def finish(slack: FakeSlack, world: World) -> None:
    """The decider confirms what is left, closes the request, and confirms what that brings.

    What somebody else has done meanwhile is told, and the message brought up to date.
    """
    asked = next(one for one in slack.shown if one.channel == "DUCLARA")
    while buttons := moves_in(now_shown(slack, asked)):
        before = now_shown(slack, asked).blocks
        await slack.press(now_shown(slack, asked), "Close" if "Close" in buttons else DONE, "UCLARA")
        await slack.until(lambda before=before: now_shown(slack, asked).blocks != before)  # type: ignore[misc]
    assert not world.store.kept[REFERENCE].open_tasks


async def test_more_is_asked_and_given(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        await world.sent()
        await slack.press(await letter_to(slack, "UCLARA"), "Ask for more information", "UCLARA")
        await say(slack, "Which <!channel> school?", "UCLARA")
        question = await letter_to(slack, "URITA", "asks you for more information")
        assert "Which <!channel> school?" in words(question.blocks)
        await slack.press(question, "Give more information", "URITA")
        await say(slack, "The old one", "URITA")
        given = await letter_to(slack, "UCLARA", "has given the information")
    assert "The old one" in words(given.blocks)
    assert not [one for one in slack.shown if "<!" in one.text]


async def say(slack: FakeSlack, text: str, user: str) -> None:
    """Write into the form that has opened, and send it."""
    await slack.until(lambda: [one for one in slack.views.values() if one["callback_id"] == "request_words"])
    view = next(one for one in slack.views.values() if one["callback_id"] == "request_words")
    values = {block_id("words"): {"typed": text}}
    answer = await slack.acknowledged(await slack.submit(view["id"], values, user))
    assert answer
    assert answer["response_action"] == "update"
    slack.close(view["id"])
