"""Buttons, thumbs and forms, pressed as people press them."""

from __future__ import annotations

import asyncio

import pytest

from bot.slack import wording as slack_said
from bot.slack.person import FIELD, INPUT
from handlers import wording
from knowledge.clause import Role
from tests.fakes import slack_payloads as payloads
from tests.fakes.answers import TEXT, ScriptedAnswers
from tests.fakes.memory import FakeMemory
from tests.fakes.served import served
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import Scripted, Shown, labels, words


async def ask_in_private(slack: FakeSlack, text: str = "may I?") -> Shown:
    await slack.command(text)
    await slack.until(lambda: slack.shown)
    return slack.shown[-1]


async def next_shown(slack: FakeSlack, before: int) -> Shown:
    await slack.until(lambda: len(slack.shown) > before)
    return slack.shown[-1]


async def test_the_section_is_shown_where_the_answer_stands(slack: FakeSlack) -> None:
    payload = payloads.mention("may I?", "U1", "C1")
    async with served(slack):
        await slack.push(payload)
        await slack.until(lambda: slack.shown)
        await slack.press(slack.shown[0], wording.SHOW_SECTION)
        shown = await next_shown(slack, 1)
    assert (shown.channel, shown.thread, shown.to) == ("C1", payload["event"]["ts"], "")
    assert "10.0 CORRESPONDENCE" in slack.last()


async def test_what_follows_a_private_answer_stays_private(slack: FakeSlack) -> None:
    async with served(slack):
        await slack.press(await ask_in_private(slack), wording.NOT_WHAT_I_MEANT)
        shown = await next_shown(slack, 1)
    assert shown.to == "U1"
    assert wording.OTHER_CLAUSES in slack.last()


async def test_a_private_answer_can_be_shared_without_the_question(slack: FakeSlack) -> None:
    async with served(slack):
        await slack.press(await ask_in_private(slack, "may I copy the leader in?"), wording.SHARE)
        shown = await next_shown(slack, 1)
    assert (shown.channel, shown.to) == ("C1", "")
    assert TEXT in words(shown.blocks)
    assert "leader" not in str(shown)


async def test_a_role_is_asked_remembered_and_used(slack: FakeSlack) -> None:
    answers, memory = ScriptedAnswers(), FakeMemory()
    async with served(slack, answers, memory):
        await slack.press(await ask_in_private(slack), wording.I_AM_AN_OFFICER)
        shown = await next_shown(slack, 1)
    assert memory.roles == {"slack:T1:U1": Role.OFFICER}
    assert [(question.text, question.role) for question in answers.questions] == [
        ("may I?", None),
        ("may I?", Role.OFFICER),
    ]
    assert wording.I_AM_A_MEMBER not in labels(shown.blocks)


async def test_a_button_carries_the_beginning_of_a_long_question(slack: FakeSlack) -> None:
    answers, long = ScriptedAnswers(), "may I? “yes” " * 600
    async with served(slack, answers):
        await slack.press(await ask_in_private(slack, long), wording.I_AM_A_MEMBER)
        await next_shown(slack, 1)
    assert len(answers.questions[1].text) > 900
    assert long.startswith(answers.questions[1].text)
    assert answers.questions[1].role is Role.MEMBER


async def test_the_role_can_be_seen_and_changed(slack: FakeSlack) -> None:
    memory = FakeMemory()
    async with served(slack, ScriptedAnswers(), memory):
        for number, (text, said) in enumerate(
            [
                ("role", wording.ROLE_UNKNOWN),
                ("role councillor", wording.knowing_your_role("member")),
                ("role", wording.knowing_your_role("member")),
                ("Role Officer", wording.knowing_your_role("officer")),
                ("role forget", wording.ROLE_FORGOTTEN),
            ]
        ):
            await slack.command(text)
            await next_shown(slack, number)
            assert said in slack.last()
    assert memory.roles == {}


