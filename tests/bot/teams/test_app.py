"""Buttons and words find their listener; what goes wrong is told, logged without words, and told to nobody else."""

from __future__ import annotations

import logging
import time
from typing import Any

import pytest

from bot.teams.wording import IN_OUR_CHAT, NO_CHAT, WORKING
from handlers import wording
from handlers.messages import Notice
from handlers.neutrality import form_wording as neutrality_said
from handlers.requests import form_wording as request_said
from knowledge.errors import QuotationError
from tests.fakes.answers import TEXT, ScriptedAnswers
from tests.fakes.served_teams import served_teams
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_api import Shown
from tests.fakes.teams_payloads import Place, channel, group_chat
from tests.fakes.teams_view import labels, words

SECRET = "seldom-said words"
PERSON = {"desk": "answer_person", "v": '{"v":1,"k":"person","a":"trafford"}'}


async def asked(teams: FakeTeams, place: Place | None = None) -> Shown:
    """An answer to somebody's question."""
    await teams.say("may I?", "U1", place)
    await teams.until(lambda: teams.messages("U1", place))
    return teams.last("U1", place)


def fails(*_: Any) -> Any:
    raise ValueError(SECRET)


def slowly(given: Any) -> Any:
    def slow(*_: Any) -> Any:
        time.sleep(0.5)
        return given() if callable(given) else given

    return slow


