"""Whatever people press, in whatever order: a request is decided once, every event counts, what has ended stays so."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.requests.changes import DECISIONS
from handlers.requests.lifecycle import ENDED, MOVES, UNDECIDED, move_of, permitted
from handlers.requests.messages import RequestView
from handlers.requests.request import LetterKind, MoveName, Part, State
from knowledge.library import Library
from knowledge.requests import Procedure
from tests.fakes.request_types import (
    ATTENDANCE,
    ATTENDING,
    CONCERN,
    CONCERNING,
    INFORMATION,
    REQUESTER,
    MutableRegister,
    World,
    library_with,
    person,
    term,
)

LIBRARY = library_with(Library.load())
PEOPLE = [REQUESTER, *map(person, ("Clara Chief", "Dan Deputy", "Cora Director", "Otto Other", "Sam Stranger"))]
STARTS: list[tuple[Any, dict[str, str]]] = [
    (ATTENDANCE, ATTENDING),
    (INFORMATION, {"what": "Figures", "send_to": "Chief Executive"}),
    (CONCERN, CONCERNING),
]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(list(MoveName)),
        st.sampled_from(PEOPLE),
        st.one_of(st.none(), st.integers(0, 8)),
        st.sampled_from(["because", "because", "", " "]),
        st.integers(0, 5),
    ),
    min_size=5,
    max_size=40,
)


def a_world() -> World:
    return World(
        LIBRARY,
        MutableRegister(
            *(
                one
                for authority in ("cumbria", "cjc")
                for one in (
                    term(authority, "Chief Executive", "Clara Chief", deputy="Dan Deputy", acts=True),
                    term(authority, "Corporate Director", "Cora Director"),
                    term(authority, "Director", "Cora Director"),
                )
            )
        ),
    )


async def play(world: World, start: tuple[Any, dict[str, str]], steps: list[Any]) -> str:
    reference = await world.sent(*start)
    for move, by, back, words, number in steps:
        before = world.store.kept[reference]
        count = len(world.store.chain)
        version = None if back is None else before.version - back
        task = before.tasks[number].id if number < len(before.tasks) else ""
        outcome = await world.desk.act(reference, move, by, version=version, words=words, task=task)
        assert isinstance(outcome, RequestView) is (len(world.store.chain) > count)
        if number == 5:
            for letter in world.store.letters(reference, LetterKind.TO_DECIDER):
                await world.desk.letter(letter)
    return reference


@given(st.sampled_from(STARTS), STEPS)
@settings(max_examples=150, deadline=None)
def test_random_presses(start: tuple[Any, dict[str, str]], steps: list[Any]) -> None:
    world = a_world()
    reference = asyncio.run(play(world, start, steps))
    request, log = world.store.kept[reference], world.store.chain
    assert [event.number for event in log] == list(range(1, request.version + 1))
    assert [event.before for event in log[1:]] == [event.after for event in log[:-1]]
    assert log[-1].after is request.state
    decided = False
    for event in log:
        row = move_of(event.move)
        assert event.move is MoveName.SUBMIT or event.before in row.before
        assert event.authorship.part in row.by
        if event.move in DECISIONS:
            assert not decided, "one decision, until it is taken further"
            decided = True
        if event.move is MoveName.TAKE_FURTHER:
            decided = False
        if event.before in ENDED:
            assert event.after is event.before or (event.move is MoveName.TAKE_FURTHER and start[0] is CONCERN)
    assert decided == (request.state not in UNDECIDED | {State.WITHDRAWN})
    assert not decided or request.decision is not None
    done = [task for task in request.tasks if task.done_at is not None]
    assert len({event.data["task"] for event in log if event.move is MoveName.DO_TASK}) == sum(
        event.move is MoveName.DO_TASK for event in log
    )
    assert len(done) + len(request.open_tasks) == len(request.tasks)


@pytest.mark.parametrize("procedure", list(Procedure))
def test_nothing_but_a_complaint_with_a_next_office_goes_on_after_its_end(procedure: Procedure) -> None:
    world = a_world()
    request = replace(world.store.kept[asyncio.run(world.sent())], tasks=())
    for state in ENDED:
        ended = replace(request, state=state)
        for following in (True, False):
            moves = {(part, one.name) for part in Part for one in permitted(ended, procedure, part, following)}
            onwards = {(part, name) for part, name in moves if move_of(name).after is not None}
            is_open = following and state is State.CLOSED and procedure is Procedure.COMPLAINT
            assert onwards == ({(Part.REQUESTER, MoveName.TAKE_FURTHER)} if is_open else set())


@pytest.mark.parametrize("procedure", list(Procedure))
def test_every_state_that_is_not_an_end_has_a_way_out(procedure: Procedure) -> None:
    world = a_world()
    request = world.store.kept[asyncio.run(world.sent())]
    for row in MOVES:
        if row.after is None or row.after in ENDED or procedure not in row.procedures:
            continue
        after = replace(request, state=row.after, tasks=())
        ways = {one.after for part in Part for one in permitted(after, procedure, part, next_stage=False)}
        assert ways - {None, row.after}
