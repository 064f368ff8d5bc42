"""Starting a request: what can be started, the form, the check, the receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlers.messages import Notice
from handlers.requests import wording
from handlers.requests.forms import SEND_TO
from handlers.requests.messages import Checking, Form, RequestView
from handlers.requests.request import DeliveryState, LetterKind, MoveName, State
from handlers.requests.validation import LONGEST
from knowledge.clause import Role, Status
from knowledge.errors import UnknownAuthority
from tests.fakes.request_types import (
    ATTENDANCE,
    ATTENDING,
    COMPLAINING,
    COMPLAINT,
    CONCERN,
    CONCERNING,
    REQUESTER,
    World,
    library_with,
    person,
    term,
)

MEMBER, OFFICER = Role.MEMBER, Role.OFFICER


class TestChoosing:
    def test_those_for_the_askers_side_come_first(self, world: World) -> None:
        offers = world.desk.choices("cjc", MEMBER).offers
        assert [(one.type, one.fits) for one in offers] == [("complaint", True), ("neutrality", False)]
        assert [one.type for one in world.desk.choices("cjc", OFFICER).offers if one.fits] == [
            "complaint",
            "neutrality",
        ]

    def test_what_is_not_laid_down_is_said(self, world: World) -> None:
        assert world.desk.choices("cumbria", MEMBER).absent == ("This protocol gives no right to inspect documents.",)

    @pytest.mark.parametrize("words", ["attendance", "group-attendance", "an OFFICER at a group meeting", "group meet"])
    def test_a_type_is_found_by_what_people_call_it(self, world: World, words: str) -> None:
        assert world.desk.find_type("cumbria", words, MEMBER) == ["group-attendance"]

    @pytest.mark.parametrize("words", ["", "the", "helicopter"])
    def test_or_not(self, world: World, words: str) -> None:
        assert world.desk.find_type("cumbria", words, MEMBER) == []

    def test_an_authority_that_is_not_installed(self, world: World) -> None:
        with pytest.raises(UnknownAuthority):
            world.desk.choices("atlantis", MEMBER)
        with pytest.raises(UnknownAuthority):
            world.desk.form("atlantis", "complaint", MEMBER)


class TestForm:
    def test_the_clauses_stand_above_it_with_what_must_travel_with_them(self, world: World) -> None:
        form = world.desk.form("cumbria", "group-attendance", MEMBER)
        assert isinstance(form, Form)
        assert [(one.clause, one.companion) for one in form.quotes] == [("cumbria/4.6", False), ("cumbria/4.7", True)]
        assert form.conditions == ("“their attendance at Political Group Meetings is voluntary” (4.8)",)
        assert "Clara Chief" in form.decides
        assert (form.fields[0].cited, form.errors) == ("4.6", {})

    def test_what_was_typed_is_kept(self, world: World) -> None:
        form = world.desk.form("cumbria", "group-attendance", MEMBER, {"topic": "Schools"})
        assert isinstance(form, Form)
        assert {one.key: one.value for one in form.fields}["topic"] == "Schools"

    def test_another_councils_request_is_not_laid_down_here(self, world: World) -> None:
        for notice in (
            world.desk.form("cjc", "group-attendance", MEMBER),
            world.desk.check("cjc", "group-attendance", MEMBER, ATTENDING, "k"),
        ):
            assert isinstance(notice, Notice)
            assert "does not lay this down" in notice.title
            assert "Democratic Services" in str(notice.paragraphs)

    def test_what_is_absent_says_what_there_is_instead(self, world: World) -> None:
        notice = world.desk.form("cumbria", "inspection", MEMBER)
        assert isinstance(notice, Notice)
        assert notice.paragraphs[0] == "This protocol gives no right to inspect documents. (3.1)"

    def test_the_other_side_is_told_whose_it_is(self, world: World) -> None:
        notice = world.desk.form("cjc", "neutrality", MEMBER)
        assert isinstance(notice, Notice)
        assert "officers" in notice.title
        assert isinstance(world.desk.form("cjc", "neutrality", OFFICER), Form)
        assert isinstance(world.desk.form("cjc", "neutrality", None), Form)

    def test_where_anybody_may_start_it_the_side_must_be_known(self, world: World) -> None:
        notice = world.desk.form("cjc", "complaint", None)
        assert isinstance(notice, Notice)
        assert notice.title == wording.WHICH_SIDE_TITLE

    def test_words_that_left_their_clause_stop_it(self, world: World) -> None:
        for spoiled in (
            replace(ATTENDANCE, conditions=(("cumbria/4.8", "is compulsory"),)),
            replace(ATTENDANCE, fields=(replace(ATTENDANCE.fields[0], words="no reason"),)),
            replace(ATTENDANCE, duties=(replace(ATTENDANCE.duties[0], words="without consultation"),)),
            replace(ATTENDANCE, clauses=("cumbria/99",)),
        ):
            world.library = library_with(world.library, (spoiled,))
            notice = world.desk.form("cumbria", "group-attendance", MEMBER)
            assert isinstance(notice, Notice)
            assert "cannot show" in notice.title

    def test_a_proposal_is_marked(self, world: World) -> None:
        world.library = library_with(world.library, (replace(ATTENDANCE, status=Status.PROPOSED),))
        form = world.desk.form("cumbria", "group-attendance", MEMBER)
        assert isinstance(form, Form)
        assert wording.PROPOSED in form.notes


class TestCheck:
    def test_all_that_is_wrong_stands_beside_its_field(self, world: World) -> None:
        answers = {
            "reason": "x" * (LONGEST + 1),
            "names": "@bob",
            "topic": " \u00a0 ",
            "date": "30 February 2027",
            "house": "Pub",
        }
        form = world.desk.check("cumbria", "group-attendance", MEMBER, answers, "k")
        assert isinstance(form, Form)
        assert set(form.errors) == {"reason", "names", "topic", "date", "house", "leaves"}
        assert {one.key: one.value for one in form.fields}["date"] == "30 February 2027"

    async def test_what_is_wrong_is_not_stored(self, world: World) -> None:
        outcome = await world.desk.submit("cumbria", "group-attendance", MEMBER, {"topic": "x"}, "k", REQUESTER)
        assert isinstance(outcome, Form)
        assert not world.store.kept

    def test_before_sending_everything_is_said(self, world: World) -> None:
        checking = world.desk.check("cumbria", "group-attendance", MEMBER, ATTENDING, "k7", REQUESTER)
        assert isinstance(checking, Checking)
        assert checking.key == "k7"
        assert ("The day of the meeting", "Saturday 13 February 2027") in checking.rows
        assert checking.rows[-1][0] == wording.WHO_DECIDES
        assert checking.told[0] == "Group Leader, Leaders of the other Groups (4.7)"

    def test_a_choice_that_was_not_needed_does_no_harm(self, world: World) -> None:
        answers = {"post": "Director", "what": "x", SEND_TO: "Director, Planning"}
        assert isinstance(world.desk.check("trafford", "complaint", MEMBER, answers, "k"), Checking)

    def test_a_line_manager_is_in_no_register(self, world: World) -> None:
        stage = replace(ATTENDANCE.stages[0], offices=("line manager", "Chief Executive"))
        world.library = library_with(world.library, (replace(ATTENDANCE, stages=(stage,)),))
        form = world.desk.form("cumbria", "group-attendance", MEMBER)
        assert isinstance(form, Form)
        assert SEND_TO not in {one.key for one in form.fields}
        assert any("line manager" in note for note in form.notes)


class TestSubmit:
    async def test_the_receipt_says_what_happens_next(self, world: World) -> None:
        receipt = await world.desk.submit("cumbria", "group-attendance", MEMBER, ATTENDING, "k", REQUESTER)
        assert isinstance(receipt, RequestView)
        assert receipt.reference == "CUM-2026-0001"
        assert receipt.lead[0].endswith("CUM-2026-0001.")
        assert "Clara Chief" in receipt.lead[1]
        assert [one.label for one in receipt.actions] == ["Withdraw"]
        kinds = [one.kind for one in world.store.letters(receipt.reference)]
        assert kinds == [LetterKind.RECEIPT, LetterKind.TO_DECIDER, LetterKind.TASK]
        assert world.store.kept[receipt.reference].particulars["date"] == "2027-02-13"

    async def test_the_same_form_is_one_request(self, world: World) -> None:
        assert await world.sent(key="a") == await world.sent(key="a") == "CUM-2026-0001"
        assert await world.sent(key="b") == "CUM-2026-0002"
        assert len(world.store.chain) == 2

    async def test_somebody_elses_key_gives_nothing_away(self, world: World) -> None:
        first = await world.sent(key="a")
        assert await world.sent(key="a", by=person("Sam Stranger")) != first

    async def test_references_count_by_authority_and_year(self, world: World) -> None:
        assert await world.sent(COMPLAINT, COMPLAINING, key="a") == "TRAF-2026-0001"
        assert await world.sent(key="b") == "CUM-2026-0001"
        world.now.now = datetime(2027, 1, 1, tzinfo=UTC)
        assert await world.sent(key="c") == "CUM-2027-0001"

    async def test_with_the_store_away_nothing_is_sent_and_it_is_said(self, world: World) -> None:
        world.store.away = True
        notice = await world.desk.submit("cumbria", "group-attendance", MEMBER, ATTENDING, "k", REQUESTER)
        assert isinstance(notice, Notice)
        assert wording.NOTHING_SENT in notice.paragraphs

    async def test_no_letter_holds_particulars(self, world: World) -> None:
        reference = await world.sent()
        assert not any(value in str(world.store.letters(reference)) for value in ATTENDING.values() if value != "yes")


class TestDue:
    async def test_only_where_the_authority_sets_a_time(self, world: World) -> None:
        reference = await world.sent()
        assert world.store.kept[reference].due is None
        world.practice = replace(world.practice, standards={"cumbria/group-attendance": 5})
        reference = await world.sent(key="b")
        due = world.store.kept[reference].due
        assert due is not None
        assert due.isoformat() == "2026-11-24"
        view = await world.desk.show(reference, REQUESTER)
        assert isinstance(view, RequestView)
        assert view.due == (
            "Tuesday 24 November 2026: 5 working days after Tuesday 17 November 2026. Your authority set this time,"
            " not the protocol.",
            "Skipped 2026-11-21.",
            "Skipped 2026-11-22.",
        )

    async def test_it_reminds_before_and_after(self, world: World) -> None:
        world.practice = replace(world.practice, standards={"officer-attendance-group": 5})
        reference = await world.sent()
        later = [one for one in world.store.letters(reference) if one.not_before]
        assert [(one.kind, one.to, one.not_before.isoformat()) for one in later if one.not_before] == [
            (LetterKind.REMINDER, person("Clara").id, "2026-11-20T09:00:00+00:00"),
            (LetterKind.OVERDUE, person("Clara").id, "2026-11-25T09:00:00+00:00"),
            (LetterKind.OVERDUE, REQUESTER.id, "2026-11-25T09:00:00+00:00"),
        ]
        views = [await world.desk.letter(one) for one in later]
        assert all(views)

    async def test_not_once_it_is_decided(self, world: World) -> None:
        world.practice = replace(world.practice, standards={"group-attendance": 5})
        reference = await world.sent()
        later = [one for one in world.store.letters(reference) if one.not_before]
        await world.done(reference, MoveName.GRANT, person("Clara Chief"))
        assert [await world.desk.letter(one) for one in later] == [None, None, None]
        states = {one.state for one in world.store.posted.values() if one.letter.not_before}
        assert states == {DeliveryState.CANCELLED}
        view = await world.desk.show(reference, REQUESTER)
        assert isinstance(view, RequestView)
        assert view.due == ()

    async def test_the_next_office_has_a_clock_of_its_own(self, world: World) -> None:
        world.practice = replace(world.practice, standards={"cjc/complaint-officer": 1})
        reference = await world.sent(CONCERN, CONCERNING)
        world.now.pass_days(7)
        await world.done(reference, MoveName.REFER, person("Dora Deputy"), words="Not mine")
        due = world.store.kept[reference].due
        assert due is not None
        assert due.isoformat() == "2026-11-25"
        later = [one for one in world.store.letters(reference) if one.not_before]
        assert [(one.kind, one.to) for one in later] == [
            (LetterKind.OVERDUE, person("Dirk").id),
            (LetterKind.OVERDUE, REQUESTER.id),
        ]


class TestLists:
    async def test_lines_say_nothing_of_the_matter(self, world: World) -> None:
        reference = await world.sent(COMPLAINT, COMPLAINING)
        home = await world.desk.home(person("Petra Planner"), "trafford")
        (line,) = home.waiting.lines
        assert (line.reference, line.name, line.state) == (reference, COMPLAINT.name, "from Rita Requester")
        assert (line.date, line.due) == ("17 November 2026", "")
        assert "shouted" not in str(home)
        assert home.mine.empty
        assert home.headings[0][1].startswith("trafford/")
        view = await world.desk.show(reference, person("Petra Planner"))
        assert isinstance(view, RequestView)
        assert view.preview == f"Request {reference}"

    async def test_pages(self, world: World) -> None:
        for number in range(12):
            await world.sent(key=str(number))
        first, second = await world.desk.mine(REQUESTER), await world.desk.mine(REQUESTER, page=1)
        assert (len(first.lines), first.more) == (10, 1)
        assert [line.reference for line in second.lines] == ["CUM-2026-0002", "CUM-2026-0001"]
        assert (first.lines[0].reference, second.more) == ("CUM-2026-0012", 0)

    async def test_open_duties(self, world: World) -> None:
        reference = await world.sent()
        assert [one.reference for one in (await world.desk.duties(person("Cora"))).lines] == [reference]
        assert (await world.desk.duties(person("Clara"))).empty

    async def test_duties_of_an_office_are_those_of_who_holds_it_today(self, world: World) -> None:
        reference = await world.sent()
        world.register.terms[1] = term("cumbria", "Corporate Director", "Nora New", deputy="Dot Deputy", acts=True)
        for name in ("Nora New", "Dot Deputy"):
            (line,) = (await world.desk.duties(person(name))).lines
            assert line.reference == reference
            assert (await world.desk.home(person(name), "cumbria")).duties.lines == (line,)
        assert (await world.desk.duties(person("Cora"))).empty

    async def test_a_duty_that_nobody_else_bears_is_that_of_who_decides_today(self, world: World) -> None:
        world.register.terms = [term("cumbria", "Chief Executive", "Clara Chief")]
        reference = await world.sent()
        assert [one.reference for one in (await world.desk.duties(person("Clara"))).lines] == [reference]
        world.register.terms = [term("cumbria", "Chief Executive", "Nora New")]
        assert [one.reference for one in (await world.desk.duties(person("Nora"))).lines] == [reference]
        assert (await world.desk.duties(person("Clara"))).empty

    async def test_the_officer_who_is_named_has_their_duty_once_the_register_knows_them(self, world: World) -> None:
        reference = await world.sent(ATTENDANCE, {**ATTENDING, "names": "Olive Officer"})
        await world.done(reference, MoveName.GRANT, person("Clara Chief"))
        assert (await world.desk.duties(person("Olive"))).empty
        world.register.terms.append(term("cumbria", "County Treasurer", "Olive Officer"))
        assert [one.reference for one in (await world.desk.duties(person("Olive"))).lines] == [reference]

    async def test_a_duty_that_is_done_is_listed_no_longer(self, world: World) -> None:
        reference = await world.sent()
        (task,) = world.store.kept[reference].tasks
        await world.done(reference, MoveName.DO_TASK, person("Cora Director"), task=task.id)
        await world.done(reference, MoveName.GRANT, person("Clara Chief"))
        assert world.store.kept[reference].open_tasks
        assert (await world.desk.duties(person("Cora"))).empty

    async def test_what_is_not_theirs_uses_up_no_room_in_the_list(self, world: World) -> None:
        for number in range(60):  # which they sent themselves, and so do not decide
            await world.sent(key=str(number), by=person("Clara Chief"))
        reference = await world.sent(key="another")
        assert [one.reference for one in (await world.desk.waiting(person("Clara"))).lines] == [reference]

    async def test_with_the_store_away_they_say_so(self, world: World) -> None:
        world.store.away = True
        home = await world.desk.home(person("Clara"), "cumbria")
        assert home.mine.empty == home.waiting.empty == home.duties.empty
        assert home.headings


async def test_a_reference_is_read_as_people_type_it(world: World) -> None:
    reference = await world.sent()
    assert isinstance(await world.desk.show(f" {reference.lower()} ", REQUESTER), RequestView)


async def test_a_type_that_is_no_longer_laid_down_shows_nothing(world: World) -> None:
    reference = await world.sent()
    assert world.store.kept[reference].state is State.SUBMITTED
    world.library = library_with(world.library, ())
    assert isinstance(await world.desk.show(reference, REQUESTER), Notice)
    assert (await world.desk.mine(REQUESTER)).lines[0].name == "group-attendance"


async def test_a_duty_whose_clause_was_amended_can_still_be_done(world: World) -> None:
    reference = await world.sent()
    stored = world.store.kept[reference]
    task = replace(stored.tasks[0], words="words of an older protocol")
    world.store.kept[reference] = replace(stored, tasks=(task,))
    view = await world.desk.show(reference, person("Cora Director"))
    assert isinstance(view, RequestView)
    assert (view.tasks[0].words, view.quotes) == ("", ())
    assert view.actions


async def test_where_somebody_else_now_holds_the_office_the_contact_hears_nothing(world: World) -> None:
    world.register.terms = []
    reference = await world.sent()
    (nobody,) = world.store.letters(reference, LetterKind.NOBODY)
    assert await world.desk.letter(nobody) is not None
    world.register.terms = [term("cumbria", "Chief Executive", "Nora New")]
    assert await world.desk.letter(nobody) is None
