"""Names for others to read."""

from __future__ import annotations

import pytest

from bot.slack import names
from bot.slack.client import web_client
from bot.slack.names import Names
from bot.slack.options import SlackOptions
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import BOT_TOKEN, Scripted


async def test_a_name_is_looked_up_once(slack: FakeSlack) -> None:
    slack.names["U1"] = "Rita\u202e Requester"
    known = Names()
    async with web_client(SlackOptions("trafford", api=slack.base_url)) as client:
        client.token = BOT_TOKEN
        assert [await known.of(client, "U1", "rita") for _ in range(2)] == ["Rita Requester"] * 2
    assert len(slack.called("users.info")) == 1


@pytest.mark.parametrize("error", ["missing_scope", "user_not_found"])
async def test_without_an_answer_the_handle_has_to_do(slack: FakeSlack, error: str) -> None:
    slack.script("users.info", Scripted(body={"ok": False, "error": error}))
    slack.names["U1"] = "Rita Requester"
    known = Names()
    async with web_client(SlackOptions("trafford", api=slack.base_url)) as client:
        client.token = BOT_TOKEN
        assert [await known.of(client, "U1", "rita") for _ in range(2)] == ["rita", "Rita Requester"]


async def test_a_slow_answer_is_not_waited_for(slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "WITHIN", 0.1)
    slack.script("users.info", Scripted(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "5"}))
    async with web_client(SlackOptions("trafford", api=slack.base_url)) as client:
        client.token = BOT_TOKEN
        assert await Names().of(client, "U1", "rita") == "rita"


async def test_names_do_not_pile_up(slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "MOST", 1)
    slack.names |= {"U1": "One", "U2": "Two"}
    known = Names()
    async with web_client(SlackOptions("trafford", api=slack.base_url)) as client:
        client.token = BOT_TOKEN
        for user in ("U1", "U2", "U1"):
            await known.of(client, user, "")
    assert len(slack.called("users.info")) == 3
