"""The check over the real protocols, with records in memory, and Teams."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from knowledge.library import Library
from tests.fakes.served_neutrality import Checked
from tests.fakes.teams import FakeTeams


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.load()


@pytest.fixture
def checked(library: Library) -> Checked:
    return Checked(library)


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with FakeTeams() as fake:
        yield fake
