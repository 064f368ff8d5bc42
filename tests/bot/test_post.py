"""To which platform a letter goes."""

from __future__ import annotations

from datetime import date

import pytest

from bot.deliveries import Later, Never
from bot.post import Away, Counter, Post
from bot.practice import RegisteredAddresses
from handlers.messages import ProtocolNote
from handlers.requests.messages import RequestView
from knowledge.offices import OfficeRegister, Person, Term
from tests.fakes.courier import FakeCourier
from tests.fakes.requests_answered import register_of

VIEW = RequestView("CUM-2026-0001", "", "", ProtocolNote("cumbria", "", "", ""), "")
BOTH = Person("Bo Both", "UBOTH", "0a0a0a0a-5555-6666-7777-888888888888", "both@council.example")
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


async def taken(to: str, *served: str, person: Person = BOTH) -> list[tuple[str, str]]:
    """Which courier took a letter to somebody who alone is registered, and to which address."""
    couriers = {name: FakeCourier() for name in served}
    register = OfficeRegister(
        [Term("cumbria", "Chief Executive", "", person, date(2020, 1, 1), None, None, acts=False)]
    )
    await Post(couriers, RegisteredAddresses("T1", "Tenant"), register, ("cumbria",)).deliver(to, VIEW, "m")
    return [(name, one[0]) for name, courier in couriers.items() for one in courier.brought]


@pytest.mark.parametrize("to", ["slack:T1:UBOTH", "teams:tenant:0a0a0a0a-5555-6666-7777-888888888888"])
async def test_of_two_platforms_the_one_is_used_that_the_reader_used(to: str) -> None:
    assert await taken(to, "slack", "teams") == [(to.partition(":")[0], to)]


async def test_an_address_on_a_platform_that_is_not_served_is_skipped() -> None:
    on_teams = "teams:tenant:0a0a0a0a-5555-6666-7777-888888888888"
    assert await taken("slack:T1:UBOTH", "teams") == [("teams", on_teams)]
    assert await taken(on_teams, "slack") == [("slack", "slack:T1:UBOTH")]
    assert await taken("email::both@council.example", "teams") == [("teams", on_teams)]


async def test_who_was_never_heard_on_teams_cannot_be_written_to() -> None:
    with pytest.raises(Never, match="tell them yourself"):
        await taken("teams::jane@council.example", "teams", person=Person("Jane", teams="jane@council.example"))


async def test_letters_wait_for_a_platform_that_is_away() -> None:
    away = Away("slack")
    with pytest.raises(Later, match=r"^the desk is not connected to Slack$"):
        await Post({"slack": away}, RegisteredAddresses("T1"), None, ()).deliver("slack:T1:UANN", VIEW, "m")


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
