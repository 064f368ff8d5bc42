"""50 questions at once over Socket Mode: how soon each is acknowledged, and how long all answers take.

The real client talks to the fake Slack of the tests, in the same process. The yardstick is the time that the bare model
takes for the same questions, one after another. Alone: `python -m tests.bench.slack`.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.database.memory import SqliteMemory
from bot.ports import Answers
from handlers import wording
from knowledge.library import Library
from tests.fakes import slack_payloads as payloads
from tests.fakes.served import served
from tests.fakes.slack import FakeSlack

QUESTIONS = 50
ACKNOWLEDGED_WITHIN = 0.5  # seconds
ANSWERED_WITHIN = 1.5  # times the bare encodings


@dataclass(frozen=True, slots=True)
class Figures:
    """Times in seconds. `bare` is that of the encodings alone."""

    slowest_acknowledgement: float
    answered: float
    bare: float

    @property
    def ratio(self) -> float:
        """How many times as long as the bare encodings the answers took."""
        return self.answered / self.bare

    @property
    def reached(self) -> bool:
        """Whether both goals were reached."""
        return self.slowest_acknowledgement <= ACKNOWLEDGED_WITHIN and self.ratio <= ANSWERED_WITHIN

    def __str__(self) -> str:
        return (
            f"{QUESTIONS} questions at once over Socket Mode: acknowledged within {self.slowest_acknowledgement:.3f} s"
            f" (goal {ACKNOWLEDGED_WITHIN} s); all answered in {self.answered:.3f} s, {QUESTIONS} bare encodings"
            f" {self.bare:.3f} s, ratio {self.ratio:.2f} (goal {ANSWERED_WITHIN})"
        )


def questions_of(library: Library, authority: str) -> list[str]:
    """As many different typical questions of one authority as are wanted."""
    typical = library.protocol(authority).typical.values()
    every = dict.fromkeys(itertools.chain.from_iterable(itertools.zip_longest(*typical)))
    return [question.text for question in every if question][:QUESTIONS]


def measure(
    answers: Answers, encode: Callable[[str], object], questions: Sequence[str], authority: str, rounds: int = 3
) -> Figures:
    """The best of several rounds, each beside bare encodings of its own: a busy machine slows both."""
    for question in questions[:5]:
        encode(question)
    return min((_round(answers, encode, questions, authority) for _ in range(rounds)), key=lambda one: one.ratio)


def _round(answers: Answers, encode: Callable[[str], object], questions: Sequence[str], authority: str) -> Figures:
    began = time.perf_counter()
    for question in questions:
        encode(question)
    bare = time.perf_counter() - began
    slowest, answered = asyncio.run(_ask_all(answers, questions, authority))
    return Figures(slowest, answered, bare)


async def _ask_all(answers: Answers, questions: Sequence[str], authority: str) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        memory = SqliteMemory(Path(folder) / "desk.sqlite3")
        async with FakeSlack() as slack, served(slack, answers, memory, authority=authority):
            began = time.perf_counter()
            for number, question in enumerate(questions):
                await slack.push(payloads.mention(payloads.escaped(question), f"U{number}", f"C{number}"))
            await slack.until(lambda: len(slack.shown) >= len(questions), within=60)
            answered = time.perf_counter() - began
        memory.close()
        assert len(slack.shown) == len(questions)
        assert not any(wording.WENT_WRONG in shown.text for shown in slack.shown), "a question could not be answered"
        return max(one.took for one in slack.envelopes.values()), answered


def main() -> None:
    """Measure with the model and the index of this machine's settings."""
    from sentence_transformers import SentenceTransformer

    from bot.app import assemble, open_library
    from bot.settings import load
    from index.embedding import DEFAULT_MODEL, find_model

    settings = load(None)
    library = open_library(settings)
    assistant = assemble(settings, library, print)
    model = SentenceTransformer(str(find_model(DEFAULT_MODEL)), device="cpu")
    authority = "trafford"
    figures = measure(
        assistant,
        lambda question: model.encode(question, show_progress_bar=False),
        questions_of(library, authority),
        authority,
    )
    sys.stdout.write(f"{figures}\n")


if __name__ == "__main__":
    main()
