"""A desk for requests in a world where the offices of three councils are held."""

import pytest

from handlers.requests.practice import Practice
from knowledge.library import Library
from tests.fakes.request_types import MutableRegister, World, library_with, term


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
            term("cumbria", "Group Leader", "Gwen Group", area="Green"),
            term("trafford", "Director", "Petra Planner", area="Planning"),
            term("trafford", "Director", "Hugo Highway", area="Highways"),
            term("trafford", "Chief Executive", "Tara Chief"),
            term("trafford", "Monitoring Officer", "Mona Monitor"),
            term("cjc", "Chief Executive", "Jay Chief", deputy="Dora Deputy", acts=True),
            term("cjc", "Director", "Dirk Director"),
        ),
        Practice(
            prefixes={"trafford": "TRAF"},
            contacts={"cumbria": "Democratic Services", "cjc": "Democratic Services"},
            contact_ids={"cumbria": "slack:T1:UCONTACT", "cjc": "slack:T1:UCONTACT"},
        ),
    )
