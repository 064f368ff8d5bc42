"""To which platform a letter goes."""

from __future__ import annotations

import pytest

from bot.deliveries import Never
from bot.post import Counter, Post
from bot.practice import RegisteredAddresses
from handlers.messages import ProtocolNote
from handlers.requests.messages import RequestView
from tests.fakes.courier import FakeCourier
from tests.fakes.requests_answered import register_of

VIEW = RequestView("CUM-2026-0001", "", "", ProtocolNote("cumbria", "", "", ""), "")
CHIEF = "slack:T1:UCHIEFEXECUTIVE"


async def brought(to: str, team: str = "T1") -> list[str]:
    slack = FakeCourier()
    register = register_of("cumbria", "Chief Executive")
    post = Post({"slack": slack, "cli": Counter()}, RegisteredAddresses(team), register, ("lydney", "cumbria"))
    await post.deliver(to, VIEW, "m")
    return [to for to, _, _ in slack.brought]


async def test_a_letter_goes_to_the_platform_of_its_id() -> None:
    assert await brought("slack:T1:UANN") == ["slack:T1:UANN"]


@pytest.mark.parametrize("to", ["slack::UCHIEFEXECUTIVE", "email::chief.executive@council.example"])
async def test_somebody_registered_is_reached_by_another_address(to: str) -> None:
    assert await brought(to) == [CHIEF]


async def test_who_asks_on_the_command_line_looks_there() -> None:
    assert await brought("cli::alice") == []


@pytest.mark.parametrize(
    ("to", "team", "who"),
    [
        ("email::ann@council.example", "T1", "ann@council.example"),
        ("slack::UCHIEFEXECUTIVE", "", "ChiefExecutive Holder"),
        ("slack::UGONE", "T1", "UGONE"),
    ],
)
async def test_who_cannot_be_reached_is_named(to: str, team: str, who: str) -> None:
    with pytest.raises(Never, match=f"^The desk cannot write to {who}: tell them yourself.$"):
        await brought(to, team)
