"""What only a file can do."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from bot.database.memory import DELIVERY_KEPT, SqliteMemory
from knowledge.clause import Role
from knowledge.errors import DeskError


def test_what_was_remembered_survives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    before = SqliteMemory(path)
    before.remember_role("U1", Role.MEMBER)
    assert before.first_time("event:1")
    before.close()
    after = SqliteMemory(path)
    assert after.role_of("U1") is Role.MEMBER
    assert not after.first_time("event:1")
    after.close()


def test_two_processes_can_share_the_file(tmp_path: Path) -> None:
    one, two = SqliteMemory(tmp_path / "d"), SqliteMemory(tmp_path / "d")
    assert [one.first_time("a"), two.first_time("a"), two.first_time("b"), one.first_time("b")] == [
        True,
        False,
        True,
        False,
    ]
    one.close()
    two.close()


def test_old_deliveries_are_dropped(tmp_path: Path) -> None:
    path, now = tmp_path / "d", [1000.0]
    memory = SqliteMemory(path, clock=lambda: now[0])
    memory.first_time("old")
    now[0] += DELIVERY_KEPT + 1
    for number in range(1000):
        memory.first_time(f"new {number}")
    assert memory.first_time("old")
    assert not memory.first_time("new 0")
    memory.close()


def test_feedback_is_kept_without_a_person_or_a_question(tmp_path: Path) -> None:
    memory = SqliteMemory(tmp_path / "d")
    memory.record_feedback("trafford", ("trafford/10.1",), True)
    memory.close()
    connection = sqlite3.connect(tmp_path / "d")
    rows = connection.execute("SELECT authority, clauses, helpful, length(day) FROM feedback").fetchall()
    connection.close()
    assert rows == [("trafford", '["trafford/10.1"]', 1, 10)]


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    SqliteMemory(tmp_path / "d").close()
    assert stat.S_IMODE((tmp_path / "d").stat().st_mode) == 0o600


def test_a_file_that_is_none_of_ours_is_told(tmp_path: Path) -> None:
    (tmp_path / "d").write_text("not a database, " * 100)
    with pytest.raises(DeskError, match="PROTOCOL_DESK_DATABASE"):
        SqliteMemory(tmp_path / "d")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DeskError, match="cannot be opened"):
        SqliteMemory(tmp_path / "file" / "d")


def test_the_workspace_that_was_served_last_is_remembered(tmp_path: Path) -> None:
    memory = SqliteMemory(tmp_path / "desk.sqlite3")
    assert memory.team() == ""
    memory.remember_team("T1")
    memory.remember_team("T2")
    memory.close()
    again = SqliteMemory(tmp_path / "desk.sqlite3")
    assert again.team() == "T2"
    again.close()
