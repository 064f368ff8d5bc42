"""Repeats, troubles of Slack's, hostile words, and failures of our own."""

from __future__ import annotations

import logging
import sqlite3

import pytest

from handlers import wording
from handlers.messages import Notice
from knowledge.errors import QuotationError
from tests.fakes import slack_payloads as payloads
from tests.fakes.answers import TEXT, ScriptedAnswers
from tests.fakes.memory import FakeMemory
from tests.fakes.served import served
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import Scripted, words

HOSTILE = [
    "<!channel> <!here> <@U2> <#C2|general>",
    "<https://evil.example|the clerk> https://evil.example",
    "&amp; &lt;!channel&gt; &",
    "\u202eright to left\u202c \u200f",
    "nul \x00 and bell \x07",
    "*bold* _it_ ~no~ `code` :tada:",
    "x" * 10_000,
    "may I? " * 1_400,
    "{}[]\"'\\\n\r\t",
    "\U0001f3db" * 500,
]


async def test_what_is_delivered_three_times_is_answered_once(slack: FakeSlack) -> None:
    answers = ScriptedAnswers()
    async with served(slack, answers):
        await slack.push(payloads.mention("may I?", "U1", "C1"), times=3)
        await slack.push(
            payloads.command("may I?", "U1", "C1", slack.trigger(), slack.response_url("C1", "U1")), times=3
        )
        await slack.until(lambda: len(slack.shown) == 2)
        await slack.press(slack.shown[1], wording.SHOW_SECTION, times=3)
        await slack.until(lambda: len(slack.shown) == 3)
        await slack.quiet()
    assert len(slack.shown) == 3
    assert len(answers.questions) == 2


async def test_a_repeat_after_a_restart_is_still_a_repeat(slack: FakeSlack) -> None:
    memory, payload = FakeMemory(), payloads.mention("may I?", "U1", "C1")
    for number in (1, 2):
        async with served(slack, ScriptedAnswers(), memory):
            await slack.until(lambda number=number: len(slack.sockets) == number)  # type: ignore[misc]
            await slack.acknowledged(await slack.push(payload))
            await slack.quiet()
    assert len(slack.shown) == 1


async def test_the_desk_still_answers_when_its_memory_does_not_work(slack: FakeSlack) -> None:
    class Broken(FakeMemory):
        def first_time(self, delivery: str) -> bool:
            raise sqlite3.OperationalError("disk is full")

    async with served(slack, ScriptedAnswers(), Broken()):
        await slack.push(payloads.mention("may I?", "U1", "C1"))
        await slack.until(lambda: slack.shown)
    assert TEXT in slack.last()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_words_do_no_harm(slack: FakeSlack, text: str) -> None:
    answers = ScriptedAnswers()
    async with served(slack, answers):
        await slack.push(payloads.direct_message(payloads.escaped(text), "U1", "D1"))
        await slack.command(text)
        await slack.until(lambda: len(slack.shown) == 2)
        answers.outgoing = Notice("You asked", (text[:2900],))
        await slack.push(payloads.direct_message(payloads.escaped(text), "U1", "D1"))
        await slack.until(lambda: len(slack.shown) == 3)
    assert {question.text for question in answers.questions} == {text.strip()}
    for shown in slack.shown:
        assert "<" not in shown.text
        assert not [block for block in shown.blocks if "mrkdwn" in str(block)]
    assert text[:2900].strip() in words(slack.shown[2].blocks)


async def test_too_many_requests_are_sent_again_after_the_wait(slack: FakeSlack) -> None:
    slack.script("chat.postMessage", Scripted(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "1"}))
    async with served(slack):
        await slack.push(payloads.mention("may I?", "U1", "C1"))
        await slack.until(lambda: slack.shown)
        await slack.quiet()
    assert len(slack.shown) == 1
    assert TEXT in slack.last()


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_post_that_may_have_arrived_is_never_sent_again(slack: FakeSlack, status: int) -> None:
    slack.script("chat.postMessage", Scripted(status, "trouble", done=True))
    async with served(slack):
        await slack.push(payloads.mention("may I?", "U1", "C1"))
        await slack.until(lambda: len(slack.shown) == 2)
        await slack.quiet()
    assert [TEXT in words(shown.blocks) for shown in slack.shown] == [True, False]
    assert slack.last() == wording.NOT_SENT


async def test_a_failed_answer_to_a_command_is_told(slack: FakeSlack) -> None:
    slack.script("respond", Scripted(500, "trouble"))
    async with served(slack):
        await slack.command("may I?")
        await slack.until(lambda: slack.shown)
    assert (slack.last(), slack.shown[0].to) == (wording.NOT_SENT, "U1")


async def test_where_the_desk_may_not_write_it_writes_to_the_person(slack: FakeSlack) -> None:
    slack.unknown_channels = {"C1"}
    async with served(slack):
        await slack.push(payloads.mention("may I?", "U1", "C1"))
        await slack.until(lambda: slack.shown)
    assert (slack.shown[0].channel, slack.last()) == ("U1", wording.NOT_SENT)


@pytest.mark.parametrize(
    "fault", [RuntimeError("secret words"), QuotationError("secret words"), KeyError("secret words")]
)
async def test_a_fault_of_ours_is_told_and_logged_without_words(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    answers = ScriptedAnswers()
    answers.fault = fault
    caplog.set_level(logging.DEBUG, "bot")
    async with served(slack, answers):
        await slack.push(payloads.mention("secret words", "U1", "C1"))
        await slack.command("secret words")
        await slack.until(lambda: len(slack.shown) == 2)
    assert slack.last() == wording.WENT_WRONG
    assert "listener_failed" in caplog.text
    assert "secret words" not in caplog.text + str([vars(record) for record in caplog.records if "bot" in record.name])


async def test_an_answer_that_slack_would_refuse_is_not_sent(slack: FakeSlack) -> None:
    answers = ScriptedAnswers()
    answers.outgoing = Notice("   ", ("",) * 60)
    async with served(slack, answers):
        await slack.push(payloads.mention("may I?", "U1", "C1"))
        await slack.until(lambda: slack.shown)
    assert slack.last() == wording.WENT_WRONG


async def test_acknowledgements_do_not_wait_for_the_model(slack: FakeSlack) -> None:
    async with served(slack, ScriptedAnswers(slow=0.3)):
        envelopes = [await slack.push(payloads.mention(f"question {n}", "U1", f"C{n}")) for n in range(8)]
        envelopes += [await slack.command(f"question {n}") for n in range(8)]
        await slack.until(lambda: len(slack.shown) == 16, within=15)
    assert max(slack.envelopes[envelope].took for envelope in envelopes) < 0.5
