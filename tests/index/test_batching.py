from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.batching import Batcher


class Doubling:
    """Doubles numbers; the first call waits until it is let go, so that others gather behind it."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.started, self.go = threading.Event(), threading.Event()

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.batches.append(list(numbers))
        self.started.set()
        assert self.go.wait(10)
        if 13 in numbers:
            raise ValueError("thirteen")
        return [2 * number for number in numbers]


def gathered(work: Doubling, numbers: list[int], size: int) -> list[int | ValueError]:
    """What the callers get when the first is at work and all others wait behind it."""
    batcher = Batcher[int, int](work, size=size)

    def call(number: int) -> int | ValueError:
        try:
            return batcher(number)
        except ValueError as error:
            return error

    with ThreadPoolExecutor(len(numbers)) as pool:
        futures = [pool.submit(call, numbers[0])]
        assert work.started.wait(10)
        futures += [pool.submit(call, number) for number in numbers[1:]]
        while len(batcher._waiting) < len(numbers) - 1:
            threading.Event().wait(0.001)
        work.go.set()
        return [future.result(10) for future in futures]


def test_the_first_does_not_wait_for_company() -> None:
    work = Doubling()
    work.go.set()
    assert Batcher[int, int](work, size=4)(21) == 42
    assert work.batches == [[21]]


def test_each_caller_gets_the_result_of_its_own_item() -> None:
    assert gathered(Doubling(), list(range(20, 31)), size=4) == [2 * number for number in range(20, 31)]


def test_those_who_wait_are_taken_together_but_no_more_than_size() -> None:
    work = Doubling()
    gathered(work, list(range(8)), size=4)
    assert [len(batch) for batch in work.batches] == [1, 4, 3]


def test_a_failure_reaches_every_caller_of_its_batch_and_no_other() -> None:
    results = gathered(Doubling(), [1, 13, 14], size=4)
    assert results[0] == 2
    assert [str(result) for result in results[1:]] == ["thirteen", "thirteen"]


def test_work_goes_on_after_a_failure() -> None:
    work = Doubling()
    work.go.set()
    batcher = Batcher[int, int](work, size=4)
    with pytest.raises(ValueError, match="thirteen"):
        batcher(13)
    assert batcher(2) == 4
