"""The five protocols, loaded once for all tests of the handlers."""

import pytest

from knowledge.library import Library


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.load()
