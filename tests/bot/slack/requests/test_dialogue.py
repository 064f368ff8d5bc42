"""The whole way of a request in Slack, as the people see it who have to do with it."""

from __future__ import annotations

from bot.slack.requests.fields import block_id
from handlers.requests import form_wording as said
from handlers.requests import wording
from handlers.requests.request import State
from tests.fakes.request_types import World
from tests.fakes.served_requests import ATTENDING, go_on, letter_to, request_form, send, served_world
from tests.fakes.slack import FakeSlack, find_button
from tests.fakes.slack_api import labels, words

REFERENCE = "CUM-2026-0001"


async def test_from_the_command_to_the_end(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        form = await request_form(slack, "attendance")
        answer = await go_on(slack, form, {**ATTENDING, "The day of the meeting": "2026-11-16"})
        assert answer["errors"] == {
            block_id("date"): "Monday 16 November 2026 is in the past. Write today’s date or a later one."
        }
        assert not world.store.requests

        answer = await go_on(slack, form, ATTENDING)
        assert answer["response_action"] == "push"
        check = next(one for one, view in slack.views.items() if view.get("previous_view_id") == form)
        shown = words(slack.views[check]["blocks"])
        assert "To explain the budget" in shown
        assert "Saturday 13 February 2027" in shown
        assert "It goes to the Chief Executive (4.6). Today that is Clara Chief." in shown
        assert not world.store.requests

        await send(slack, check)
        assert REFERENCE in words(slack.views[check]["blocks"])
        receipt = await letter_to(slack, "URITA")
        assert receipt.text == f"Request {REFERENCE}: An officer at a group meeting (received)"
        assert "withdraw" in words(receipt.blocks)

        asked = await letter_to(slack, "UCLARA")
        assert "To explain the budget" in words(asked.blocks)
        assert "Rita Requester" in words(asked.blocks)
        assert asked.text == f"Request {REFERENCE}: An officer at a group meeting (with the person who decides)"
        grant = find_button(asked.blocks, "Grant")
        assert grant["confirm"]["text"]["text"] == wording.CONFIRM[next(m for m in wording.CONFIRM if m == "grant")]

        await slack.press_action(asked, grant, "UCLARA")
        await slack.until(lambda: slack.called("chat.update"))
        after = next(one for one in slack.shown if one.ts == asked.ts)
        assert "Decline" not in labels(after.blocks)
        assert "Granted: Clara Chief, Chief Executive, Tuesday 17 November 2026, 09:30" in words(after.blocks)
        outcome = await letter_to(slack, "URITA", "There is news of your request: granted.")
        assert "Clara Chief" in words(outcome.blocks)

        while world.store.requests[REFERENCE].open_tasks:
            left = len(world.store.requests[REFERENCE].open_tasks)
            after = next(one for one in slack.shown if one.ts == asked.ts)
            await slack.press(after, wording.LABELS["do_task"], "UCLARA")  # type: ignore[index]
            await slack.until(lambda left=left: len(world.store.requests[REFERENCE].open_tasks) < left)
            await slack.quiet(0.1)
        after = next(one for one in slack.shown if one.ts == asked.ts)
        assert labels(after.blocks) == ["Close"]
        await slack.press(after, "Close", "UCLARA")
        await slack.until(lambda: world.store.requests[REFERENCE].state is State.CLOSED)
        await slack.quiet(0.1)
        assert labels(next(one for one in slack.shown if one.ts == asked.ts).blocks) == []
    assert said.CHECK_TITLE
