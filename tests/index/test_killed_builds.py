"""Promise: killing a build at any moment leaves the old index usable (or the new one, once that is in place)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def states_after_kills(kind: str, folder: Path) -> list[str]:
    run = subprocess.run(
        [sys.executable, ROOT / "tests/index/killed_builds.py", kind, folder],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.split("\n")[:-1]


def test_a_kill_at_each_step_leaves_the_old_index_and_then_the_new_one(tmp_path: Path) -> None:
    states = states_after_kills("steps", tmp_path / "index")
    old = states.count("old")
    assert states == ["old"] * old + ["new"] * (len(states) - old)
    assert old >= 8
    assert states[-2:] == ["new", "new"]  # killed when only the sweeping was left; not killed


def test_kills_at_random_moments_leave_a_whole_index(tmp_path: Path) -> None:
    states = states_after_kills("times", tmp_path / "index")
    assert len(states) == 40
    assert set(states) == {"old", "new"}
