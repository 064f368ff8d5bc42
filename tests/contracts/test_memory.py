"""What every memory must do: the one in a file and the fake alike."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.database.memory import SqliteMemory
from handlers.ports import Memory
from knowledge.clause import Role
from tests.fakes.memory import FakeMemory


@pytest.fixture(params=["sqlite", "fake"])
def memory(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Memory]:
    if request.param == "fake":
        yield FakeMemory()
        return
    opened = SqliteMemory(tmp_path / "new folder" / "desk.sqlite3")
    yield opened
    opened.close()


def test_a_role_is_remembered_changed_and_forgotten(memory: Memory) -> None:
    assert memory.role_of("slack:T1:U1") is None
    memory.remember_role("slack:T1:U1", Role.MEMBER)
    memory.remember_role("slack:T1:U1", Role.OFFICER)
    assert memory.role_of("slack:T1:U1") is Role.OFFICER
    assert memory.role_of("slack:T2:U1") is None
    memory.forget_role("slack:T1:U1")
    memory.forget_role("slack:T1:U1")
    assert memory.role_of("slack:T1:U1") is None


def test_a_delivery_is_new_once(memory: Memory) -> None:
    assert [memory.first_time(name) for name in ("a", "b", "a", "", "", "é'; --\x00")] == [
        True,
        True,
        False,
        True,
        False,
        True,
    ]


def test_of_many_at_once_one_is_the_first(memory: Memory) -> None:
    with ThreadPoolExecutor(16) as pool:
        for number in range(20):
            firsts = list(pool.map(lambda _, name=f"d{number}": memory.first_time(name), range(16)))
            assert firsts.count(True) == 1


def test_roles_can_be_kept_from_many_threads(memory: Memory) -> None:
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda number: memory.remember_role(f"p{number % 5}", Role.MEMBER), range(200)))
    assert all(memory.role_of(f"p{number}") is Role.MEMBER for number in range(5))


def test_feedback_is_taken(memory: Memory) -> None:
    memory.record_feedback("trafford", ("trafford/10.1", "trafford/10.2"), True)
    memory.record_feedback("trafford", (), False)
