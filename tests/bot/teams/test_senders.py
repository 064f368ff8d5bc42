"""Who may send: only what Microsoft signed for this desk, and whatever else comes never gets further than the door."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.teams import senders
from bot.teams.endpoint import Endpoint
from bot.teams.senders import KeysAwayError, SenderCheck
from tests.fakes.served_teams import options_for, served_teams
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_api import Scripted
from tests.fakes.teams_payloads import APP_ID, OTHER_TENANT, message, personal

FORGED: dict[str, dict[str, Any]] = {
    "another audience": {"aud": "00000000-1111-2222-3333-444444444444"},
    "an audience beside it": {"aud": [f"{APP_ID}0"]},
    "no audience": {"aud": None},
    "another issuer": {"iss": "https://sts.windows.net/common/"},
    "an issuer that begins alike": {"iss": "https://api.botframework.com.evil.example"},
    "no issuer": {"iss": None},
    "over": {"exp": int(time.time()) - 600},
    "without an end": {"exp": None},
    "an end in words": {"exp": "tomorrow"},
    "not yet": {"nbf": int(time.time()) + 3600},
    "another service address": {"serviceurl": "https://smba.evil.example/teams/"},
    "no service address": {"serviceurl": None},
    "another key": {"key": "not-published"},
    "another key under a known name": {"key": "mallory", "headers": {"kid": "key-1"}},
    "an unknown name": {"headers": {"kid": "key-99"}},
    "a name that is no text": {"headers": {"kid": "\x00\n{}"}},
    "alg none": {"algorithm": "none"},
    "HS256 with the public key": {"algorithm": "HS256"},
    "a key of the sender's own": {"headers": {"jku": "https://evil.example/keys", "jwk": {"kty": "oct", "k": "AAAA"}}},
}
ACCEPTED_ALL_THE_SAME = {"a key of the sender's own"}
MALFORMED = ["x", "a.b", "a.b.c", "....", "ey.ey.ey", "\x7f", "Ä" * 30, "e30.e30.e30", "." * 5000, "e" * 30_000]


def nested(depth: int) -> str:
    """A token whose header is a list in a list in a list."""
    return base64.urlsafe_b64encode(("[" * depth).encode()).decode().rstrip("=") + ".e30.e30"


@pytest.mark.parametrize("how", [how for how in FORGED if how not in ACCEPTED_ALL_THE_SAME])
async def test_what_microsoft_did_not_sign_for_this_desk_is_401(teams: FakeTeams, how: str) -> None:
    async with served_teams(teams) as desk:
        body = message("may I?", teams.person("U1"), teams.place("U1"), teams.service_url)
        answered = await teams.post(body, token=teams.token(**FORGED[how]))
        assert answered.status == 401
        await teams.quiet(0.1)
        assert (desk.pulse.event_age, teams.shown) == (None, [])


@pytest.mark.parametrize("how", sorted(ACCEPTED_ALL_THE_SAME))
async def test_headers_of_the_token_choose_no_key(teams: FakeTeams, how: str) -> None:
    """They are passed over: the published key signed it."""
    async with served_teams(teams):
        token = teams.token(**FORGED[how])
        assert (await teams.post({"type": "typing"}, token=token)).status == 403
        assert {operation for operation, _ in teams.calls} == {"keys"}


@pytest.mark.parametrize("token", [*MALFORMED, nested(100_000)], ids=range(len(MALFORMED) + 1))
async def test_no_token_at_all_is_401(teams: FakeTeams, token: str) -> None:
    async with served_teams(teams):
        body = json.dumps(message("may I?", teams.person("U1"), teams.place("U1"), teams.service_url)).encode()
        for given_header in (f"Bearer {token}", token, "Bearer ", "", f"Basic {token}"):
            headers = {"authorization": given_header.encode("utf-8")} if given_header else {}
            answered = await teams.post_raw(body, headers)  # type: ignore[arg-type]
            assert answered.status == 401


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.dictionaries(st.sampled_from(["alg", "kid", "typ", "crit", "b64"]), st.none() | st.integers() | st.text()),
    st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)),
)
async def test_no_made_up_token_is_let_in_or_makes_it_stumble(teams: FakeTeams, header: Any, claims: Any) -> None:
    check = SenderCheck(options_for(teams))
    parts = [base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in (header, claims)]
    assert await check.claims(f"Bearer {parts[0]}.{parts[1]}.AAAA") is None
    check.close()


async def test_a_key_for_another_channel_does_not_count(teams: FakeTeams, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trap 7: keys say for which channels they may sign."""
    published = teams.signer.published()
    for endorsements, status in ((["webchat"], 401), (["msteams", "webchat"], 200), ([], 200)):
        published["keys"][0]["endorsements"] = endorsements
        monkeypatch.setattr(teams.signer, "published", lambda: published)
        async with served_teams(teams):
            assert (await teams.say("may I?")).status == status


async def test_another_tenant_is_refused(teams: FakeTeams) -> None:
    """Trap 7."""
    async with served_teams(teams) as desk:
        body = message("may I?", teams.person("U1"), teams.place("U1"), teams.service_url)
        theirs = {"conversation": body["conversation"] | {"tenantId": OTHER_TENANT}}
        mixed = {"channelData": body["channelData"] | {"tenant": {"id": OTHER_TENANT}}}
        nowhere = {"conversation": {"id": "a:1"}, "channelData": None}
        for wrong in (theirs, mixed, nowhere):
            assert (await teams.post(body | wrong)).status == 403
        assert desk.pulse.event_age is None
        in_capitals = {"conversation": body["conversation"] | {"tenantId": body["conversation"]["tenantId"].upper()}}
        assert (await teams.post(body | in_capitals)).status == 200


