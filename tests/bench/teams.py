"""Teams: what its translator adds to an answer, and 50 questions at once over `/api/messages`.

Real signatures and the real library, with the fake Teams of the tests in the same process. The yardstick is the time
that the bare model takes for the same questions, one after another. Alone: `python -m tests.bench.teams`.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import httpx

from bot.database.memory import SqliteMemory
from bot.ports import Answers
from bot.teams.outbound import Shown, answer_cards
from bot.web.app import listening
from handlers import wording
from handlers.messages import Question
from tests.bench.figures import Figure
from tests.bench.slack import ACKNOWLEDGED_WITHIN, ANSWERED_WITHIN, QUESTIONS, questions_of
from tests.fakes import teams_payloads as payloads
from tests.fakes.served_teams import served_teams, web_of
from tests.fakes.teams import FakeTeams

TRANSLATED_WITHIN = 1.0  # milliseconds
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Round:
    """Times in seconds. `bare` is that of the encodings alone."""

    slowest_acknowledgement: float
    answered: float
    bare: float


def measure(
    answers: Answers, encode: Callable[[str], object], questions: Sequence[str], authority: str
) -> Iterator[Figure]:
    """Of several rounds the best, each beside bare encodings of its own: a busy machine slows both."""
    yield _translation(answers, questions, authority)
    for question in questions[:5]:
        encode(question)
    best = min(
        (_round(answers, encode, questions, authority) for _ in range(_ROUNDS)), key=lambda one: one.answered / one.bare
    )
    made_of = f"{best.answered:.2f} s beside {best.bare:.2f} s, as many bare encodings"
    yield Figure(
        f"{QUESTIONS} questions at once over /api/messages", best.answered / best.bare, "x", ANSWERED_WITHIN, made_of
    )
    yield Figure("the slowest acknowledgement among them", best.slowest_acknowledgement, "s", ACKNOWLEDGED_WITHIN)


def _translation(answers: Answers, questions: Sequence[str], authority: str) -> Figure:
    replies = [answers.answer(Question(question, authority)) for question in questions]
    shown = Shown(private=True)
    times = []
    for _ in range(_ROUNDS):
        for reply in replies:
            began = time.perf_counter()
            for one in answer_cards(reply, shown):
                json.dumps(one.content)
            times.append(1000 * (time.perf_counter() - began))
    made_of = f"mean over {len(replies)} answers, the slowest {max(times):.2f} ms"
    return Figure("the translator of Teams, with its JSON", mean(times), "ms", TRANSLATED_WITHIN, made_of)


def _round(answers: Answers, encode: Callable[[str], object], questions: Sequence[str], authority: str) -> Round:
    began = time.perf_counter()
    for question in questions:
        encode(question)
    bare = time.perf_counter() - began
    slowest, answered = asyncio.run(_ask_all(answers, questions, authority))
    return Round(slowest, answered, bare)


async def _ask_all(answers: Answers, questions: Sequence[str], authority: str) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        memory = SqliteMemory(Path(folder) / "desk.sqlite3")
        async with FakeTeams() as teams, served_teams(teams, answers, memory, authority=authority) as desk:
            async with (
                listening(web_of(teams, desk), "127.0.0.1", 0) as port,
                httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client,
            ):
                activities = [_activity(teams, question, f"U{number}") for number, question in enumerate(questions)]
                headers = {"authorization": f"Bearer {teams.token()}"}
                began = time.perf_counter()
                took = await asyncio.gather(*(_post(client, one, headers) for one in activities))
                await teams.until(lambda: len(teams.shown) >= len(questions), within=60)
                answered = time.perf_counter() - began
            assert len(teams.shown) == len(questions)
            assert not any(wording.WENT_WRONG in one.summary for one in teams.shown), "a question went unanswered"
        memory.close()
    return max(took), answered


def _activity(teams: FakeTeams, question: str, user: str) -> payloads.Payload:
    return payloads.message(question, teams.person(user), teams.place(user), teams.service_url)


async def _post(client: httpx.AsyncClient, activity: payloads.Payload, headers: dict[str, str]) -> float:
    began = time.perf_counter()
    answer = await client.post("/api/messages", json=activity, headers=headers)
    assert answer.status_code == 200, answer.text
    return time.perf_counter() - began


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

    def encode(question: str) -> object:
        return model.encode(question, show_progress_bar=False)

    for figure in measure(assistant, encode, questions_of(library, authority), authority):
        sys.stdout.write(f"{figure}\n")


if __name__ == "__main__":
    main()