async def test_a_question_that_begins_with_role_is_a_question(slack: FakeSlack) -> None:
    answers = ScriptedAnswers()
    async with served(slack, answers):
        await slack.command("role of the monitoring officer?")
        await slack.until(lambda: slack.shown)
    assert answers.questions


async def test_user_groups_tell_the_role(slack: FakeSlack) -> None:
    slack.groups = {"SM": ["U1", "U3"], "SO": ["U2", "U3"]}
    answers = ScriptedAnswers()
    async with served(slack, answers, member_groups=("SM",), officer_groups=("SO",)):
        for number, user in enumerate(["U1", "U2", "U3", "U4"]):
            await slack.command("may I?", user=user)
            await next_shown(slack, number)
    assert [question.role for question in answers.questions] == [Role.MEMBER, Role.OFFICER, None, None]
    assert len(slack.called("usergroups.users.list")) == 2


async def test_groups_that_cannot_be_read_do_not_stand_in_the_way(slack: FakeSlack) -> None:
    answers = ScriptedAnswers()
    async with served(slack, answers, member_groups=("SGONE",)):
        await ask_in_private(slack)
    assert answers.questions[0].role is None


@pytest.mark.parametrize(("helpful", "thanks"), [(True, wording.THANKS_HELPFUL), (False, wording.THANKS_NOT_HELPFUL)])
async def test_feedback_is_noted_and_thanked_for_in_private(slack: FakeSlack, helpful: bool, thanks: str) -> None:
    memory = FakeMemory()
    async with served(slack, ScriptedAnswers(), memory):
        await slack.push(payloads.mention("may I?", "U1", "C1"))
        await slack.until(lambda: slack.shown)
        await slack.rate(slack.shown[0], helpful, user="U2")
        shown = await next_shown(slack, 1)
    assert memory.feedback == [("trafford", ("trafford/10.1", "trafford/10.2", "trafford/10.1p"), helpful)]
    assert (shown.to, slack.last()) == ("U2", thanks)


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        ("desk_section_0", "not json"),
        ("desk_section_0", '{"v":0,"k":"section","a":"trafford","c":["x"]}'),
        ("desk_section_0", '{"v":1,"k":"section","a":"trafford"}'),
        ("desk_others_1", '{"v":1,"k":"others","a":"atlantis","c":["x"]}'),
        ("desk_role_1", '{"v":1,"k":"role","a":"trafford","r":"king"}'),
        ("desk_feedback", "{}"),
        ("approve_request_of_2031", "7"),
    ],
)
async def test_a_button_out_of_date_is_answered(slack: FakeSlack, action_id: str, value: str) -> None:
    async with served(slack):
        shown = await ask_in_private(slack)
        await slack.press_action(shown, {"type": "button", "action_id": action_id, "value": value})
        await next_shown(slack, 1)
    assert slack.last() == wording.BUTTON_OUT_OF_DATE


async def test_without_a_contact_the_desk_says_whom_to_ask(slack: FakeSlack) -> None:
    async with served(slack):
        await slack.press(await ask_in_private(slack), wording.ASK_A_PERSON)
        await next_shown(slack, 1)
    assert wording.no_contact("Trafford Council") in slack.last()


async def open_form(slack: FakeSlack) -> str:
    await slack.press(await ask_in_private(slack), wording.ASK_A_PERSON)
    await slack.until(lambda: slack.views)
    return next(iter(slack.views))


async def test_a_person_is_asked_and_the_asker_has_a_receipt(slack: FakeSlack) -> None:
    said = "Ask <!channel> & <https://evil|me>\u202e *now*"
    async with served(slack, contact="CHELP"):
        view = await open_form(slack)
        answer = await slack.acknowledged(await slack.submit(view, {FIELD: {INPUT: said}}))
        await slack.until(lambda: len(slack.called("chat.postMessage")) == 2)
    assert answer
    assert slack_said.PERSON_MODAL_SENT in str(answer)
    to_contact, receipt = slack.shown[-2:]
    assert (to_contact.channel, receipt.channel) == ("CHELP", "U1")
    assert "Ask <!channel> & <https://evil|me> *now*" in words(to_contact.blocks)
    assert "Ask &lt;!channel&gt; &amp; &lt;https://evil|me&gt; *now*" in to_contact.text
    assert wording.person_asks("u1") in to_contact.text
    assert slack_said.PERSON_RECEIPT_NEXT in words(receipt.blocks)