async def test_a_web_chat_is_not_teams(teams: FakeTeams) -> None:
    """Whoever writes there chooses their own id."""
    async with served_teams(teams):
        body = message("may I?", teams.person("U1"), teams.place("U1"), teams.service_url)
        assert (await teams.post(body | {"channelId": "webchat"})).status == 403


async def test_the_service_address_of_the_token_counts(teams: FakeTeams) -> None:
    async with served_teams(teams):
        place = teams.place("U1")
        body = message("may I?", teams.person("U1"), place, teams.service_url.rstrip("/"))
        assert (await teams.post(body)).status == 200
        elsewhere = message("may I?", teams.person("U1"), place, "https://evil.example/teams/")
        assert (await teams.post(elsewhere)).status == 401
        for nothing in (None, ["https://evil.example"], {"a": 1}):
            assert (await teams.post(body | {"serviceUrl": nothing})).status == 401
        del body["serviceUrl"]
        body["id"] = "another"
        assert (await teams.post(body)).status == 200
        await teams.until(lambda: len(teams.shown) == 2)


async def test_slow_keys_leave_the_loop_free(teams: FakeTeams) -> None:
    """Trap 2: other requests are answered while the keys are fetched."""
    teams.key_delay, longest = 1.5, 0.0
    async with served_teams(teams) as desk:
        web = FastAPI()
        web.get("/health")(lambda: {"status": "ok"})
        web.post("/api/messages")(Endpoint(desk, SenderCheck(options_for(teams))).__call__)
        transport = httpx.ASGITransport(app=web)
        async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
            asked = asyncio.create_task(teams.say("may I?"))
            while not asked.done():
                begun = time.monotonic()
                assert (await client.get("/health")).status_code == 200
                longest = max(longest, time.monotonic() - begun)
                await asyncio.sleep(0.01)
    assert (asked.result().status, asked.result().took > 1.4) == (200, True)
    assert longest < 0.5


@pytest.mark.parametrize(
    "away",
    [Scripted(500, "no"), Scripted(200, "<html>"), Scripted(200, "[]"), Scripted(200, {"keys": []}), Scripted(302)],
    ids=["500", "no JSON", "a list", "no keys", "elsewhere"],
)
async def test_keys_that_cannot_be_read_are_our_trouble_not_the_senders(teams: FakeTeams, away: Scripted) -> None:
    async with served_teams(teams):
        teams.script("keys", away)
        assert (await teams.say("may I?")).status == 503
        assert (await teams.say("may I?")).status == 200


async def test_keys_that_hang_are_given_up(teams: FakeTeams) -> None:
    teams.script("keys", Scripted(after=float("inf")))
    async with served_teams(teams, check_within=0.3):
        answered = await teams.say("may I?")
        assert (answered.status, answered.took < 1) == (503, True)


async def test_a_key_server_that_is_not_there(teams: FakeTeams) -> None:
    check = SenderCheck(options_for(teams, openid="http://127.0.0.1:9/v1/.well-known/openidconfiguration"))
    with pytest.raises(KeysAwayError):
        await check.claims(f"Bearer {teams.token()}")
    check.close()


async def test_a_new_key_is_found(teams: FakeTeams, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyJWT asks again for an unknown key, but not more often than twice a minute."""
    async with served_teams(teams):
        assert (await teams.say("may I?")).status == 200
        teams.signer.rotate()
        assert (await teams.say("may I?")).status == 401
        monkeypatch.setattr("jwt.jwks_client.time", SimpleNamespace(monotonic=lambda: time.monotonic() + 31))
        assert (await teams.say("may I?")).status == 200
    assert teams.key_fetches == 2


async def test_bad_tokens_do_not_multiply_fetches(teams: FakeTeams) -> None:
    async with served_teams(teams):
        body = message("may I?", teams.person("U1"), personal(teams.person("U1")), teams.service_url)
        for number in range(8):
            assert (await teams.post(body, token=teams.token(headers={"kid": f"unknown-{number}"}))).status == 401
    assert teams.key_fetches <= 2


async def test_a_token_that_was_good_is_not_good_for_ever(teams: FakeTeams, monkeypatch: pytest.MonkeyPatch) -> None:
    check = SenderCheck(options_for(teams))
    token = f"Bearer {teams.token(exp=int(time.time()) + 2)}"
    assert await check.claims(token)
    assert await check.claims(token)
    monkeypatch.setattr(senders, "time", SimpleNamespace(time=lambda: time.time() + 2))
    monkeypatch.setattr("jwt.api_jwt.datetime", _Later)
    assert await check.claims(token) is None
    check.close()


class _Later(datetime):
    """A clock for PyJWT that is past all leeway."""

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return datetime.now(tz) + timedelta(seconds=2 + senders.LEEWAY + 60)


async def test_no_more_tokens_are_remembered_than_there_is_room_for(teams: FakeTeams) -> None:
    check = SenderCheck(options_for(teams))
    for number in range(senders._KNOWN + 5):
        assert await check.claims(f"Bearer {teams.token(jti=str(number))}")
    assert len(check._known) == senders._KNOWN
    check.close()
