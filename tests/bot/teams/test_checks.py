"""What the doctor finds out about Teams."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from bot.teams.checks import check_teams
from bot.teams.credentials import Credentials
from bot.teams.endpoint import Endpoint
from bot.teams.senders import SenderCheck
from bot.web.app import listening
from tests.fakes.served_teams import options_for, served_teams
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_tokens import SECRET, LoginOverLoopback


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with FakeTeams() as fake:
        yield fake


def _credentials(teams: FakeTeams, secret: str = SECRET) -> Credentials:
    return Credentials(options_for(teams, secret=secret), LoginOverLoopback(teams.base))


async def test_credentials_and_keys_are_tried(teams: FakeTeams) -> None:
    contact = "19:abc@thread.tacv2"
    options = options_for(teams, contact=contact, channel_authorities={contact: "lydney"})
    checks = {one.name: one for one in await check_teams(options, _credentials(teams), None)}
    assert [name for name, one in checks.items() if not one.ok] == ["Public address"]
    assert "PROTOCOL_DESK_TEAMS_PUBLIC_URL" in checks["Public address"].remedy
    assert "1 that requests" in checks["Keys"].what
    assert "lydney" in checks["Channel"].what
    assert contact in checks["Contact"].what


async def test_a_wrong_secret_is_found_with_its_remedy(teams: FakeTeams) -> None:
    checks = {one.name: one for one in await check_teams(options_for(teams), _credentials(teams, "wrong"), None)}
    assert not checks["Credentials"].ok
    assert "PROTOCOL_DESK_TEAMS_CLIENT_SECRET" in checks["Credentials"].remedy
    assert "wrong" not in checks["Credentials"].what + checks["Credentials"].remedy


async def test_what_cannot_be_reached_is_said(teams: FakeTeams) -> None:
    options = options_for(teams, openid="http://127.0.0.1:1/openid")
    unreachable = Credentials(options, LoginOverLoopback("http://127.0.0.1:1"))
    checks = {one.name: one for one in await check_teams(options, unreachable, "http://127.0.0.1:1")}
    assert [name for name, one in checks.items() if not one.ok] == ["Credentials", "Keys", "Public address"]
    assert all(one.remedy for one in checks.values() if not one.ok)


async def test_the_public_address_is_tried_where_microsoft_writes_to(teams: FakeTeams) -> None:
    """And nowhere else: a proxy need pass on nothing but that."""
    web = FastAPI()
    senders = SenderCheck(options_for(teams))
    async with served_teams(teams) as desk:
        web.post("/api/messages")(Endpoint(desk, senders).__call__)
        async with listening(web, "127.0.0.1", 0) as port:
            address = f"http://127.0.0.1:{port}"
            checks = {one.name: one for one in await check_teams(options_for(teams), _credentials(teams), address)}
    senders.close()
    assert checks["Public address"].ok


async def test_another_server_under_the_public_address_is_no_desk(teams: FakeTeams) -> None:
    teams.strict = False  # the fake has no such address, and would complain
    checks = {one.name: one for one in await check_teams(options_for(teams), _credentials(teams), teams.base)}
    assert not checks["Public address"].ok
    assert "/api/messages answers 404" in checks["Public address"].what


async def test_a_desk_that_lets_everybody_in_is_never_well(teams: FakeTeams) -> None:
    checks = await check_teams(options_for(teams, unauthenticated=True), _credentials(teams), None)
    assert (checks[0].name, checks[0].ok) == ("Authentication", False)