@pytest.mark.parametrize("kind", ["Action.Submit", "Action.Execute"])
async def test_what_nobody_foresaw_is_told_and_logged_without_words(
    teams: FakeTeams, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    async with served_teams(teams) as desk:
        message = await asked(teams)
        desk.answers.person = fails  # type: ignore[method-assign, assignment]
        with caplog.at_level(logging.DEBUG):
            answered = await teams.press_action(message, {"type": kind, "verb": "v", "data": PERSON})
            await teams.quiet(0.1)
    told = words(answered.card) if kind == "Action.Execute" else teams.read()
    assert told == wording.WENT_WRONG
    (failed,) = [one for one in caplog.records if one.message == "listener_failed"]
    assert vars(failed)["fields"] == {"error": "ValueError", "where": vars(failed)["fields"]["where"]}
    assert vars(failed)["fields"]["where"].startswith("test_app.py:")
    assert SECRET not in "".join(f"{one.getMessage()} {vars(one)}" for one in caplog.records)


async def test_a_quotation_that_does_not_match_is_not_shown(teams: FakeTeams) -> None:
    async with served_teams(teams) as desk:
        message = await asked(teams)

        def wrong(_: str) -> Any:
            raise QuotationError("it differs")

        desk.answers.section = wrong  # type: ignore[method-assign, assignment]
        await teams.press(message, wording.SHOW_SECTION)
        await teams.until(lambda: len(teams.shown) == 2)
    assert teams.read() == "\n".join(wording.MISMATCH)


@pytest.mark.parametrize("kind", ["Action.Submit", "Action.Execute"])
@pytest.mark.parametrize("place", [channel(), group_chat()], ids=["channel", "group chat"])
async def test_what_is_private_goes_to_the_chat_alone(teams: FakeTeams, place: Place, kind: str) -> None:
    async with served_teams(teams, contact=channel("help").id):
        message = await asked(teams, place)
        answered = await teams.press_action(message, {"type": kind, "verb": "v", "data": PERSON})
        await teams.until(lambda: teams.messages("U1"))
        await teams.quiet(0.1)
        assert wording.PERSON_MODAL_TITLE in teams.read("U1")
        said = [words(one.card) for one in teams.messages("U1", place)]
        assert not any(wording.PERSON_MODAL_TITLE in one for one in said)
        if kind == "Action.Submit":
            assert said[1:] == [IN_OUR_CHAT]
        else:
            assert (answered.body["value"], len(said)) == (IN_OUR_CHAT, 1)
        assert not message.edits


async def test_who_cannot_be_written_to_is_told_how_where_they_asked(teams: FakeTeams) -> None:
    teams.without_app.add("U1")
    async with served_teams(teams, contact=channel("help").id):
        message = await asked(teams, channel())
        await teams.press(message, wording.ASK_A_PERSON)
        await teams.until(lambda: len(teams.messages("U1", channel())) == 2)
        await teams.quiet(0.1)
    assert teams.read("U1", channel()) == NO_CHAT
    assert not teams.messages("U1")


async def test_a_slow_card_for_one_reader_never_takes_the_place_of_an_answer_to_all(teams: FakeTeams) -> None:
    async with served_teams(teams, answer_within=0.1) as desk:
        message = await asked(teams, channel())
        desk.answers.person = slowly(Notice("Whom to ask", ("The clerk.",)))  # type: ignore[method-assign]
        answered = await teams.execute("v", PERSON, message)
        assert answered.body["value"] == WORKING
        await teams.until(lambda: teams.messages("U1"))
    assert teams.read("U1") == "Whom to ask\nThe clerk."
    assert not message.edits


async def test_a_slow_failure_in_a_channel_is_told_to_whoever_pressed_alone(teams: FakeTeams) -> None:
    async with served_teams(teams, answer_within=0.1) as desk:
        message = await asked(teams, channel())
        desk.answers.person = slowly(fails)  # type: ignore[method-assign]
        await teams.execute("v", PERSON, message)
        await teams.until(lambda: teams.messages("U1") or message.edits)
    assert TEXT in words(message.card)
    assert teams.read("U1") == wording.WENT_WRONG


@pytest.mark.parametrize("name", ["answer_of_old", "", "role", "\u202e"])
async def test_a_button_that_the_desk_does_not_know_is_out_of_date(teams: FakeTeams, name: str) -> None:
    async with served_teams(teams):
        message = await asked(teams)
        await teams.press_action(message, {"type": "Action.Submit", "data": {"desk": name, "v": "{}"}})
        answered = await teams.execute("v", {"desk": name, "v": "{}"}, message)
        assert words(answered.card) == wording.BUTTON_OUT_OF_DATE
        if name:
            await teams.until(lambda: len(teams.shown) == 2)
            assert teams.read() == wording.BUTTON_OUT_OF_DATE


async def test_a_value_that_the_desk_does_not_know_is_out_of_date(teams: FakeTeams) -> None:
    async with served_teams(teams):
        message = await asked(teams)
        for value in ("", "{}", '{"v":99}', '{"v":1,"k":"others","a":"atlantis"}'):
            before = len(teams.shown)
            await teams.press_action(message, {"type": "Action.Submit", "data": {"desk": "answer_others", "v": value}})
            await teams.until(lambda before=before: len(teams.shown) > before)  # type: ignore[misc]
            assert teams.read() == wording.BUTTON_OUT_OF_DATE


@pytest.mark.parametrize(
    ("said", "told"), [("requests", request_said.NOT_SET_UP), ("neutrality", neutrality_said.NOT_SET_UP)]
)
async def test_what_is_not_set_up_says_so_in_private(teams: FakeTeams, said: str, told: str) -> None:
    async with served_teams(teams):
        await teams.say(said, "U1", channel())
        await teams.until(lambda: len(teams.shown) == 2)
    assert teams.read("U1") == told
    assert teams.read("U1", channel()) == IN_OUR_CHAT


async def test_a_rating_is_noted_without_the_person(teams: FakeTeams) -> None:
    async with served_teams(teams) as desk:
        message = await asked(teams)
        await teams.press(message, wording.NOT_HELPFUL)
        await teams.until(lambda: len(teams.shown) == 2)
    assert teams.read() == wording.THANKS_NOT_HELPFUL
    assert desk.memory.feedback == [  # type: ignore[attr-defined]
        ("trafford", ("trafford/10.1", "trafford/10.2", "trafford/10.1p"), False)
    ]


async def test_who_says_their_role_gets_the_question_answered_again(teams: FakeTeams) -> None:
    answers = ScriptedAnswers()
    async with served_teams(teams, answers):
        message = await asked(teams)
        await teams.press(message, wording.I_AM_AN_OFFICER)
        await teams.until(lambda: len(teams.shown) == 2)
    assert [(one.text, one.role) for one in answers.questions] == [("may I?", None), ("may I?", "officer")]
    assert wording.I_AM_AN_OFFICER not in labels(teams.last().card)
