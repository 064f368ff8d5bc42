"""The Web API and the response_urls of the fake Slack: state, limits, errors as scripted."""

from __future__ import annotations

import json
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import web

from bot.slack.limits import LimitError, check_message, check_view
from tests.fakes.slack_methods import refusal
from tests.fakes.slack_payloads import BOT, BOT_USER, TEAM, Payload, number, timestamp

BOT_TOKEN, APP_TOKEN = "xoxb-good", "xapp-good"
SCOPES = "app_mentions:read,assistant:write,chat:write,commands,im:history,im:write,usergroups:read,users:read"
STACK = 3  # modals upon each other at most
RESPONSE_USES, RESPONSE_LIFE = 5, 1800.0


@dataclass(frozen=True)
class Scripted:
    """An answer that the fake gives instead of its own; `done` says that Slack did the work all the same."""

    status: int = 200
    body: Payload | str = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    done: bool = False


@dataclass(frozen=True)
class Shown:
    """A message that somebody can see. `to` is the one person who sees it, or "" for all in the channel."""

    channel: str
    text: str
    blocks: list[Payload]
    thread: str
    ts: str
    to: str = ""
    metadata: Payload = field(default_factory=dict)


@dataclass
class ResponseUrl:
    """Where an interaction may be answered, five times within half an hour."""

    channel: str
    user: str
    uses: int = 0
    made: float = field(default_factory=time.monotonic)


