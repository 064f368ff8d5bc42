"""The fake is a judge in all tests of Teams, so it is tried itself: it must refuse what Teams refuses."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import jwt
import pytest

from tests.fakes import teams_payloads as payloads
from tests.fakes.teams import Desk, FakeTeams
from tests.fakes.teams_api import CARD, HANGING, Scripted, throttled
from tests.fakes.teams_tokens import SCOPE, SECRET, LoginOverLoopback
from tests.fakes.teams_view import ClientRefusalError, filled, find, labels, words

FIELD = {
    "type": "Input.Text",
    "id": "why",
    "label": "Why",
    "isRequired": True,
    "errorMessage": "Say why",
    "maxLength": 9,
}
CHOICE = {
    "type": "Input.ChoiceSet",
    "id": "to",
    "label": "To whom",
    "wrap": True,
    "choices": [{"title": "The officer", "value": "o"}, {"title": "The leader", "value": "l"}],
}
INNER = {
    "type": "AdaptiveCard",
    "body": [FIELD],
    "actions": [{"type": "Action.Execute", "title": "Send", "verb": "send", "data": {"desk": "send"}}],
}
CARDS: dict[str, Any] = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "fallbackText": "The clause",
    "body": [
        {"type": "TextBlock", "text": r"3\.1 What \*must\* be", "wrap": True},
        {
            "type": "RichTextBlock",
            "inlines": [{"type": "TextRun", "text": "An *exact* quote."}, {"type": "TextRun", "text": "!"}],
        },
        {"type": "FactSet", "facts": [{"title": "Status", "value": "Adopted"}]},
        CHOICE,
        {
            "type": "Container",
            "items": [
                {"type": "TextBlock", "text": "Second request", "wrap": True},
                {"type": "ActionSet", "actions": [{"type": "Action.Submit", "title": "Open", "data": {"v": "2"}}]},
            ],
        },
    ],
    "actions": [
        {"type": "Action.Submit", "title": "Open", "data": {"desk": "open", "v": "1"}},
        {"type": "Action.ShowCard", "title": "Ask", "card": INNER},
    ],
}
MESSAGE = {
    "type": "message",
    "summary": "The clause",
    "attachments": [{"contentType": CARD, "content": CARDS}],
}


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with FakeTeams() as fake:
        fake.strict = False
        yield fake


@pytest.fixture
async def connector(teams: FakeTeams) -> AsyncIterator[httpx.AsyncClient]:
    signed = {"authorization": f"Bearer {teams.signer.bot_token()}"}
    async with httpx.AsyncClient(base_url=f"{teams.service_url}v3/", headers=signed, timeout=10) as client:
        yield client


def echoing(answer: dict[str, Any] | None = None) -> Desk:
    """A desk that answers everything alike."""

    def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=answer) if answer is not None else httpx.Response(200)

    return Desk(transport=httpx.MockTransport(respond))


async def sent(teams: FakeTeams, connector: httpx.AsyncClient, place: payloads.Place | None = None) -> str:
    where = teams.place("U1", place)
    response = await connector.post(f"conversations/{where.conversation}/activities", json=MESSAGE)
    assert response.status_code == 201
    return str(response.json()["id"])


async def test_the_desk_may_begin_a_personal_chat_by_either_id(teams: FakeTeams, connector: httpx.AsyncClient) -> None:
    someone = teams.person("U2")
    for member in (someone.id, someone.object_id):
        body = {"members": [{"id": member}], "tenantId": payloads.TENANT}
        answer = await connector.post("conversations", json=body)
        assert (answer.status_code, answer.json()["id"]) == (201, payloads.personal(someone).id)


async def test_it_refuses_a_chat_with_those_who_have_not_the_app(
    teams: FakeTeams, connector: httpx.AsyncClient
) -> None:
    body = {"members": [{"id": teams.person("U2").id}], "tenantId": payloads.TENANT}
    teams.without_app.add("U2")
    assert (await connector.post("conversations", json=body)).status_code == 403
    assert (await connector.post("conversations", json=body | {"tenantId": "other"})).status_code == 400
    assert (await connector.post("conversations", json=body | {"members": [{"id": "29:no"}]})).status_code == 400


async def test_it_keeps_messages_edits_and_deletions(teams: FakeTeams, connector: httpx.AsyncClient) -> None:
    message = await sent(teams, connector)
    at = f"conversations/{teams.last().conversation}/activities/{message}"
    assert teams.read().startswith("3.1 What *must* be\nAn *exact* quote.!\nStatus Adopted\nTo whom")
    assert (await connector.put(at, json=MESSAGE | {"summary": "Changed"})).status_code == 200
    assert (teams.last().summary, teams.last().edits[0]["summary"]) == ("Changed", "The clause")
    assert (await connector.delete(at)).status_code == 200
    assert not teams.messages()
    assert (await connector.put(at, json=MESSAGE)).status_code == 404
    assert not teams.problems


async def test_a_message_to_a_channel_begins_a_thread_unless_it_says_which(
    teams: FakeTeams, connector: httpx.AsyncClient
) -> None:
    message = await sent(teams, connector, payloads.channel("C1"))
    assert teams.shown[-1].place.thread == message
    await sent(teams, connector, payloads.channel("C1", "77"))
    assert teams.shown[-1].place.thread == "77"
    assert len(teams.messages("U1", payloads.channel("C1"))) == 2


async def test_it_knows_who_is_where(teams: FakeTeams, connector: httpx.AsyncClient) -> None:
    place = payloads.group_chat("G1")
    teams.join(place, "U1", "U2", "U3")
    someone = teams.person("U2")
    answer = await connector.get(f"conversations/{place.id}/members/{someone.id}")
    assert answer.json()["objectId"] == someone.object_id
    teams.leave(place, "U2")
    assert (await connector.get(f"conversations/{place.id}/members/{someone.id}")).status_code == 404
    page = (await connector.get(f"conversations/{place.id}/pagedMembers", params={"pageSize": 1})).json()
    rest = {"continuationToken": page["continuationToken"]}
    rest_page = (await connector.get(f"conversations/{place.id}/pagedMembers", params=rest)).json()
    assert len(page["members"]) == len(rest_page["members"]) == 1
    assert "continuationToken" not in rest_page


@pytest.mark.parametrize("token", ["", "Bearer x"])
async def test_it_refuses_calls_without_its_own_token(teams: FakeTeams, token: str) -> None:
    teams.place("U1")
    async with httpx.AsyncClient(headers={"authorization": token}) as stranger:
        answer = await stranger.post(f"{teams.service_url}v3/conversations/a:1/activities", json=MESSAGE)
    assert answer.status_code == 401
    assert teams.problems


async def test_it_refuses_what_is_too_large(teams: FakeTeams, connector: httpx.AsyncClient) -> None:
    place = teams.place("U1")
    long = {"type": "message", "summary": "s", "text": "x" * 51_200}
    answer = await connector.post(f"conversations/{place.id}/activities", json=long)
    assert answer.status_code == 413
    assert teams.problems
    assert (await connector.post("conversations/a:404/activities", json=MESSAGE)).status_code == 404


async def test_it_fails_as_told(teams: FakeTeams, connector: httpx.AsyncClient) -> None:
    at = f"conversations/{teams.place('U1').id}/activities"
    teams.script("send", throttled(2), Scripted(502, "Bad gateway", done=True), HANGING)
    refused = await connector.post(at, json=MESSAGE)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "2")
    assert not teams.shown
    assert (await connector.post(at, json=MESSAGE)).status_code == 502
    assert len(teams.shown) == 1
    with pytest.raises(httpx.ReadTimeout):
        await connector.post(at, json=MESSAGE, timeout=0.5)
    assert len(teams.shown) == 1


async def test_the_keys_may_be_slow_and_are_counted(teams: FakeTeams) -> None:
    teams.key_delay = 0.2
    begun = time.monotonic()
    client = jwt.PyJWKClient(f"{teams.base}/v1/.well-known/keys")
    key = await asyncio.to_thread(client.get_signing_key_from_jwt, teams.token())
    assert time.monotonic() - begun >= 0.2
    assert teams.key_fetches == 1
    claims = jwt.decode(teams.token(), key.key, ["RS256"], audience=payloads.APP_ID)
    assert claims["serviceurl"] == teams.service_url
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(teams.token(key="other"), key.key, ["RS256"], audience=payloads.APP_ID)
    for forged in ("none", "HS256"):
        with pytest.raises(jwt.InvalidAlgorithmError):
            jwt.decode(teams.token(algorithm=forged), key.key, ["RS256"], audience=payloads.APP_ID)
    assert "exp" not in jwt.decode(teams.token(exp=None), options={"verify_signature": False})


@pytest.mark.parametrize(("secret", "error"), [(SECRET, None), ("bad-secret", "invalid_client")])
async def test_msal_can_sign_in(teams: FakeTeams, secret: str, error: str | None) -> None:
    login = LoginOverLoopback(teams.base)
    authority = f"https://login.microsoftonline.com/{payloads.TENANT}"

    from msal import ConfidentialClientApplication

    def sign_in() -> dict[str, Any]:
        app = ConfidentialClientApplication(payloads.APP_ID, secret, authority, http_client=login)
        answer: dict[str, Any] = app.acquire_token_for_client([SCOPE])
        return answer

    answer = await asyncio.to_thread(sign_in)
    login.close()
    assert answer.get("error") == error
    assert (answer.get("access_token") in teams.signer.bot_tokens) == (error is None)


async def test_buttons_send_what_is_typed(teams: FakeTeams, connector: httpx.AsyncClient) -> None:
    teams.desk = echoing()
    await sent(teams, connector)
    assert teams.labels() == ["Open", "Open", "Ask", "Send"]
    pressed = await teams.press(teams.last(), "Open", inputs={"To whom": "The leader"}, beside="Second")
    assert pressed.activity["value"] == {"v": "2", "to": "l"}
    assert "text" not in pressed.activity
    assert pressed.activity["replyToId"] == teams.last().id


async def test_a_card_in_an_answer_stands_until_a_reload(teams: FakeTeams, connector: httpx.AsyncClient) -> None:
    answer = {"statusCode": 200, "type": CARD, "value": INNER | {"version": "1.5", "fallbackText": "f"}}
    teams.desk = echoing(answer)
    await sent(teams, connector)
    pressed = await teams.press(teams.last(), "Send", inputs={"Why": "Because"})
    action = pressed.activity["value"]["action"]
    assert (action["verb"], action["data"]) == ("send", {"desk": "send", "why": "Because"})
    assert teams.read() == "Why"
    assert "Status" in words(teams.last().seen("U2"))
    teams.reload()
    assert "Status" in teams.read()
    teams.desk = echoing({"ok": True})
    await teams.press(teams.last(), "Send", inputs={"Why": "Because"})
    assert teams.problems


@pytest.mark.parametrize("value", ["", "more than nine"])
async def test_the_client_refuses_what_the_card_refuses(value: str) -> None:
    found = find(CARDS, "Send")
    with pytest.raises(ClientRefusalError, match="Say why"):
        filled(found, {"Why": value})
    assert filled(found, {"Why": value}, checked=False)["why"] == value


def test_an_unknown_button_or_input_is_a_failure() -> None:
    with pytest.raises(AssertionError, match="no action 'Shout' beside '' among"):
        find(CARDS, "Shout")
    with pytest.raises(AssertionError, match="no input"):
        filled(find(CARDS, "Open"), {"Why": "it is another card's"})
    assert labels(INNER) == ["Send"]


async def test_late_answers_fail_the_test() -> None:
    fake = await FakeTeams().__aenter__()
    fake.desk = echoing()
    fake.delivered.append(replace(await fake.say("May I?"), took=60.0))
    with pytest.raises(AssertionError, match="not answered"):
        await fake.__aexit__(None, None, None)


@pytest.mark.parametrize("place", [payloads.group_chat(), payloads.channel(), payloads.channel("C1", "77")])
async def test_in_company_the_desk_is_mentioned(teams: FakeTeams, place: payloads.Place) -> None:
    teams.desk = echoing()
    said = (await teams.say("A < B & C", place=place)).activity
    assert said["text"] == "<at>Protocol Desk</at> A < B & C\n"
    assert "A &lt; B &amp; C" in said["attachments"][0]["content"]
    assert said["entities"][0]["mentioned"]["id"] == f"28:{payloads.APP_ID}"
    if place.kind == "channel":
        assert said["conversation"]["id"] == f"{place.id};messageid={place.thread or said['id']}"
        assert said["channelData"]["channel"]["id"] == place.id


async def test_the_sdk_reads_every_activity() -> None:
    from microsoft_teams.api.activities import ActivityTypeAdapter

    someone, url = payloads.person(), "https://smba.example/teams/"
    places = (payloads.personal(someone), payloads.group_chat(), payloads.channel())
    for place in places:
        for made in (
            payloads.message("May I?", someone, place, url),
            payloads.submit({"v": "1"}, "1", someone, place, url),
            payloads.execute({"verb": "send", "data": {"desk": "send"}}, "1", someone, place, url),
            payloads.feedback("like", "Good", "1", someone, place, url),
            payloads.installed(someone, place, url),
            payloads.members_added([payloads.BOT["id"]], someone, place, url),
            payloads.typing(someone, place, url),
            payloads.reaction("like", "1", someone, place, url),
        ):
            read = ActivityTypeAdapter.validate_python(json.loads(json.dumps(made)))
            assert read.type == made["type"]
            assert read.from_.aad_object_id == someone.object_id
            assert read.conversation.tenant_id == payloads.TENANT
