"""A worker that is killed at any step of delivering loses no letter, and hands no request on twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TIMES = 7  # for each of the six steps


def test_every_letter_is_delivered_however_often_the_worker_is_killed(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bot.killed_deliveries", str(tmp_path), str(TIMES)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    killed, told = json.loads(done.stderr), json.loads(done.stdout)
    assert set(killed.values()) == {TIMES}, killed
    assert told["faults"] == []
    requests = 3 * sum(killed.values())
    assert told["handed_on"].keys() == {reference for _, reference, _ in told["posted"]}
    assert set(told["handed_on"].values()) == {1}
    assert len(told["handed_on"]) == requests
    assert {state: count for state, count in told["counts"].items() if count} == {"delivered": len(told["delivered"])}
    assert set(told["delivered"]) == {mark for _, _, mark in told["posted"]}
    # Some were posted again, by the same mark: the reader sees one.
    posted = Counter(mark for _, _, mark in told["posted"])
    assert max(posted.values()) > 1
    assert len({(to, reference, mark) for to, reference, mark in told["posted"]}) == len(posted)
