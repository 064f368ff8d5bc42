"""In whose lists a request stands."""

from __future__ import annotations

from handlers.requests.request import MoveName
from tests.fakes.request_types import CONCERN, CONCERNING, REQUESTER, World, person, term


async def test_the_requester_those_who_decide_and_those_with_a_duty(world: World) -> None:
    reference = await world.sent(CONCERN, CONCERNING)
    found = await world.desk.involved(reference)
    assert found is not None
    assert (found.requester, found.bearers, found.has_duties) == (frozenset({REQUESTER.id}), {}, False)
    assert found.deciders == {person("Jay").id, person("Dora").id}
    await world.done(reference, MoveName.SETTLE, person("Dora"), words="Apologised")
    found = await world.desk.involved(reference)
    assert found is not None
    assert (list(found.bearers.values()), found.has_duties) == (
        [frozenset({person("Jay").id, person("Dora").id})],
        True,
    )


async def test_by_the_register_of_today_and_never_who_is_complained_of(world: World) -> None:
    reference = await world.sent(CONCERN, CONCERNING)
    await world.done(reference, MoveName.SETTLE, person("Dora"), words="Apologised")
    world.register.terms = [term("cjc", "Chief Executive", "Nora New")]
    found = await world.desk.involved(reference)
    assert found is not None
    nora = frozenset({person("Nora").id})
    assert (found.deciders, list(found.bearers.values())) == (nora, [nora])
    world.register.terms = [term("cjc", "Chief Executive", "Otto Other")]
    found = await world.desk.involved(reference)
    assert found is not None
    assert (found.deciders, list(found.bearers.values())) == (frozenset(), [frozenset()])


async def test_nobody_in_what_does_not_exist(world: World) -> None:
    assert await world.desk.involved("CUM-2026-0099") is None
