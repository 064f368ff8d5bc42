"""Ways to start a request: what opens, at once, and what becomes of it where something is in the way."""

from __future__ import annotations

import asyncio
import json
import time

import pytest

from bot.drafts import Drafts
from bot.slack import wording as slack_said
from bot.slack.requests.fields import block_id
from bot.slack.requests.modals import ROLE_WITHIN
from handlers import wording as answers_wording
from handlers.messages import Action, ActionKind, Kind, Reply
from handlers.requests import form_wording as said
from handlers.requests import wording
from handlers.requests.desk import RequestDesk
from knowledge.clause import Role
from tests.fakes import slack_payloads as payloads
from tests.fakes.answers import NOTE, QUOTE, ScriptedAnswers
from tests.fakes.memory import FakeMemory
from tests.fakes.request_types import World
from tests.fakes.served import served
from tests.fakes.served_requests import ATTENDING, filled, go_on, request_form, send, sent, served_world
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import buttons_in, labels, words

COMPLAINING = {
    "The officer’s post": "Another officer",
    "What happened": "He shouted",
    "Who should it go to?": "Director, Planning",
}


def shown_in(slack: FakeSlack, view: str) -> str:
    return words(slack.views[view]["blocks"])


def title(slack: FakeSlack, view: str) -> str:
    return str(slack.views[view]["title"]["text"])


async def newest(slack: FakeSlack, *before: str) -> str:
    """The modal that opens next."""
    await slack.until(lambda: set(slack.views) - set(before))
    return next(iter(set(slack.views) - set(before)))


async def test_the_command_alone_lets_one_choose_and_those_for_the_other_side_come_last(
    slack: FakeSlack, world: World
) -> None:
    memory = FakeMemory()
    memory.remember_role("slack:T1:URITA", Role.OFFICER)
    async with served_world(slack, world, "cjc", memory=memory):
        view = await request_form(slack, "")
    beside = [text for button, text in buttons_in(slack.views[view]["blocks"]) if button["text"]["text"] == said.START]
    names = [text.partition("\n")[0] for text in beside]
    assert names == ["A complaint about an officer", "Notice that neutrality is compromised"]
    assert said.OTHER_SIDE not in shown_in(slack, view)
    memory.remember_role("slack:T1:URITA", Role.MEMBER)
    async with served_world(slack, world, "cjc", memory=memory):
        await slack.until(lambda: len(slack.sockets) == 2)
        view = await request_form(slack, "")
    shown = shown_in(slack, view)
    assert shown.index(said.OTHER_SIDE) < shown.index("Notice that neutrality is compromised")


