"""POST /api/messages: who sends is checked first, then what was sent, then it is answered once.

A message is acknowledged at once and answered later; an action of a card waits for its card.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Protocol

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from bot.logs import event
from bot.teams.app import in_place, on_turn, remembered
from bot.teams.desk import Desk
from bot.teams.inbound import CARD_ACTION, Activity, Place, mapping, place_of, tenants_of, turn_of
from bot.teams.installing import on_installed
from bot.teams.senders import CHANNEL, KeysAwayError
from bot.web.app import refused_by_length
from handlers.ports import Memory

log = logging.getLogger(__name__)
LARGEST_REQUEST = 256_000
"""Bytes; what Teams sends stays far below."""
_REMEMBERED = 500
"""Actions whose answer is kept, for the case that Teams sends one twice."""
Handler = Callable[[Desk, Activity], Coroutine[Any, Any, None]]
_WORD = re.compile(r"[^\w/.-]")


class Senders(Protocol):
    """`bot.teams.senders.SenderCheck`."""

    async def claims(self, authorization: str) -> Mapping[str, Any] | None: ...


class Endpoint:
    """Takes what Teams sends to one desk. Without `senders` anybody may send: on one's own machine alone."""

    def __init__(self, desk: Desk, senders: Senders | None) -> None:
        self._desk, self._senders = desk, senders
        self._answers: OrderedDict[str, asyncio.Future[Response]] = OrderedDict()

    async def __call__(self, request: Request) -> Response:
        """Answer a request."""
        refused = refused_by_length(request, LARGEST_REQUEST)
        if refused:
            return refused
        claims: Mapping[str, Any] | None = {}
        if self._senders:
            try:
                claims = await self._senders.claims(request.headers.get("authorization", ""))
            except KeysAwayError:
                event(log, "keys_away", logging.ERROR)
                return Response("The keys that requests are checked with cannot be read", 503)
            if claims is None:
                return Response("Not signed by Microsoft for this desk", 401)
        body = await _body(request)
        if body is None:
            return Response("Too large", 413)
        activity = _parsed(body)
        if activity is None:
            return Response("Not an activity", 400)
        return self._refused(activity, claims or {}) or await self._taken(activity)

    def _refused(self, activity: dict[str, Any], claims: Mapping[str, Any]) -> Response | None:
        if self._senders:
            signed = str(claims.get("serviceurl") or "")
            if not signed or str(activity.setdefault("serviceUrl", signed)).rstrip("/") != signed.rstrip("/"):
                event(log, "sender_refused", logging.WARNING, reason="service address")
                return Response("Not signed for this service address", 401)
        tenant = self._desk.options.tenant.lower()
        if (tenant or self._senders) and tenants_of(activity) != {tenant}:
            event(log, "tenant_refused", logging.WARNING)
            return Response("This desk does not serve that tenant", 403)
        if self._senders and activity.get("channelId") != CHANNEL:
            # Elsewhere (a web chat, say) whoever writes chooses who they are.
            event(log, "channel_refused", logging.WARNING)
            return Response("This desk is in Teams alone", 403)
        return None

    async def _taken(self, activity: dict[str, Any]) -> Response:
        self._desk.pulse.heard()
        kind, name = activity.get("type"), activity.get("name")
        handler = _HANDLERS.get(str(kind))
        if _has_place(activity) and (kind, name) == ("invoke", CARD_ACTION):
            return await self._answered_once(activity)
        if _has_place(activity) and handler:
            # The acknowledgement waits for nothing, so that it comes at once however much is asked at the same time.
            self._desk.pulse.later(_once(self._desk, handler, activity))
        else:
            event(log, "activity_passed_over", kind=_word(kind), invoke=_word(name))
        return Response(status_code=200)

    async def _answered_once(self, activity: Activity) -> Response:
        """A repeat waits for the answer to the first; a card's action is never done twice."""
        key = _key(activity)
        known = self._answers.get(key) if key else None
        if known is None:
            known = asyncio.ensure_future(self._invoked(activity))
            if key:
                self._answers[key] = known
                if len(self._answers) > _REMEMBERED:
                    self._answers.popitem(last=False)
        return await asyncio.shield(known)

    async def _invoked(self, activity: Activity) -> Response:
        with self._desk.pulse.work():
            turn = turn_of(activity)
            shown = await in_place(self._desk, turn)
            self._desk.pulse.later(_met(self._desk, turn.place))
        if shown is None:
            return JSONResponse({"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": ""})
        kind = "activity.message" if isinstance(shown, str) else "card.adaptive"
        return JSONResponse({"statusCode": 200, "type": f"application/vnd.microsoft.{kind}", "value": shown})


async def _message(desk: Desk, activity: Activity) -> None:
    turn = turn_of(activity)
    await remembered(desk, turn.place, _name_of_gathering(activity))
    await on_turn(desk, turn)
    # To look somebody up takes a call to Teams: nobody waits for their answer because of it.
    await desk.people.introduced(turn.place)


async def _met(desk: Desk, place: Place) -> None:
    await desk.people.heard(place)
    await desk.people.introduced(place)


_HANDLERS: Mapping[str, Handler] = {
    "message": _message,
    "installationUpdate": on_installed,
}


async def _body(request: Request) -> bytes | None:
    """The body, or None where it is longer than was said."""
    read = bytearray()
    async for part in request.stream():
        read += part
        if len(read) > LARGEST_REQUEST:
            return None
    return bytes(read)


def _parsed(body: bytes) -> dict[str, Any] | None:
    """An activity, in which no character is half a one: those can be neither stored nor sent."""
    try:
        found = json.loads(body)
        whole = json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")
        found = json.loads(whole)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _has_place(activity: Activity) -> bool:
    """Whether it says who speaks, where, and where the answer goes."""
    try:
        place = place_of(activity)
    except KeyError:
        return False
    return bool(place.conversation and place.user and place.service_url)


async def _once(desk: Desk, handler: Handler, activity: Activity) -> None:
    if await _first_time(desk.memory, activity):
        await handler(desk, activity)


async def _first_time(memory: Memory, activity: Activity) -> bool:
    key = _key(activity)
    if not key:
        return True
    try:
        return await asyncio.to_thread(memory.first_time, key)
    except (OSError, sqlite3.Error) as error:
        event(log, "memory_failed", logging.ERROR, reason=type(error).__name__)
        return True


def _key(activity: Activity) -> str:
    """What a repeat has in common with the first: ids are unique within their conversation."""
    place, number = place_of(activity), str(activity.get("id") or "")
    return f"teams:{place.tenant}:{place.conversation}:{place.user}:{number}" if number else ""


def _name_of_gathering(activity: Activity) -> str:
    """What a channel or group chat is called, as far as Teams says."""
    data = mapping(activity.get("channelData"))
    names = [str(mapping(data.get(part)).get("name") or "") for part in ("team", "channel")]
    return " › ".join(filter(None, names)) or str(mapping(activity["conversation"]).get("name") or "")


def _word(found: Any) -> str:
    """A name that somebody sent, as it may stand in a log."""
    return _WORD.sub("", str(found or ""))[:40]
