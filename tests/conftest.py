"""What the tests of several parts need: the real desk, with the model in memory, and real databases."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings as hypothesis_settings

from bot import app
from bot.settings import Settings
from handlers.assistant import Assistant

if TYPE_CHECKING:
    from bot.database.engine import Database
    from tests.fakes.postgres import RealPostgres

# Speed is measured by `make bench`; a busy machine must not fail a property.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

# Taken before any test moves the user's folders: an index that `make run` built is not built a second time.
INDEX: Path = Settings.model_fields["index"].get_default(call_default_factory=True)


@pytest.fixture(scope="session")
def user_index() -> Path:
    """The index that the desk uses outside the tests too."""
    return INDEX


@pytest.fixture(scope="session")
def real_desk(user_index: Path) -> Assistant:
    """Mark tests that use it with `pytest.mark.model`: it takes seconds, and a minute where there is no index yet."""
    settings = Settings.model_construct(index=user_index)
    return app.assemble(settings, app.open_library(settings), lambda _: None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[RealPostgres]:
    """A PostgreSQL server that runs as long as the tests do."""
    from tests.fakes.postgres import RealPostgres

    server = RealPostgres()
    server.prepare()
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database for requests that holds none yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new folder' / 'requests.sqlite3'}"
    server: RealPostgres = request.getfixturevalue("postgres")
    return server.migrated()


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """SQLite and PostgreSQL, one after the other."""
    from bot.database.engine import open_database

    opened = open_database(url)
    yield opened
    await opened.close()
