"""The real desk, for the few tests that ask what is found: the protocols as they are and the model in memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from bot import app
from bot.settings import Settings
from handlers.assistant import Assistant

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