async def test_a_type_that_was_chosen_opens_on_top_and_leads_back(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        choice = await request_form(slack, "")
        await slack.press_in(choice, said.START, "URITA", beside="An officer at a group meeting")
        form = await newest(slack, choice)
        await go_on(slack, form, ATTENDING)
        check = await newest(slack, choice, form)
        assert slack.stack(check) == [check, form, choice]
        await send(slack, check)
        slack.close(check)
    assert not slack.views
    assert len(world.store.kept) == 1


@pytest.mark.parametrize("way", ["shortcut", "home"])
async def test_other_ways_lead_to_the_same_choice(slack: FakeSlack, world: World, way: str) -> None:
    async with served_world(slack, world):
        if way == "shortcut":
            await slack.push(payloads.global_shortcut("URITA", slack.trigger(), "start_request"))
        else:
            await slack.push(payloads.home_opened("home", "URITA", "D1"))
            await slack.until(lambda: slack.homes)
            await slack.press_at_home(said.BEGIN, "URITA")
        view = await newest(slack)
    assert "An officer at a group meeting" in shown_in(slack, view)
    assert "This protocol gives no right to inspect documents." in shown_in(slack, view)


async def test_words_that_may_mean_several_let_one_choose_among_those(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        view = await request_form(slack, "officer")
        assert title(slack, view) == said.FORM_TITLE
        view = await request_form(slack, "advice attendance")
    assert said.which_of("advice attendance") in shown_in(slack, view)
    assert labels(slack.views[view]["blocks"]) == [said.START, said.START]


async def test_words_that_mean_none_are_said_back_and_all_is_offered(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        view = await request_form(slack, "<!channel> a unicorn")
    assert said.found_none("<!channel> a unicorn") in shown_in(slack, view)
    assert len(labels(slack.views[view]["blocks"])) == 2


async def test_the_button_on_an_answer_opens_the_form(slack: FakeSlack, world: World) -> None:
    answers = ScriptedAnswers()
    start = Action(ActionKind.REQUEST, answers_wording.START_REQUEST, "cumbria", request="group-attendance")
    answers.outgoing = Reply(Kind.ANSWER, NOTE, ("Lead.",), (QUOTE,), actions=(start,))
    async with served_world(slack, world, answers=answers):
        await slack.command("may I?", user="URITA")
        await slack.until(lambda: slack.shown)
        await slack.press(slack.shown[0], answers_wording.START_REQUEST, "URITA")
        view = await newest(slack)
    assert "An officer at a group meeting" in shown_in(slack, view)


async def test_the_side_is_asked_for_where_it_matters_and_kept(slack: FakeSlack, world: World) -> None:
    memory = FakeMemory()
    async with served_world(slack, world, "cjc", memory=memory):
        view = await request_form(slack, "complaint")
        assert wording.WHICH_SIDE in shown_in(slack, view)
        await slack.press_in(view, answers_wording.I_AM_AN_OFFICER, "URITA")
        await slack.until(lambda: slack.views[view]["callback_id"] == "request_form")
        await go_on(slack, view, {"The officer’s name": "Otto Other", "What happened": "He shouted"})
        await send(slack, await newest(slack, view))
    assert memory.roles == {"slack:T1:URITA": Role.OFFICER}
    (request,) = world.store.kept.values()
    assert request.role is Role.OFFICER


async def test_nothing_slow_stands_before_the_form(slack: FakeSlack, world: World) -> None:
    class Slow(FakeMemory):
        def role_of(self, person: str) -> Role | None:
            time.sleep(1.5)
            return Role.OFFICER

    world.store.away = True
    async with served_world(slack, world, memory=Slow()):
        begun = time.monotonic()
        view = await request_form(slack, "attendance")
        assert time.monotonic() - begun < ROLE_WITHIN + 0.5
        assert slack.views[view]["callback_id"] == "request_form"


async def test_a_trigger_that_expired_is_told(slack: FakeSlack, world: World) -> None:
    slack.trigger_life = -1
    async with served_world(slack, world):
        await slack.command("attendance", user="URITA", name="/request")
        await slack.until(lambda: slack.shown)
    assert (slack.shown[0].to, slack.last()) == ("URITA", slack_said.EXPIRED)


async def test_while_the_database_is_away_nothing_is_sent_and_all_that_was_typed_stays(
    slack: FakeSlack, world: World
) -> None:
    async with served_world(slack, world):
        form = await request_form(slack, "attendance")
        await go_on(slack, form, ATTENDING)
        check = await newest(slack, form)
        world.store.away = True
        await send(slack, check)
        assert wording.NOTHING_SENT in shown_in(slack, check)
        assert "To explain the budget" in shown_in(slack, check)
        assert form in slack.views
        world.store.away = False
        assert not world.store.kept
        await send(slack, check)
        assert "CUM-2026-0001" in shown_in(slack, check)
    assert len(world.store.kept) == 1


async def test_a_second_press_of_send_makes_one_request(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        form = await request_form(slack, "attendance")
        await go_on(slack, form, ATTENDING)
        check = await newest(slack, form)
        values = payloads.submission(slack.views[check], {}, "URITA", slack.trigger())
        await asyncio.gather(slack.push(values, times=2), slack.push({**values, "trigger_id": slack.trigger()}))
        await slack.until(lambda: world.store.kept)
        await slack.quiet()
    assert len(world.store.kept) == 1
    assert len([one for one in slack.shown if one.channel == "DURITA"]) == 1


async def test_what_was_checked_can_be_sent_after_a_restart(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        form = await request_form(slack, "attendance")
        await go_on(slack, form, {**ATTENDING, "The reason for the invitation": "Roads & <bridges>\nand “more”"})
        check = await newest(slack, form)
    async with served_world(slack, world):
        await slack.until(lambda: len(slack.sockets) == 2)
        await send(slack, check)
    (request,) = world.store.kept.values()
    assert request.particulars["reason"] == "Roads & <bridges>\nand “more”"
    assert request.particulars["date"] == "2027-02-13"


async def test_a_check_that_cannot_be_read_back_leads_to_the_form(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        form = await request_form(slack, "attendance")
        await go_on(slack, form, ATTENDING)
        check = await newest(slack, form)
    slack.views[check] = json.loads(json.dumps(slack.views[check]).replace("To explain", "To  explain"))
    async with served_world(slack, world):
        await slack.until(lambda: len(slack.sockets) == 2)
        await send(slack, check)
        assert slack_said.GO_BACK in shown_in(slack, check)
        slack.close(check)
        await go_on(slack, form, ATTENDING)
        await send(slack, await newest(slack, form))
    assert len(world.store.kept) == 1


async def test_slow_sending_is_told_and_its_end_as_well(
    slack: FakeSlack, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = RequestDesk.submit

    async def slow(*args: object, **others: object) -> object:
        await asyncio.sleep(2.3)
        return await quick(*args, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(RequestDesk, "submit", slow)
    async with served_world(slack, world):
        form = await request_form(slack, "attendance")
        await go_on(slack, form, ATTENDING)
        check = await newest(slack, form)
        answer = await send(slack, check)
        assert slack_said.SENDING in str(answer)
        await slack.until(lambda: "CUM-2026-0001" in shown_in(slack, check))


async def test_a_confidential_complaint_shows_nowhere_but_to_those_who_have_a_part_in_it(
    slack: FakeSlack, world: World
) -> None:
    async with served_world(slack, world, "trafford"):
        await sent(slack, "complaint", COMPLAINING)
        await slack.until(lambda: len(slack.shown) == 2)
        await slack.quiet()
    assert {one.channel for one in slack.shown} == {"DURITA", "DUPETRA"}
    assert {one.text for one in slack.shown} == {"Request TRA-2026-0001"}
    assert not slack.called("chat.postEphemeral")


async def test_names_in_free_text_call_nobody(slack: FakeSlack, world: World) -> None:
    calling = "Ask <@U123456789> and @jane, <!channel> & <https://evil|me>"
    async with served_world(slack, world):
        await sent(slack, "attendance", {**ATTENDING, "The reason for the invitation": calling})
        await slack.until(lambda: len(slack.shown) >= 2)
    views = [call["view"] for call in slack.called("views.open")] + list(slack.views.values())
    for blocks in [*(one.blocks for one in slack.shown), *(view["blocks"] for view in views)]:
        assert not find(blocks, {"user", "mrkdwn", "link", "usergroup", "broadcast"})
    assert all("<" not in one.text for one in slack.shown)
    assert calling in words(slack.shown[0].blocks)


def find(part: object, kinds: set[str]) -> list[object]:
    """The parts of these types."""
    if isinstance(part, dict):
        own = [part] if part.get("type") in kinds else []
        return own + [found for value in part.values() for found in find(value, kinds)]
    return [found for value in part for found in find(value, kinds)] if isinstance(part, list) else []


async def test_without_a_desk_for_requests_that_is_said(slack: FakeSlack) -> None:
    async with served(slack):
        await slack.command("attendance", name="/request")
        await slack.until(lambda: slack.shown)
    assert (slack.shown[0].to, slack.last()) == ("U1", said.NOT_SET_UP)


async def test_a_form_of_another_version_is_answered(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        form = await request_form(slack, "attendance")
        values = filled(slack.views[form], ATTENDING)
        slack.views[form]["private_metadata"] = '{"v":7}'
        await slack.acknowledged(await slack.submit(form, values, "URITA"))
        await slack.until(lambda: slack_said.REQUEST_OUT_OF_DATE in shown_in(slack, form))


async def test_a_form_whose_type_is_gone_says_so_and_leads_back(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        form = await request_form(slack, "attendance")
        held = slack.views[form]["private_metadata"]
        slack.views[form]["private_metadata"] = held.replace("group-attendance", "unicorn")
        await slack.submit(form, {block_id("reason"): {"typed": "x"}}, "URITA")
        notice = await newest(slack, form)
    assert wording.NOT_LAID_DOWN in shown_in(slack, notice)
    assert slack.views[notice]["close"]["text"] == said.BACK


def test_drafts_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.drafts.MOST", 2)
    drafts = Drafts()
    for key in "abc":
        drafts.keep(key, {"x": key})
    assert [drafts.of(key) for key in "abc"] == [None, {"x": "b"}, {"x": "c"}]
    drafts.drop("b")
    assert drafts.of("b") is None
    monkeypatch.setattr("bot.drafts.KEPT_FOR", -1.0)
    assert drafts.of("c") is None
