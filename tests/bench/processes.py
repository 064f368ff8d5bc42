"""What takes processes of their own: the start with an unchanged index, and memory.

As a program (`python -m tests.bench.processes KIND`) it is one such process; the index is that of PROTOCOL_DESK_INDEX.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
_RUNS = 3
_QUESTIONS = 50


def measure(index: Path) -> Iterator[Figure]:
    """Each kind in turn, several times."""
    runs = [{kind: _run(kind, index) for kind in ("start", "memory-bare", "memory-desk")} for _ in range(_RUNS)]
    beyond = median(run["start"] for run in runs)
    bare, desk = (median(run[kind] for run in runs) for kind in ("memory-bare", "memory-desk"))
    yield Figure("start beyond importing and loading the model", beyond, "s", 0.5, f"median of {_RUNS}")
    made_of = f"{desk:.0f} MB after {_QUESTIONS} answers beside {bare:.0f} MB, the bare model's after as many encodings"
    yield Figure("memory beyond the bare model", desk - bare, "MB", 120, made_of)


def _run(kind: str, index: Path) -> float:
    run = subprocess.run(
        [sys.executable, "-m", "tests.bench.processes", kind],
        cwd=ROOT, env=os.environ | {"PROTOCOL_DESK_INDEX": str(index)}, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return float(run.stdout)


def start() -> float:
    """Seconds from the start of the program to a desk that is ready, less the import and the loading of the model."""
    began = time.perf_counter()
    import sentence_transformers

    spent = time.perf_counter() - began
    load = sentence_transformers.SentenceTransformer.__init__

    def timed(*arguments: object, **named: object) -> None:
        nonlocal spent
        started = time.perf_counter()
        load(*arguments, **named)
        spent += time.perf_counter() - started

    sentence_transformers.SentenceTransformer.__init__ = timed
    from bot import app, settings

    given = settings.load(None)
    app.assemble(given, app.open_library(given), say=_refuse)
    return time.perf_counter() - began - spent


def memory_bare() -> float:
    """Megabytes resident of a process with the bare model that has encoded some questions."""
    from tests.bench.bare import Bare

    bare = Bare()
    for number in range(_QUESTIONS):
        bare.encode(f"may I copy letter {number} to another councillor")
    return _resident()


def memory_desk() -> float:
    """Megabytes resident of a desk that has answered some questions."""
    from bot import app, settings
    from handlers.messages import Question

    given = settings.load(None)
    library = app.open_library(given)
    assistant = app.assemble(given, library, say=_refuse)
    for number in range(_QUESTIONS):
        authority = library.authorities[number % len(library.authorities)]
        assistant.answer(Question(f"may I copy letter {number} to another councillor", authority))
    return _resident()


def _refuse(word: str) -> None:
    raise AssertionError(f"the index is not unchanged: {word}")


def _resident() -> float:
    (line,) = (line for line in Path("/proc/self/status").read_text("ascii").splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    kinds = {"start": start, "memory-bare": memory_bare, "memory-desk": memory_desk}
    sys.stdout.write(f"{kinds[sys.argv[1]]()}\n")
