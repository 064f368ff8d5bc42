"""The Home tabs of those whose lists somebody else has changed."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.buttons.requests import Press, encode_press
from bot.slack.requests import homes
from bot.slack.requests.homes import Homes
from bot.slack.requests.values import MOVE
from handlers.requests import letter_wording
from handlers.requests.request import MoveName
from tests.fakes.request_types import CONCERN, CONCERNING, World, person, term
from tests.fakes.served_requests import letter_to, sent, served_world
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import words

REFERENCE = "CUM-2026-0001"
GATHERED = 0.5  # longer than all tabs of one move take


def made(slack: FakeSlack) -> Counter[str]:
    """How often the tab of each was made."""
    return Counter(call["user_id"] for call in slack.called("views.publish"))


def home(slack: FakeSlack, user: str) -> str:
    return words(slack.homes[user]["blocks"])


async def test_who_decides_and_who_has_a_duty_see_a_new_request_at_once(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        await sent(slack)
        await slack.quiet(GATHERED)
    assert REFERENCE in home(slack, "UCLARA")
    assert letter_wording.PART_OPEN in home(slack, "UCORA")
    assert "With the person who decides" in home(slack, "URITA")
    # Who asked was shown it when they sent it, and again when it was handed on.
    assert made(slack) == {"URITA": 2, "UCLARA": 1, "UCORA": 1}


async def test_who_asked_and_the_deputy_see_a_decision(slack: FakeSlack, world: World) -> None:
    world.register.terms[0] = term("cumbria", "Chief Executive", "Clara Chief", deputy="Dan Deputy", acts=True)
    async with served_world(slack, world):
        await world.sent()
        asked = await letter_to(slack, "UDAN")
        await slack.quiet(GATHERED)
        assert REFERENCE in home(slack, "UCLARA")
        before = made(slack)
        await slack.press(asked, "Grant", "UDAN")
        await letter_to(slack, "URITA", "Granted")
        await slack.quiet(GATHERED)
    assert "Granted" in home(slack, "URITA")
    assert letter_wording.WAITING_EMPTY in home(slack, "UCLARA")
    assert letter_wording.WAITING_EMPTY in home(slack, "UDAN")
    calls = made(slack) - before
    assert (calls["URITA"], calls["UCLARA"]) == (1, 1)
    assert calls["UGUS"] == 0, "who is only told something has it in no list"


async def test_a_duty_that_somebody_else_confirmed_is_gone(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        await world.sent()
        asked = await letter_to(slack, "UCLARA")
        await slack.quiet(GATHERED)
        assert REFERENCE in home(slack, "UCORA")
        await slack.press(asked, "Grant", "UCLARA")
        await letter_to(slack, "URITA", "Granted")
        await slack.quiet(GATHERED)
        duties = [task.id for task in world.store.kept[REFERENCE].open_tasks]
        for number, task in enumerate(duties, start=1):
            before = made(slack)
            press = Press(MoveName.DO_TASK, REFERENCE, world.store.kept[REFERENCE].version, task)
            button = {"type": "button", "action_id": f"{MOVE}_0", "value": encode_press(press)}
            await slack.press_action(asked, button, "UCLARA")
            await slack.quiet(GATHERED)
            assert made(slack)["URITA"] - before["URITA"] == (number == len(duties)), "with the last duty"
    assert REFERENCE not in home(slack, "UCORA")
    assert "all duties done" in home(slack, "URITA")


async def test_what_was_withdrawn_waits_for_nobody(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        await world.sent()
        receipt = await letter_to(slack, "URITA")
        await slack.quiet(GATHERED)
        before = made(slack)
        await slack.press(receipt, "Withdraw", "URITA")
        await slack.until(lambda: REFERENCE not in home(slack, "UCLARA") + home(slack, "UCORA"))
        await slack.quiet(GATHERED)
    assert made(slack) - before == {"URITA": 1, "UCLARA": 1, "UCORA": 1}


async def test_a_move_made_elsewhere_is_seen_once_its_letter_is_delivered(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        await world.sent()
        await letter_to(slack, "UCLARA")
        await slack.quiet(GATHERED)
        await world.done(REFERENCE, MoveName.DECLINE, person("Clara Chief"), words="The officer is on leave")
        await slack.until(lambda: "Declined" in home(slack, "URITA"))
        await slack.until(lambda: letter_wording.WAITING_EMPTY in home(slack, "UCLARA"))


async def test_who_is_complained_of_and_who_is_elsewhere_get_nothing(slack: FakeSlack, world: World) -> None:
    world.register.terms.append(term("cjc", "Monitoring Officer", "Otto Other"))
    async with served_world(slack, world, authority="cjc"):
        await world.sent(CONCERN, CONCERNING, by=person("Rita Requester", team="T2"))
        await letter_to(slack, "UJAY")
        await slack.quiet(GATHERED)
    assert made(slack) == {"UJAY": 1}


async def test_with_the_database_away_tabs_stay_as_they_are(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world, gather_within=0.4):
        await world.sent()
        await letter_to(slack, "UCLARA")
        world.store.away = True
        await slack.quiet(1.0)
        world.store.away = False
        assert not slack.homes
        await slack.quiet(GATHERED)
    assert len(await world.store.events(REFERENCE)) == 2


def test_a_tab_counts_as_shown_for_a_moment_only(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Homes(0)
    kept.remember("U1", {"blocks": [1]})
    assert kept.shows("U1", {"blocks": [1]})
    assert not kept.shows("U1", {"blocks": [2]})
    assert not kept.shows("U2", {"blocks": [1]})
    monkeypatch.setattr(homes, "REMEMBERED", -1.0)
    assert not kept.shows("U1", {"blocks": [1]})
