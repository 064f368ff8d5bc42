"""What every store of neutrality records must do: the fake, SQLite and a real PostgreSQL alike."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.database.engine import Database, open_database
from bot.database.neutrality import SqlNeutralityRecords
from handlers.neutrality.messages import Facts
from handlers.neutrality.ports import AGAIN, DUTIES, Record, Records
from knowledge.clause import Role
from knowledge.neutrality import Circumstance, Meeting
from tests.fakes.neutrality_records import FakeNeutralityRecords
from tests.fakes.postgres import RealPostgres

LEASE = 60.0
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
FACTS = Facts(Meeting.WARD, date(2027, 3, 4), {Circumstance.ARRANGED_BY: "member"}, Role.OFFICER)
Again = Callable[[], Records]
ANN, BEN = "slack:T1:UANN", "slack:T1:UBEN"


@pytest.fixture(params=["fake", "sqlite", "postgres"])
async def again(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Again]:
    """Opens the store; called again it opens a second one on the same database, as another process would."""
    if request.param == "fake":
        fake = FakeNeutralityRecords()
        yield lambda: fake
        return
    address, opened = f"sqlite:///{tmp_path / 'requests.sqlite3'}", list[Database]()
    if request.param == "postgres":
        server: RealPostgres = request.getfixturevalue("postgres")
        address = server.migrated()

    def opening() -> Records:
        opened.append(open_database(address, patience=30))
        return SqlNeutralityRecords(opened[-1])

    yield opening
    for database in opened:
        await database.close()


@pytest.fixture
def records(again: Again) -> Records:
    return again()


def record(name: str, person: str = ANN, days: int = 0, **more: datetime | None) -> Record:
    made_at = NOON + timedelta(days=days)
    return Record(name, person, "trafford", made_at, FACTS, ("trafford/8.1",), "March 2021", "sha", **more)  # type: ignore[arg-type]


def names(claimed: object) -> list[tuple[str, str]]:
    assert isinstance(claimed, list)
    return [(one.id, what) for one, what in claimed]


async def test_what_was_kept_comes_back_whole_newest_first(records: Records, again: Again) -> None:
    older = record("a", again_at=NOON, duties_at=NOON + timedelta(days=4))
    newer = record("b", days=1)
    for one in (older, newer):
        await records.keep(one)
    assert list(await again().of(ANN)) == [newer, older]
    assert await again().get(ANN, "a") == older


async def test_a_record_kept_twice_is_there_once_as_it_was(records: Records) -> None:
    await records.keep(record("a"))
    await records.tick(ANN, "a", "tell", NOON)
    await records.keep(record("a", days=3))
    (found,) = await records.of(ANN)
    assert (found.made_at, found.ticked) == (NOON, {"tell": NOON})


async def test_nobody_sees_or_changes_the_record_of_another(records: Records) -> None:
    mine = record("a", again_at=NOON + timedelta(hours=1))
    await records.keep(mine)
    assert (await records.get(BEN, "a"), list(await records.of(BEN))) == (None, [])
    await records.send_again(BEN, "a", None)
    await records.tick(BEN, "a", "tell", NOON)
    await records.delete(BEN, "a")
    await records.keep(record("a", BEN))
    assert list(await records.of(ANN)) == [mine]
    assert list(await records.of(BEN)) == []


async def test_it_is_due_at_its_time_and_given_out_once(records: Records, again: Again) -> None:
    await records.keep(record("a", again_at=NOON, duties_at=NOON + timedelta(days=1)))
    assert await records.claim(NOON - timedelta(seconds=1), LEASE) == []
    assert names(await records.claim(NOON, LEASE)) == [("a", AGAIN)]
    assert await again().claim(NOON, LEASE) == []
    await records.sent("a", AGAIN, NOON + timedelta(seconds=2))
    assert names(await records.claim(NOON + timedelta(days=2), LEASE)) == [("a", DUTIES)]
    await records.sent("a", DUTIES, NOON + timedelta(days=2))
    assert await records.claim(NOON + timedelta(days=9), LEASE) == []
    found = await records.get(ANN, "a")
    assert found
    assert (found.sent_at, found.duties_sent_at) == (NOON + timedelta(seconds=2), NOON + timedelta(days=2))


async def test_after_a_crash_it_is_due_again_when_the_lease_is_over(records: Records, again: Again) -> None:
    await records.keep(record("a", again_at=NOON))
    await records.claim(NOON, LEASE)
    later = again()
    assert await later.claim(NOON + timedelta(seconds=LEASE - 1), LEASE) == []
    assert names(await later.claim(NOON + timedelta(seconds=LEASE), LEASE)) == [("a", AGAIN)]


async def test_many_at_once_get_each_thing_once(records: Records, again: Again) -> None:
    for number in range(20):
        await records.keep(record(f"r{number}", again_at=NOON))
    others = [again() for _ in range(3)]
    found = await asyncio.gather(*(one.claim(NOON, LEASE) for one in others))
    assert sorted(one.id for claimed in found for one, _ in claimed) == sorted(f"r{n}" for n in range(20))


async def test_a_time_can_be_set_changed_and_cancelled(records: Records) -> None:
    await records.keep(record("a"))
    await records.send_again(ANN, "a", NOON)
    await records.send_again(ANN, "a", NOON + timedelta(hours=2))
    assert await records.claim(NOON, LEASE) == []
    await records.send_again(ANN, "a", None)
    assert await records.claim(NOON + timedelta(days=1), LEASE) == []
    found = await records.get(ANN, "a")
    assert found
    assert found.again_at is None


async def test_a_later_time_set_while_it_is_sent_still_counts(records: Records) -> None:
    tomorrow = NOON + timedelta(days=1)
    await records.keep(record("a", again_at=NOON))
    await records.claim(NOON, LEASE)
    await records.send_again(ANN, "a", tomorrow)
    await records.sent("a", AGAIN, NOON + timedelta(seconds=1))
    assert names(await records.claim(tomorrow, LEASE)) == [("a", AGAIN)]


async def test_once_sent_it_can_be_sent_at_another_time(records: Records) -> None:
    await records.keep(record("a", again_at=NOON))
    await records.claim(NOON, LEASE)
    await records.sent("a", AGAIN, NOON)
    await records.send_again(ANN, "a", NOON + timedelta(hours=1))
    found = await records.get(ANN, "a")
    assert found
    assert found.sent_at is None
    assert names(await records.claim(NOON + timedelta(hours=1), LEASE)) == [("a", AGAIN)]


async def test_ticks_come_and_go_each_by_itself(records: Records) -> None:
    await records.keep(record("a"))
    await records.tick(ANN, "a", "tell", NOON)
    await records.tick(ANN, "a", "offer", NOON)
    await records.tick(ANN, "a", "tell", None)
    found = await records.get(ANN, "a")
    assert found
    assert found.ticked == {"offer": NOON}


async def test_what_is_deleted_is_gone_with_all_that_was_to_be_sent(records: Records) -> None:
    await records.keep(record("a", again_at=NOON, duties_at=NOON))
    await records.delete(ANN, "a")
    assert await records.get(ANN, "a") is None
    assert await records.claim(NOON, LEASE) == []
    await records.sent("a", AGAIN, NOON)
    assert list(await records.of(ANN)) == []


async def test_no_trace_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "requests.sqlite3"
    database = open_database(f"sqlite:///{path}")
    store = SqlNeutralityRecords(database)
    await store.keep(record("seldom-heard-name"))
    await store.delete(ANN, "seldom-heard-name")
    await database.close()
    assert all(b"seldom-heard-name" not in one.read_bytes() for one in tmp_path.iterdir())
