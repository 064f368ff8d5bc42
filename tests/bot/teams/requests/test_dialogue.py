"""The whole way of a request in Teams, as the people see it who have to do with it."""

from __future__ import annotations

from bot.teams.wording import REQUEST_YOUR_ANSWERS
from handlers.requests import form_wording as said
from handlers.requests import wording
from handlers.requests.request import MoveName, State
from tests.fakes.request_types import World
from tests.fakes.served_requests_in_teams import ATTENDING, go_on, letter_to, moves_in, person, served_world, shown_next
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_api import Shown
from tests.fakes.teams_view import actions_in, find, labels, words

REFERENCE = "CUM-2026-0001"
DONE = wording.LABELS[MoveName.DO_TASK]
RITA = person("URITA", "Rita Requester")


async def test_a_request_is_filled_in_checked_and_sent(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        form = await shown_next(teams, "request attendance")
        answer = await go_on(teams, form, {**ATTENDING, "The day of the meeting": "2026-11-16"})
        past = "Monday 16 November 2026 is in the past. Write today’s date or a later one."
        assert past in words(answer.card)
        assert "To explain the budget" in str(answer.card)

        answer = await go_on(teams, form, {"The day of the meeting": "2027-02-13"})
        shown = words(answer.card)
        assert REQUEST_YOUR_ANSWERS in shown
        assert "To explain the budget" in shown
        assert "Saturday 13 February 2027" in shown
        assert "It goes to the Chief Executive (4.6). Today that is Clara Chief." in shown
        assert not world.store.kept

        answer = await teams.press(form, said.SEND, "URITA")
        assert REFERENCE in words(answer.card)
        await teams.until(lambda: form.edits and len(teams.messages("URITA")) == 2)
        receipt = teams.last("URITA")
        teams.reload("URITA")
        assert REFERENCE in words(form.seen("URITA"))
    assert receipt.summary == f"Request {REFERENCE}: An officer at a group meeting (received)"
    assert "You can withdraw it until it is decided." in words(receipt.card)
    assert labels(receipt.card) == ["Withdraw", "Withdraw", said.READ_CLAUSES]
    assert world.store.kept[REFERENCE].requester == RITA


async def test_a_request_is_decided_and_its_duties_are_seen_to_their_end(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        await world.sent(by=RITA)
        asked = await letter_to(teams, "UCLARA")
        assert asked.summary == f"Request {REFERENCE}: An officer at a group meeting (with the person who decides)"
        assert "To explain the budget" in words(asked.card)
        grant = find(asked.card, "Grant").action
        assert grant["type"] == "Action.ShowCard"
        assert wording.CONFIRM[MoveName.GRANT] in words(grant["card"])

        await confirm(teams, asked, "Grant", "UCLARA")
        await letter_to(teams, "URITA", "There is news of your request: granted.")
        granted = "Granted: Clara Chief, Chief Executive, Tuesday 17 November 2026, 09:30"
        assert granted in words(asked.seen("UCLARA"))
        await teams.until(lambda: asked.edits)
        teams.reload("UCLARA")
        assert granted in words(asked.seen("UCLARA"))
        assert "Decline" not in labels(asked.card)

        duty = await letter_to(teams, "UCORA")
        assert "To explain the budget" not in words(duty.card)
        await teams.press(duty, DONE, "UCORA")
        assert moves_in(duty.seen("UCORA")) == []
        assert "by Cora Director" in words(duty.seen("UCORA"))

        await finish(teams, asked)
    assert world.store.kept[REFERENCE].state is State.CLOSED
    assert not world.store.kept[REFERENCE].open_tasks
    assert {one.place.kind for one in teams.shown} == {"personal"}


async def confirm(teams: FakeTeams, message: Shown, label: str, user: str) -> str:
    """Press a button and confirm what unfolds under it; what is read then."""
    found = [one for one in actions_in(message.seen(user)) if one.title == label and "data" in one.action]
    return words((await teams.press_action(message, found[0].action, user)).card)


async def finish(teams: FakeTeams, asked: Shown) -> None:
    """The decider confirms what is left, closes the request, and confirms what that brings.

    What somebody else has done meanwhile is told, and the card brought up to date.
    """
    while labelled := moves_in(asked.seen("UCLARA")):
        before = asked.seen("UCLARA")
        await teams.press(asked, "Close" if "Close" in labelled else DONE, "UCLARA")
        assert asked.seen("UCLARA") != before


async def test_more_is_asked_and_given(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        await world.sent(by=RITA)
        asked = await letter_to(teams, "UCLARA")
        await say(teams, asked, "Ask for more information", "Which [school](https://x.example)?", "UCLARA")
        question = await letter_to(teams, "URITA", "asks you for more information")
        assert "Which [school](https://x.example)?" in words(question.card)
        await say(teams, question, "Give more information", "The old one", "URITA")
        given = await letter_to(teams, "UCLARA", "has given the information")
    assert "The old one" in words(given.card)
    assert not [one for one in teams.shown if "school](" in one.summary]


async def say(teams: FakeTeams, message: Shown, label: str, text: str, user: str) -> str:
    """Write into the form that unfolds under a button, and send it; what is read then."""
    opened = find(message.seen(user), label).action["card"]
    (field,) = [one for one in opened["body"] if one["type"] == "Input.Text"]
    (action,) = [one.action for one in actions_in(opened)]
    sent = action | {"data": {**action["data"], field["id"]: text}}
    return words((await teams.press_action(message, sent, user)).card)
