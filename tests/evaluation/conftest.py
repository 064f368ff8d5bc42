"""The real desk on the index that the desk uses outside the tests too: only texts that changed are embedded again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot import app
from bot.evaluation.examining import ExaminedDesk
from bot.settings import PREFIX, load


@pytest.fixture(scope="session")
def desk(user_index: Path) -> ExaminedDesk:
    """The desk as `protocol-desk evaluate` asks it, with the settings that it comes with."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(PREFIX)]:
            patch.delenv(name)
        settings = load(None).model_copy(update={"index": user_index})
        return app.examined_desk(settings, app.open_library(settings), print)
