"""The check over the real protocols, with records in memory."""

from __future__ import annotations

import pytest

from knowledge.library import Library
from tests.fakes.served_neutrality import Checked


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.load()


@pytest.fixture
def checked(library: Library) -> Checked:
    return Checked(library)
