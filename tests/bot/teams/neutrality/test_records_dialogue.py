"""Dialogues about records of checks in Teams: kept, sent again, listed, exported, ticked off and deleted."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.teams.wording import NEUTRALITY_DELETE, NEUTRALITY_EXPORTED, NEUTRALITY_NOT_THERE, NEUTRALITY_OUT_OF_DATE
from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.messages import Facts
from handlers.wording import WENT_WRONG
from knowledge.neutrality import Meeting, Part
from tests.fakes.contacts import FakeContacts
from tests.fakes.served_neutrality import Checked
from tests.fakes.served_neutrality_teams import person, pressed, served_check, typed, value_of
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_api import Shown, throttled
from tests.fakes.teams_view import labels, words

AT = {said.DATE_FIELD: "2027-02-02", said.TIME_FIELD: "08:30"}


async def again_at(teams: FakeTeams, card: Shown, day: str, time: str) -> str:
    await pressed(teams, card, said.SEND_AGAIN)
    return await pressed(teams, card, said.SAVE, {said.DATE_FIELD: day, said.TIME_FIELD: time})


async def test_a_record_is_kept_once_listed_exported_and_deleted_for_good(teams: FakeTeams, checked: Checked) -> None:
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group 2027-03-04")
        keep = value_of(card, said.KEEP)
        assert said.KEPT in await pressed(teams, card, said.KEEP)
        await teams.press_action(card, keep, times=2)
        (record,) = checked.records.kept.values()
        assert (record.person, record.version, record.source) == (person(teams), "undated", "digest")
        assert "cumbria/4.7" in record.clauses
        assert "Party group meeting · Thursday 4 March 2027" in await pressed(teams, card, said.MINE)
        assert NEUTRALITY_EXPORTED in await pressed(teams, card, said.EXPORT)
        assert '"version": "undated"' in words(teams.last().card)
        assert '"version"' not in teams.last().summary
        kept_on = said.kept_on("Monday 1 February 2027, 10:00", "undated")
        assert kept_on in await pressed(teams, card, said.OPEN)
        assert said.DELETED in await pressed(teams, card, NEUTRALITY_DELETE)
        assert checked.records.kept == {}
        await teams.until(lambda: said.DELETED in words(card.card))


async def test_to_delete_is_asked_once_more(teams: FakeTeams, checked: Checked) -> None:
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group")
        await pressed(teams, card, said.KEEP)
        with pytest.raises(AssertionError, match="sends nothing"):
            await teams.press(card, said.DELETE)
        assert said.DELETE_ASKED in words(card.seen())


async def test_the_form_leads_to_the_records_too(teams: FakeTeams, checked: Checked) -> None:
    async with served_check(teams, checked):
        assert said.NONE_KEPT in await pressed(teams, await typed(teams, "neutrality"), said.MINE)


async def test_a_record_says_when_the_protocol_was_changed_since_or_when_it_is_gone(
    teams: FakeTeams, checked: Checked
) -> None:
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group")
        await pressed(teams, card, said.KEEP)
        checked.digest = "another"
        await pressed(teams, card, said.MINE)
        opened = value_of(card, said.OPEN)
        assert said.CHANGED_SINCE in await pressed(teams, card, said.OPEN)
        checked.records.kept.clear()
        assert NEUTRALITY_NOT_THERE in words((await teams.press_action(card, opened)).card)


async def test_nobody_sees_opens_ticks_or_deletes_the_record_of_another(teams: FakeTeams, checked: Checked) -> None:
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group 2027-01-27")
        await pressed(teams, card, said.KEEP)
        (record,) = checked.records.kept.values()
        taken = {title: value_of(card, title) for title in (NEUTRALITY_DELETE, said.SEND_AGAIN, said.DONE)}
        await pressed(teams, card, said.MINE)
        taken |= {title: value_of(card, title) for title in (said.OPEN, said.EXPORT)}
        theirs = await typed(teams, "neutrality group", user="EVE")
        await teams.press_action(theirs, taken[NEUTRALITY_DELETE], "EVE")
        await teams.press_action(theirs, taken[said.DONE], "EVE")
        await teams.press_action(theirs, taken[said.OPEN], "EVE")
        assert NEUTRALITY_NOT_THERE in words(theirs.seen("EVE"))
        assert record.version not in words(theirs.seen("EVE")).partition(wording.TITLES[Part.BEFORE])[0]
        await teams.press_action(theirs, taken[said.SEND_AGAIN], "EVE")
        await teams.press(theirs, said.SAVE, "EVE", AT)
        await teams.press_action(theirs, taken[said.EXPORT], "EVE")
        assert record.id not in words(teams.last("EVE").card)
        assert checked.records.kept == {record.id: record}
        assert said.NONE_KEPT in words(theirs.seen("EVE"))


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2027-03-27", datetime(2027, 3, 27, 8, 30, tzinfo=UTC)),
        ("2027-03-29", datetime(2027, 3, 29, 7, 30, tzinfo=UTC)),
    ],
    ids=["winter", "summer"],
)
async def test_it_is_sent_again_at_the_chosen_time_to_its_owner_alone(
    teams: FakeTeams, checked: Checked, day: str, due: datetime
) -> None:
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group 2027-03-30")
        await again_at(teams, card, day, "08:30")
        assert said.CANCEL_SENDING in labels(card.seen())
        checked.now.now = due - timedelta(seconds=1)
        await asyncio.sleep(0.1)
        assert len(teams.shown) == 1
        checked.now.now = due
        await teams.until(lambda: len(teams.messages()) > 1)
        await teams.quiet()
        assert len(teams.shown) == 2
        sent = teams.last()
        assert said.SENT_AS_ASKED in words(sent.card)
        assert sent.summary == said.preview("Party group meeting", "Tuesday 30 March 2027")
        await pressed(teams, sent, said.CHANGE_FACTS)
        assert said.SHOW_CHECK in labels(sent.seen())


async def test_a_time_that_is_over_is_refused_beside_its_field_and_another_taken(
    teams: FakeTeams, checked: Checked
) -> None:
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group")
        text = await again_at(teams, card, "2027-01-31", "08:45")
        assert text.index(said.IN_THE_PAST) < text.index(said.DATE_FIELD)
        assert "08:45" in text, "what was typed stands there still"
        assert checked.records.kept == {}
        await pressed(teams, card, said.SAVE, AT)
        assert len(checked.records.kept) == 1


async def test_a_time_that_is_missing_or_none_is_refused(teams: FakeTeams, checked: Checked) -> None:
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group")
        await pressed(teams, card, said.SEND_AGAIN)
        save = value_of(card, said.SAVE)
        missing = await teams.press_action(card, save)
        assert said.NO_DAY in words(missing.card)
        assert said.NO_TIME in words(missing.card)
        for day, time in (
            ("tomorrow", "08:30"),
            ("2027-03-04", "noon"),
            ("0001-01-01", "00:00"),
            ("9999-12-31", "23:59"),
        ):
            answered = await teams.press_action(card, save | {"data": save["data"] | {"day": day, "time": time}})
            assert answered.status == 200
            assert WENT_WRONG not in words(answered.card)
            if day == "tomorrow":
                assert NEUTRALITY_OUT_OF_DATE in words(answered.card)


async def test_sending_can_be_cancelled(teams: FakeTeams, checked: Checked) -> None:
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group")
        await again_at(teams, card, "2027-02-02", "08:30")
        await pressed(teams, card, said.CANCEL_SENDING)
        assert said.SEND_AGAIN in labels(card.seen())
        checked.now.now += timedelta(days=9)
        await asyncio.sleep(0.15)
        assert len(teams.shown) == 1


async def test_what_was_due_while_the_desk_was_off_is_sent_after_the_start(teams: FakeTeams, checked: Checked) -> None:
    contacts = FakeContacts()
    async with served_check(teams, checked, contacts=contacts):
        await again_at(teams, await typed(teams, "neutrality group"), "2027-02-02", "08:30")
    checked.now.now += timedelta(days=2)
    teams.script("send", throttled(0))
    async with served_check(teams, checked, contacts=contacts):
        await asyncio.sleep(0.1)
        checked.now.now += timedelta(seconds=121)  # the lease of what failed
        await teams.until(lambda: len(teams.messages()) > 1)
        await teams.quiet()
        assert len(teams.messages()) == 2


async def test_after_the_meeting_the_duties_come_as_a_list_to_tick(teams: FakeTeams, checked: Checked) -> None:
    duties = checked.side.desk.check("cumbria", Facts(Meeting.GROUP)).duties
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group 2027-03-27")
        await pressed(teams, card, said.KEEP)
        checked.now.now = datetime(2027, 3, 28, 7, 59, tzinfo=UTC)  # the clocks went forward in this night
        await asyncio.sleep(0.1)
        assert len(teams.shown) == 1
        checked.now.now = datetime(2027, 3, 28, 8, 0, tzinfo=UTC)
        await teams.until(lambda: len(teams.messages()) > 1)
        sent = teams.last()
        assert all(f"☐ {one.task}" in words(sent.card) for one in duties)
        await teams.press(sent, said.DONE, "EVE")
        assert "☑" not in words(sent.seen("EVE"))
        assert f"☑ {duties[0].task}" in await pressed(teams, sent, said.DONE)
        await teams.until(lambda: "☑" in words(sent.card))
        assert "☑" not in await pressed(teams, sent, said.TAKE_BACK)


async def test_duties_are_ticked_off_in_the_check_of_a_meeting_that_is_over(teams: FakeTeams, checked: Checked) -> None:
    duties = checked.side.desk.check("cumbria", Facts(Meeting.GROUP)).duties
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group 2027-01-27")
        assert "☐" in await pressed(teams, card, said.KEEP)
        for _ in duties:
            await pressed(teams, card, said.DONE)
        assert said.NOW_DONE in words(card.seen())
        assert wording.TITLES[Part.BEFORE] in words(card.seen())


async def test_with_the_database_away_the_check_still_works_and_says_that_nothing_was_kept(
    teams: FakeTeams, checked: Checked
) -> None:
    checked.records.away = True
    async with served_check(teams, checked):
        card = await typed(teams, "neutrality group")
        for text in (await pressed(teams, card, said.KEEP), await again_at(teams, card, "2027-02-02", "08:30")):
            assert said.AWAY in text
            assert wording.TITLES[Part.BEFORE] in text
        assert said.AWAY in await pressed(teams, card, said.MINE)
