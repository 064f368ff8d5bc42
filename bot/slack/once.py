"""Each delivery is handled once, however often Slack sends it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Mapping
from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_bolt.response import BoltResponse

from bot.logs import event
from bot.slack.desk import Desk
from bot.slack.neutrality.values import AGAIN_FORM
from bot.slack.requests.values import CHECK, FORM, WORDS

log = logging.getLogger(__name__)
REPEATABLE = (FORM, CHECK, WORDS, AGAIN_FORM)


def delivery_key(body: Mapping[str, Any]) -> str:
    """What is the same in two deliveries of one thing, and in nothing else ("" where there is no such thing).

    A view keeps its hash until it is updated, so a second press of "Send" is the same delivery. A form of a
    request, or for a time, may come twice: with errors beside its fields it keeps its hash, and the desk knows what it
    has already.
    """
    if "event_id" in body:
        return f"event:{body['event_id']}"
    view = body.get("view") or {}
    if body.get("type") == "view_submission" and view.get("hash"):
        if view.get("callback_id") in REPEATABLE:
            return ""
        return f"view:{view['id']}:{view['hash']}"
    return f"trigger:{body['trigger_id']}" if "trigger_id" in body else ""


async def drop_repeats(desk: Desk, args: AsyncArgs) -> BoltResponse | None:
    """Middleware, before all others of ours. A repeat is acknowledged, else Slack would send it yet again."""
    desk.pulse.heard()
    key = delivery_key(args.body)
    try:
        first = not key or await asyncio.to_thread(desk.memory.first_time, f"slack:{desk.identity.team}:{key}")
    except (OSError, sqlite3.Error) as error:
        event(log, "memory_failed", logging.ERROR, reason=type(error).__name__)
        first = True
    if not first:
        return BoltResponse(status=200, body="")
    await args.next()
    return None
