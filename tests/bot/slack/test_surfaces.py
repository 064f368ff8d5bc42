"""Where people meet the desk: mentions, direct messages, the command, the shortcut, the Home and Messages tabs."""

from __future__ import annotations

import pytest

from bot.slack import wording as slack_said
from handlers import wording
from tests.fakes import slack_payloads as payloads
from tests.fakes.answers import NOTE, TEXT, ScriptedAnswers
from tests.fakes.served import served
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import Scripted, labels


async def test_a_mention_is_answered_in_a_thread_on_it(slack: FakeSlack) -> None:
    answers = ScriptedAnswers()
    payload = payloads.mention("can I copy a councillor in?", "U1", "C1")
    async with served(slack, answers):
        await slack.push(payload)
        await slack.until(lambda: slack.shown)
    (shown,) = slack.shown
    assert (shown.channel, shown.thread, shown.to) == ("C1", payload["event"]["ts"], "")
    assert TEXT in slack.last()
    assert NOTE.version in slack.last()
    (question,) = answers.questions
    assert (question.text, question.authority, question.role) == ("can I copy a councillor in?", "trafford", None)


async def test_a_mention_within_a_thread_is_answered_in_that_thread(slack: FakeSlack) -> None:
    async with served(slack):
        await slack.push(payloads.mention("and then?", "U1", "C1", thread_ts="1700000000.000100"))
        await slack.until(lambda: slack.shown)
    assert slack.shown[0].thread == "1700000000.000100"


async def test_a_direct_message_shows_that_the_desk_is_looking_before_it_answers(slack: FakeSlack) -> None:
    payload = payloads.direct_message("who decides?", "U1", "D1")
    async with served(slack):
        await slack.push(payload)
        await slack.until(lambda: slack.shown)
    methods = [method for method, _ in slack.calls]
    assert methods.index("assistant.threads.setStatus") < methods.index("chat.postMessage")
    (status,) = slack.called("assistant.threads.setStatus")
    assert (status["status"], status["thread_ts"]) == (slack_said.LOOKING, payload["event"]["ts"])


@pytest.mark.parametrize("text", ["", "   ", "<@UBOT>"])
async def test_a_mention_without_words_gets_help(slack: FakeSlack, text: str) -> None:
    async with served(slack):
        await slack.push(payloads.mention(text, "U1", "C1"))
        await slack.until(lambda: slack.shown)
    assert wording.help_title("Trafford Council") in slack.last()


async def test_the_command_is_answered_to_the_asker_alone(slack: FakeSlack) -> None:
    async with served(slack):
        envelope = await slack.command("can I copy a councillor in?")
        assert not await slack.acknowledged(envelope)
        await slack.until(lambda: slack.shown)
    assert slack.shown[0].to == "U1"
    assert wording.SHARE in labels(slack.shown[0].blocks)
    assert not slack.called("chat.postMessage")


async def test_only_private_answers_can_be_shared(slack: FakeSlack) -> None:
    async with served(slack):
        await slack.push(payloads.direct_message("who decides?", "U1", "D1"))
        await slack.until(lambda: slack.shown)
    assert wording.SHARE not in labels(slack.shown[0].blocks)


async def test_a_channel_may_have_another_authority(slack: FakeSlack) -> None:
    answers = ScriptedAnswers()
    async with served(slack, answers, channel_authorities={"C2": "lydney"}):
        await slack.command("who decides?", channel="C2")
        await slack.until(lambda: slack.shown)
    assert answers.questions[0].authority == "lydney"


async def test_a_message_can_be_checked_in_private(slack: FakeSlack) -> None:
    answers = ScriptedAnswers()
    async with served(slack, answers):
        await slack.shortcut("I will just copy everybody & <@UBOT> in")
        await slack.until(lambda: slack.shown)
    assert slack.shown[0].to == "U1"
    assert answers.questions[0].text == "I will just copy everybody & <@UBOT> in"


