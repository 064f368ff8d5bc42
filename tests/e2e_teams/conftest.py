"""These tests need Node, Chromium and Playwright: they run with `make e2e-teams` alone, which says where they are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.e2e_teams.signing_proxy import SigningProxy

collect_ignore_glob = [] if os.environ.get("PROTOCOL_DESK_PLAYGROUND") else ["test_*.py"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    from tests.e2e_teams.browser import chromium

    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def proxy() -> Iterator[SigningProxy]:
    """What signs for the playground."""
    from tests.e2e_teams.signing_proxy import SigningProxy

    made = SigningProxy()
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where the pictures of the pages go, outside the repository."""
    return Path(".cache/screenshots")
