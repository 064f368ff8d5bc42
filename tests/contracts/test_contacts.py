"""What every store of contacts must do: the fake, SQLite and a real PostgreSQL alike."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.database.contacts import SqlContacts
from bot.database.engine import Database, open_database
from bot.teams.ports import MOST_GATHERINGS, Contact, ContactStore, Gathering
from handlers.requests.ports import StoreUnavailable
from tests.fakes.contacts import FakeContacts
from tests.fakes.postgres import RealPostgres

Again = Callable[[], ContactStore]
SERVICE = "https://smba.example/uk/"
ANN = Contact("teams:T1:ann", "29:ann", SERVICE, "a:ann", "Ann Örn", "Ann.Örn@Council.example")
BEN = Contact("teams:T1:ben", "29:ben", SERVICE, "a:ben", "Ben", "ben@council.example")
WARD = Gathering("19:ward@thread.tacv2", "channel", SERVICE, "Wards › East")


@pytest.fixture(params=["fake", "sqlite", "postgres"])
async def again(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Again]:
    """Opens the store; called again it opens a second one on the same database, as another process would."""
    if request.param == "fake":
        fake = FakeContacts()
        yield lambda: fake
        return
    address, opened = f"sqlite:///{tmp_path / 'requests.sqlite3'}", list[Database]()
    if request.param == "postgres":
        server: RealPostgres = request.getfixturevalue("postgres")
        address = server.migrated()

    def opening() -> ContactStore:
        opened.append(open_database(address, patience=30))
        return SqlContacts(opened[-1])

    yield opening
    for database in opened:
        await database.close()


@pytest.fixture
def contacts(again: Again) -> ContactStore:
    return again()


def places(*numbers: int) -> tuple[Gathering, ...]:
    return tuple(Gathering(f"19:{number}@thread.v2", "groupChat", SERVICE) for number in numbers)


async def test_a_contact_comes_back_whole_in_another_desk(contacts: ContactStore, again: Again) -> None:
    assert await contacts.contact(ANN.person) is None
    await contacts.keep(ANN)
    await contacts.keep(BEN)
    assert await again().contact(ANN.person) == ANN
    assert await again().contact(BEN.person) == BEN


async def test_what_is_kept_later_takes_the_place_of_what_was_kept(contacts: ContactStore) -> None:
    await contacts.keep(replace(ANN, chat="", principal_name=""))
    await contacts.keep(ANN)
    assert await contacts.contact(ANN.person) == ANN


@pytest.mark.parametrize("name", ["Ann.Örn@Council.example", "ann.örn@council.example", "ANN.ÖRN@COUNCIL.EXAMPLE"])
async def test_a_name_to_sign_in_with_is_found_in_whatever_case(contacts: ContactStore, name: str) -> None:
    await contacts.keep(ANN)
    await contacts.keep(BEN)
    assert await contacts.named("T1", name) == ANN


@pytest.mark.parametrize(
    ("tenant", "name"),
    [("T2", BEN.principal_name), ("T", BEN.principal_name), ("%", BEN.principal_name), ("T1", ""), ("T1", "b%"),
     ("T1", "ben@council"), ("", BEN.principal_name)],
)  # fmt: skip
async def test_a_name_counts_whole_and_in_its_tenant(contacts: ContactStore, tenant: str, name: str) -> None:
    await contacts.keep(BEN)
    await contacts.keep(replace(ANN, principal_name=""))
    assert await contacts.named(tenant, name) is None


async def test_a_name_that_went_to_somebody_else_is_theirs_alone(contacts: ContactStore) -> None:
    elsewhere = replace(BEN, person="teams:T2:ben")
    for one in (elsewhere, BEN, replace(ANN, principal_name="BEN@council.example")):
        await contacts.keep(one)
    assert await contacts.named("T1", BEN.principal_name) == replace(ANN, principal_name="BEN@council.example")
    assert await contacts.contact(BEN.person) == replace(BEN, principal_name="")
    assert await contacts.named("T2", BEN.principal_name) == elsewhere


async def test_where_somebody_asked_last_comes_first(contacts: ContactStore, again: Again) -> None:
    assert await contacts.gatherings(ANN.person) == ()
    for one in (WARD, *places(1, 2), replace(WARD, name="Wards › West")):
        await contacts.gathered(ANN.person, one)
    await contacts.gathered(BEN.person, WARD)
    assert await again().gatherings(ANN.person) == (replace(WARD, name="Wards › West"), *places(2, 1))
    assert await contacts.gatherings(BEN.person) == (WARD,)


async def test_no_more_is_kept_of_where_somebody_was_than_is_shown(contacts: ContactStore) -> None:
    for one in places(*range(MOST_GATHERINGS + 5)):
        await contacts.gathered(ANN.person, one)
    await contacts.gathered(ANN.person, WARD)
    newest = places(*range(MOST_GATHERINGS + 4, 5, -1))
    assert await contacts.gatherings(ANN.person) == (WARD, *newest)


async def test_who_is_forgotten_leaves_nothing_behind_and_nobody_else_with_them(contacts: ContactStore) -> None:
    for one in (ANN, BEN):
        await contacts.keep(one)
        await contacts.gathered(one.person, WARD)
    await contacts.forget(ANN.person)
    await contacts.forget(ANN.person)
    assert await contacts.contact(ANN.person) is None
    assert await contacts.named("T1", ANN.principal_name) is None
    assert await contacts.gatherings(ANN.person) == ()
    assert (await contacts.contact(BEN.person), await contacts.gatherings(BEN.person)) == (BEN, (WARD,))


async def test_desks_may_hear_the_same_person_at_once(contacts: ContactStore, again: Again) -> None:
    desks = [contacts, *(again() for _ in range(3))]
    await asyncio.gather(*(one.keep(replace(ANN, chat=f"a:{n}")) for n, one in enumerate(desks)))
    await asyncio.gather(*(one.gathered(ANN.person, where) for one in desks for where in (WARD, *places(1))))
    found = await contacts.contact(ANN.person)
    assert found
    assert found.chat in {f"a:{number}" for number in range(4)}
    assert set(await contacts.gatherings(ANN.person)) == {WARD, *places(1)}


@pytest.mark.parametrize("name", ["nul \x00", "half \ud800 of one", "'; DROP TABLE teams_contact; --", "\u202e🏛" * 500])
async def test_names_of_any_kind_can_be_kept(contacts: ContactStore, name: str) -> None:
    await contacts.keep(replace(ANN, name=name, principal_name=name))
    await contacts.gathered(ANN.person, replace(WARD, name=name))
    found, (where,) = await contacts.contact(ANN.person), await contacts.gatherings(ANN.person)
    assert found
    assert await contacts.named("T1", name) == found
    kept = {name, name.replace("\x00", ""), name.replace("\ud800", "?")}
    assert {found.name, found.principal_name, where.name} <= kept


async def test_no_trace_is_left_in_the_file(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'requests.sqlite3'}")
    store = SqlContacts(database)
    await store.keep(replace(ANN, name="seldom-heard-name"))
    await store.gathered(ANN.person, replace(WARD, name="seldom-heard-name"))
    await store.forget(ANN.person)
    await database.close()
    assert all(b"seldom-heard-name" not in one.read_bytes() for one in tmp_path.iterdir())


async def test_a_database_that_is_away_says_so(tmp_path: Path) -> None:
    (tmp_path / "requests.sqlite3").mkdir()
    database = open_database(f"sqlite:///{tmp_path / 'requests.sqlite3'}")
    store, fake = SqlContacts(database), FakeContacts()
    fake.away = True
    for one in (store, fake):
        for asked in (one.contact(ANN.person), one.named("T1", "a"), one.gatherings(ANN.person), one.keep(ANN)):
            with pytest.raises(StoreUnavailable):
                await asked
    await database.close()
