"""Print the desk's figures, each as a ratio to the bare model within this run, with its goal: `make bench`.

A further benchmark is a module beside this one that yields `Figure`s, and a line in `figures`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])  # this folder's module names are common words

from handlers.assistant import Assistant  # noqa: E402
from index.embedding import load_encoder  # noqa: E402
from index.opening import open_index  # noqa: E402
from knowledge.library import Library  # noqa: E402
from tests.bench import building, neutrality, processes, requests, slack, teams, warm  # noqa: E402
from tests.bench.bare import Bare  # noqa: E402
from tests.bench.figures import Figure  # noqa: E402

AUTHORITY = "trafford"


def figures(folder: Path) -> Iterator[Figure]:
    bare = Bare()
    library, encoder = Library.load(), load_encoder()
    yield from building.measure(library, encoder, bare, folder)
    search = open_index(library, encoder, folder)
    yield from warm.measure(library, search, bare)
    assistant = Assistant(library, search)
    yield from _slack(assistant, bare, library)
    yield from teams.measure(assistant, _encoding(bare), slack.questions_of(library, AUTHORITY), AUTHORITY)
    yield from processes.measure(folder)
    yield from neutrality.measure()
    yield from requests.measure(folder.with_name("requests"))


def _encoding(bare: Bare) -> Callable[[str], None]:
    def encode(question: str) -> None:
        with bare.all_threads():
            bare.encode(question)

    return encode


def _slack(assistant: Assistant, bare: Bare, library: Library) -> Iterator[Figure]:
    measured = slack.measure(assistant, _encoding(bare), slack.questions_of(library, AUTHORITY), AUTHORITY)
    made_of = f"{measured.answered:.2f} s beside {measured.bare:.2f} s, as many bare encodings"
    yield Figure("50 questions at once over Socket Mode", measured.ratio, "x", slack.ANSWERED_WITHIN, made_of)
    slowest = measured.slowest_acknowledgement
    yield Figure("the slowest acknowledgement among them", slowest, "s", slack.ACKNOWLEDGED_WITHIN)


def main() -> int:
    """Measure everything; 1 where a goal is missed."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for figure in figures(Path(folder) / "index"):
            sys.stdout.write(f"{figure}\n")
            sys.stdout.flush()
            missed += not figure.met
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
