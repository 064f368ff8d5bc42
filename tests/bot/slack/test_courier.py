"""Letters in Slack: to one person alone, seen once however often they are tried, and given up for good reasons only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.deliveries import Later, Never
from bot.slack.client import web_client
from bot.slack.courier import ELSEWHERE, TOO_LARGE, SlackCourier
from bot.slack.options import SlackOptions
from handlers.messages import ProtocolNote
from handlers.requests.messages import RequestView
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import BOT_TOKEN, Scripted, words

TO = "slack:T1:U1"
NOTE = ProtocolNote("cumbria", "Cumbria County Council", "Protocol", "undated")
PREVIEW = "Request CUM-2026-0001 & more"
VIEW = RequestView("CUM-2026-0001", "A complaint", "Received", NOTE, PREVIEW, rows=(("What happened", "He <shouted>"),))
LONG = RequestView("CUM-2026-0001", "A", "R", NOTE, PREVIEW, rows=tuple((f"L{n}", "words " * 500) for n in range(6)))


@pytest.fixture
async def client(slack: FakeSlack) -> AsyncIterator[AsyncWebClient]:
    async with web_client(SlackOptions("trafford", api=slack.base_url)) as one:
        yield one


@pytest.fixture
def courier(client: AsyncWebClient) -> SlackCourier:
    return SlackCourier(client, "T1", BOT_TOKEN)


async def test_a_letter_goes_to_one_person_and_its_notification_tells_nothing(
    slack: FakeSlack, courier: SlackCourier
) -> None:
    posted = await courier.deliver(TO, VIEW, "m1")
    (shown,) = slack.shown
    assert posted == f"DU1:{shown.ts}"
    assert (shown.channel, shown.text) == ("DU1", "Request CUM-2026-0001 &amp; more")
    assert "He <shouted>" in words(shown.blocks)
    (call,) = slack.called("chat.postMessage")
    assert call["unfurl_links"] in {False, "0", "false"}


async def test_the_same_mark_is_seen_once(slack: FakeSlack, courier: SlackCourier, client: AsyncWebClient) -> None:
    first = await courier.deliver(TO, VIEW, "m1")
    again = SlackCourier(client, "T1", BOT_TOKEN)  # after a crash
    assert await again.deliver(TO, VIEW, "m1") == first
    assert len(slack.shown) == 1
    await again.deliver(TO, VIEW, "m10")
    await again.deliver(TO, VIEW, "m")
    assert len(slack.shown) == 3


async def test_what_slack_took_without_an_answer_is_not_sent_again(slack: FakeSlack, courier: SlackCourier) -> None:
    slack.script("chat.postMessage", Scripted(504, "gateway timeout", done=True))
    with pytest.raises(Later):
        await courier.deliver(TO, VIEW, "m1")
    assert len(slack.shown) == 1
    assert await courier.deliver(TO, VIEW, "m1") == f"DU1:{slack.shown[0].ts}"
    assert len(slack.shown) == 1


async def test_a_letter_of_several_parts_goes_on_where_it_broke_off(
    slack: FakeSlack, courier: SlackCourier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.courier.PAUSE", 0)
    await courier.deliver("slack:T1:U2", LONG, "whole")
    parts = [one.blocks for one in slack.shown]
    assert len(parts) > 1
    slack.script("chat.postMessage", Scripted(done=True, body={"ok": True, "ts": "1.1"}), Scripted(500, "oops"))
    with pytest.raises(Later):
        await courier.deliver(TO, LONG, "m1")
    posted = await courier.deliver(TO, LONG, "m1")
    mine = [one for one in slack.shown if one.channel == "DU1"]
    assert [words(one.blocks) for one in mine] == [words(blocks) for blocks in parts]
    assert posted == f"DU1:{mine[-1].ts}"


async def test_the_mark_is_known_by_a_block_where_slack_keeps_the_metadata_to_itself(
    slack: FakeSlack, courier: SlackCourier
) -> None:
    await courier.deliver(TO, VIEW, "m1")
    slack.shown[0].metadata.clear()
    await courier.deliver(TO, VIEW, "m1")
    assert len(slack.shown) == 1


@pytest.mark.parametrize("method", ["conversations.open", "conversations.history", "chat.postMessage"])
@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (Scripted(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "30"}), 30),
        (Scripted(500, "oops"), 0),
        (Scripted(503, {"ok": False, "error": "service_unavailable"}), 0),
        (Scripted(body={"ok": False, "error": "internal_error"}), 0),
        (Scripted(body={"ok": False, "error": "account_inactive"}), 0),
    ],
    ids=["429", "500", "503", "internal", "token"],
)
async def test_what_may_pass_is_tried_later(
    slack: FakeSlack, courier: SlackCourier, method: str, answer: Scripted, seconds: float
) -> None:
    slack.script(method, answer)
    with pytest.raises(Later) as caught:
        await asyncio.wait_for(courier.deliver(TO, VIEW, "m1"), 2)
    assert caught.value.seconds == seconds
    assert len(slack.called(method)) == 1
    assert not slack.shown
    await courier.deliver(TO, VIEW, "m1")
    assert len(slack.shown) == 1


async def test_slack_out_of_reach_is_tried_later(client: AsyncWebClient) -> None:
    gone = AsyncWebClient(base_url="http://127.0.0.1:9/api/", session=client.session)
    with pytest.raises(Later, match="could not be reached"):
        await SlackCourier(gone, "T1", BOT_TOKEN).deliver(TO, VIEW, "m1")


@pytest.mark.parametrize(
    ("method", "error"),
    [
        ("conversations.open", "user_not_found"),
        ("conversations.open", "user_disabled"),
        ("conversations.open", "cannot_dm_bot"),
        ("chat.postMessage", "is_archived"),
        ("chat.postMessage", "msg_blocks_too_long"),
    ],
)
async def test_what_no_try_can_mend_is_given_up(
    slack: FakeSlack, courier: SlackCourier, method: str, error: str
) -> None:
    slack.script(method, Scripted(body={"ok": False, "error": error}))
    with pytest.raises(Never) as caught:
        await courier.deliver(TO, VIEW, "m1")
    assert caught.value.reason.endswith(".")
    assert error not in caught.value.reason


@pytest.mark.parametrize("to", ["slack:T2:U1", "slack::U1", "cli::alice", "teams:x:U1", "slack:T1:", "", "U1"])
async def test_a_letter_for_elsewhere_is_not_sent(slack: FakeSlack, courier: SlackCourier, to: str) -> None:
    with pytest.raises(Never, match=ELSEWHERE):
        await courier.deliver(to, VIEW, "m1")
    assert not slack.calls


async def test_what_slack_would_not_take_is_not_tried(slack: FakeSlack, courier: SlackCourier) -> None:
    empty = RequestView("CUM-2026-0001", "A", "R", NOTE, preview=" ")
    with pytest.raises(Never, match=TOO_LARGE.partition(":")[0]):
        await courier.deliver(TO, empty, "m1")
    assert not slack.calls


async def test_without_the_scope_to_read_marks_letters_go_out_all_the_same(
    slack: FakeSlack, courier: SlackCourier
) -> None:
    slack.script("conversations.history", Scripted(body={"ok": False, "error": "missing_scope"}))
    await courier.deliver(TO, VIEW, "m1")
    assert len(slack.shown) == 1
