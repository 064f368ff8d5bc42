"""On which side somebody stands: what they told the desk, or the user groups of the workspace."""

from __future__ import annotations

import asyncio
import logging
import time

from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import event
from bot.slack.delivery import FAILURES, reason
from bot.slack.options import SlackOptions
from handlers.ports import Memory
from knowledge.clause import Role

log = logging.getLogger(__name__)


def person_key(team: str, user: str) -> str:
    """The name under which the memory keeps a person of a workspace."""
    return f"slack:{team}:{user}"


class Roles:
    """Finds the role of an asker. What a person chose for themselves goes before the groups they are in."""

    def __init__(self, memory: Memory, options: SlackOptions) -> None:
        self._memory, self._ttl = memory, options.group_ttl
        self._groups = {Role.MEMBER: options.member_groups, Role.OFFICER: options.officer_groups}
        self._people: dict[Role, frozenset[str]] = {}
        self._read_at: float | None = None
        self._reading = asyncio.Lock()

    async def of(self, client: AsyncWebClient, team: str, user: str) -> Role | None:
        """The role of a person, or None where it is not known, or where the groups say both."""
        chosen = await asyncio.to_thread(self._memory.role_of, person_key(team, user))
        if chosen is not None or not any(self._groups.values()):
            return chosen
        await self._read_groups(client)
        found = [role for role, people in self._people.items() if user in people]
        return found[0] if len(found) == 1 else None

    async def remember(self, team: str, user: str, role: Role | None) -> None:
        """Keep what a person chose; None forgets it."""
        key = person_key(team, user)
        if role is None:
            await asyncio.to_thread(self._memory.forget_role, key)
        else:
            await asyncio.to_thread(self._memory.remember_role, key, role)

    async def _read_groups(self, client: AsyncWebClient) -> None:
        async with self._reading:
            if self._read_at is not None and time.monotonic() - self._read_at < self._ttl:
                return
            for role, groups in self._groups.items():
                people = [await self._people_of(client, group) for group in groups]
                if all(one is not None for one in people):
                    self._people[role] = frozenset().union(*(one for one in people if one is not None))
            self._read_at = time.monotonic()

    async def _people_of(self, client: AsyncWebClient, group: str) -> frozenset[str] | None:
        """The people of a user group, or None where Slack would not say (then those last known stay)."""
        try:
            answer = await client.usergroups_users_list(usergroup=group)
        except FAILURES as error:
            event(log, "user_group_unread", logging.WARNING, group=group, reason=reason(error))
            return None
        return frozenset(answer["users"])
