"""Ways to start a request in Teams: what opens where, and what becomes of it where something is in the way."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.buttons.neutrality import encode_attendance
from bot.buttons.requests import decode_opening
from bot.teams.buttons import name_of
from bot.teams.requests.buttons import FORM
from bot.teams.wording import (
    IN_OUR_CHAT,
    NO_CHAT,
    REQUEST_CHANGE,
    REQUEST_ERRORS,
    REQUEST_GO_BACK,
    REQUEST_OUT_OF_DATE,
    WORKING,
)
from handlers import wording as answers_wording
from handlers.messages import Action, ActionKind, Kind, Reply
from handlers.requests import form_wording as said
from handlers.requests import wording
from handlers.requests.desk import RequestDesk
from knowledge.clause import Role
from tests.fakes.answers import NOTE, QUOTE, ScriptedAnswers
from tests.fakes.memory import FakeMemory
from tests.fakes.request_types import ATTENDANCE, World
from tests.fakes.served_requests_in_teams import (
    ATTENDING,
    go_on,
    id_of,
    letter_to,
    sent,
    served_world,
    shown_next,
)
from tests.fakes.served_teams import served_teams
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_api import Shown
from tests.fakes.teams_payloads import Payload, Place, channel, group_chat
from tests.fakes.teams_view import ClientRefusalError, actions_in, find, inputs_in, labels, words

REFERENCE = "CUM-2026-0001"
COMPLAINING = {
    "The officer’s post": "Another officer",
    "What happened": "He shouted",
    "Who should it go to?": "Director, Planning",
}


def with_request(authority: str = "cumbria", request: str = "group-attendance") -> ScriptedAnswers:
    """Answers with a button that starts a request."""
    answers = ScriptedAnswers()
    start = Action(ActionKind.REQUEST, answers_wording.START_REQUEST, authority, request=request)
    answers.outgoing = Reply(Kind.ANSWER, NOTE, ("Lead.",), (QUOTE,), actions=(start,))
    return answers


def seen(message: Shown, user: str = "URITA") -> str:
    return words(message.seen(user))


async def test_request_alone_lets_one_choose_and_those_for_the_other_side_come_last(
    teams: FakeTeams, world: World
) -> None:
    memory = FakeMemory()
    memory.remember_role(id_of("URITA"), Role.MEMBER)
    async with served_world(teams, world, "cjc", memory=memory):
        choice = await shown_next(teams, "request")
    shown = seen(choice)
    assert shown.index("A complaint about an officer") < shown.index(said.OTHER_SIDE)
    assert shown.index(said.OTHER_SIDE) < shown.index("Notice that neutrality is compromised")


async def test_a_type_that_was_chosen_takes_the_place_of_the_choice(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        choice = await shown_next(teams, "/request")
        assert "This protocol gives no right to inspect documents." in seen(choice)
        await teams.press(choice, said.START, "URITA", beside="An officer at a group meeting")
        await go_on(teams, choice)
        await teams.press(choice, said.SEND, "URITA")
        await letter_to(teams, "UCLARA")
    assert REFERENCE in seen(choice)


async def test_words_that_mean_none_are_said_back_and_all_is_offered(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        choice = await shown_next(teams, "/request [a](https://x.example) unicorn")
        both = await shown_next(teams, "request attendance advice")
    assert said.found_none("[a](https://x.example) unicorn") in seen(choice)
    assert said.which_of("attendance advice") in seen(both)
    assert labels(both.card) == [said.START, said.START]


async def test_the_form_stands_under_the_button_of_an_answer(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world, answers=with_request()):
        answer = await shown_next(teams, "may I?")
        button = find(answer.card, answers_wording.START_REQUEST).action
        assert button["type"] == "Action.ShowCard"
        assert [one["label"] for one in inputs_in(button["card"])] == [field.label for field in ATTENDANCE.fields]
        await go_on(teams, answer)
        await teams.press(answer, said.SEND, "URITA")
        await letter_to(teams, "UCLARA")
    assert len(world.store.kept) == 1


async def test_a_check_of_a_meeting_knows_its_day(teams: FakeTeams, world: World) -> None:
    action = Action(ActionKind.REQUEST, "Ask", "cumbria", request="group-attendance")
    name = name_of(ActionKind.REQUEST)
    async with served_world(teams, world):
        await teams.press_action(
            await shown_next(teams, "help"),
            {
                "type": "Action.Submit",
                "data": {"desk": name, "v": encode_attendance(action, date(2027, 2, 13))},
            },
            "URITA",
        )
        await teams.until(lambda: len(teams.messages("URITA")) == 2)
    kept = {one["label"]: one.get("value") for one in inputs_in(teams.last("URITA").card)}
    assert kept["The day of the meeting"] == "2027-02-13"


async def test_what_an_answer_quotes_is_not_quoted_again_above_the_form(teams: FakeTeams, world: World) -> None:
    answers, clause = with_request(), world.library.clause("cumbria/4.6")
    quote = replace(QUOTE, clause=clause.id, text=clause.text, emphasis=(), answering=None, stem_length=0)
    assert isinstance(answers.outgoing, Reply)
    async with served_world(teams, world, answers=answers):
        other = await shown_next(teams, "may I?")
        answers.outgoing = replace(answers.outgoing, quotes=(quote,))
        answer = await shown_next(teams, "may I?")
    assert clause.text in words(find(other.card, answers_wording.START_REQUEST).action["card"])
    assert words(answer.card).count(clause.text) == 1


async def test_where_the_side_matters_the_button_asks_for_it_first(teams: FakeTeams, world: World) -> None:
    memory = FakeMemory()
    async with served_world(teams, world, "cjc", memory=memory, answers=with_request("cjc", "complaint")):
        answer = await shown_next(teams, "may I?")
        before = len(teams.messages("URITA"))
        await teams.press(answer, answers_wording.START_REQUEST, "URITA")
        await teams.until(lambda: len(teams.messages("URITA")) > before)
        form = teams.last("URITA")
        assert wording.WHICH_SIDE in seen(form)
        await teams.press(form, answers_wording.I_AM_AN_OFFICER, "URITA")
        await go_on(teams, form, {"The officer’s name": "Otto Other", "What happened": "He shouted"})
        await teams.press(form, said.SEND, "URITA")
    assert memory.roles == {id_of("URITA"): Role.OFFICER}
    (request,) = world.store.kept.values()
    assert request.role is Role.OFFICER


@pytest.mark.parametrize("place", [channel(), group_chat()], ids=["channel", "group chat"])
async def test_what_is_started_among_others_goes_on_in_private(teams: FakeTeams, world: World, place: Place) -> None:
    async with served_world(teams, world, answers=with_request()):
        await teams.say("may I?", "URITA", place)
        await teams.until(lambda: teams.messages("URITA", place))
        answer = teams.last("URITA", place)
        assert find(answer.card, answers_wording.START_REQUEST).action["type"] == "Action.Submit"
        await teams.press(answer, answers_wording.START_REQUEST, "URITA")
        await teams.say("request attendance", "URITA", place)
        await teams.until(lambda: len(teams.messages("URITA")) == 2 and len(teams.messages("URITA", place)) == 3)
    assert [words(one.card) for one in teams.messages("URITA", place)][1:] == [IN_OUR_CHAT] * 2
    assert all("The topic to be covered" in seen(one) for one in teams.messages("URITA"))


async def test_who_has_not_added_the_app_is_told_so_and_nothing_is_shown(teams: FakeTeams, world: World) -> None:
    place = channel()
    teams.without_app.add("USAM")
    async with served_world(teams, world):
        await teams.say("request list", "USAM", place)
        await teams.until(lambda: teams.messages("USAM", place))
        await teams.quiet(0.1)
    assert [words(one.card) for one in teams.messages("USAM", place)] == [NO_CHAT]


async def test_a_button_pressed_where_others_read_shows_nothing_there(teams: FakeTeams, world: World) -> None:
    """A card can be forwarded, or made up."""
    async with served_world(teams, world):
        form = await shown_next(teams, "request attendance")
        action = find(form.card, said.GO_ON).action
        place = channel(thread="1")
        await teams.say("hello", "URITA", place)
        await teams.until(lambda: teams.messages("URITA", place))
        forwarded = teams.last("URITA", place)
        before = len(teams.messages("URITA"))
        answered = await teams.press_action(forwarded, action, "URITA")
        assert answered.body["value"] == IN_OUR_CHAT
        assert len(teams.messages("URITA")) == before + 1
    assert "The topic to be covered" not in str(teams.last("URITA", place).seen("URITA"))


async def test_a_client_does_not_send_what_is_missing_and_the_desk_does_not_take_it(
    teams: FakeTeams, world: World
) -> None:
    async with served_world(teams, world):
        form = await shown_next(teams, "request attendance")
        with pytest.raises(ClientRefusalError):
            await go_on(teams, form, {})
        answer = await teams.press(form, said.GO_ON, "URITA", {"The topic to be covered": "Schools"}, checked=False)
        shown = words(answer.card)
        assert REQUEST_ERRORS in shown
        assert shown.index("Write a date") < shown.index("The day of the meeting")
        kept = {one["label"]: one.get("value") for one in inputs_in(answer.card)}
        assert kept["The topic to be covered"] == "Schools"
    assert not world.store.kept


async def test_one_goes_back_and_changes_what_one_wrote(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        form = await shown_next(teams, "request attendance")
        await go_on(teams, form)
        await teams.press(form, REQUEST_CHANGE, "URITA")
        kept = {one["label"]: one.get("value") for one in inputs_in(form.seen("URITA"))}
        assert kept["The reason for the invitation"] == "To explain the budget"
        assert kept["The officer will leave before party business"] == "true"
        await go_on(teams, form, {"The topic to be covered": "Roads"})
        await teams.press(form, said.SEND, "URITA")
    (request,) = world.store.kept.values()
    assert request.particulars["topic"] == "Roads"


async def test_while_the_database_is_away_nothing_is_sent_and_all_that_was_typed_stays(
    teams: FakeTeams, world: World
) -> None:
    async with served_world(teams, world):
        form = await shown_next(teams, "request attendance")
        await go_on(teams, form)
        world.store.away = True
        await teams.press(form, said.SEND, "URITA")
        assert wording.NOTHING_SENT in seen(form)
        assert "To explain the budget" in seen(form)
        world.store.away = False
        await teams.press(form, said.SEND, "URITA")
        assert REFERENCE in seen(form)
    assert len(world.store.kept) == 1


async def test_a_second_press_of_send_makes_one_request(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        form = await shown_next(teams, "request attendance")
        await go_on(teams, form)
        action = find(form.seen("URITA"), said.SEND).action
        await asyncio.gather(*(teams.press_action(form, action, "URITA") for _ in range(2)))
        await teams.press_action(form, action, "URITA", times=2)
        await letter_to(teams, "UCLARA")
        await teams.quiet()
    assert len(world.store.kept) == 1
    assert len([one for one in teams.messages("URITA") if one is not form]) == 1


async def test_what_was_checked_can_be_sent_after_a_restart(teams: FakeTeams, world: World) -> None:
    reason = "Roads & <bridges>\nand “more” {{DATE(2027)}}"
    async with served_world(teams, world):
        form = await shown_next(teams, "request attendance")
        await go_on(teams, form, {**ATTENDING, "The reason for the invitation": reason})
    async with served_world(teams, world):
        await teams.press(form, REQUEST_CHANGE, "URITA")
        await go_on(teams, form, {"The topic to be covered": "Roads"})
    async with served_world(teams, world):
        await teams.press(form, said.SEND, "URITA")
    (request,) = world.store.kept.values()
    assert request.particulars["reason"] == reason
    assert request.particulars["date"] == "2027-02-13"


@pytest.mark.parametrize("label", [said.SEND, REQUEST_CHANGE])
async def test_what_is_too_much_for_a_card_to_carry_is_told_after_a_restart(
    teams: FakeTeams, world: World, label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.teams.requests.forms.CARRIED", 100)
    async with served_world(teams, world):
        form = await shown_next(teams, "request attendance")
        await go_on(teams, form)
        await teams.press(form, REQUEST_CHANGE, "URITA")
        await go_on(teams, form, {})
        assert "To explain the budget" in seen(form)
        assert set(find(form.seen("URITA"), label).action["data"]) == {"desk", "v"}
    checked = form.seen("URITA")
    async with served_world(teams, world):
        await teams.press(form, label, "URITA")
        await teams.until(lambda: REQUEST_GO_BACK in words(teams.last("URITA").card))
    assert form.seen("URITA") == checked
    assert not world.store.kept


async def test_a_draft_is_its_writer_s_alone(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        form = await shown_next(teams, "request attendance")
        await go_on(teams, form)
        theirs = await shown_next(teams, "request attendance", "USAM")
        action = find(form.seen("URITA"), REQUEST_CHANGE).action
        stolen = action | {"data": {name: action["data"][name] for name in ("desk", "v")}}
        await teams.press_action(theirs, stolen, "USAM")
        await teams.quiet(0.1)
    assert "To explain the budget" not in str([one.seen("USAM") for one in teams.messages("USAM")])


async def test_slow_sending_is_told_and_its_end_as_well(
    teams: FakeTeams, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = RequestDesk.submit

    async def slow(*args: Any, **others: Any) -> Any:
        await asyncio.sleep(0.5)
        return await quick(*args, **others)

    monkeypatch.setattr(RequestDesk, "submit", slow)
    async with served_world(teams, world, answer_within=0.2):
        form = await shown_next(teams, "request attendance")
        await go_on(teams, form)
        assert (await teams.press(form, said.SEND, "URITA")).body["value"] == WORKING
        await teams.until(lambda: REFERENCE in seen(form))


async def test_a_confidential_complaint_shows_nowhere_but_to_those_who_have_a_part_in_it(
    teams: FakeTeams, world: World
) -> None:
    async with served_world(teams, world, "trafford"):
        form = await sent(teams, "request complaint", COMPLAINING)
        await letter_to(teams, "UPETRA")
        await teams.quiet()
    letters = [one for one in teams.shown if one is not form]
    assert {one.place.id for one in letters} == {teams.place("URITA").id, teams.place("UPETRA").id}
    assert {one.summary for one in (*letters, form)} == {"Request TRA-2026-0001"}


async def test_without_a_desk_for_requests_that_is_said(teams: FakeTeams) -> None:
    async with served_teams(teams):
        shown = await shown_next(teams, "request")
    assert seen(shown) == said.NOT_SET_UP


@pytest.mark.parametrize("value", ["", "{}", '{"v":7}', '{"v":1,"a":"cumbria","t":"x","r":"king","key":"","d":""}'])
async def test_a_form_of_another_version_is_answered(teams: FakeTeams, world: World, value: str) -> None:
    async with served_world(teams, world):
        form = await shown_next(teams, "request attendance")
        answer = await teams.execute(FORM, {"desk": FORM, "v": value}, form, "URITA")
    assert words(answer.card) == REQUEST_OUT_OF_DATE


async def test_a_form_whose_type_is_gone_says_so(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        form = await shown_next(teams, "request attendance")
        action: Payload = find(form.card, said.GO_ON).action
        gone = action["data"] | {"v": action["data"]["v"].replace("group-attendance", "unicorn")}
        answer = await teams.execute(FORM, gone, form, "URITA")
    assert wording.NOT_LAID_DOWN in words(answer.card)


async def test_buttons_of_a_form_carry_nothing_of_what_was_typed_but_to_send_it_again(
    teams: FakeTeams, world: World
) -> None:
    async with served_world(teams, world):
        form = await shown_next(teams, "request attendance")
        answer = await go_on(teams, form)
        await teams.press(form, said.SEND, "URITA")
        await letter_to(teams, "UCLARA")
    values = [one.action["data"]["v"] for one in actions_in(answer.card)]
    assert {decode_opening(value).type for value in values} == {"group-attendance"}
    assert "budget" not in str(values)
    after = [one.action.get("data") for shown in teams.shown for one in actions_in(shown.card)]
    assert "budget" not in str(after)
