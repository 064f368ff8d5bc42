"""Promise: any altered, removed, reordered or inserted event is found, and named."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.database.chain import (
    PURGED,
    WITNESSES,
    Fault,
    FaultKind,
    Head,
    canonical,
    digest_of,
    linked,
    tombstone,
    verify_chain,
    witness,
)
from handlers.requests.request import Authorship, Event, MoveName, Part, Person, State
from tests.fakes.request_store import FakeRequestStore
from tests.fakes.requests_made_up import CY, NOON, close, grant, new_request

REQUESTS = 5


def _played() -> list[Event]:
    async def play() -> list[Event]:
        store = FakeRequestStore()
        made = [await store.submit(new_request(f"k{number}")) for number in range(REQUESTS)]
        for one in made:
            await store.change(one.reference, 1, grant(f"Granted {one.reference}."))
        for one in reversed(made):
            await store.change(one.reference, 2, close())
        return store.chain

    return asyncio.run(play())


CHAIN = _played()
LENGTH = 3 * REQUESTS
places = st.integers(0, LENGTH - 1)


def head_of(events: Sequence[Event]) -> Head:
    return Head(events[-1].serial, events[-1].digest)


HEAD = head_of(CHAIN)


def renumbered(events: Sequence[Event]) -> list[Event]:
    """With serials as if nothing had happened."""
    return [replace(event, serial=serial) for serial, event in enumerate(events, start=1)]


def found(events: Sequence[Event], head: Head | None = HEAD) -> list[tuple[FaultKind, int]]:
    return [(fault.kind, fault.serial) for fault in verify_chain(events, head)]


def test_a_whole_chain_is_whole() -> None:
    assert verify_chain(CHAIN, HEAD) == verify_chain(CHAIN) == verify_chain([], Head()) == verify_chain([]) == ()


ALTERATIONS: dict[str, Any] = {
    "at": NOON.replace(year=2025),
    "actor": Person("slack:T1:UMAL"),
    "authorship": Authorship(Part.DESK),
    "move": MoveName.DECLINE,
    "before": State.CLOSED,
    "after": State.DECLINED,
    "data": {"words": "Something else."},
    "previous": "0" * 64,
    "before_all": "",
    "reference": "TRA-2026-0009",
    "digest": "0" * 64,
}


@given(place=places, field=st.sampled_from(sorted(ALTERATIONS)))
def test_an_altered_event_is_named(place: int, field: str) -> None:
    if getattr(CHAIN[place], field) == ALTERATIONS[field]:
        return
    events = [*CHAIN]
    events[place] = replace(events[place], **{field: ALTERATIONS[field]})
    assert found(events) == [(FaultKind.ALTERED, place + 1)]
    assert str(verify_chain(events, HEAD)[0]).startswith(f"Event {place + 1} (")


@given(place=places)
def test_an_altered_event_with_a_new_digest_is_named(place: int) -> None:
    events = [*CHAIN]
    forged = replace(events[place], actor=CY, data={"words": "Something else."})
    events[place] = replace(forged, digest=digest_of(forged))
    assert found(events) == [(FaultKind.ALTERED, place + 1)]


@pytest.mark.parametrize("field", ["serial", "number"])
@given(place=places)
def test_an_altered_serial_or_number_is_named(field: str, place: int) -> None:
    events = [*CHAIN]
    changed: dict[str, Any] = {field: 99}
    events[place] = replace(events[place], **changed)
    kinds = {kind for kind, _ in found(sorted(events, key=lambda event: event.serial))}
    assert kinds
    if field == "number":
        assert found(events) == [(FaultKind.ALTERED, place + 1)]


@given(first=places, last=places)
def test_removed_events_are_named(first: int, last: int) -> None:
    events = [event for place, event in enumerate(CHAIN) if not first <= place <= last]
    expected = [(FaultKind.REMOVED, place + 1) for place in range(first, last + 1)]
    assert found(events) == expected


@given(place=places)
def test_a_removed_event_is_named_though_the_others_were_numbered_anew(place: int) -> None:
    events = renumbered([*CHAIN[:place], *CHAIN[place + 1 :]])
    assert found(events) == [(FaultKind.REMOVED, place + 1)]


def test_what_was_removed_at_the_end_shows_by_the_head_alone() -> None:
    assert found(CHAIN[:-1], None) == []
    assert found(CHAIN[:-1]) == [(FaultKind.REMOVED, LENGTH)]
    assert found([]) == [(FaultKind.REMOVED, serial) for serial in range(1, LENGTH + 1)]


@given(st.permutations(range(LENGTH)))
def test_reordered_events_are_named(order: Sequence[int]) -> None:
    events = renumbered([CHAIN[place] for place in order])
    moved = [(FaultKind.REORDERED, place + 1) for place, came_from in enumerate(order) if place != came_from]
    assert found(events) == moved


@given(place=st.integers(0, LENGTH), copied=places, chained=st.booleans())
def test_an_inserted_event_is_named(place: int, copied: int, chained: bool) -> None:
    """A copy of another event, or a new one that fits to what is before it."""
    before = head_of(CHAIN[:place]) if place else Head()
    added = linked(replace(CHAIN[copied], data={"words": "Put in."}), before, "") if chained else CHAIN[copied]
    events = renumbered([*CHAIN[:place], added, *CHAIN[place:]])
    kinds = found(events)
    if chained:
        assert kinds == [(FaultKind.INSERTED, place + 1)]
    else:
        assert len(kinds) >= 1
        assert {serial for _, serial in kinds} & {place + 1, copied + 1, copied + 2}


@given(places, places)
def test_several_faults_are_all_named(one: int, other: int) -> None:
    events = [*CHAIN]
    for place in {one, other}:
        events[place] = replace(events[place], actor=CY if events[place].actor != CY else Person("x"))
    assert found(events) == [(FaultKind.ALTERED, place + 1) for place in sorted({one, other})]


def test_a_head_that_was_altered_shows() -> None:
    assert found(CHAIN, Head(HEAD.serial, "0" * 64))
    assert found(CHAIN, Head(HEAD.serial + 1, HEAD.digest))
    assert found(CHAIN, Head(HEAD.serial - 1, HEAD.digest))


def purged(events: Sequence[Event], reference: str) -> list[Event]:
    left = [tombstone(event) if event.reference == reference else event for event in events]
    own = [event for event in left if event.reference == reference]
    record = replace(
        own[-1], number=len(own) + 1, move=MoveName.PURGE, actor=CY, data={WITNESSES: [witness(one) for one in own]}
    )
    return [*left, linked(record, head_of(events), own[-1].digest)]


def test_the_rest_is_proved_after_a_purge_and_so_are_the_tombstones() -> None:
    events = purged(CHAIN, "TRA-2026-0002")
    assert verify_chain(events, head_of(events)) == ()
    assert not any(
        text in canonical([event.data for event in events]) for text in ("Because of k1", "Granted TRA-2026-0002")
    )
    for place in (1, 6):
        assert events[place].data == PURGED
        altered = [*events]
        altered[place] = replace(altered[place], after=State.DECLINED)
        assert found(altered, head_of(events)) == [(FaultKind.ALTERED, place + 1)]


def test_content_that_is_gone_without_a_purge_is_an_alteration() -> None:
    events = [*CHAIN]
    events[3] = tombstone(events[3])
    assert found(events) == [(FaultKind.ALTERED, 4)]
    events = purged(CHAIN, "TRA-2026-0002")
    events[2] = tombstone(events[2])  # another request's
    assert found(events, head_of(events)) == [(FaultKind.ALTERED, 3)]


def test_canonical_json_does_not_depend_on_order_and_takes_no_other_things() -> None:
    assert canonical({"b": (1, 2), "a": NOON}) == '{"a":"2026-03-02T12:00:00+00:00","b":[1,2]}'
    assert canonical({"é": {"y", "x"}}) == '{"\\u00e9":["x","y"]}'
    with pytest.raises(TypeError):
        canonical(object())


def test_a_fault_says_what_was_done_to_what() -> None:
    assert str(Fault(FaultKind.ALTERED, 7, "TRA-2026-0007", 3)) == (
        "Event 7 (TRA-2026-0007, its no. 3) was altered after it was written."
    )
    assert str(Fault(FaultKind.REMOVED, 8)) == "Event 8 was removed."


def test_the_chain_and_the_fake_store_need_no_sqlalchemy() -> None:
    root = Path(__file__).parents[3]
    program = "import sys, tests.fakes.request_store; sys.exit('sqlalchemy' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], cwd=root, check=True)
