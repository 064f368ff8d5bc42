"""Every move and every view with every kind of person: nobody finds a way around."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from handlers.requests.lifecycle import MOVES, move_of
from handlers.requests.messages import RequestView
from handlers.requests.refusals import no_such
from handlers.requests.request import LetterKind, MoveName, Part, Person, State
from knowledge.requests import Moment, RequestDuty
from tests.fakes.request_types import (
    ATTENDANCE,
    ATTENDING,
    CONCERN,
    CONCERNING,
    REQUESTER,
    World,
    library_with,
    person,
    term,
)

SECRETS = ("He shouted at me", "Otto Other", "To explain the budget")
COMPLAINED_OF = person("Otto Other")
DUTY_OF_AN_OFFICE = RequestDuty(
    Moment.SUBMITTED, "Monitoring Officer", "Keep a note", "cjc/9/p2", "formal reference to the Monitoring Officer",
    reveals=(),
)  # fmt: skip
WATCHED = replace(CONCERN, duties=(*CONCERN.duties, DUTY_OF_AN_OFFICE))


@dataclass(frozen=True)
class Kind:
    """A kind of person, and the parts that they should have."""

    name: str
    person: Person
    parts: frozenset[Part] = frozenset()


def kind(name: str, somebody: Person, *parts: Part) -> Kind:
    return Kind(name, somebody, frozenset(parts))


# The complaint is with the Chief Executive: Jay Chief, for whom Dora Deputy acts. Until yesterday it was Fiona Former.
KINDS = (
    kind("requester", REQUESTER, Part.REQUESTER),
    kind("decider", person("Jay Chief"), Part.DECIDER, Part.DUTY),
    kind("deputy who acts", person("Dora Deputy"), Part.DECIDER, Part.DUTY),
    kind("deputy who does not act", person("Nina Nearly")),
    kind("former holder", person("Fiona Former")),
    kind("holder of the next office", person("Dirk Director")),
    kind("bearer of a duty", person("Mona Monitor"), Part.DUTY),
    kind("complained of, and deputy of the bearer", COMPLAINED_OF),
    kind("stranger", person("Sam Stranger")),
    kind("requester's id elsewhere", person("Rita Requester", team="T2")),
    kind("decider's id elsewhere", person("Jay Chief", team="T2")),
    kind("same id on another platform", Person("teams:T1:UJAY", "Jay Chief")),
    kind("somebody without an id", Person("", "Jay Chief")),
    kind("the desk's name", Person("desk", "Protocol Desk")),
)


class Walk:
    """A complaint in one of its states."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.library = library_with(world.library, (WATCHED, ATTENDANCE))
        world.register.terms = [
            term("cjc", "Chief Executive", "Fiona Former"),
            term("cjc", "Director", "Dirk Director", deputy="Nina Nearly"),
            term("cjc", "Monitoring Officer", "Mona Monitor", deputy="Otto Other"),
        ]
        self.reference = ""

    async def come_to(self, state: State) -> None:
        self.reference = await self.world.sent(WATCHED, CONCERNING)
        terms = self.world.register.terms
        terms[0] = term("cjc", "Chief Executive", "Jay Chief", deputy="Dora Deputy", acts=True)
        for move, by in {
            State.SUBMITTED: (),
            State.WITH_DECIDER: (),
            State.MORE_ASKED: ((MoveName.ASK_MORE, "Jay"),),
            State.SETTLED: ((MoveName.SETTLE, "Jay"),),
            State.WITHDRAWN: ((MoveName.WITHDRAW, "Rita"),),
            State.DUTIES_DONE: ((MoveName.SETTLE, "Jay"), (MoveName.DO_TASK, "Jay"), (MoveName.DO_TASK, "Jay")),
            State.CLOSED: (
                (MoveName.SETTLE, "Jay"), (MoveName.DO_TASK, "Jay"), (MoveName.DO_TASK, "Jay"), (MoveName.CLOSE, "Jay"),
            ),
        }[state]:  # fmt: skip
            tasks = self.world.store.kept[self.reference].open_tasks
            task = tasks[0].id if tasks and move is MoveName.DO_TASK else ""
            await self.world.done(self.reference, move, person(by), words="because", task=task)
        if state is State.WITH_DECIDER:
            (letter,) = self.world.store.letters(self.reference, LetterKind.TO_DECIDER)
            await self.world.desk.letter(letter)
        assert self.world.store.kept[self.reference].state is state


WALKED = (
    State.SUBMITTED,
    State.WITH_DECIDER,
    State.MORE_ASKED,
    State.SETTLED,
    State.DUTIES_DONE,
    State.CLOSED,
    State.WITHDRAWN,
)


@pytest.mark.parametrize("state", WALKED)
@pytest.mark.parametrize("who", KINDS, ids=lambda one: one.name)
async def test_only_the_table_of_moves_lets_anybody_change_anything(world: World, state: State, who: Kind) -> None:
    walk = Walk(world)
    await walk.come_to(state)
    store, reference = world.store, walk.reference
    for move in MoveName:
        for task in ["", "no such task", *(one.id for one in store.kept[reference].tasks)]:
            before = store.snapshot()
            outcome = await world.desk.act(reference, move, who.person, words="because", task=task)
            if isinstance(outcome, RequestView):
                row = move_of(move)
                assert state in row.before
                assert who.parts & row.by
                event = next(one for one in store.chain if one.serial == len(before["chain"]) + 1)
                assert (event.actor, event.move, event.before) == (who.person, move, state)
                assert event.authorship.part in who.parts & row.by
                assert task or move is not MoveName.DO_TASK
            else:
                assert store.snapshot() == before
            store.put_back(before)


