"""What people are called, for others to read: Slack sends a handle only."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict

from slack_sdk.web.async_client import AsyncWebClient

from bot.inert import inert
from bot.logs import event
from bot.slack.delivery import FAILURES, reason

log = logging.getLogger(__name__)
MOST = 2000
WITHIN = 1.0  # seconds that a name is waited for


class Names:
    """Looks names up once; without the scope, or while Slack is slow, the handle has to do."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, str] = OrderedDict()

    async def of(self, client: AsyncWebClient, user: str, handle: str) -> str:
        """The name of a user of the workspace."""
        known = self._known.get(user)
        if known:
            return known
        try:
            async with asyncio.timeout(WITHIN):
                answer = await client.users_info(user=user)
        except FAILURES as error:
            event(log, "name_unread", reason=reason(error))
            return inert(handle)
        found = answer.get("user") or {}
        profile = found.get("profile") or {}
        name = inert(str(profile.get("real_name") or found.get("real_name") or handle)).strip() or inert(handle)
        self._known[user] = name
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        return name
