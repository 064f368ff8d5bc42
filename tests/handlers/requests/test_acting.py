"""Moves: what they change, what they leave, and what is said where they are not made."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from handlers.messages import Notice
from handlers.requests import wording
from handlers.requests.messages import RequestView
from handlers.requests.request import DESK, LetterKind, MoveName, Part, State
from handlers.requests.validation import LONGEST
from knowledge.requests import Moment
from tests.fakes.request_types import (
    ATTENDANCE,
    ATTENDING,
    CONCERN,
    CONCERNING,
    INFORMATION,
    NEUTRALITY,
    REQUESTER,
    World,
    library_with,
    person,
    term,
)

CLARA, DAN, DORA, DIRK = (person(name) for name in ("Clara Chief", "Dan Deputy", "Dora Deputy", "Dirk Director"))


async def test_a_decision_keeps_the_authority_that_was_held(world: World) -> None:
    reference = await world.sent(CONCERN, CONCERNING)
    view = await world.done(reference, MoveName.SETTLE, DORA, words="They shook hands")
    decision = world.store.kept[reference].decision
    assert decision is not None
    assert decision.authorship.term == "Chief Executive: Dora Deputy, 2024-05-01 to open, deputy acting"
    assert (decision.authorship.acting, decision.authorship.office, decision.words) == (
        True,
        "Chief Executive",
        "They shook hands",
    )
    assert ("Reason", "They shook hands") in view.rows
    world.register.terms = []
    shown = await world.desk.show(reference, REQUESTER)
    assert "Recorded as settled: Dora Deputy, Chief Executive (acting)" in str(shown)


@pytest.mark.parametrize("move", [MoveName.GRANT_IN_PART, MoveName.DECLINE, MoveName.ASK_MORE])
@pytest.mark.parametrize("words", ["", "  \n", "\u200b"])
async def test_a_reason_is_needed(world: World, move: MoveName, words: str) -> None:
    reference = await world.sent()
    notice = await world.refused(reference, move, CLARA, words=words)
    assert wording.WORDS_MISSING in notice.paragraphs
    assert isinstance(await world.desk.act(reference, move, CLARA, words="Because"), RequestView)


async def test_a_reason_has_a_limit(world: World) -> None:
    reference = await world.sent()
    notice = await world.refused(reference, MoveName.GRANT, CLARA, words="x" * (LONGEST + 1))
    assert "3,000" in notice.paragraphs[0]


class TestSecondPress:
    async def test_it_is_said_who_decided_and_nothing_changes(self, world: World) -> None:
        reference = await world.sent()
        await world.done(reference, MoveName.GRANT, CLARA, version=1)
        notice = await world.refused(reference, MoveName.GRANT, CLARA, version=1)
        assert "granted, by Clara Chief" in notice.paragraphs[0]
        await world.refused(reference, MoveName.DECLINE, CLARA, version=2, words="no")

    async def test_of_many_at_once_one_decides(self, world: World) -> None:
        reference = await world.sent(CONCERN, CONCERNING)
        jay = person("Jay Chief")
        presses = [world.desk.act(reference, MoveName.SETTLE, by, version=1, words="x") for by in (DORA, jay) * 20]
        outcomes = await asyncio.gather(*presses)
        assert sum(isinstance(one, RequestView) for one in outcomes) == 1
        assert [event.move for event in world.store.chain].count(MoveName.SETTLE) == 1

    async def test_a_duty_is_done_once(self, world: World) -> None:
        reference = await world.sent()
        (task,) = world.store.kept[reference].tasks
        await world.done(reference, MoveName.DO_TASK, person("Cora Director"), task=task.id)
        notice = await world.refused(reference, MoveName.DO_TASK, CLARA, task=task.id)
        assert notice.title == wording.TASK_DONE_TITLE
        assert "by Cora Director" in notice.paragraphs[0]


class TestStale:
    async def test_what_was_added_must_be_read_before_it_is_decided(self, world: World) -> None:
        reference = await world.sent()
        await world.done(reference, MoveName.ASK_MORE, CLARA, version=1, words="Which schools?")
        await world.done(reference, MoveName.GIVE_MORE, REQUESTER, words="All of them")
        for version in (1, 2, 99):
            notice = await world.refused(reference, MoveName.GRANT, CLARA, version=version)
            assert notice.title == wording.STALE_TITLE
        await world.done(reference, MoveName.GRANT, CLARA, version=3)

    async def test_what_does_not_concern_the_decision_makes_no_button_stale(self, world: World) -> None:
        reference = await world.sent()
        (task,) = world.store.kept[reference].tasks
        await world.done(reference, MoveName.DO_TASK, person("Cora Director"), task=task.id)
        await world.done(reference, MoveName.GRANT, CLARA, version=1)

    async def test_a_receipt_can_still_be_used_to_withdraw(self, world: World) -> None:
        reference = await world.sent()
        await world.desk.letter(world.store.letters(reference, LetterKind.TO_DECIDER)[0])
        await world.done(reference, MoveName.WITHDRAW, REQUESTER, version=1)

    async def test_a_quicker_person_is_seen_even_at_the_last_moment(self, world: World) -> None:
        reference = await world.sent()
        world.store.overtaken = 2
        await world.done(reference, MoveName.GRANT, CLARA)

    async def test_where_it_never_calms_down_nothing_is_done(self, world: World) -> None:
        reference = await world.sent()
        world.store.overtaken = 1000
        assert (await world.refused(reference, MoveName.GRANT, CLARA)).title == wording.BUSY_TITLE


async def test_both_texts_stay_with_the_request(world: World) -> None:
    reference = await world.sent()
    await world.done(reference, MoveName.ASK_MORE, CLARA, words="Which schools?")
    (asked,) = world.store.letters(reference, LetterKind.MORE_ASKED)
    letter = await world.desk.letter(asked)
    assert letter is not None
    assert ("More information asked for", "Which schools?") in letter.rows
    await world.done(reference, MoveName.GIVE_MORE, REQUESTER, words="All of them")
    assert await world.desk.letter(asked) is None
    (given,) = world.store.letters(reference, LetterKind.MORE_GIVEN)
    shown = await world.desk.letter(given)
    assert shown is not None
    assert given.to == CLARA.id
    assert [value for _, value in shown.rows][-2:] == ["Which schools?", "All of them"]
    assert ("The topic to be covered", "Schools") in shown.rows


class TestWithdrawing:
    async def test_until_it_is_decided(self, world: World) -> None:
        reference = await world.sent()
        await world.done(reference, MoveName.GRANT, CLARA)
        await world.refused(reference, MoveName.WITHDRAW, REQUESTER)

    async def test_who_never_had_it_is_not_told(self, world: World) -> None:
        reference = await world.sent()
        await world.done(reference, MoveName.WITHDRAW, REQUESTER)
        kinds = {one.kind for one in world.store.letters(reference)}
        assert kinds == {LetterKind.RECEIPT, LetterKind.TASK}
        assert not (await world.desk.duties(person("Cora"))).lines

    async def test_who_has_it_is_told(self, world: World) -> None:
        reference = await world.sent()
        await world.desk.letter(world.store.letters(reference, LetterKind.TO_DECIDER)[0])
        await world.done(reference, MoveName.WITHDRAW, REQUESTER)
        (told,) = world.store.letters(reference, LetterKind.WITHDRAWN)
        view = await world.desk.letter(told)
        assert view is not None
        assert (told.to, view.actions) == (CLARA.id, ())
        notice = await world.refused(reference, MoveName.GRANT, CLARA)
        assert wording.WITHDRAWN_ALREADY in notice.paragraphs


class TestFurther:
    async def test_a_complaint_goes_to_the_next_office(self, world: World) -> None:
        reference = await world.sent(CONCERN, CONCERNING)
        await world.refused(reference, MoveName.TAKE_FURTHER, REQUESTER, words="x")
        view = await world.done(reference, MoveName.SETTLE, DORA, words="Apologised")
        (task,) = world.store.kept[reference].open_tasks
        await world.done(reference, MoveName.DO_TASK, DORA, task=task.id)
        assert world.store.kept[reference].state is State.DUTIES_DONE
        view = await world.done(reference, MoveName.TAKE_FURTHER, REQUESTER, words="He did it again")
        stored = world.store.kept[reference]
        assert (stored.state, stored.stage, stored.office, stored.decider) == (
            State.SUBMITTED,
            1,
            "Director",
            DIRK.id,
        )
        assert ("Why it was taken further", "He did it again") in view.rows
        await world.done(reference, MoveName.SETTLE, DIRK, words="Moved")
        await world.refused(reference, MoveName.TAKE_FURTHER, REQUESTER, words="Again")

    async def test_closing_a_complaint_does_not_keep_it_from_the_next_office(self, world: World) -> None:
        reference = await world.sent(CONCERN, CONCERNING)
        await world.done(reference, MoveName.SETTLE, DORA, words="Apologised")
        (task,) = world.store.kept[reference].open_tasks
        await world.done(reference, MoveName.DO_TASK, DORA, task=task.id)
        await world.done(reference, MoveName.CLOSE, DORA)
        shown = await world.desk.show(reference, REQUESTER)
        assert isinstance(shown, RequestView)
        assert [one.label for one in shown.actions] == ["Take it further to the Director"]
        await world.refused(reference, MoveName.TAKE_FURTHER, DORA, words="x")
        await world.done(reference, MoveName.TAKE_FURTHER, REQUESTER, words="He did it again")
        stored = world.store.kept[reference]
        assert (stored.state, stored.office) == (State.SUBMITTED, "Director")
        await world.done(reference, MoveName.SETTLE, DIRK, words="Moved")
        (task,) = world.store.kept[reference].open_tasks
        await world.done(reference, MoveName.DO_TASK, DIRK, task=task.id)
        await world.done(reference, MoveName.CLOSE, DIRK)
        notice = await world.refused(reference, MoveName.TAKE_FURTHER, REQUESTER, words="x")
        assert wording.NO_FURTHER in notice.paragraphs

    async def test_what_is_no_complaint_stays_closed(self, world: World) -> None:
        reference = await world.sent(NEUTRALITY, {"how": "Pressed"})
        await world.done(reference, MoveName.ACKNOWLEDGE, DORA)
        await world.done(reference, MoveName.CLOSE, DORA)
        for by, move in ((REQUESTER, MoveName.TAKE_FURTHER), (DORA, MoveName.REFER), (DORA, MoveName.CLOSE)):
            await world.refused(reference, move, by, words="x")

    async def test_the_decider_can_refer_it(self, world: World) -> None:
        reference = await world.sent(CONCERN, CONCERNING)
        shown = await world.desk.show(reference, DORA)
        assert isinstance(shown, RequestView)
        assert "Refer to the Director" in [one.label for one in shown.actions]
        await world.done(reference, MoveName.REFER, DORA, words="Not mine")
        kinds = [one.kind for one in world.store.letters(reference)]
        assert kinds == [LetterKind.RECEIPT, LetterKind.OUTCOME, LetterKind.TO_DECIDER]
        assert world.store.letters(reference)[-1].to == DIRK.id

    async def test_there_is_no_further_than_the_protocol_says(self, world: World) -> None:
        reference = await world.sent()
        notice = await world.refused(reference, MoveName.REFER, CLARA, words="x")
        assert wording.NO_FURTHER in notice.paragraphs

    async def test_never_to_the_person_it_is_about(self, world: World) -> None:
        reference = await world.sent(CONCERN, {**CONCERNING, "name": "Dirk Director"})
        notice = await world.refused(reference, MoveName.REFER, DORA, words="x")
        assert wording.NO_FURTHER in notice.paragraphs


@pytest.mark.parametrize(
    ("kind", "answers", "by", "move", "state"),
    [
        (INFORMATION, {"what": "Figures", "send_to": "Chief Executive"}, CLARA, MoveName.ANSWER, State.DUTIES_DONE),
        (NEUTRALITY, {"how": "Pressed"}, DORA, MoveName.ACKNOWLEDGE, State.ACKNOWLEDGED),
    ],
)
async def test_each_procedure_has_its_own_end(
    world: World, kind: object, answers: dict[str, str], by: object, move: MoveName, state: State
) -> None:
    world.register.terms.append(term("cumbria", "Member of the Executive", "Max Member"))
    reference = await world.sent(kind, answers)  # type: ignore[arg-type]
    notice = await world.refused(reference, MoveName.GRANT, by)  # type: ignore[arg-type]
    assert wording.NOT_THIS_KIND in notice.paragraphs
    await world.done(reference, move, by, words="Here")  # type: ignore[arg-type]
    assert world.store.kept[reference].state is state
    await world.done(reference, MoveName.CLOSE, by)  # type: ignore[arg-type]
    assert world.store.kept[reference].state is State.CLOSED


class TestDuties:
    async def test_what_the_desk_can_send_it_sends_and_the_rest_is_asked_of_a_person(self, world: World) -> None:
        reference = await world.sent()
        await world.done(reference, MoveName.GRANT, CLARA)
        told = world.store.letters(reference, LetterKind.TOLD)
        assert {one.to for one in told} == {person("Gus").id, person("Gwen").id}
        view = await world.desk.letter(told[0])
        assert view is not None
        assert view.rows == (
            ("Outcome", "Granted"),
            ("The topic to be covered", "Schools"),
            ("The day of the meeting", "Saturday 13 February 2027"),
        )
        assert (view.actions, view.history) == ((), ())
        assert [one.done_by for one in world.store.kept[reference].tasks] == [None, DESK, None]

    async def test_which_of_several_is_appropriate_is_left_to_a_person(self, world: World) -> None:
        world.register.terms += [
            term("cumbria", "Member of the Executive", "Max Member", area="Roads"),
            term("cumbria", "Member of the Executive", "Mia Member", area="Schools"),
        ]
        reference = await world.sent(INFORMATION, {"what": "x", "send_to": "Chief Executive"})
        await world.done(reference, MoveName.ANSWER, CLARA, words="Here")
        assert not world.store.letters(reference, LetterKind.TOLD)
        (task,) = world.store.kept[reference].open_tasks
        assert (task.bearer, task.tells) == (CLARA.id, ("Member of the Executive",))

    async def test_a_request_that_is_declined_has_no_duties_of_one_that_is_granted(self, world: World) -> None:
        reference = await world.sent()
        await world.done(reference, MoveName.DECLINE, CLARA, words="No")
        assert len(world.store.kept[reference].tasks) == 1

    async def test_an_answer_brings_the_duties_of_what_is_granted(self, world: World) -> None:
        on_grant = replace(INFORMATION.duties[0], at=Moment.GRANTED)
        world.library = library_with(world.library, (replace(INFORMATION, duties=(on_grant,)),))
        found = {}
        for move in (MoveName.ANSWER, MoveName.DECLINE):
            reference = await world.sent(INFORMATION, {"what": "x", "send_to": "Chief Executive"}, key=move)
            await world.done(reference, move, CLARA, words="Here")
            found[move] = [one.what for one in world.store.kept[reference].tasks]
        assert found == {MoveName.ANSWER: [on_grant.task], MoveName.DECLINE: []}

    async def test_to_the_end(self, world: World) -> None:
        reference = await world.sent(ATTENDANCE, {**ATTENDING, "names": "Cora Director"})
        await world.done(reference, MoveName.GRANT, CLARA)
        notice = await world.refused(reference, MoveName.CLOSE, CLARA)
        assert wording.OPEN_TASKS in notice.paragraphs
        assert {one.bearer for one in world.store.kept[reference].open_tasks} == {person("Cora").id}
        for task in world.store.kept[reference].open_tasks:
            await world.done(reference, MoveName.DO_TASK, person("Cora Director"), task=task.id)
        stored = world.store.kept[reference]
        assert stored.state is State.DUTIES_DONE
        view = await world.desk.show(reference, REQUESTER)
        assert isinstance(view, RequestView)
        assert view.history[-2][1] == "A duty was done: Remember that you should leave"
        last = world.store.chain[-1]
        assert (last.move, last.actor, last.authorship.part) == (MoveName.FINISH_DUTIES, DESK, Part.DESK)
        await world.done(reference, MoveName.CLOSE, CLARA)
        (open_one,) = world.store.kept[reference].open_tasks
        assert open_one.tells == ("all Members",)
        await world.done(reference, MoveName.DO_TASK, CLARA, task=open_one.id)
        assert world.store.kept[reference].state is State.CLOSED

    async def test_the_person_complained_of_is_told_nothing_by_the_desk(self, world: World) -> None:
        told = replace(CONCERN.duties[0], tells=("Monitoring Officer",), sends=True)
        world.library = library_with(world.library, (replace(CONCERN, duties=(told,)),))
        world.register.terms.append(term("cjc", "Monitoring Officer", "Otto Other"))
        reference = await world.sent(CONCERN, CONCERNING)
        await world.done(reference, MoveName.SETTLE, DORA, words="x")
        assert person("Otto").id not in {one.to for one in world.store.letters(reference)}

    async def test_a_telling_that_is_no_longer_theirs_is_not_sent(self, world: World) -> None:
        reference = await world.sent()
        await world.done(reference, MoveName.GRANT, CLARA)
        world.register.terms = [one for one in world.register.terms if one.holder.name != "Gus Group"]
        views = [await world.desk.letter(one) for one in world.store.letters(reference, LetterKind.TOLD)]
        assert views[0] is None
        assert views[1] is not None

    async def test_whom_the_decision_is_notified_to_is_told_what_it_is(self, world: World) -> None:
        always = replace(ATTENDANCE.duties[1], at=Moment.DECIDED)
        world.library = library_with(world.library, (replace(ATTENDANCE, duties=(always,)),))
        reference = await world.sent()
        await world.done(reference, MoveName.DECLINE, CLARA, words="Because of the election")
        (first, _) = world.store.letters(reference, LetterKind.TOLD)
        view = await world.desk.letter(first)
        assert view is not None
        assert view.rows[0] == ("Outcome", "Declined")
        assert "election" not in str(view.rows)


class TestHandingOn:
    async def test_the_buttons_carry_the_version_they_are_for(self, world: World) -> None:
        reference = await world.sent()
        (letter,) = world.store.letters(reference, LetterKind.TO_DECIDER)
        first, again = await world.desk.letter(letter), await world.desk.letter(letter)
        assert first is not None
        assert {one.version for one in first.actions} == {2}
        assert first == again
        assert world.store.kept[reference].state is State.WITH_DECIDER

    async def test_it_goes_to_who_holds_the_office_when_it_goes_out(self, world: World) -> None:
        reference = await world.sent()
        (letter,) = world.store.letters(reference, LetterKind.TO_DECIDER)
        world.register.terms = [term("cumbria", "Chief Executive", "Nora New")]
        assert await world.desk.letter(letter) is None
        (_, second) = world.store.letters(reference, LetterKind.TO_DECIDER)
        assert second.to == world.store.kept[reference].decider == person("Nora").id
        assert await world.desk.letter(second) is not None


async def test_with_the_store_away_nothing_is_done_and_it_is_said(world: World) -> None:
    reference = await world.sent()
    world.store.away = True
    assert isinstance(await world.desk.act(reference, MoveName.GRANT, CLARA), Notice)
    assert isinstance(await world.desk.show(reference, REQUESTER), Notice)
    world.store.away = False
    assert world.store.kept[reference].version == 1


async def test_a_protocol_that_changed_on_disk_stops_every_move(world: World) -> None:
    reference = await world.sent()
    spoiled = replace(ATTENDANCE.stages[0], words="must be made to the Mayor")
    world.library = library_with(world.library, (replace(ATTENDANCE, stages=(spoiled,)),))
    notice = await world.refused(reference, MoveName.GRANT, CLARA)
    assert "cannot show" in notice.title
