"""What the desk remembers between two starts, in one SQLite file: roles, deliveries, and whether replies helped.

No question is ever kept, and no feedback is kept together with a person.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from handlers.ports import Clock
from knowledge.clause import Role
from knowledge.errors import DeskError

DELIVERY_KEPT = 86_400.0  # seconds; Slack's last repeat comes within an hour
_SWEEP_EVERY = 1000  # deliveries
_TABLES = """
CREATE TABLE IF NOT EXISTS role (person TEXT PRIMARY KEY, role TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS delivery (id TEXT PRIMARY KEY, seen REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS workspace (platform TEXT PRIMARY KEY, team TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feedback (authority TEXT NOT NULL, clauses TEXT NOT NULL, helpful INTEGER NOT NULL,
                                     day TEXT NOT NULL DEFAULT (date('now')));
"""


class SqliteMemory:
    """`handlers.ports.Memory` in a file, which may be shared by several threads and processes.

    Raises DeskError where the file cannot be opened or is not a database of the desk. `clock` gives seconds since 1970.
    """

    def __init__(self, path: Path, clock: Clock = time.time) -> None:
        self._clock, self._lock, self._since_sweep = clock, threading.Lock(), _SWEEP_EVERY
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            # One connection behind a lock: its statements are short, and none of them waits for the network.
            self._connection = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode = WAL")
            # A delivery lost with the power is one answered twice, which is bearable; roles are written in full.
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            raise DeskError(
                f"{path}: the database cannot be opened ({error}). Check PROTOCOL_DESK_DATABASE and the rights on its"
                " folder; a damaged file can be deleted, the desk then asks people for their roles again."
            ) from error

    def role_of(self, person: str) -> Role | None:
        """The role that a person chose, or None."""
        with self._working() as connection:
            row = connection.execute("SELECT role FROM role WHERE person = ?", (person,)).fetchone()
        return Role(row[0]) if row else None

    def remember_role(self, person: str, role: Role) -> None:
        """Keep the role that a person chose, in place of an earlier one."""
        with self._working() as connection:
            connection.execute("INSERT OR REPLACE INTO role VALUES (?, ?)", (person, str(role)))

    def forget_role(self, person: str) -> None:
        """Forget the role of a person, if there is one."""
        with self._working() as connection:
            connection.execute("DELETE FROM role WHERE person = ?", (person,))

    def first_time(self, delivery: str) -> bool:
        """Whether this delivery was not seen within the last day. Only the first caller gets True."""
        now = self._clock()
        with self._working() as connection:
            self._sweep(connection, now)
            return connection.execute("INSERT OR IGNORE INTO delivery VALUES (?, ?)", (delivery, now)).rowcount == 1

    def record_feedback(self, authority: str, clauses: Sequence[str], helpful: bool) -> None:
        """Note whether the reply that showed these clauses helped."""
        with self._working() as connection:
            connection.execute(
                "INSERT INTO feedback (authority, clauses, helpful) VALUES (?, ?, ?)",
                (authority, json.dumps(list(clauses)), helpful),
            )

    def remember_team(self, team: str) -> None:
        """Keep which Slack workspace the desk serves: the command line has no other way to know."""
        with self._working() as connection:
            connection.execute("INSERT OR REPLACE INTO workspace VALUES ('slack', ?)", (team,))

    def team(self) -> str:
        """The Slack workspace that the desk served last, or ""."""
        with self._working() as connection:
            row = connection.execute("SELECT team FROM workspace WHERE platform = 'slack'").fetchone()
        return row[0] if row else ""

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _working(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            yield self._connection

    def _sweep(self, connection: sqlite3.Connection, now: float) -> None:
        self._since_sweep += 1
        if self._since_sweep >= _SWEEP_EVERY:
            self._since_sweep = 0
            connection.execute("DELETE FROM delivery WHERE seen < ?", (now - DELIVERY_KEPT,))
