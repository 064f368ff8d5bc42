"""What the tests of the knowledge share: the five protocols, and copies of them to spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.library import PACKAGED, Library


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.load()


@pytest.fixture
def copy(tmp_path: Path) -> Callable[..., Path]:
    """Copies the packaged protocols of some authorities, for a test to spoil."""

    def run(*authorities: str) -> Path:
        for authority in authorities:
            shutil.copytree(PACKAGED / authority, tmp_path / authority)
        return tmp_path

    return run