@pytest.mark.parametrize("state", WALKED)
@pytest.mark.parametrize("who", KINDS, ids=lambda one: one.name)
async def test_everybody_sees_their_part_and_no_more(world: World, state: State, who: Kind) -> None:
    walk = Walk(world)
    await walk.come_to(state)
    shown = await world.desk.show(walk.reference, who.person)
    if not who.parts:
        assert shown == no_such(walk.reference)
        assert replace(shown, title="") == replace(no_such("CJC-2026-9999"), title="")
    else:
        assert isinstance(shown, RequestView)
        whole = bool(who.parts & {Part.REQUESTER, Part.DECIDER})
        assert any(secret in str(shown) for secret in SECRETS) is whole
        assert bool(shown.history) is whole
        assert {action.move for action in shown.actions} <= {
            move.name for move in MOVES if who.parts & move.by and state in move.before
        }
        assert not any(secret in shown.preview for secret in SECRETS)
    lists = (
        await world.desk.mine(who.person),
        await world.desk.waiting(who.person),
        await world.desk.duties(who.person),
    )
    listed = {line.reference for one in lists for line in one.lines}
    assert listed <= ({walk.reference} if who.parts else set())
    assert not any(secret in str(lists) for secret in SECRETS)


@pytest.mark.parametrize("state", WALKED)
async def test_no_letter_brings_it_to_somebody_else(world: World, state: State) -> None:
    walk = Walk(world)
    await walk.come_to(state)
    for delivery in list(world.store.posted.values()):
        for who in KINDS:
            diverted = replace(delivery.letter, to=who.person.id)
            if diverted.kind is LetterKind.NOBODY:
                continue
            view = await world.desk.letter(diverted)
            assert view is None or who.parts, (delivery.letter.kind, who.name)
            if view and who.parts == {Part.DUTY}:
                assert not any(secret in str(view) for secret in SECRETS)


async def test_each_is_told_why(world: World) -> None:
    walk = Walk(world)
    reference = walk.reference = await world.sent(WATCHED, CONCERNING)
    (letter,) = world.store.letters(reference, LetterKind.TO_DECIDER)
    assert letter.to == person("Fiona Former").id
    await world.desk.letter(letter)
    world.register.terms[0] = term("cjc", "Chief Executive", "Jay Chief")

    async def title(move: MoveName, who: Person) -> str:
        return (await world.refused(reference, move, who, words="because")).title

    stranger = await title(MoveName.SETTLE, person("Sam Stranger"))
    assert stranger == no_such(reference).title == await title(MoveName.SETTLE, COMPLAINED_OF)
    titles = {
        stranger,
        await title(MoveName.SETTLE, person("Fiona Former")),
        await title(MoveName.SETTLE, person("Rita Requester", team="T2")),
        await title(MoveName.SETTLE, REQUESTER),
        await title(MoveName.GIVE_MORE, REQUESTER),
    }
    assert len(titles) == 5


async def test_who_referred_it_on_has_it_no_more(world: World) -> None:
    walk = Walk(world)
    await walk.come_to(State.WITH_DECIDER)
    view = await world.done(walk.reference, MoveName.REFER, person("Jay Chief"), words="not mine")
    assert (view.rows, view.history, view.actions) == ((), (), ())
    assert world.store.kept[walk.reference].office == "Director"
    assert "no longer" in (await world.refused(walk.reference, MoveName.SETTLE, person("Jay Chief"), words="x")).title
    await world.done(walk.reference, MoveName.SETTLE, person("Dirk Director"), words="fine")


@pytest.mark.parametrize("name", ["Cora Director", "Clara Chief"])
async def test_a_duty_goes_with_the_office(world: World, name: str) -> None:
    reference = await world.sent()
    (task,) = world.store.kept[reference].tasks
    world.register.terms = [
        replace(one, holder=term("cumbria", "x", "Nora New").holder) if one.holder.name == "Cora Director" else one
        for one in world.register.terms
    ]
    if name == "Cora Director":
        await world.refused(reference, MoveName.DO_TASK, person(name), task=task.id)
        await world.done(reference, MoveName.DO_TASK, person("Nora New"), task=task.id)
    else:
        await world.done(reference, MoveName.DO_TASK, person(name), task=task.id)


async def test_all_that_a_duty_reveals_is_what_its_bearer_sees(world: World) -> None:
    reference = await world.sent(ATTENDANCE, ATTENDING)
    view = await world.desk.show(reference, person("Cora Director"))
    assert isinstance(view, RequestView)
    assert view.rows == (("The topic to be covered", "Schools"),)
    assert [one.clause for one in view.quotes] == ["cumbria/4.7"]
    assert "To explain the budget" not in str(view)
