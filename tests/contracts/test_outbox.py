"""What every outbox must do: the fake, SQLite and PostgreSQL alike."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

from handlers.requests.ports import Outbox, Outcome, RequestStore
from handlers.requests.request import Delivery, DeliveryState, LetterKind
from tests.contracts.conftest import Kept
from tests.fakes.requests_made_up import ANN, BEN, NOON, letter, new_request

LEASE = 60.0
LATER = NOON + timedelta(seconds=5)


def marks(found: object) -> list[str]:
    assert isinstance(found, list | tuple)
    return [one.letter.mark for one in found if isinstance(one, Delivery)]


async def state_of(store: RequestStore, mark: str) -> Delivery:
    (found,) = [one for one in await store.deliveries("TRA-2026-0001") if one.letter.mark == mark]
    return found


async def test_letters_are_given_out_once_oldest_first(store: RequestStore, outbox: Outbox) -> None:
    for key in "abc":
        await store.submit(new_request(key))
    assert marks(await outbox.claim(NOON, 3, LEASE)) == ["a-receipt", "a-decide", "b-receipt"]
    rest = await outbox.claim(NOON, 100, LEASE)
    assert marks(rest) == ["b-decide", "c-receipt", "c-decide"]
    assert {(one.state, one.attempts, one.at) for one in rest} == {(DeliveryState.SENDING, 1, NOON)}
    assert marks(await outbox.claim(NOON, 100, LEASE)) == []


async def test_a_letter_waits_for_its_time(store: RequestStore, outbox: Outbox) -> None:
    tomorrow = NOON + timedelta(days=1)
    await store.submit(new_request("a", letters=(letter("late", LetterKind.REMINDER, BEN, not_before=tomorrow),)))
    assert marks(await outbox.claim(tomorrow - timedelta(seconds=1), 10, LEASE)) == []
    (claimed,) = await outbox.claim(tomorrow, 10, LEASE)
    assert claimed.letter.not_before == tomorrow


async def test_a_letter_comes_back_when_its_lease_is_over(store: RequestStore, outbox: Outbox) -> None:
    await store.submit(new_request("a"))
    await outbox.claim(NOON, 1, LEASE)
    assert marks(await outbox.claim(NOON + timedelta(seconds=LEASE - 1), 10, LEASE)) == ["a-decide"]
    (again,) = await outbox.claim(NOON + timedelta(seconds=LEASE), 1, LEASE)
    assert (again.letter.mark, again.attempts) == ("a-receipt", 2)


async def test_two_workers_never_get_the_same_letter(kept: Kept) -> None:
    await asyncio.gather(*(kept.store.submit(new_request(f"k{number}")) for number in range(30)))
    outboxes = [kept.outbox, kept.again()[1]]
    claims = await asyncio.gather(*(outboxes[number % 2].claim(NOON, 5, LEASE) for number in range(20)))
    given = Counter(mark for claimed in claims for mark in marks(claimed))
    assert set(given.values()) == {1}
    rest = marks(await kept.outbox.claim(NOON, 100, LEASE))
    assert len(given) + len(rest) == 60
    assert not given.keys() & set(rest)


async def test_what_became_of_a_letter_is_kept(store: RequestStore, outbox: Outbox) -> None:
    await store.submit(new_request("a"))
    await outbox.claim(NOON, 10, LEASE)
    await outbox.settle("a-receipt", Outcome(DeliveryState.DELIVERED, LATER, posted="D1:17.5"))
    await outbox.settle("a-decide", Outcome(DeliveryState.UNDELIVERABLE, LATER, reason="account_inactive\x00"))
    delivered, given_up = await store.deliveries("TRA-2026-0001")
    assert (delivered.state, delivered.posted, delivered.at) == (DeliveryState.DELIVERED, "D1:17.5", LATER)
    assert (given_up.state, given_up.reason.rstrip("\x00")) == (DeliveryState.UNDELIVERABLE, "account_inactive")
    assert marks(await outbox.claim(NOON + timedelta(days=9), 10, LEASE)) == []


async def test_a_letter_that_failed_is_tried_again_at_its_time(store: RequestStore, outbox: Outbox) -> None:
    await store.submit(new_request("a", letters=(letter("m", LetterKind.RECEIPT, ANN),)))
    await outbox.claim(NOON, 10, LEASE)
    retry = NOON + timedelta(seconds=30)
    await outbox.settle("m", Outcome(DeliveryState.WAITING, LATER, reason="rate limited", retry_at=retry))
    assert (await state_of(store, "m")).reason == "rate limited"
    assert marks(await outbox.claim(retry - timedelta(seconds=1), 10, LEASE)) == []
    (again,) = await outbox.claim(retry, 10, LEASE)
    assert again.attempts == 2


async def test_who_comes_late_undoes_nothing(store: RequestStore, outbox: Outbox) -> None:
    await store.submit(new_request("a"))
    await outbox.claim(NOON, 10, LEASE)
    await outbox.settle("a-receipt", Outcome(DeliveryState.DELIVERED, LATER, posted="D1:1"))
    await outbox.settle("a-receipt", Outcome(DeliveryState.WAITING, LATER, retry_at=LATER))
    await outbox.settle("a-receipt", Outcome(DeliveryState.DELIVERED, LATER + timedelta(1), posted="D1:2"))
    assert (await state_of(store, "a-receipt")).posted == "D1:1"
    await outbox.settle("a-decide", Outcome(DeliveryState.UNDELIVERABLE, LATER))
    await outbox.settle("a-decide", Outcome(DeliveryState.WAITING, LATER, retry_at=LATER))
    assert (await state_of(store, "a-decide")).state is DeliveryState.UNDELIVERABLE
    await outbox.settle("a-decide", Outcome(DeliveryState.DELIVERED, LATER))
    assert (await state_of(store, "a-decide")).state is DeliveryState.DELIVERED
    await outbox.settle("unknown", Outcome(DeliveryState.DELIVERED, LATER))


async def test_letters_are_counted_by_state(store: RequestStore, outbox: Outbox) -> None:
    assert await outbox.counts() == dict.fromkeys(DeliveryState, 0)
    await store.submit(new_request("a"))
    await store.submit(new_request("b"))
    (first, *_) = await outbox.claim(NOON, 2, LEASE)
    await outbox.settle(first.letter.mark, Outcome(DeliveryState.DELIVERED, LATER))
    counts = await outbox.counts()
    assert counts[DeliveryState.WAITING] == 2
    assert counts[DeliveryState.SENDING] == counts[DeliveryState.DELIVERED] == 1


async def test_letters_that_were_given_up_can_be_sent_again(kept: Kept) -> None:
    from bot.database.outbox import SqlOutbox
    from tests.fakes.request_store import FakeOutbox

    assert isinstance(kept.outbox, SqlOutbox | FakeOutbox)
    request = await kept.store.submit(new_request("a"))
    await kept.outbox.claim(NOON, 10, LEASE)
    await kept.outbox.settle("a-receipt", Outcome(DeliveryState.UNDELIVERABLE, LATER, reason="gone"))
    assert await kept.outbox.again(request.reference, LATER) == 1
    assert await kept.outbox.again(request.reference, LATER) == 0
    (claimed,) = await kept.outbox.claim(LATER, 10, LEASE)
    assert (claimed.letter.mark, claimed.attempts) == ("a-receipt", 1)
