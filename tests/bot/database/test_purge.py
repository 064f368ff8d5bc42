"""What is over is forgotten, what is not is kept, and the chain still proves everything."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.database.engine import Database, open_database
from bot.database.outbox import SqlOutbox
from bot.database.purge import EVERY, Retention, expired, purge
from bot.database.store import SqlRequestStore
from bot.database.verifying import verify
from handlers.requests.request import Authorship, DeliveryState, MoveName, Part, Person, State
from tests.fakes.requests_made_up import ANN, NOON, change, close, grant, new_request

OPERATOR = Person("cli::root", "Ray Root")
YEAR = Retention({EVERY: 365})
ENDED_AT = NOON + timedelta(hours=1)
AFTER_A_YEAR = ENDED_AT + timedelta(days=365)


async def ended(store: SqlRequestStore, key: str, type_id: str = "site-visit") -> str:
    request = await store.submit(new_request(key, type=type_id, particulars={"reason": f"Secret {key}."}))
    await store.change(request.reference, 1, grant("Secret words."))
    await store.change(request.reference, 2, close())
    return request.reference


def test_the_nearest_name_gives_the_period() -> None:
    days = {"trafford/site-visit": 1, "site-visit": 2, "visit": 3, EVERY: 4}
    kinds = {("lydney", "walk"): "visit"}
    retention = Retention(days, kinds)
    asked = [("trafford", "site-visit"), ("lydney", "site-visit"), ("lydney", "walk"), ("trafford", "walk")]
    assert [retention.of(*one) for one in asked] == [1, 2, 3, 4]
    assert Retention({"site-visit": 2}).of("trafford", "walk") is None


async def test_a_dry_run_says_what_is_over_and_forgets_nothing(database: Database) -> None:
    store = SqlRequestStore(database)
    reference = await ended(store, "a")
    await store.submit(new_request("undecided"))
    assert list(await expired(database, YEAR, AFTER_A_YEAR - timedelta(seconds=1))) == []
    assert list(await expired(database, Retention({"other": 1}), AFTER_A_YEAR)) == []
    (over,) = await expired(database, YEAR, AFTER_A_YEAR)
    assert (over.reference, over.changed_at, over.days, over.was_ended) == (reference, ENDED_AT, 365, True)
    assert await store.get(reference)
    assert (await verify(database)).events == 4


async def test_a_purge_forgets_everything_but_what_proves_the_rest(database: Database) -> None:
    store = SqlRequestStore(database)
    gone, kept = await ended(store, "a"), await ended(store, "b", "complaint-officer")
    retention = Retention({EVERY: 365, "complaint-officer": 3650})
    (forgotten,) = await purge(database, retention, AFTER_A_YEAR, OPERATOR)
    assert forgotten.reference == gone
    assert await store.get(gone) is None
    assert [one.reference for one in await store.of_requester(ANN.id)] == [kept]
    assert list(await store.deliveries(gone)) == []
    assert (await SqlOutbox(database).counts())[DeliveryState.WAITING] == 2
    everything = await database.read(lambda connection: str(connection.execute(text("SELECT * FROM event")).all()))
    assert "Secret a" not in everything
    assert "Secret b" in everything
    *left, record = await store.events(gone)
    assert {event.actor.id for event in left} == {""}
    assert (record.actor, record.authorship, record.move) == (OPERATOR, Authorship(Part.OPERATOR), MoveName.PURGE)
    assert (record.after, record.data["days"]) == (State.CLOSED, 365)
    verdict = await verify(database)
    assert (verdict.events, verdict.faults) == (7, ())


async def test_what_was_decided_and_never_closed_is_over_once_nothing_has_changed_for_as_long(
    database: Database,
) -> None:
    store = SqlRequestStore(database)
    left, done, asked = [(await store.submit(new_request(key))).reference for key in ("left", "done", "asked")]
    await store.change(left, 1, grant("Secret words."))
    await store.change(done, 1, grant())
    finished = change(MoveName.FINISH_DUTIES, State.DUTIES_DONE, at=ENDED_AT + timedelta(days=1))
    await store.change(done, 2, finished)
    await store.change(asked, 1, change(MoveName.ASK_MORE, State.MORE_ASKED))
    (over,) = await expired(database, YEAR, AFTER_A_YEAR)
    assert (over.reference, over.state, over.changed_at, over.was_ended) == (left, State.GRANTED, ENDED_AT, False)
    forgotten = await purge(database, YEAR, AFTER_A_YEAR + timedelta(days=1), OPERATOR)
    assert [one.reference for one in forgotten] == [left, done]
    assert [one.reference async for one in store.requests()] == [asked]
    *_, record = await store.events(left)
    assert (record.before, record.after) == (State.GRANTED, State.GRANTED)
    assert (await verify(database)).faults == ()


async def test_what_was_purged_is_gone_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "requests.sqlite3"
    database = open_database(f"sqlite:///{file}")
    store = SqlRequestStore(database)
    long = {"reason": "Secret words. " * 2000}  # more than a page
    gone = await store.submit(new_request("a", particulars=long))
    await store.change(gone.reference, 1, change(MoveName.WITHDRAW, State.WITHDRAWN))
    await store.submit(new_request("b", particulars={"reason": "Kept words."}))
    await purge(database, YEAR, AFTER_A_YEAR, OPERATOR)
    await database.close()
    content = file.read_bytes()
    assert b"Kept words." in content
    assert b"Secret words." not in content


async def test_what_was_purged_is_purged_once_and_its_reference_is_not_given_again(database: Database) -> None:
    store = SqlRequestStore(database)
    gone = await ended(store, "a")
    assert len(await purge(database, YEAR, AFTER_A_YEAR, OPERATOR)) == 1
    assert list(await purge(database, YEAR, AFTER_A_YEAR, OPERATOR)) == []
    assert await ended(store, "b") != gone
    assert (await verify(database)).faults == ()


@pytest.mark.parametrize(
    "statement", ["after_state = 'declined'", "office = 'The Mayor'", "at = '2020-01-01 00:00:00'"]
)
async def test_a_tombstone_cannot_be_altered_unnoticed(statement: str, database: Database) -> None:
    await ended(SqlRequestStore(database), "a")
    await purge(database, YEAR, AFTER_A_YEAR, OPERATOR)
    await database.write(lambda c: c.execute(text(f"UPDATE event SET {statement} WHERE serial = 2")).rowcount)
    assert [fault.serial for fault in (await verify(database)).faults] == [2]
