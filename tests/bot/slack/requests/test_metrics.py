"""The metrics of a desk that serves formal requests."""

from __future__ import annotations

import aiohttp

from tests.fakes.request_types import World
from tests.fakes.served import Served
from tests.fakes.served_requests import letter_to, served_world
from tests.fakes.slack import FakeSlack


async def metrics(running: Served) -> list[str]:
    address = f"http://127.0.0.1:{running.port}/metrics"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return (await answer.text()).splitlines()


async def test_requests_and_letters_are_counted_by_state(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world) as running:
        reference = await world.sent()
        for user in ("URITA", "UCLARA", "UCORA"):
            await letter_to(slack, user)
        await slack.quiet(0.1)
        told = await metrics(running)
        world.store.away = True
        away = await metrics(running)
        world.store.away = False
    assert {
        "protocol_desk_requests_database_up 1.0",
        'protocol_desk_requests{state="with_decider"} 1.0',
        'protocol_desk_requests{state="submitted"} 0.0',
        'protocol_desk_letters{state="delivered"} 3.0',
        'protocol_desk_letters{state="undeliverable"} 0.0',
    } <= set(told)
    assert "protocol_desk_requests_database_up 0.0" in away
    assert not [line for line in away if line.startswith("protocol_desk_letters")]
    for secret in (reference, "Rita", "URITA", "budget"):
        assert secret not in str(told)
