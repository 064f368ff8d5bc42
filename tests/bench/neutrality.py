"""The neutrality check: warm, and the first one after a start beside a process that only starts.

As a program (`python -m tests.bench.neutrality KIND`) it is one such process.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from statistics import median

from tests.bench.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
_RUNS = 5
_ROUNDS = 20


def measure() -> Iterator[Figure]:
    """A warm check of every kind of meeting of every authority; then pairs of processes, one after the other."""
    took = _warm()
    yield Figure("warm neutrality check", median(took), "ms", 5.0, f"slowest {max(took):.2f} ms of {len(took)}")
    pairs = [(_process("bare"), _process("check")) for _ in range(_RUNS)]
    beyond = median(check - bare for bare, check in pairs)
    made_of = (
        f"{median(check for _, check in pairs):.2f} s for the whole command beside "
        f"{median(bare for bare, _ in pairs):.2f} s, Python with the command line and the settings, median of {_RUNS}"
    )
    yield Figure("first neutrality check beyond a bare start", beyond, "s", 1.0, made_of)


def _warm() -> list[float]:
    from bot import app, settings
    from handlers.neutrality.messages import Facts
    from knowledge.library import Library
    from knowledge.neutrality import Circumstance, Meeting

    library = Library.load()
    desk = app.neutrality_desk(settings.load(None), library)
    asked = list(product(library.authorities, Meeting, ({}, {Circumstance.NON_MEMBERS: "yes"})))
    took = []
    for _ in range(_ROUNDS):
        for authority, meeting, known in asked:
            started = time.perf_counter()
            desk.check(authority, Facts(meeting, known=known))
            took.append((time.perf_counter() - started) * 1000)
    return took[len(asked) :]


def _process(kind: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "tests.bench.neutrality", kind], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return time.perf_counter() - started


def start_bare() -> None:
    """What any command of the desk needs: the command line and the settings."""
    import bot.cli.app
    import bot.settings

    assert bot.cli.app.desk
    bot.settings.load(None)


def check() -> None:
    """A whole check, as somebody types it."""
    from bot.cli.app import desk

    desk(["neutrality", "--authority", "trafford", "--meeting", "party-group"])


if __name__ == "__main__":
    {"bare": start_bare, "check": check}[sys.argv[1]]()
