"""A memory without a file."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from knowledge.clause import Role


class FakeMemory:
    """`handlers.ports.Memory` in a few dictionaries."""

    def __init__(self) -> None:
        self.roles: dict[str, Role] = {}
        self.deliveries: set[str] = set()
        self.feedback: list[tuple[str, tuple[str, ...], bool]] = []
        self._lock = threading.Lock()

    def role_of(self, person: str) -> Role | None:
        return self.roles.get(person)

    def remember_role(self, person: str, role: Role) -> None:
        self.roles[person] = role

    def forget_role(self, person: str) -> None:
        self.roles.pop(person, None)

    def first_time(self, delivery: str) -> bool:
        with self._lock:
            new = delivery not in self.deliveries
            self.deliveries.add(delivery)
        return new

    def record_feedback(self, authority: str, clauses: Sequence[str], helpful: bool) -> None:
        self.feedback.append((authority, tuple(clauses), helpful))