async def test_a_message_without_words_cannot_be_checked(slack: FakeSlack) -> None:
    async with served(slack):
        await slack.shortcut("")
        await slack.until(lambda: slack.shown)
    assert slack.last() == slack_said.NOTHING_TO_CHECK


@pytest.mark.parametrize("text", ["", "help", " HELP "])
async def test_the_command_explains_itself(slack: FakeSlack, text: str) -> None:
    async with served(slack):
        await slack.command(text)
        await slack.until(lambda: slack.shown)
    assert wording.help_title("Trafford Council") in slack.last()


async def test_the_messages_tab_suggests_four_questions(slack: FakeSlack) -> None:
    async with served(slack):
        await slack.push(payloads.home_opened("messages", "U1", "D1"))
        await slack.until(lambda: slack.called("assistant.threads.setSuggestedPrompts"))
    (call,) = slack.called("assistant.threads.setSuggestedPrompts")
    assert call["channel_id"] == "D1"
    assert "thread_ts" not in call
    assert len(call["prompts"]) == 4


async def test_the_home_tab_says_what_the_desk_is(slack: FakeSlack) -> None:
    async with served(slack):
        await slack.push(payloads.home_opened("home", "U1", "D1"))
        await slack.until(lambda: slack.homes)
    assert slack_said.HOME_HOW in str(slack.homes["U1"])
    assert labels(slack.homes["U1"]["blocks"]) == [wording.ASK_A_PERSON]


@pytest.mark.parametrize("kind", ["app_context_changed", "agent_session_stopped", "something_of_next_year"])
async def test_what_needs_no_answer_is_acknowledged(slack: FakeSlack, kind: str) -> None:
    async with served(slack):
        envelope = await slack.push(payloads.event({"type": kind, "user": "U1", "channel": "D1"}))
        await slack.acknowledged(envelope)
        await slack.quiet()
    assert not slack.shown


@pytest.mark.parametrize(
    "others",
    [
        {"bot_id": "B2"},
        {"subtype": "message_changed"},
        {"subtype": "bot_message"},
        {"subtype": "channel_join"},
        {"edited": {"user": "U1", "ts": "1"}},
        {"hidden": True},
        {"user": payloads.BOT_USER},
        {"app_id": "A2"},
    ],
)
async def test_bots_edits_and_notices_get_no_answer(slack: FakeSlack, others: dict[str, object]) -> None:
    async with served(slack):
        for payload in (payloads.direct_message("hello", "U1", "D1"), payloads.mention("hello", "U1", "C1")):
            payload["event"].update(others)
            await slack.acknowledged(await slack.push(payload))
        await slack.quiet()
    assert not slack.shown


async def test_a_message_with_a_file_is_answered(slack: FakeSlack) -> None:
    async with served(slack):
        await slack.push(payloads.direct_message("may I send this?", "U1", "D1", subtype="file_share", files=[{}]))
        await slack.until(lambda: slack.shown)


async def test_talk_in_a_channel_is_none_of_ours(slack: FakeSlack) -> None:
    async with served(slack):
        payload = payloads.direct_message("hello all", "U1", "C1")
        payload["event"]["channel_type"] = "channel"
        await slack.acknowledged(await slack.push(payload))
        await slack.quiet()
    assert not slack.shown


async def test_a_mention_in_a_direct_message_is_answered_once(slack: FakeSlack) -> None:
    async with served(slack):
        await slack.push(payloads.mention("hello", "U1", "D1"))
        await slack.push(payloads.direct_message("<@UBOT> hello", "U1", "D1"))
        await slack.until(lambda: slack.shown)
        await slack.quiet()
    assert len(slack.shown) == 1


async def test_a_status_that_is_refused_does_not_hold_up_the_answer(slack: FakeSlack) -> None:
    slack.script("assistant.threads.setStatus", Scripted(body={"ok": False, "error": "missing_scope"}))
    async with served(slack):
        await slack.push(payloads.mention("who decides?", "U1", "C1"))
        await slack.until(lambda: slack.shown)
    assert TEXT in slack.last()
