"""Dialogues about a check in Teams: from the word or the button to the clauses and back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.buttons.neutrality import Asked, encode_asked
from bot.neutrality.showing import part_shown
from bot.teams.neutrality.app import BUTTONS
from bot.teams.wording import IN_OUR_CHAT, NEUTRALITY_IF_WARD, NEUTRALITY_NO_KIND, NEUTRALITY_OUT_OF_DATE
from handlers.messages import Action, ActionKind, Notice
from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.messages import Facts
from handlers.requests.form_wording import NOT_SET_UP as NO_REQUESTS
from handlers.wording import I_AM_A_MEMBER, WENT_WRONG
from knowledge.clause import Role
from knowledge.errors import QuotationError
from knowledge.neutrality import Circumstance, Meeting, Part
from tests.fakes.answers import ScriptedAnswers
from tests.fakes.memory import FakeMemory
from tests.fakes.request_types import World
from tests.fakes.served_neutrality import DAY, ELECTION, KIND, Checked
from tests.fakes.served_neutrality_teams import person, pressed, served_check, typed, value_of
from tests.fakes.served_teams import served_teams
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_payloads import channel
from tests.fakes.teams_view import ClientRefusalError, inputs_in, labels, words


def said_in_channel(teams: FakeTeams) -> str:
    return "\n".join(words(one.card) for one in teams.messages(place=channel()))


ATLANTIS = encode_asked(Asked("atlantis", Facts(Meeting.WARD), "k", kept=True))


def field(card: dict[str, Any], label: str) -> dict[str, Any]:
    return next(one for one in inputs_in(card) if one["label"] == label)


async def test_the_form_needs_the_kind_alone_and_its_result_stands_in_its_place(
    teams: FakeTeams, checked: Checked
) -> None:
    async with served_check(teams, checked):
        form = await typed(teams, "neutrality")
        assert [one["label"] for one in inputs_in(form.card) if one.get("isRequired")] == [KIND]
        with pytest.raises(ClientRefusalError, match=NEUTRALITY_NO_KIND):
            await teams.press(form, said.SHOW_CHECK)
        text = await pressed(teams, form, said.SHOW_CHECK, {KIND: "Party group meeting"})
        places = [text.index(wording.TITLES[part]) for part in Part]
        assert places == sorted(places)
        assert "The Chief Executive, after consultation with the relevant Corporate Director" in text
        assert text.endswith("The Chief Executive decides, by 4.7.")
        await teams.until(lambda: form.edits)
        teams.reload()
        assert words(form.seen()) == text, "it is there still when Teams is opened anew"
        assert len(teams.shown) == 1


async def test_what_the_client_let_pass_is_asked_for_again_with_the_answers_kept(
    teams: FakeTeams, checked: Checked
) -> None:
    async with served_check(teams, checked):
        form = await typed(teams, "neutrality")
        answers = {DAY: "2027-03-04", wording.QUESTIONS[Circumstance.PARTY_BUSINESS]: "Yes"}
        await teams.press(form, said.SHOW_CHECK, inputs=answers, checked=False)
        assert NEUTRALITY_NO_KIND in words(form.seen())
        assert field(form.seen(), DAY)["value"] == "2027-03-04"
        assert field(form.seen(), wording.QUESTIONS[Circumstance.PARTY_BUSINESS])["value"] == "yes"


async def test_of_a_ward_meeting_it_counts_who_arranges_it_of_others_not(teams: FakeTeams, checked: Checked) -> None:
    async with served_check(teams, checked, "trafford"):
        form = await typed(teams, "neutrality")
        outside = wording.because_so([(Circumstance.ARRANGED_BY, "outside")])
        answers = {KIND: "Ward meeting", DAY: "2027-03-04", NEUTRALITY_IF_WARD: "An outside body"}
        assert outside in await pressed(teams, form, said.SHOW_CHECK, answers)
        await pressed(teams, form, said.CHANGE_FACTS)
        assert field(form.seen(), NEUTRALITY_IF_WARD)["value"] == "outside"
        assert outside not in await pressed(teams, form, said.SHOW_CHECK, {KIND: "Party group meeting"})


@pytest.mark.parametrize(
    "typed_words",
    [
        "neutrality our party group on 4 March 2027",
        "/neutrality group 4 March 2027",
        "/neutrality may our group meet on 4 March 2027?",
        "Neutrality group 2027-03-04",
    ],
)
async def test_words_behind_the_command_lead_to_the_result_at_once(
    teams: FakeTeams, checked: Checked, typed_words: str
) -> None:
    async with served_check(teams, checked):
        card = await typed(teams, typed_words)
        assert "Thursday 4 March 2027" in words(card.card)
        assert wording.TITLES[Part.DURING] in words(card.card)
        assert card.summary == said.preview("Party group meeting", "Thursday 4 March 2027")


@pytest.mark.parametrize(
    "question", ["neutrality of officers at ward meetings", "Neutrality: may I go?", "neutrality group?"]
)
async def test_a_question_that_begins_with_the_word_is_answered_as_one(
    teams: FakeTeams, checked: Checked, question: str
) -> None:
    answers = ScriptedAnswers()
    answers.outgoing = Notice("An answer", ("Of sorts.",))
    async with served_check(teams, checked, answers=answers):
        assert "Of sorts." in words((await typed(teams, question)).card)


@pytest.mark.parametrize("part", Part)
async def test_every_clause_of_a_part_is_within_reach_and_back_again(
    teams: FakeTeams, checked: Checked, part: Part
) -> None:
    entries = checked.side.desk.check("cumbria", Facts(Meeting.GROUP)).entries[part]
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group")
        before = words(card.seen())
        text = await pressed(teams, card, said.read_all(len(entries)), beside=_rest(checked, part))
        while said.MORE in labels(card.seen()):
            text += await pressed(teams, card, said.MORE)
        assert [one.quote.clause for one in entries if one.quote.text not in text] == []
        assert await pressed(teams, card, said.BACK) == before


def _rest(checked: Checked, part: Part) -> str:
    """Words that stand beside the button of a part."""
    return part_shown(checked.side.desk.check("cumbria", Facts(Meeting.GROUP)), part).rest.partition("\n")[0]


async def test_what_changes_if_takes_the_fact_as_given(teams: FakeTeams, checked: Checked) -> None:
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group")
        line = wording.if_so(Circumstance.NON_MEMBERS, "yes")
        assert line in words(card.seen())
        text = await pressed(teams, card, said.SHOW_CHANGE, beside=line)
        assert line not in text
        assert "People who are not members will be there" in text


async def test_the_facts_can_be_changed_with_what_is_known_or_left(teams: FakeTeams, checked: Checked) -> None:
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group 2027-03-04")
        before = words(card.seen())
        await pressed(teams, card, said.CHANGE_FACTS)
        assert field(card.seen(), KIND)["value"] == "party-group"
        assert field(card.seen(), DAY)["value"] == "2027-03-04"
        assert await pressed(teams, card, said.BACK) == before


async def test_a_councillor_sees_the_other_side(teams: FakeTeams, checked: Checked) -> None:
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group")
        assert wording.SIDES[Role.OFFICER] in words(card.seen())
        assert wording.SIDES[Role.MEMBER] in await pressed(teams, card, said.FOR_MEMBERS)
        assert wording.SIDES[Role.OFFICER] in await pressed(teams, card, said.FOR_OFFICERS)


async def test_silence_on_the_kind_of_meeting_is_said_first_and_the_general_clauses_follow(
    teams: FakeTeams, checked: Checked
) -> None:
    async with served_check(teams, checked, "cjc"):
        text = words((await typed(teams, "neutrality group")).card)
        silent = wording.no_clause_on(checked.library.protocol("cjc").name, Meeting.GROUP)
        assert text.index(silent) < text.index(wording.TITLES[Part.BEFORE])
        assert wording.because_general(Meeting.GROUP) in text
        assert "not a clearance" in text.splitlines()[-1]


async def test_before_an_election_the_banner_stands_above_all_else(teams: FakeTeams, checked: Checked) -> None:
    checked.elections["trafford"] = (ELECTION,)
    async with served_check(teams, checked, "trafford"):
        text = words((await typed(teams, "neutrality group 2027-04-04")).card)
        assert text.index(wording.ELECTION_TITLE) < text.index(wording.TITLES[Part.BEFORE])
        assert wording.ELECTION_TITLE not in words((await typed(teams, "neutrality group 2027-05-08")).card)


async def test_what_does_not_agree_is_read_side_by_side(teams: FakeTeams, checked: Checked) -> None:
    async with served_check(teams, checked, "trafford"):
        card = await typed(teams, "neutrality group")
        ((sentence, quotes),) = checked.side.desk.check("trafford", Facts(Meeting.GROUP)).tensions
        text = await pressed(teams, card, said.SIDE_BY_SIDE)
        assert sentence in text
        assert all(quote.text in text for quote in quotes)


async def test_the_button_under_an_answer_opens_the_form_in_the_chat_with_its_kind_of_meeting(
    teams: FakeTeams, checked: Checked
) -> None:
    answers = ScriptedAnswers()
    action = Action(ActionKind.NEUTRALITY, wording.CHECK_BEFORE_THE_MEETING, "cumbria", meeting=Meeting.GROUP)
    answers.outgoing = Notice("About the meeting", ("It is one.",), (action,))
    async with served_check(teams, checked, answers=answers):
        await teams.say("may I come to the group?", place=channel())
        await teams.until(lambda: teams.shown)
        await teams.press(teams.shown[-1], wording.CHECK_BEFORE_THE_MEETING)
        await teams.until(teams.messages)
        assert field(teams.last().card, KIND)["value"] == "party-group"
        await teams.until(lambda: IN_OUR_CHAT in said_in_channel(teams))


async def test_what_is_typed_in_a_channel_comes_in_the_chat_alone_with_the_desk(
    teams: FakeTeams, checked: Checked
) -> None:
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group", place=channel())
        assert wording.TITLES[Part.DURING] in words(card.card)
        await teams.until(lambda: IN_OUR_CHAT in said_in_channel(teams))
        assert len(teams.messages(place=channel())) == 1


async def test_where_it_is_not_set_up_the_command_says_so(teams: FakeTeams) -> None:
    async with served_teams(teams):
        assert said.NOT_SET_UP in words((await typed(teams, "neutrality")).card)


class _Misquoting:
    """A desk whose sources were changed under it."""

    def check(self, authority: str, facts: Facts) -> object:
        raise QuotationError("cumbria/4.7 is not what it was.")


async def test_what_is_not_as_its_source_says_is_not_shown(teams: FakeTeams, checked: Checked) -> None:
    checked.desk = _Misquoting()  # type: ignore[assignment]
    async with served_check(teams, checked):
        text = words((await typed(teams, "neutrality group")).card)
        assert "no longer matches" in text
        assert wording.TITLES[Part.BEFORE] not in text


@pytest.mark.parametrize(
    "change",
    [
        {"v": "{}"},
        {"v": "nothing"},
        {"v": ["x"]},
        {"desk": "neutrality_moon"},
        {"v": ATLANTIS},
    ],
)
@pytest.mark.parametrize("button", [said.CHANGE_FACTS, said.KEEP, said.SEND_AGAIN, said.MINE, said.FOR_MEMBERS])
async def test_a_button_of_another_making_is_answered_politely_and_changes_nothing(
    teams: FakeTeams, checked: Checked, button: str, change: dict[str, Any]
) -> None:
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group")
        action = value_of(card, button)
        answered = await teams.press_action(card, action | {"data": action["data"] | change})
        assert answered.status == 200
        assert WENT_WRONG not in words(answered.card)
        assert checked.records.kept == {}


async def test_a_stale_form_says_how_to_begin_anew(teams: FakeTeams, checked: Checked) -> None:
    async with served_check(teams, checked):
        form = await typed(teams, "neutrality")
        action = value_of(form, said.SHOW_CHECK)
        for typed_in in ({"meeting": "moon"}, {"meeting": "ward", "day": "the day after"}):
            answered = await teams.press_action(form, action | {"data": action["data"] | typed_in})
            assert NEUTRALITY_OUT_OF_DATE in words(answered.card)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.OFFICER])
async def test_the_attendance_is_asked_for_with_the_day_filled_in_and_the_check_stays(
    teams: FakeTeams, checked: Checked, role: Role
) -> None:
    memory = FakeMemory()
    memory.remember_role(person(teams), role)
    async with served_check(teams, checked, memory=memory, requests=World(checked.library).desk):
        card = await typed(teams, "neutrality group 2027-03-04")
        before = words(card.seen())
        await teams.press(card, said.ASK_FOR_ATTENDANCE)
        await teams.until(lambda: len(teams.messages()) > 1)
        form = teams.last()
        if role is Role.OFFICER:
            await pressed(teams, form, I_AM_A_MEMBER)
        (day,) = [one for one in inputs_in(form.seen()) if one["type"] == "Input.Date"]
        assert day["value"] == "2027-03-04"
        assert words(card.seen()) == before


async def test_where_no_requests_are_set_up_the_button_for_the_attendance_says_so(
    teams: FakeTeams, checked: Checked
) -> None:
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group")
        await teams.press(card, said.ASK_FOR_ATTENDANCE)
        await teams.until(lambda: NO_REQUESTS in words(teams.last().card))


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 10**6) | st.text(max_size=20) | st.sampled_from(list(Meeting)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(["a", "f", "key", "kept", "w", "p", "id", "d", "done", "s", "t", "v"])


CLAIMED = st.dictionaries(FIELDS, JUNK, max_size=4)
TYPED = st.dictionaries(st.sampled_from(["meeting", "day", "time", "officer", "desk"]), JUNK, max_size=4)
PRESSES = st.tuples(st.sampled_from(list(BUTTONS)), CLAIMED, TYPED)


@given(presses=st.lists(PRESSES, min_size=20, max_size=40))
@settings(max_examples=5, suppress_health_check=list(HealthCheck))
async def test_whatever_a_card_claims_the_desk_answers_politely(
    checked: Checked, presses: list[tuple[str, dict[str, Any], dict[str, Any]]]
) -> None:
    asked = Asked("trafford", Facts(Meeting.WARD, date.max), "k")
    right = json.loads(encode_asked(asked, w="before", p=0, id="k", d="x", done=True, s="officer", t="attendance"))
    async with FakeTeams() as teams, served_check(teams, checked, requests=World(checked.library).desk):
        card = await typed(teams, "neutrality")
        for button, claimed, typed_in in presses:
            data = typed_in | {"desk": button, "v": json.dumps(right | claimed)}
            answered = await teams.press_action(card, {"type": "Action.Execute", "verb": button, "data": data})
            assert answered.status == 200
            assert WENT_WRONG not in json.dumps(answered.body, ensure_ascii=False)
