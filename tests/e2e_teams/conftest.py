"""These tests need Node, Chromium and Playwright: they run with `make e2e-teams` alone, which says where they are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.e2e_teams.browser import Client
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
def desk(user_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SigningProxy]:
    """The desk, behind what signs for the playgrounds of a councillor and of the chief executive."""
    from tests.e2e_teams import council, served
    from tests.e2e_teams.signing_proxy import SigningProxy

    signs = SigningProxy()
    signs.start()
    with served.desk(signs, tmp_path_factory.mktemp("desk"), user_index, council.OFFICES):
        yield signs
    signs.stop()


@pytest.fixture(scope="session")
def councillor(browser: Browser, desk: SigningProxy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Cllr Brown, with the desk open."""
    from tests.e2e_teams import council

    with council.client(browser, desk, tmp_path_factory.mktemp("playground"), council.COUNCILLOR) as theirs:
        yield theirs


@pytest.fixture(scope="session")
def chief_executive(browser: Browser, desk: SigningProxy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Alex Example, who holds the office, with the desk open."""
    from tests.e2e_teams import council

    with council.client(browser, desk, tmp_path_factory.mktemp("playground"), council.CHIEF_EXECUTIVE) as theirs:
        yield theirs


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where the pictures of the pages go, outside the repository."""
    return Path(".cache/screenshots")
