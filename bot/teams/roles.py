"""On which side somebody stands: what they told the desk."""

from __future__ import annotations

import asyncio

from handlers.ports import Memory
from knowledge.clause import Role


class Roles:
    """Finds and keeps the role of an asker, by the name under which the memory knows the person."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def of(self, person: str) -> Role | None:
        """The role of a person, or None where it is not known."""
        return await asyncio.to_thread(self._memory.role_of, person)

    async def remember(self, person: str, role: Role | None) -> None:
        """Keep what a person chose; None forgets it."""
        if role is None:
            await asyncio.to_thread(self._memory.forget_role, person)
        else:
            await asyncio.to_thread(self._memory.remember_role, person, role)
