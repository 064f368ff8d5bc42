"""The real desk on an index of its own, kept between runs: only texts that changed are embedded again."""

from __future__ import annotations

import os

import pytest

from bot import app
from bot.evaluation.examining import ExaminedDesk
from bot.settings import PREFIX, load


@pytest.fixture(scope="session")
def desk(request: pytest.FixtureRequest) -> ExaminedDesk:
    """The desk as `protocol-desk evaluate` asks it, with the settings that it comes with."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(PREFIX)]:
            patch.delenv(name)
        assert request.config.cache
        settings = load(None).model_copy(update={"index": request.config.cache.mkdir("protocol-desk-index")})
        return app.examined_desk(settings, app.open_library(settings), print)
