from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.fakes.teams import FakeTeams


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with FakeTeams() as fake:
        yield fake
