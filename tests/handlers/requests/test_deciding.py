"""Where a request goes: by the post complained of, and never to the person it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handlers.messages import Notice
from handlers.requests import wording
from handlers.requests.messages import Checking, Form
from handlers.requests.request import LetterKind, MoveName, Person
from knowledge.clause import Role
from tests.fakes.request_types import (
    ATTENDANCE,
    COMPLAINING,
    COMPLAINT,
    CONCERN,
    CONCERNING,
    INFORMATION,
    REQUESTER,
    World,
    library_with,
    person,
    term,
)


async def placed(world: World, kind: Any, answers: dict[str, str], by: Person = REQUESTER) -> tuple[str, str]:
    """The office that got it, and the id of the person, of a new request."""
    reference = await world.sent(kind, answers, by, key=str(answers))
    stored = world.store.kept[reference]
    return stored.office, stored.decider


def complaint(post: str, name: str = "", **more: str) -> dict[str, str]:
    return {"post": post, "what": "He shouted", **({"name": name} if name else {}), **more}


@pytest.mark.parametrize(
    ("post", "office", "who"),
    [
        ("Director", "Chief Executive", "Tara"),
        ("Chief Executive", "Monitoring Officer", "Mona"),
    ],
)
async def test_the_stage_is_chosen_by_the_post_complained_of(world: World, post: str, office: str, who: str) -> None:
    assert await placed(world, COMPLAINT, complaint(post)) == (office, person(who).id)


async def test_of_several_holders_the_requester_chooses(world: World) -> None:
    assert await placed(world, COMPLAINT, COMPLAINING) == ("Director, Planning", person("Petra").id)


def test_where_several_hold_it_nobody_is_guessed(world: World) -> None:
    answers = {**COMPLAINING, "send_to": ""}
    form = world.desk.check("trafford", "complaint", Role.MEMBER, answers, "k", REQUESTER)
    assert isinstance(form, Form)
    assert "Director, Planning; Director, Highways; Head of Service" in form.errors["send_to"]


def test_an_office_of_another_stage_cannot_be_chosen(world: World) -> None:
    answers = {**COMPLAINING, "send_to": "Monitoring Officer"}
    form = world.desk.check("trafford", "complaint", Role.MEMBER, answers, "k", REQUESTER)
    assert isinstance(form, Form)
    assert set(form.errors) == {"send_to"}


class TestNeverToThePersonItIsAbout:
    def test_a_name_of_the_register_counts_as_their_post(self, world: World) -> None:
        answers = complaint("Another officer", "Ms Planner", send_to="Director, Highways")
        checked = world.desk.check("trafford", "complaint", Role.MEMBER, answers, "k", REQUESTER)
        assert isinstance(checked, Checking)
        assert "Chief Executive" in checked.form.decides

    def test_an_alternative_is_passed_over_and_it_is_said(self, world: World) -> None:
        world.register.terms.append(term("trafford", "Head of Service", "Hedda Head"))
        answers = complaint("Another officer", send_to="Head of Service")
        checked = world.desk.check("trafford", "complaint", Role.MEMBER, answers, "k", person("Hedda"))
        assert isinstance(checked, Form)
        assert checked.errors["send_to"] == "Choose one of these: Director, Planning; Director, Highways."
        answers = {**answers, "send_to": "Director, Planning"}
        checked = world.desk.check("trafford", "complaint", Role.MEMBER, answers, "k", person("Hedda"))
        assert isinstance(checked, Checking)
        assert wording.does_not_go_to("Head of Service") in checked.form.decides

    async def test_the_next_office_has_it_where_the_first_is_the_one(self, world: World) -> None:
        office, who = await placed(world, CONCERN, {"name": "Jay Chief", "what": "Rude"})
        assert (office, who) == ("Director", person("Dirk").id)

    async def test_nor_to_their_deputy_who_acts(self, world: World) -> None:
        office, _ = await placed(world, CONCERN, {"name": "Dora Deputy", "what": "Rude"})
        assert office == "Director"

    async def test_nor_where_they_hold_another_office_too(self, world: World) -> None:
        world.register.terms = [
            term("trafford", "Chief Executive", "Tara Chief"),
            term("trafford", "Monitoring Officer", "Tara Chief"),
        ]
        office, who = await placed(world, COMPLAINT, complaint("Chief Executive"))
        assert (office, who) == ("Monitoring Officer", "")

    async def test_with_nobody_left_the_contact_is_told_and_the_person_is_not(self, world: World) -> None:
        world.register.terms = [term("cjc", "Chief Executive", "Jay Chief"), term("cjc", "Director", "Jay Chief")]
        checked = world.desk.check("cjc", "complaint", Role.MEMBER, {"name": "Jay Chief", "what": "x"}, "k", REQUESTER)
        assert isinstance(checked, Checking)
        assert "nobody is registered" in checked.form.decides
        reference = await world.sent(CONCERN, {"name": "Jay Chief", "what": "Rude"})
        (nobody,) = world.store.letters(reference, LetterKind.NOBODY)
        assert nobody.to == "slack:T1:UCONTACT"
        assert person("Jay").id not in {one.to for one in world.store.letters(reference)}
        view = await world.desk.letter(nobody)
        assert view is not None
        assert (view.rows, view.history, view.quotes, view.preview) == ((), (), (), f"Request {reference}")

    async def test_the_contact_is_not_told_of_a_complaint_about_them(self, world: World) -> None:
        world.practice = replace(world.practice, contact_ids={"cjc": person("Jay").id})
        world.register.terms = [term("cjc", "Chief Executive", "Jay Chief")]
        reference = await world.sent(CONCERN, {"name": "Jay Chief", "what": "Rude"})
        office = world.store.kept[reference].office
        assert office == "Director"
        assert [one.to for one in world.store.letters(reference, LetterKind.NOBODY)] == [""]

    async def test_who_comes_into_the_office_later_is_asked_again(self, world: World) -> None:
        reference = await world.sent(CONCERN, CONCERNING)
        world.register.terms = [term("cjc", "Chief Executive", "Otto Other")]
        await world.refused(reference, MoveName.SETTLE, person("Otto Other"), words="fine")
        assert isinstance(await world.desk.show(reference, person("Otto Other")), Notice)


async def test_nobody_decides_what_they_sent_themselves(world: World) -> None:
    assert await placed(world, ATTENDANCE, dict(ATTENDING), person("Clara")) == ("Chief Executive", "")
    answers = {"what": "Figures", "send_to": ""}
    assert await placed(world, INFORMATION, answers, person("Clara")) == ("Corporate Director", person("Cora").id)


async def test_the_deputy_who_acts_gets_it(world: World) -> None:
    assert await placed(world, CONCERN, CONCERNING) == ("Chief Executive", person("Dora").id)


async def test_a_vacant_office_keeps_it_until_somebody_holds_it(world: World) -> None:
    world.register.terms = []
    reference = await world.sent()
    assert world.store.kept[reference].decider == ""
    assert [one.kind for one in world.store.letters(reference)].count(LetterKind.NOBODY) == 1
    world.register.terms = [term("cumbria", "Chief Executive", "Nora New")]
    assert (await world.desk.waiting(person("Nora"))).lines[0].reference == reference
    await world.done(reference, MoveName.GRANT, person("Nora New"))


async def test_who_a_line_manager_is_no_register_can_say(world: World) -> None:
    stage = replace(ATTENDANCE.stages[0], offices=("line manager",))
    world.library = library_with(world.library, (replace(ATTENDANCE, stages=(stage,)),))
    reference = await world.sent()
    (nobody,) = world.store.letters(reference, LetterKind.NOBODY)
    view = await world.desk.letter(nobody)
    assert view is not None
    assert "depends on who asks" in view.lead[1]


async def test_where_the_first_office_is_skipped_the_next_can_be_chosen(world: World) -> None:
    further = replace(CONCERN.stages[1], offices=("Head of Service", "Director"))
    world.library = library_with(world.library, (replace(CONCERN, stages=(CONCERN.stages[0], further)),))
    answers = {"name": "Jay Chief", "what": "Rude"}
    form = world.desk.check("cjc", "complaint", Role.MEMBER, answers, "k", REQUESTER)
    assert isinstance(form, Form)
    (asked,) = [one for one in form.fields if one.error]
    assert asked.options == ("Head of Service", "Director")
    answers["send_to"] = "Director"
    assert isinstance(world.desk.check("cjc", "complaint", Role.MEMBER, answers, "k", REQUESTER), Checking)
    assert await placed(world, CONCERN, answers) == ("Director", person("Dirk").id)


class TestNext:
    """The office after the one that has a request."""

    @pytest.mark.parametrize(
        ("sent_to", "onwards"),
        [("Chief Executive", "Director"), ("Head of Service", "Chief Executive")],
    )
    async def test_an_office_that_has_it_already_is_passed_over(self, world: World, sent_to: str, onwards: str) -> None:
        """As in the CJC's section 9: the line manager, "who will if necessary involve the Chief Executive"."""
        first, last = CONCERN.stages
        either = replace(first, offices=("Head of Service", "Chief Executive"))
        world.library = library_with(
            world.library, (replace(CONCERN, stages=(either, replace(first, further=True), last)),)
        )
        world.register.terms.append(term("cjc", "Head of Service", "Hedda Head"))
        reference = await world.sent(CONCERN, {**CONCERNING, "send_to": sent_to})
        decider = person("Dora") if sent_to == "Chief Executive" else person("Hedda")
        await world.done(reference, MoveName.REFER, decider, words="Not mine")
        assert world.store.kept[reference].office == onwards

    async def test_nor_to_another_of_those_who_hold_it(self, world: World) -> None:
        first = replace(COMPLAINT.stages[0], otherwise=False)
        again = replace(first, offices=("Director",), further=True)
        world.library = library_with(world.library, (replace(COMPLAINT, stages=(first, again)),))
        reference = await world.sent(COMPLAINT, COMPLAINING)
        notice = await world.refused(reference, MoveName.REFER, person("Petra"), words="Not mine")
        assert wording.NO_FURTHER in notice.paragraphs


ATTENDING = {"reason": "r", "topic": "t", "date": "13/02/2027", "leaves": "yes"}
