"""A served desk for requests in a world where offices of three councils are held."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from handlers.requests.practice import Practice
from knowledge.library import Library
from tests.fakes.request_types import MutableRegister, World, library_with, term
from tests.fakes.served_requests_in_teams import addresses, id_of
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_payloads import person

NAMES = {
    "URITA": "Rita Requester",
    "UCLARA": "Clara Chief",
    "UDAN": "Dan Deputy",
    "UCORA": "Cora Director",
    "UGUS": "Gus Group",
    "UNELL": "Nell Newcomer",
    "USAM": "Sam Stranger",
    "UPETRA": "Petra Planner",
    "UHUGO": "Hugo Highway",
    "UJAY": "Jay Chief",
    "UDIRK": "Dirk Director",
    "UTARA": "Tara Chief",
}


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with FakeTeams() as fake:
        fake.people = {key: person(key, name=name) for key, name in NAMES.items()}
        yield fake


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.load()


@pytest.fixture(scope="session")
def with_requests(library: Library) -> Library:
    return library_with(library)


@pytest.fixture
def world(with_requests: Library) -> World:
    return World(
        with_requests,
        MutableRegister(
            term("cumbria", "Chief Executive", "Clara Chief", deputy="Dan Deputy"),
            term("cumbria", "Corporate Director", "Cora Director"),
            term("cumbria", "Group Leader", "Gus Group", area="Blue"),
            term("trafford", "Director", "Petra Planner", area="Planning"),
            term("trafford", "Director", "Hugo Highway", area="Highways"),
            term("trafford", "Chief Executive", "Tara Chief"),
            term("cjc", "Chief Executive", "Jay Chief"),
            term("cjc", "Director", "Dirk Director"),
        ),
        Practice(contacts={"cumbria": "Democratic Services"}, contact_ids={"cumbria": id_of("UCONTACT")}),
        addresses=addresses,
    )
