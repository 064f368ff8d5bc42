"""Dialogues about a check: from the command to the clauses, the request, the record, and what is sent later."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from handlers.messages import Action, ActionKind, Notice
from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.messages import Facts
from handlers.wording import I_AM_A_MEMBER
from knowledge.clause import Role
from knowledge.errors import QuotationError
from knowledge.neutrality import Circumstance, Meeting, Part
from tests.fakes import slack_payloads as payloads
from tests.fakes.answers import ScriptedAnswers
from tests.fakes.memory import FakeMemory
from tests.fakes.served import served
from tests.fakes.served_neutrality import (
    DAY,
    ELECTION,
    KIND,
    Checked,
    chosen_kind,
    pressed,
    pushed,
    served_check,
    shown,
    typed,
)
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import Shown, labels, words


def read(slack: FakeSlack, view: str) -> str:
    return words(slack.views[view]["blocks"])


def to(slack: FakeSlack, user: str) -> list[Shown]:
    return [one for one in slack.shown if one.channel == f"D{user}"]


async def test_the_form_needs_the_kind_alone_and_its_result_stands_in_its_place(
    slack: FakeSlack, checked: Checked
) -> None:
    async with served_check(slack, checked):
        form = await typed(slack, "")
        needed = [one["label"]["text"] for one in slack.views[form]["blocks"] if one.get("optional") is False]
        assert needed == [KIND]
        await shown(slack, form, {KIND: "Party group meeting"})
        text = read(slack, form)
        assert [text.index(wording.TITLES[part]) for part in Part] == sorted(
            text.index(wording.TITLES[part]) for part in Part
        )
        assert "The Chief Executive, after consultation with the relevant Corporate Director" in text
        assert text.rstrip().endswith("The Chief Executive decides, by 4.7.")
        assert not slack.shown, "nothing of it in any channel"


async def test_of_a_ward_meeting_it_is_asked_who_arranges_it(slack: FakeSlack, checked: Checked) -> None:
    async with served_check(slack, checked, "trafford"):
        form = await typed(slack, "")
        arranged = wording.QUESTIONS[Circumstance.ARRANGED_BY]
        assert arranged not in read(slack, form)
        view, action = slack.views[form], chosen_kind(slack.views[form], "Ward meeting")
        state = {
            "meeting": {action["action_id"]: action},
            "day": {"chosen": {"type": "datepicker", "selected_date": "2027-03-04"}},
        }
        container = {"type": "view", "view_id": form}
        await slack.push(
            payloads.press(action, "UANN", slack.trigger(form), container, view={**view, "state": {"values": state}})
        )
        await slack.until(lambda: arranged in read(slack, form))
        day = next(one for one in slack.views[form]["blocks"] if one.get("block_id") == "day")
        assert day["element"]["initial_date"] == "2027-03-04"
        await shown(slack, form, {KIND: "Ward meeting", DAY: "2027-03-04", arranged: "An outside body"})
        assert wording.because_so([(Circumstance.ARRANGED_BY, "outside")]) in read(slack, form)


async def test_words_behind_the_command_lead_to_the_result_at_once(slack: FakeSlack, checked: Checked) -> None:
    async with served_check(slack, checked):
        view = await typed(slack, "our party group on 4 March 2027")
        assert "Thursday 4 March 2027" in read(slack, view)
        assert wording.TITLES[Part.DURING] in read(slack, view)


@pytest.mark.parametrize("part", Part)
async def test_every_clause_of_a_part_is_within_reach(slack: FakeSlack, checked: Checked, part: Part) -> None:
    check = checked.side.desk.check("cumbria", Facts(Meeting.GROUP))
    async with served_check(slack, checked):
        view = await typed(slack, "group")
        entries = check.entries[part]
        page = await pushed(slack, view, said.read_all(len(entries)), beside=_beside(slack, view, part))
        text = read(slack, page)
        while said.MORE in labels(slack.views[page]["blocks"]):
            await pressed(slack, page, said.MORE)
            text += read(slack, page)
        assert [one.quote.clause for one in entries if one.quote.text not in text] == []


def _beside(slack: FakeSlack, view: str, part: Part) -> str:
    """The words beside the button of a part: those of the first button after its title."""
    blocks = slack.views[view]["blocks"]
    titles = [number for number, one in enumerate(blocks) if one["type"] == "header"]
    start = next(one for one in titles if blocks[one]["text"]["text"] == wording.TITLES[part])
    return str(next(one["text"]["text"] for one in blocks[start:] if "accessory" in one))


async def test_what_changes_if_takes_the_fact_as_given(slack: FakeSlack, checked: Checked) -> None:
    async with served_check(slack, checked):
        view = await typed(slack, "group")
        line = wording.if_so(Circumstance.NON_MEMBERS, "yes")
        assert line in read(slack, view)
        await pressed(slack, view, said.SHOW_CHANGE, beside=line)
        assert line not in read(slack, view)
        assert "People who are not members will be there" in read(slack, view)


async def test_the_facts_can_be_changed_with_what_is_known(slack: FakeSlack, checked: Checked) -> None:
    async with served_check(slack, checked):
        view = await typed(slack, "group 2027-03-04")
        await pressed(slack, view, said.CHANGE_FACTS)
        by_id = {one.get("block_id"): one.get("element", {}) for one in slack.views[view]["blocks"]}
        assert by_id["meeting"]["initial_option"]["text"]["text"] == "Party group meeting"
        assert by_id["day"]["initial_date"] == "2027-03-04"


async def test_a_councillor_sees_the_other_side(slack: FakeSlack, checked: Checked) -> None:
    async with served_check(slack, checked):
        view = await typed(slack, "group")
        assert wording.SIDES[Role.OFFICER] in read(slack, view)
        await pressed(slack, view, said.FOR_MEMBERS)
        assert wording.SIDES[Role.MEMBER] in read(slack, view)


async def test_silence_on_the_kind_of_meeting_is_said_first_and_the_general_clauses_follow(
    slack: FakeSlack, checked: Checked
) -> None:
    async with served_check(slack, checked, "cjc"):
        text = read(slack, await typed(slack, "group"))
        silent = wording.no_clause_on(checked.library.protocol("cjc").name, Meeting.GROUP)
        assert text.index(silent) < text.index(wording.TITLES[Part.BEFORE])
        assert wording.because_general(Meeting.GROUP) in text
        assert "not a clearance" in text.splitlines()[-1]


async def test_before_an_election_the_banner_stands_above_all_else(slack: FakeSlack, checked: Checked) -> None:
    checked.elections["trafford"] = (ELECTION,)
    async with served_check(slack, checked, "trafford"):
        text = read(slack, await typed(slack, "group 2027-04-04"))
        assert text.index(wording.ELECTION_TITLE) < text.index(wording.TITLES[Part.BEFORE])
        later = read(slack, await typed(slack, "group 2027-05-08"))
        assert wording.ELECTION_TITLE not in later


async def test_what_does_not_agree_is_read_side_by_side(slack: FakeSlack, checked: Checked) -> None:
    async with served_check(slack, checked, "trafford"):
        view = await typed(slack, "group")
        ((sentence, quotes),) = checked.side.desk.check("trafford", Facts(Meeting.GROUP)).tensions
        page = await pushed(slack, view, said.SIDE_BY_SIDE)
        text = read(slack, page)
        assert sentence in text
        assert all(quote.text in text for quote in quotes)


async def test_the_attendance_is_asked_for_with_the_day_filled_in(slack: FakeSlack, checked: Checked) -> None:
    async with served_check(slack, checked):
        view = await typed(slack, "group 2027-03-04")
        await pressed(slack, view, said.FOR_MEMBERS)
        form = await pushed(slack, view, said.ASK_FOR_ATTENDANCE)
        assert slack.views[form]["callback_id"] == "request_form"
        (day,) = [one for one in slack.views[form]["blocks"] if one.get("element", {}).get("type") == "datepicker"]
        assert day["element"]["initial_date"] == "2027-03-04"


async def test_an_officer_who_asks_for_it_goes_on_as_a_councillor_with_the_day(
    slack: FakeSlack, checked: Checked
) -> None:
    memory = FakeMemory()
    memory.remember_role("slack:T1:UANN", Role.OFFICER)
    async with served_check(slack, checked, memory=memory):
        view = await typed(slack, "group 2027-03-04")
        form = await pushed(slack, view, said.ASK_FOR_ATTENDANCE)
        await pressed(slack, form, I_AM_A_MEMBER)
        (day,) = [one for one in slack.views[form]["blocks"] if one.get("element", {}).get("type") == "datepicker"]
        assert day["element"]["initial_date"] == "2027-03-04"


async def test_the_button_under_an_answer_opens_the_form_with_its_kind_of_meeting(
    slack: FakeSlack, checked: Checked
) -> None:
    answers = ScriptedAnswers()
    action = Action(ActionKind.NEUTRALITY, wording.CHECK_BEFORE_THE_MEETING, "cumbria", meeting=Meeting.GROUP)
    answers.outgoing = Notice("About the meeting", ("It is one.",), (action,))
    async with served_check(slack, checked, answers=answers):
        await slack.command("may I come to the group?", user="UANN")
        await slack.until(lambda: slack.shown)
        await slack.press(slack.shown[-1], wording.CHECK_BEFORE_THE_MEETING, "UANN")
        await slack.until(lambda: slack.views)
        (form,) = slack.views.values()
        kind = next(one["element"] for one in form["blocks"] if one.get("block_id") == "meeting")
        assert kind["initial_option"]["text"]["text"] == "Party group meeting"


async def test_where_it_is_not_set_up_the_command_says_so(slack: FakeSlack) -> None:
    async with served(slack):
        await slack.command("", user="UANN", name="/neutrality")
        await slack.until(lambda: slack.shown)
        assert said.NOT_SET_UP in slack.last()
        assert slack.shown[-1].to == "UANN"


async def test_a_record_is_kept_once_listed_exported_and_deleted_for_good(slack: FakeSlack, checked: Checked) -> None:
    async with served_check(slack, checked):
        view = await typed(slack, "group 2027-03-04")
        keep = next(one for block in slack.views[view]["blocks"] if block["type"] == "actions"
                    for one in block["elements"] if one["text"]["text"] == said.KEEP)  # fmt: skip
        await pressed(slack, view, said.KEEP)
        assert said.KEPT in read(slack, view)
        again = payloads.press(
            {key: keep[key] for key in ("type", "action_id", "value")}, "UANN", slack.trigger(view),
            {"type": "view", "view_id": view}, view=slack.views[view],
        )  # fmt: skip
        await slack.acknowledged(await slack.push(again))
        await slack.quiet()
        (record,) = checked.records.kept.values()
        assert (record.person, record.version, record.source) == ("slack:T1:UANN", "undated", "digest")
        assert "cumbria/4.7" in record.clauses
        await pressed(slack, view, said.MINE)
        assert "Party group meeting · Thursday 4 March 2027" in read(slack, view)
        await slack.press_in(view, said.EXPORT, "UANN")
        await slack.until(lambda: [one for one in slack.shown if one.channel == "UANN"])
        assert '"version": "undated"' in words(slack.shown[-1].blocks)
        await pressed(slack, view, said.OPEN)
        assert said.kept_on("Monday 1 February 2027, 10:00", "undated") in read(slack, view)
        await pressed(slack, view, said.DELETE)
        assert said.DELETED in read(slack, view)
        assert checked.records.kept == {}


async def test_a_record_says_when_the_protocol_was_changed_since(slack: FakeSlack, checked: Checked) -> None:
    async with served_check(slack, checked):
        view = await typed(slack, "group")
        await pressed(slack, view, said.KEEP)
        checked.digest = "another"
        await pressed(slack, view, said.MINE)
        await pressed(slack, view, said.OPEN)
        assert said.CHANGED_SINCE in read(slack, view)


async def test_nobody_sees_opens_or_deletes_the_record_of_another(slack: FakeSlack, checked: Checked) -> None:
    async with served_check(slack, checked):
        view = await typed(slack, "group")
        await pressed(slack, view, said.KEEP)
        await pressed(slack, view, said.DELETE, user="UEVE")
        assert len(checked.records.kept) == 1
        theirs = await typed(slack, "group", user="UEVE")
        await pressed(slack, theirs, said.MINE, user="UEVE")
        assert said.NONE_KEPT in read(slack, theirs)


async def again_at(slack: FakeSlack, view: str, day: str, time: str) -> dict[str, object]:
    form = await pushed(slack, view, said.SEND_AGAIN)
    values = {
        "day": {"chosen": {"type": "datepicker", "selected_date": day}},
        "time": {"chosen": {"type": "timepicker", "selected_time": time}},
    }
    envelope = await slack.submit(form, values, "UANN")
    return await slack.acknowledged(envelope) or {}


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2027-03-27", datetime(2027, 3, 27, 8, 30, tzinfo=UTC)),
        ("2027-03-29", datetime(2027, 3, 29, 7, 30, tzinfo=UTC)),
    ],
    ids=["winter", "summer"],
)
async def test_it_is_sent_again_at_the_chosen_time_to_its_owner_alone(
    slack: FakeSlack, checked: Checked, day: str, due: datetime
) -> None:
    async with served_check(slack, checked):
        view = await typed(slack, "group 2027-03-30")
        assert await again_at(slack, view, day, "08:30") == {}
        await slack.until(lambda: said.CANCEL_SENDING in labels(slack.views[view]["blocks"]))
        checked.now.now = due - timedelta(seconds=1)
        await asyncio.sleep(0.1)
        assert to(slack, "UANN") == []
        checked.now.now = due
        await slack.until(lambda: to(slack, "UANN"))
        await slack.quiet()
        (sent,) = to(slack, "UANN")
        assert said.SENT_AS_ASKED in words(sent.blocks)
        assert sent.text == said.preview("Party group meeting", "Tuesday 30 March 2027")
        assert {one.channel for one in slack.shown} == {"DUANN"}
        before = set(slack.views)
        await slack.press(sent, said.CHANGE_FACTS, "UANN")
        await slack.until(lambda: set(slack.views) - before)


async def test_a_time_that_is_over_is_refused_and_another_taken(slack: FakeSlack, checked: Checked) -> None:
    async with served_check(slack, checked):
        view = await typed(slack, "group")
        answer = await again_at(slack, view, "2027-01-31", "08:30")
        assert answer["errors"] == {"day": said.IN_THE_PAST}
        assert checked.records.kept == {}
        (form,) = [one for one, shown_ in slack.views.items() if shown_["callback_id"] == "neutrality_again_form"]
        values = {
            "day": {"chosen": {"type": "datepicker", "selected_date": "2027-02-02"}},
            "time": {"chosen": {"type": "timepicker", "selected_time": "08:30"}},
        }
        await slack.acknowledged(await slack.submit(form, values, "UANN"))
        await slack.until(lambda: checked.records.kept)


async def test_sending_can_be_cancelled(slack: FakeSlack, checked: Checked) -> None:
    async with served_check(slack, checked):
        view = await typed(slack, "group")
        await again_at(slack, view, "2027-02-02", "08:30")
        await slack.until(lambda: said.CANCEL_SENDING in labels(slack.views[view]["blocks"]))
        await pressed(slack, view, said.CANCEL_SENDING)
        checked.now.now += timedelta(days=9)
        await asyncio.sleep(0.15)
        assert to(slack, "UANN") == []


async def test_what_was_due_while_the_desk_was_off_is_sent_after_the_start(slack: FakeSlack, checked: Checked) -> None:
    async with served_check(slack, checked):
        view = await typed(slack, "group")
        await again_at(slack, view, "2027-02-02", "08:30")
        await slack.until(lambda: checked.records.kept)
        await slack.quiet()
    checked.now.now += timedelta(days=2)
    slack.sockets.clear()
    async with served_check(slack, checked):
        await slack.until(lambda: to(slack, "UANN"))


async def test_after_the_meeting_the_duties_come_as_a_list_to_tick(slack: FakeSlack, checked: Checked) -> None:
    duties = checked.side.desk.check("cumbria", Facts(Meeting.GROUP)).duties
    async with served_check(slack, checked):
        view = await typed(slack, "group 2027-03-27")
        await pressed(slack, view, said.KEEP)
        checked.now.now = datetime(2027, 3, 28, 7, 59, tzinfo=UTC)  # the clocks went forward in this night
        await asyncio.sleep(0.1)
        assert to(slack, "UANN") == []
        checked.now.now = datetime(2027, 3, 28, 8, 0, tzinfo=UTC)
        await slack.until(lambda: to(slack, "UANN"))
        (sent,) = to(slack, "UANN")
        assert all(f"☐ {one.task}" in words(sent.blocks) for one in duties)
        await slack.press(sent, said.DONE, "UEVE")
        await slack.quiet()
        assert "☑" not in words(to(slack, "UANN")[0].blocks)
        await slack.press(sent, said.DONE, "UANN")
        await slack.until(lambda: f"☑ {duties[0].task}" in words(to(slack, "UANN")[0].blocks))
        await slack.press(to(slack, "UANN")[0], said.TAKE_BACK, "UANN")
        await slack.until(lambda: "☑" not in words(to(slack, "UANN")[0].blocks))


async def test_with_the_database_away_the_check_still_works_and_says_that_nothing_was_kept(
    slack: FakeSlack, checked: Checked
) -> None:
    checked.records.away = True
    async with served_check(slack, checked):
        view = await typed(slack, "group")
        told = await pushed(slack, view, said.KEEP)
        assert said.AWAY in read(slack, told)
        assert wording.TITLES[Part.BEFORE] in read(slack, view)


class _Misquoting:
    """A desk whose sources were changed under it."""

    def check(self, authority: str, facts: Facts) -> object:
        raise QuotationError("cumbria/4.7 is not what it was.")


async def test_what_is_not_as_its_source_says_is_not_shown(slack: FakeSlack, checked: Checked) -> None:
    checked.desk = _Misquoting()  # type: ignore[assignment]
    async with served_check(slack, checked):
        await slack.command("group", user="UANN", name="/neutrality")
        await slack.until(lambda: slack.shown)
        assert "no longer matches" in slack.last()
        assert slack.views == {}
