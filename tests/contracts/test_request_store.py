"""What every store of requests must do: the fake, SQLite and PostgreSQL alike."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.database.chain import verify_chain
from handlers.requests.ports import RequestStore, Superseded
from handlers.requests.request import (
    DESK,
    Authorship,
    DeliveryState,
    LetterKind,
    MoveName,
    Part,
    Person,
    Request,
    State,
)
from tests.contracts.conftest import Kept
from tests.fakes.requests_made_up import ANN, BEN, CY, NOON, OFFICE, change, close, grant, letter, new_request, task

LATER = NOON + timedelta(hours=1)


async def test_a_submission_comes_back_whole(store: RequestStore) -> None:
    new = new_request("a", about=("Dee Dow",), due=date(2026, 3, 20), particulars={"reason": "É \x00 \ud800 '; --\n😀"})
    request = await store.submit(new)
    assert request == Request(
        reference="TRA-2026-0001",
        authority=new.authority,
        type=new.type,
        requester=ANN,
        role=new.role,
        state=State.SUBMITTED,
        stage=0,
        office=OFFICE,
        particulars=new.particulars,
        created_at=NOON,
        version=1,
        decider=BEN.id,
        about=("Dee Dow",),
        due=date(2026, 3, 20),
        tasks=new.tasks,
    )
    assert await store.get(request.reference) == request
    (event,) = await store.events(request.reference)
    assert (event.serial, event.number, event.move, event.before, event.after) == (
        1,
        1,
        MoveName.SUBMIT,
        None,
        State.SUBMITTED,
    )
    assert (event.actor, event.authorship, event.at) == (ANN, Authorship(Part.REQUESTER), NOON)
    assert event.data["particulars"] == new.particulars
    letters = await store.deliveries(request.reference)
    assert [(one.letter.mark, one.state, one.attempts) for one in letters] == [
        ("a-receipt", DeliveryState.WAITING, 0),
        ("a-decide", DeliveryState.WAITING, 0),
    ]
    assert {one.letter.reference for one in letters} == {request.reference}


async def test_nothing_is_found_where_nothing_is(store: RequestStore) -> None:
    for reference in ("TRA-2026-0001", "", "\x00", "\ud800", "'; --"):
        assert await store.get(reference) is None
        assert list(await store.events(reference)) == []
        assert list(await store.deliveries(reference)) == []
    assert list(await store.of_requester("\x00\ud800")) == []
    assert list(await store.awaiting([])) == []
    assert list(await store.with_open_tasks("")) == []
    assert list(await store.with_open_tasks("\x00", [("trafford", OFFICE)])) == []
    assert await store.counts() == dict.fromkeys(State, 0)
    assert [event async for event in store.all_events()] == []


async def test_references_count_for_each_authority_and_year(store: RequestStore) -> None:
    made = [
        await store.submit(new_request("a")),
        await store.submit(new_request("b", prefix="LYD", authority="lydney")),
        await store.submit(new_request("c")),
        await store.submit(new_request("d", created_at=datetime(2027, 1, 1, 0, 30, tzinfo=UTC))),
        await store.submit(new_request("e", created_at=datetime.fromisoformat("2027-01-01T00:30+01:00"))),
    ]
    assert [one.reference for one in made] == [
        "TRA-2026-0001",
        "LYD-2026-0001",
        "TRA-2026-0002",
        "TRA-2027-0001",
        "TRA-2026-0003",
    ]


async def test_the_same_key_gives_the_same_request(store: RequestStore) -> None:
    first = await store.submit(new_request("a"))
    moved = await store.change(first.reference, 1, grant())
    again = await store.submit(new_request("a", particulars={"reason": "Something else."}, letters=()))
    assert again == moved
    assert len(await store.deliveries(first.reference)) == 2
    assert (await store.submit(new_request("b"))).reference == "TRA-2026-0002"


async def test_submitted_many_times_at_once_it_is_stored_once(kept: Kept) -> None:
    stores = [kept.store, kept.again()[0], kept.again()[0]]
    made = await asyncio.gather(*(stores[number % 3].submit(new_request(f"k{number % 4}")) for number in range(40)))
    assert len({one.reference for one in made}) == 4
    assert {one.reference for one in made} == {f"TRA-2026-000{number}" for number in (1, 2, 3, 4)}
    events = [event async for event in kept.store.all_events()]
    assert [event.serial for event in events] == [1, 2, 3, 4]
    assert verify_chain(events) == ()


async def test_a_wrong_one_does_not_keep_the_others_from_it(store: RequestStore) -> None:
    news = [new_request(f"k{number}") for number in range(6)]
    news[2] = replace(news[2], letters=(*news[2].letters, replace(news[1].letters[0])))  # a mark that is taken
    made = await asyncio.gather(*map(store.submit, news), return_exceptions=True)
    assert isinstance(made[2], ValueError)
    assert [one.reference for one in made if isinstance(one, Request)] == [
        f"TRA-2026-000{number}" for number in (1, 2, 3, 4, 5)
    ]
    assert [event.serial async for event in store.all_events()] == [1, 2, 3, 4, 5]


async def test_a_change_is_stored_with_all_that_belongs_to_it(store: RequestStore) -> None:
    submitted = await store.submit(new_request("a"))
    made = grant(
        "Yes, from 7 pm.",
        office="Monitoring Officer",
        stage=1,
        decider=CY.id,
        due=date(2026, 3, 9),
        tasks=(task("a-more", BEN),),
        letters=(letter("a-outcome", LetterKind.OUTCOME, ANN),),
    )
    changed = await store.change(submitted.reference, 1, made)
    assert changed == replace(
        submitted,
        state=State.GRANTED,
        version=2,
        stage=1,
        office="Monitoring Officer",
        decider=CY.id,
        due=date(2026, 3, 9),
        decision=made.decision,
        tasks=(*submitted.tasks, task("a-more", BEN)),
    )
    assert await store.get(submitted.reference) == changed
    first, second = await store.events(submitted.reference)
    assert (second.serial, second.number, second.previous, second.before_all) == (2, 2, first.digest, first.digest)
    assert (second.before, second.after, second.authorship) == (State.SUBMITTED, State.GRANTED, made.authorship)
    assert second.data["words"] == "Yes, from 7 pm."
    assert second.data["office"] == "Monitoring Officer"
    assert [one.letter.mark for one in await store.deliveries(submitted.reference)] == [
        "a-receipt",
        "a-decide",
        "a-outcome",
    ]


async def test_a_change_leaves_what_it_does_not_name(store: RequestStore) -> None:
    submitted = await store.submit(new_request("a", due=date(2026, 3, 9)))
    asked = change(MoveName.ASK_MORE, State.MORE_ASKED)
    assert await store.change(submitted.reference, 1, asked) == replace(submitted, state=State.MORE_ASKED, version=2)


async def test_a_stale_version_changes_nothing(store: RequestStore) -> None:
    request = await store.submit(new_request("a"))
    granted = await store.change(request.reference, 1, grant())
    for version in (0, 1, 3):
        with pytest.raises(Superseded):
            await store.change(
                request.reference, version, close(letters=(letter(f"late{version}", LetterKind.OUTCOME, ANN),))
            )
    with pytest.raises(Superseded):
        await store.change("TRA-2026-9999", 1, close())
    assert await store.get(request.reference) == granted
    assert len(await store.events(request.reference)) == 2
    assert len(await store.deliveries(request.reference)) == 2


async def test_of_twenty_deciders_at_once_one_decides(kept: Kept) -> None:
    request = await kept.store.submit(new_request("a"))
    stores = [kept.store, kept.again()[0]]
    people = [Person(f"slack:T1:U{number}") for number in range(20)]
    done = await asyncio.gather(
        *(
            stores[number % 2].change(
                request.reference,
                1,
                grant(by=person, letters=(letter(f"m{number}", LetterKind.OUTCOME, ANN),)),
            )
            for number, person in enumerate(people)
        ),
        return_exceptions=True,
    )
    winners = [one for one in done if isinstance(one, Request)]
    assert len(winners) == 1
    assert sum(isinstance(one, Superseded) for one in done) == 19
    assert await kept.store.get(request.reference) == winners[0]
    _, decided = await kept.store.events(request.reference)
    assert winners[0].decision
    assert decided.actor == winners[0].decision.by
    assert len(await kept.store.deliveries(request.reference)) == 3


async def test_duties_are_done_once(store: RequestStore) -> None:
    request = await store.submit(new_request("a"))
    tick = change(MoveName.DO_TASK, State.SUBMITTED, actor=CY, done=("a-tell",))
    ticked = await store.change(request.reference, 1, tick)
    assert ticked.open_tasks == ()
    assert (ticked.tasks[0].done_at, ticked.tasks[0].done_by) == (LATER, CY)
    assert await store.get(request.reference) == ticked
    for known_or_not in ("a-tell", "another"):
        with pytest.raises(Superseded):
            await store.change(request.reference, 2, replace(tick, done=(known_or_not,)))
    told = change(MoveName.GRANT, State.GRANTED, actor=DESK, tasks=(task("told"), task("open")), done=("told",))
    after = await store.change(request.reference, 2, told)
    assert [(one.id, one.done_by) for one in after.tasks] == [("a-tell", CY), ("told", DESK), ("open", None)]
    assert await store.get(request.reference) == after


async def test_letters_that_wait_are_cancelled_by_kind(store: RequestStore) -> None:
    reminder = letter("remind", LetterKind.REMINDER, BEN, not_before=NOON + timedelta(days=5))
    request = await store.submit(new_request("a", letters=(*new_request("a").letters, reminder)))
    other = await store.submit(new_request("b"))
    sent = change(MoveName.WITHDRAW, State.WITHDRAWN, cancel=True, letters=(letter("new", LetterKind.TO_DECIDER, BEN),))
    await store.change(request.reference, 1, sent)
    states = {one.letter.mark: one.state for one in await store.deliveries(request.reference)}
    assert states == {
        "a-receipt": DeliveryState.WAITING,
        "a-decide": DeliveryState.CANCELLED,
        "remind": DeliveryState.CANCELLED,
        "new": DeliveryState.WAITING,
    }
    assert {one.state for one in await store.deliveries(other.reference)} == {DeliveryState.WAITING}


async def test_lists_are_those_of_the_person(store: RequestStore) -> None:
    made = [await store.submit(new_request(f"k{number}")) for number in range(5)]
    theirs = await store.submit(new_request("theirs", requester=BEN, office="Monitoring Officer", tasks=()))
    await store.change(made[1].reference, 1, grant())
    tick = change(MoveName.DO_TASK, State.SUBMITTED, done=("k2-tell",))
    await store.change(made[2].reference, 1, tick)
    references = [one.reference for one in made]

    async def listed(found: object) -> list[str]:
        assert isinstance(found, list | tuple)
        return [one.reference for one in found]

    assert await listed(await store.of_requester(ANN.id)) == references[::-1]
    assert await listed(await store.of_requester(ANN.id, limit=2, offset=1)) == references[3:1:-1]
    ours, both = [("trafford", OFFICE)], [("trafford", OFFICE), ("trafford", "Monitoring Officer")]
    undecided = [references[0], *references[2:]]
    assert await listed(await store.awaiting(ours)) == undecided
    assert await listed(await store.awaiting(both)) == [*undecided, theirs.reference]
    assert await listed(await store.awaiting(both, limit=2, offset=3)) == [references[4], theirs.reference]
    assert await listed(await store.awaiting([("lydney", OFFICE)])) == []
    assert await listed(await store.with_open_tasks(CY.id)) == [*references[:2], *references[3:]]
    assert await listed(await store.with_open_tasks(CY.id, limit=1, offset=3)) == [references[4]]
    assert await listed(await store.with_open_tasks(ANN.id)) == []


async def test_duties_are_found_by_the_office_that_bears_them(store: RequestStore) -> None:
    director = replace(task("director"), by="Director, Planning")
    nobodys = replace(task("nobodys"), bearer="")
    news = (
        new_request("given", tasks=(task("given"),)),
        new_request("borne", tasks=(director, replace(director, id="another"))),
        new_request("with", office="Director, Planning", tasks=(replace(nobodys, by="decider"),)),
        new_request("done", tasks=(replace(director, id="done"),)),
        new_request("withdrawn", tasks=(replace(director, id="withdrawn"),)),
        new_request("elsewhere", authority="lydney", tasks=(replace(director, id="elsewhere", bearer=""),)),
        new_request("none", office="Director, Planning", tasks=()),
    )
    made = {new.key: (await store.submit(new)).reference for new in news}
    await store.change(made["done"], 1, change(MoveName.DO_TASK, State.SUBMITTED, done=("done",)))
    await store.change(made["withdrawn"], 1, change(MoveName.WITHDRAW, State.WITHDRAWN))

    async def found(person: str, *offices: tuple[str, str], **page: int) -> list[str]:
        listed = [one.reference for one in await store.with_open_tasks(person, offices, **page)]
        return [key for reference in listed for key, kept in made.items() if kept == reference]

    planning = ("trafford", "Director, Planning")
    assert await found(ANN.id, planning) == ["borne", "with"]
    assert await found(ANN.id, planning, planning, ("lydney", "Director, Planning")) == ["borne", "with", "elsewhere"]
    assert await found(CY.id, planning) == ["given", "borne", "with"]
    assert await found("", planning) == ["borne", "with"]
    assert await found(ANN.id, ("trafford", "Director"), ("cumbria", OFFICE)) == []
    assert await found(CY.id, planning, limit=1, offset=1) == ["borne"]
    assert await found(CY.id, planning, limit=5, offset=2) == ["with"]
    again = change(MoveName.GRANT, State.GRANTED, tasks=(replace(director, id="after"),))
    await store.change(made["none"], 1, again)
    assert await found(ANN.id, planning) == ["borne", "with", "none"]


async def test_requests_are_counted_by_state(store: RequestStore) -> None:
    for key in "abc":
        await store.submit(new_request(key))
    await store.change("TRA-2026-0002", 1, grant())
    counted = await store.counts()
    assert (counted[State.SUBMITTED], counted[State.GRANTED], sum(counted.values())) == (2, 1, 3)
    assert set(counted) == set(State)


async def test_serials_have_no_gap_whoever_writes(kept: Kept) -> None:
    stores = [kept.store, kept.again()[0]]

    async def way(number: int) -> None:
        store = stores[number % 2]
        request = await store.submit(new_request(f"k{number}", prefix=("TRA", "LYD")[number % 3 == 0]))
        with pytest.raises(Superseded):
            await store.change(request.reference, 7, grant())
        await store.change(request.reference, 1, grant(tasks=(), letters=()))
        await store.change(request.reference, 2, close())

    await asyncio.gather(*map(way, range(20)))
    events = [event async for event in kept.store.all_events()]
    assert [event.serial for event in events] == list(range(1, 61))
    assert verify_chain(events) == ()


async def test_what_cannot_be_kept_is_refused_and_nothing_is_stored(store: RequestStore) -> None:
    request = await store.submit(new_request("a"))
    with pytest.raises(ValueError, match="UTC"):
        await store.submit(new_request("b", created_at=datetime(2026, 3, 2, 12, 0)))
    with pytest.raises(ValueError, match=r"JSON|nan"):
        await store.change(request.reference, 1, grant(data={"number": float("nan")}))
    with pytest.raises(ValueError, match="second time"):
        await store.change(request.reference, 1, grant(letters=(letter("a-receipt", LetterKind.OUTCOME, ANN),)))
    assert await store.get(request.reference) == request
    assert len([event async for event in store.all_events()]) == 1
    assert len(await store.deliveries(request.reference)) == 2


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors])
@given(words=st.text(alphabet=st.characters()), data=st.dictionaries(st.text(), st.integers() | st.text() | st.none()))
def test_any_words_come_back_and_prove_true(words: str, data: dict[str, object]) -> None:
    """On the fake alone; `test_a_submission_comes_back_whole` has the awkward characters for all."""
    from tests.fakes.request_store import FakeRequestStore

    async def play() -> None:
        store = FakeRequestStore()
        request = await store.submit(new_request("a" + words, particulars={"reason": words}))
        await store.change(request.reference, 1, grant(words, data={"words": words} | data))
        assert verify_chain([event async for event in store.all_events()]) == ()

    asyncio.run(play())
