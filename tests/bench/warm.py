"""A warm answer beside the bare encoding of the same question."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from statistics import median

from handlers.assistant import Assistant
from handlers.messages import Question, Reply
from index.search import SearchIndex
from knowledge.library import Library
from tests.bench.bare import Bare
from tests.bench.figures import Figure

_EVERY = 60  # of some four thousand typical questions
_ROUNDS = 3


def measure(library: Library, search: SearchIndex, bare: Bare) -> Iterator[Figure]:
    """Bare encoding (with torch's threads and with the desk's), search and whole answer of each question, in turn."""
    assistant = Assistant(library, search)
    asked = _questions(library)
    for question in asked[:5]:
        assistant.answer(question)
    all_threads, few_threads, whole, found, searched = [], [], [], [], []
    for question in asked * _ROUNDS:
        with bare.all_threads():
            all_threads.append(_milliseconds(lambda: bare.encode(question.text)))  # noqa: B023
        few_threads.append(_milliseconds(lambda: bare.encode(question.text)))  # noqa: B023
        found.append(_milliseconds(lambda: search.find(question.text, question.authority, None)))  # noqa: B023
        started = time.perf_counter()
        reply = assistant.answer(question)
        whole.append((time.perf_counter() - started) * 1000)
        assert isinstance(reply, Reply)
        stages = reply.stages_ms
        searched.append(sum(took for stage, took in stages.items() if stage != "encode") if stages else 0.0)
    alone = min(median(all_threads), median(few_threads))
    beside = f"beside {alone:.1f} ms, the bare encoding (medians of {len(whole)})"
    yield Figure("warm answer, quoted and checked", median(whole) / alone, "x", 1.5, f"{median(whole):.1f} ms {beside}")
    yield Figure("warm search, encoding included", median(found) / alone, "x", 1.5, f"{median(found):.1f} ms {beside}")
    yield Figure("search apart from the encoding", median(searched), "ms", 1.0, f"slowest {max(searched):.2f} ms")


def _questions(library: Library) -> list[Question]:
    every = [
        Question(question.text, authority)
        for authority in library.authorities
        for questions in library.protocol(authority).typical.values()
        for question in questions
    ]
    return every[::_EVERY]


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000