async def test_words_that_could_not_be_sent_stay_in_the_form_and_can_be_sent_again(slack: FakeSlack) -> None:
    async with served(slack, contact="UHELP"):
        view = await open_form(slack)
        slack.script("chat.postMessage", Scripted(500, "oops"))
        answer = await slack.acknowledged(await slack.submit(view, {FIELD: {INPUT: "please help"}}))
        assert wording.PERSON_MODAL_FAILED in str(answer)
        assert "please help" in str(slack.views[view])
        answer = await slack.acknowledged(await slack.submit(view, {FIELD: {INPUT: "please help"}}))
        assert slack_said.PERSON_MODAL_SENT in str(answer)
        await slack.until(lambda: len(slack.shown) == 3)
    assert [shown.channel for shown in slack.shown[1:]] == ["UHELP", "U1"]


async def test_an_empty_form_asks_for_words(slack: FakeSlack) -> None:
    async with served(slack, contact="UHELP"):
        view = await open_form(slack)
        answer = await slack.acknowledged(await slack.submit(view, {FIELD: {INPUT: " \n "}}))
        assert wording.PERSON_MODAL_EMPTY in str(answer)
        answer = await slack.acknowledged(await slack.submit(view, {FIELD: {INPUT: "now with words"}}))
        assert slack_said.PERSON_MODAL_SENT in str(answer)


async def test_a_slow_contact_is_said_to_be_slow_and_then_to_be_reached(slack: FakeSlack) -> None:
    async with served(slack, contact="UHELP"):
        view = await open_form(slack)
        slack.script("chat.postMessage", Scripted(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "2"}))
        answer = await slack.acknowledged(await slack.submit(view, {FIELD: {INPUT: "please help"}}))
        assert wording.PERSON_MODAL_SENDING in str(answer)
        await slack.until(lambda: slack.called("views.update"))
    assert slack_said.PERSON_MODAL_SENT in str(slack.views[view])


async def test_a_second_press_of_send_sends_nothing_more(slack: FakeSlack) -> None:
    async with served(slack, contact="UHELP"):
        view = await open_form(slack)
        payload = payloads.submission(slack.views[view], {FIELD: {INPUT: "help"}}, "U1", slack.trigger())
        await slack.push(payload, times=2)
        await slack.until(lambda: len(slack.shown) == 3)
        await slack.quiet()
    assert len(slack.called("chat.postMessage")) == 2


async def test_a_trigger_that_expired_is_told(slack: FakeSlack) -> None:
    slack.trigger_life = -1
    async with served(slack, contact="UHELP"):
        await slack.press(await ask_in_private(slack), wording.ASK_A_PERSON)
        await next_shown(slack, 1)
    assert slack.last() == slack_said.PERSON_BUTTON_EXPIRED


async def test_a_form_out_of_date_is_answered(slack: FakeSlack) -> None:
    slack.updated(
        "V9",
        {
            "type": "modal",
            "callback_id": "of_2031",
            "title": {"type": "plain_text", "text": "x"},
            "blocks": [{"type": "divider"}],
        },
    )
    async with served(slack):
        answer = await slack.acknowledged(await slack.submit("V9", {}))
    assert wording.BUTTON_OUT_OF_DATE in str(answer)


async def test_buttons_work_after_a_restart(slack: FakeSlack) -> None:
    async with served(slack):
        shown = await ask_in_private(slack)
    await asyncio.sleep(0)
    async with served(slack):
        await slack.until(lambda: len(slack.sockets) == 2)
        await slack.press(shown, wording.SHOW_SECTION)
        await next_shown(slack, 1)
    assert "10.0 CORRESPONDENCE" in slack.last()