class SlackApi:
    """What Slack keeps. `problems` is all that it would have refused or that a person would not have understood."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self.base = ""
        self.calls: list[tuple[str, Payload]] = []
        self.shown: list[Shown] = []
        self.problems: list[str] = []
        self.views: dict[str, Payload] = {}
        self.homes: dict[str, Payload] = {}
        self.triggers: dict[str, float] = {}
        self.trigger_life = 3.0
        self.pressed_in: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.scripted: defaultdict[str, deque[Scripted]] = defaultdict(deque)
        self.groups: dict[str, list[str]] = {}
        self.unknown_channels: set[str] = set()
        self.scopes = SCOPES

    def script(self, method: str, *answers: Scripted) -> None:
        """Give these answers to the next calls of `method` (or of "respond", the response_urls)."""
        self.scripted[method].extend(answers)

    def called(self, method: str) -> list[Payload]:
        """The arguments of all calls of a method."""
        return [arguments for name, arguments in self.calls if name == method]

    def trigger(self, view_id: str = "") -> str:
        """A trigger that lives for three seconds and is good for one modal, above the view in which it arose."""
        name = f"trigger.{number()}"
        self.triggers[name] = time.monotonic()
        if view_id:
            self.pressed_in[name] = view_id
        return name

    def response_url(self, channel: str, user: str) -> str:
        """An address for the answers to one interaction."""
        name = f"R{number()}"
        self.response_urls[name] = ResponseUrl(channel, user)
        return f"{self.base}respond/{name}"

    async def api(self, request: web.Request) -> web.Response:
        """`/api/{method}`."""
        method, arguments = request.match_info["method"], await _arguments(request)
        token = request.headers.get("authorization", "").removeprefix("Bearer ") or arguments.get("token", "")
        arguments.pop("token", None)
        self.calls.append((method, arguments))
        scripted = self.scripted[method].popleft() if self.scripted[method] else None
        if scripted is None or scripted.done:
            answer = self._refused(method, arguments, token) or self._do(method, arguments)
        self._changed()
        if scripted is not None:
            return _response(scripted)
        return web.json_response({"ok": "error" not in answer, **answer}, headers={"x-oauth-scopes": self.scopes})

    async def respond(self, request: web.Request) -> web.Response:
        """`/respond/{name}`: a message in answer to an interaction."""
        body, known = await request.json(), self.response_urls.get(request.match_info["name"])
        self.calls.append(("respond", body))
        if self.scripted["respond"]:
            return _response(self.scripted["respond"].popleft())
        if known is None or known.uses >= RESPONSE_USES or time.monotonic() - known.made > RESPONSE_LIFE:
            self.problems.append("a response_url was used too often or too late")
            return web.Response(text="used_url", status=404)
        known.uses += 1
        self._check("respond", lambda: check_message(body["blocks"], body["text"]))
        to = "" if body.get("response_type") == "in_channel" else known.user
        self._show(known.channel, body, to)
        self._changed()
        return web.Response(text="ok")

    def updated(self, view_id: str, view: Payload, below: str | None = None) -> Payload:
        """Put another view into a modal, or on top of the view `below`. Its hash changes with it."""
        self._check("view", lambda: check_view(view))
        below = below or (self.views.get(view_id) or {}).get("previous_view_id")
        known = {"id": view_id, "hash": f"h{number()}", "team_id": TEAM, "previous_view_id": below}
        self.views[view_id] = {**view, **known}
        if len(self.stack(view_id)) > STACK:
            self.problems.append("more than three modals lie upon each other")
        return {"view": self.views[view_id]}

    def stack(self, view_id: str) -> list[str]:
        """A view and all that lie below it."""
        below = (self.views.get(view_id) or {}).get("previous_view_id")
        return [view_id, *(self.stack(below) if below else [])]

    def close(self, view_id: str) -> None:
        """Somebody closes a modal by its button: that view, or the whole stack where it says so."""
        for one in self.stack(view_id) if self.views[view_id].get("clear_on_close") else [view_id]:
            self.views.pop(one, None)

    def _refused(self, method: str, arguments: Payload, token: str) -> Payload:
        wanted = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if token != wanted:
            return {"error": "invalid_auth"}
        problem = refusal(method, frozenset(arguments))
        if problem:
            self.problems.append(f"{method}: {problem}")
            return {"error": problem.partition(":")[0]}
        if arguments.get("channel") in self.unknown_channels:
            return {"error": "channel_not_found"}
        return {}

    def _do(self, method: str, arguments: Payload) -> Payload:
        doing: Callable[[Payload], Payload] | None = getattr(self, "_" + method.replace(".", "_"), None)
        return doing(arguments) if doing else {}

    def _auth_test(self, arguments: Payload) -> Payload:
        return {"team_id": TEAM, "team": "Council", "user_id": BOT_USER, "bot_id": BOT, "enterprise_id": None}

    def _apps_connections_open(self, arguments: Payload) -> Payload:
        return {"url": self.base.replace("http", "ws", 1) + "link"}

    def _chat_postMessage(self, arguments: Payload) -> Payload:  # noqa: N802 (Slack's name)
        self._check("chat.postMessage", lambda: check_message(arguments["blocks"], arguments["text"]))
        return {"ts": self._show(arguments["channel"], arguments, ""), "channel": arguments["channel"]}

    def _chat_update(self, arguments: Payload) -> Payload:
        self._check("chat.update", lambda: check_message(arguments["blocks"], arguments["text"]))
        for place, one in enumerate(self.shown):
            if (one.channel, one.ts) == (arguments["channel"], arguments["ts"]):
                self.shown[place] = replace(one, text=arguments["text"], blocks=arguments["blocks"])
                return {"ts": one.ts, "channel": one.channel}
        return {"error": "message_not_found"}

    def _conversations_open(self, arguments: Payload) -> Payload:
        unknown = arguments["users"] in self.unknown_channels
        return {"error": "user_not_found"} if unknown else {"channel": {"id": f"D{arguments['users']}"}}

    def _conversations_history(self, arguments: Payload) -> Payload:
        there = [one for one in reversed(self.shown) if one.channel == arguments["channel"] and not one.to]
        kept = there[: int(arguments.get("limit", 100))]
        found = [{"ts": one.ts, "text": one.text, "blocks": one.blocks, "metadata": one.metadata} for one in kept]
        return {"messages": found, "has_more": len(there) > len(kept)}

    def _views_open(self, arguments: Payload) -> Payload:
        return self._triggered(arguments["trigger_id"]) or self.updated(f"V{number()}", arguments["view"])

    def _views_push(self, arguments: Payload) -> Payload:
        below = self.pressed_in.get(arguments["trigger_id"], "")
        refused = self._triggered(arguments["trigger_id"])
        if refused or below not in self.views:
            return refused or {"error": "not_found"}
        return self.updated(f"V{number()}", arguments["view"], below)

    def _triggered(self, trigger: str) -> Payload:
        """What is wrong with a trigger. It is used up by this."""
        made = self.triggers.get(trigger)
        if made is None:
            return {"error": "invalid_trigger_id"}
        self.triggers[trigger] = float("nan")
        if made != made:
            return {"error": "exchanged_trigger_id"}
        return {"error": "expired_trigger_id"} if time.monotonic() - made > self.trigger_life else {}

    def _views_update(self, arguments: Payload) -> Payload:
        current = self.views.get(arguments.get("view_id", ""))
        if current is None:
            return {"error": "not_found"}
        if arguments.get("hash") not in {None, current["hash"]}:
            return {"error": "hash_conflict"}
        return self.updated(current["id"], arguments["view"])

    def _views_publish(self, arguments: Payload) -> Payload:
        self._check("views.publish", lambda: check_view(arguments["view"]))
        self.homes[arguments["user_id"]] = arguments["view"]
        return {"view": arguments["view"]}

    def _usergroups_users_list(self, arguments: Payload) -> Payload:
        people = self.groups.get(arguments["usergroup"])
        return {"users": people} if people is not None else {"error": "no_such_subteam"}

    def _users_info(self, arguments: Payload) -> Payload:
        if arguments["user"] in self.unknown_channels:
            return {"error": "user_not_found"}
        name = self.names.get(arguments["user"])
        return {"user": {"profile": {"real_name": name}} if name else {}}

    def _show(self, channel: str, body: Payload, to: str) -> str:
        ts = timestamp()
        thread, metadata = body.get("thread_ts") or "", body.get("metadata") or {}
        self.shown.append(Shown(channel, body["text"], body["blocks"], thread, ts, to, metadata))
        return ts

    def _check(self, what: str, check: Callable[[], None]) -> None:
        try:
            check()
        except LimitError as error:
            self.problems.append(f"{what}: {error}")


async def _arguments(request: web.Request) -> Payload:
    """The SDK sends a query, a form or JSON (maybe empty); what is nested in a form is JSON again."""
    if request.method == "GET":
        raw: Payload = dict(request.query)
    elif request.content_type == "application/json":
        raw = json.loads(await request.text() or "{}")
    else:
        raw = dict(request.query) | dict(await request.post())
    nested = {"blocks", "view", "prompts", "metadata"}
    return {
        name: json.loads(value) if name in nested and isinstance(value, str) else value for name, value in raw.items()
    }


def _response(scripted: Scripted) -> web.Response:
    if isinstance(scripted.body, str):
        return web.Response(text=scripted.body, status=scripted.status, headers=scripted.headers)
    return web.json_response(scripted.body, status=scripted.status, headers=scripted.headers)


def labels(blocks: list[Payload]) -> list[str]:
    """The labels of all buttons of a message, in order."""
    return [one["text"]["text"] for one, _ in buttons_in(blocks)]


def buttons_in(blocks: list[Payload]) -> list[tuple[Payload, str]]:
    """All buttons in order, with the words beside them."""
    found: list[tuple[Payload, str]] = []
    for block in blocks:
        if block["type"] == "actions":
            found += [(one, "") for one in block["elements"]]
        elif "accessory" in block:
            found.append((block["accessory"], block["text"]["text"]))
    return found


def words(blocks: list[Payload]) -> str:
    """All words that a person reads in a message, line by line."""
    lines: list[str] = []
    for block in blocks:
        _collect(block, lines)
    return "\n".join(lines)


def _collect(part: Any, lines: list[str]) -> None:
    if isinstance(part, list):
        for one in part:
            _collect(one, lines)
    elif isinstance(part, dict):
        if part.get("type") in {"rich_text_section", "rich_text_quote"}:
            lines.append("".join(one.get("text", "") for one in part["elements"]))
        elif isinstance(part.get("text"), str):
            lines.append(part["text"])
        else:
            for value in part.values():
                _collect(value, lines)
