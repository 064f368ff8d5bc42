"""What comes to /api/messages: bounded, read after its sender is known, acknowledged at once, and done once."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.teams import endpoint
from bot.teams.wording import WORKING
from handlers import wording
from tests.fakes import teams_payloads as payloads
from tests.fakes.answers import TEXT, ScriptedAnswers
from tests.fakes.memory import FakeMemory
from tests.fakes.served_teams import served_teams
from tests.fakes.teams import FakeTeams

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
FIELDS = ["type", "id", "channelId", "serviceUrl", "from", "recipient", "conversation", "entities", "channelData",
          "text", "textFormat", "value", "replyToId", "name", "action"]  # fmt: skip
NO_ACTIVITY = [b"", b"no JSON", b"[]", b"null", b"1" * 5000, b'"text"', b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000]


def headers(teams: FakeTeams, token: str | None = None) -> dict[str, str]:
    return {"authorization": f"Bearer {teams.token() if token is None else token}"}


def said(teams: FakeTeams, text: str = "may I?", user: str = "U1") -> payloads.Payload:
    return payloads.message(text, teams.person(user), teams.place(user), teams.service_url)


@pytest.mark.parametrize("body", NO_ACTIVITY, ids=range(len(NO_ACTIVITY)))
async def test_nothing_is_read_before_the_sender_is_known(teams: FakeTeams, body: bytes) -> None:
    """Trap 3."""
    async with served_teams(teams):
        assert (await teams.post_raw(body, headers(teams, teams.token(aud="x")))).status == 401
        assert (await teams.post_raw(body, {})).status == 401
        assert (await teams.post_raw(body, headers(teams))).status == 400


async def test_the_length_is_said_and_bounded(teams: FakeTeams) -> None:
    """Trap 3."""
    large = json.dumps(said(teams) | {"text": "x" * endpoint.LARGEST_REQUEST}).encode()
    async with served_teams(teams):
        for signed in (headers(teams), {}):
            assert (await teams.post_raw(large, signed)).status == 413
            assert (await teams.post_raw(b"{}", signed | {"content-length": "9" * 400})).status == 413
            for wrong in ("", "-1", "1e3", "0x10", "ten"):
                assert (await teams.post_raw(b"{}", signed | {"content-length": wrong})).status == 411
        assert (await teams.post_raw(large, headers(teams) | {"content-length": "2"})).status == 413


async def test_what_the_desk_does_not_know_is_acknowledged_and_logged(
    teams: FakeTeams, caplog: pytest.LogCaptureFixture
) -> None:
    """Trap 4."""
    person, place = teams.person("U1"), teams.place("U1")
    unknown = [
        payloads.typing(person, place, teams.service_url),
        payloads.reaction("like", "1", person, place, teams.service_url),
        payloads.members_added(["29:x"], person, place, teams.service_url),
        payloads.activity("secret-words \n", person, place, teams.service_url),
        payloads.invoke("task/fetch", {"a": "secret-words"}, person, place, teams.service_url),
        payloads.invoke("composeExtension/query", None, person, place, teams.service_url),
        payloads.feedback("like", "secret-words", "1", person, place, teams.service_url),
    ]
    with caplog.at_level(logging.INFO):
        async with served_teams(teams):
            for one in unknown:
                answered = await teams.post(one)
                assert (answered.status, answered.body) == (200, "")
    passed = [one for one in caplog.records if one.message == "activity_passed_over"]
    assert len(passed) == len(unknown)
    assert all("\n" not in str(vars(one)["fields"]) for one in passed)
    assert not teams.shown


@pytest.mark.parametrize("missing", ["from", "conversation", "recipient", "id", "entities", "channelData", "text"])
@pytest.mark.parametrize("kind", ["message", "invoke", "installationUpdate"])
async def test_whatever_is_missing_is_no_error(teams: FakeTeams, missing: str, kind: str) -> None:
    """Trap 4."""
    person, place = teams.person("U1"), teams.place("U1")
    whole = said(teams) | {"type": kind, "name": "adaptiveCard/action", "action": "add"}
    without = {name: value for name, value in whole.items() if name != missing}
    nested = {name: value for name, value in whole["conversation"].items() if name == "tenantId"}
    async with served_teams(teams):
        teams.join(place, person.key)
        assert (await teams.post(without)).status in {200, 403}
        assert (await teams.post(whole | {"conversation": nested})).status == 200
        odd: list[Any] = [None, [], "text", 7, {}]
        for strange in odd:
            assert (await teams.post(whole | {missing: strange, "id": f"{strange}"})).status in {200, 403}


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS[2:]), JSON, max_size=4), st.sampled_from(["message", "invoke"]))
async def test_no_activity_makes_it_stumble(teams: FakeTeams, strange: dict[str, Any], kind: str) -> None:
    teams.strict = False
    async with served_teams(teams):
        whole = said(teams) | {"type": kind, "name": "adaptiveCard/action"}
        assert (await teams.post(whole | strange)).status in {200, 401, 403}


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(JSON, JSON, st.sampled_from(["answer_section", "answer_ask", "answer_share_there", "answer_person_form", "x"]))
async def test_no_pressed_value_makes_it_stumble(teams: FakeTeams, value: Any, other: Any, button: str) -> None:
    """Whatever a card claims to carry: a word about it, never an error of ours."""
    async with served_teams(teams, contact="29:nobody"):
        await teams.say("may I?")
        await teams.until(lambda: teams.shown)
        for data in (value, {"desk": button, "v": value, "words": other}, {"desk": other, "v": json.dumps(value)}):
            for kind in ("Action.Execute", "Action.Submit"):
                pressed = await teams.press_action(teams.shown[0], {"type": kind, "verb": "v", "data": data})
                assert pressed.status == 200


async def test_a_message_is_answered_once(teams: FakeTeams) -> None:
    answers, memory, body = ScriptedAnswers(), FakeMemory(), said(teams)
    async with served_teams(teams, answers, memory):
        await asyncio.gather(*(teams.post(body) for _ in range(5)))
        await teams.until(lambda: teams.shown)
        await teams.quiet()
    async with served_teams(teams, answers, memory):
        assert (await teams.post(body)).status == 200
        await teams.quiet()
    assert (len(answers.questions), len(teams.shown)) == (1, 1)


async def test_the_same_id_in_another_chat_is_another_message(teams: FakeTeams) -> None:
    async with served_teams(teams):
        for user in ("U1", "U2"):
            await teams.post(said(teams, user=user) | {"id": "1"})
        await teams.until(lambda: len(teams.shown) == 2)


async def test_an_action_is_done_once_and_its_repeat_gets_the_same_answer(teams: FakeTeams) -> None:
    """One after the other and at the same time; but nobody gets the answer to somebody else."""
    async with served_teams(teams) as desk:
        done: list[str] = []
        desk.memory.record_feedback = lambda *_: done.append("rated")  # type: ignore[method-assign]
        data = {"desk": "answer_feedback", "v": '{"v":1,"a":"trafford","c":[],"h":true}'}
        place = payloads.group_chat()
        teams.join(place, "U1", "U2")

        def pressed(user: str) -> payloads.Payload:
            return payloads.execute({"data": data}, "1", teams.person(user), place, teams.service_url) | {"id": "f:1"}

        answered = await asyncio.gather(*(teams.post(pressed("U1")) for _ in range(4)))
        again = await teams.post(pressed("U1"))
        assert {json.dumps(one.body) for one in (*answered, again)} == {json.dumps(again.body)}
        assert done == ["rated"]
        await teams.post(pressed("U2"))
        assert done == ["rated", "rated"]


async def test_a_slow_answer_is_acknowledged_at_once_and_given_at_the_end(teams: FakeTeams) -> None:
    """Trap 5; whoever ends the desk waits for what is in hand."""
    async with served_teams(teams, ScriptedAnswers(slow=1.0)):
        answered = await teams.say("may I?")
        assert (answered.status, answered.took < 0.5, teams.shown) == (200, True, [])
    assert TEXT in teams.read()


async def test_a_slow_card_is_put_where_it_was_asked_for(teams: FakeTeams) -> None:
    async with served_teams(teams, answer_within=0.2) as desk:
        await teams.say("may I?")
        await teams.until(lambda: teams.shown)
        message = teams.last()
        desk.answers.person = lambda _: _after(0.5)  # type: ignore[method-assign, assignment]
        data = {"desk": "answer_person", "v": '{"v":1,"k":"person","a":"trafford"}'}
        answered = await teams.execute("v", data, message)
        assert answered.body["value"] == WORKING
        assert answered.took < 0.5
        await teams.until(lambda: message.edits)
        assert wording.no_contact("Trafford Council") in teams.read()


def _after(seconds: float) -> Any:
    time.sleep(seconds)
    return ScriptedAnswers().person("trafford")


async def test_the_desk_answers_when_its_memory_does_not_work(teams: FakeTeams) -> None:
    class Broken(FakeMemory):
        def first_time(self, delivery: str) -> bool:
            raise sqlite3.OperationalError("disk is full")

    async with served_teams(teams, ScriptedAnswers(), Broken()):
        await teams.say("may I?")
        await teams.until(lambda: teams.shown)
    assert TEXT in teams.read()


async def test_halves_of_characters_and_nulls_do_no_harm(teams: FakeTeams) -> None:
    answers = ScriptedAnswers()
    async with served_teams(teams, answers):
        await teams.say("may \ud800 I \x00?")
        await teams.until(lambda: teams.shown)
    assert answers.questions[0].text == "may ? I \x00?"


async def test_the_log_holds_no_words_and_no_tokens(teams: FakeTeams, caplog: pytest.LogCaptureFixture) -> None:
    answers = ScriptedAnswers()
    answers.fault = ValueError("seldom-said words")
    with caplog.at_level(logging.DEBUG):
        async with served_teams(teams, answers):
            await teams.say("seldom-said words")
            await teams.until(lambda: teams.shown)
            answers.fault = None
            await teams.say("seldom-said words")
            await teams.until(lambda: len(teams.shown) == 2)
            await teams.post(said(teams, "seldom-said words"), token=teams.token(aud="x"))
    written = "\n".join(f"{one.getMessage()} {vars(one)}" for one in caplog.records)
    assert "listener_failed" in written
    assert "seldom-said" not in written
    assert "eyJ" not in written
