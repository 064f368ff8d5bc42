"""Promise: what was acknowledged with a reference survives any crash, once, with its letters and a whole chain."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.database.engine import open_database

ROOT = Path(__file__).parents[3]


def kill(kind: str, url: str, folder: Path) -> tuple[list[str], int]:
    """What was found after each kill, and how many kills there were."""
    run = subprocess.run(
        [sys.executable, ROOT / "tests/bot/database/killed_desks.py", kind, url, folder],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    *found, kills = run.stdout.splitlines()
    return found, int(kills)


@pytest.fixture
async def made(url: str) -> str:
    opened = open_database(url)
    await opened.migrate()
    await opened.close()
    return url


def test_a_kill_at_each_step_loses_and_doubles_nothing(made: str, tmp_path: Path) -> None:
    found, kills = kill("steps", made, tmp_path)
    assert set(found) == {"whole"}
    assert kills >= (50 if made.startswith("sqlite") else 16)


def test_kills_at_random_moments_lose_and_double_nothing(made: str, tmp_path: Path) -> None:
    found, kills = kill("times", made, tmp_path)
    assert set(found) == {"whole"}
    assert (len(found), kills) == ((25, 50) if made.startswith("sqlite") else (8, 16))
