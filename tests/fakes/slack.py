"""Slack on the loopback: the Web API, Socket Mode, response_urls and triggers, for the real client to talk to.

At the end it asserts that every envelope was acknowledged within three seconds, and that nothing was sent that Slack
would have refused.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import WSMsgType, web

from tests.fakes import slack_payloads as payloads
from tests.fakes.slack_api import Shown, SlackApi, buttons_in, labels, words
from tests.fakes.slack_payloads import Payload, number

ACKNOWLEDGE_WITHIN = 3.0


@dataclass
class Envelope:
    """One delivery over the socket, with what the app acknowledged it with."""

    payload: Payload
    sent: float = field(default_factory=time.monotonic)
    acknowledged: float | None = None
    answer: Payload | None = None

    @property
    def took(self) -> float:
        """Seconds to the acknowledgement; infinite where there is none."""
        return float("inf") if self.acknowledged is None else self.acknowledged - self.sent


class FakeSlack(SlackApi):
    """An async context manager; `base_url` is the address of its Web API."""

    def __init__(self) -> None:
        super().__init__(self._notify)
        self.envelopes: dict[str, Envelope] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self.deaf = False  # pings go unanswered
        self.strict = True  # unacknowledged envelopes fail the test
        self._condition = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self.api)
        app.router.add_post("/respond/{name}", self.respond)
        app.router.add_get("/link", self._link)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.base = f"http://127.0.0.1:{self.port}/"
        self.base_url = f"{self.base}api/"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for socket in self.sockets:
            await socket.close()
        await self._runner.cleanup()
        if kind is None and self.strict:
            assert not self.problems, self.problems
            late = [one.payload for one in self.envelopes.values() if one.took > ACKNOWLEDGE_WITHIN]
            assert not late, f"not acknowledged within {ACKNOWLEDGE_WITHIN} seconds: {late}"

    async def until(self, true: Callable[[], Any], within: float = 5.0) -> None:
        """Wait until something is the case."""
        async with asyncio.timeout(within):
            while not true():
                self._condition.clear()
                await self._condition.wait()

    async def quiet(self, for_seconds: float = 0.25) -> None:
        """Wait until nothing has happened for a while."""
        while True:
            self._condition.clear()
            try:
                await asyncio.wait_for(self._condition.wait(), for_seconds)
            except TimeoutError:
                return

    async def push(self, payload: Payload, *, times: int = 1) -> str:
        """Deliver something over the newest connection, as often as told. Gives the id of the last envelope."""
        kind = "events_api" if "event" in payload else "slash_commands" if "command" in payload else "interactive"
        envelope = ""
        for attempt in range(times):
            envelope = f"env{number()}"
            self.envelopes[envelope] = Envelope(payload)
            retry = {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
            await self.sockets[-1].send_json(
                {
                    "envelope_id": envelope,
                    "type": kind,
                    "payload": payload,
                    "accepts_response_payload": kind != "events_api",
                    **(retry if kind == "events_api" else {}),
                }
            )
        return envelope

    async def acknowledged(self, envelope: str) -> Payload | None:
        """Wait for an acknowledgement and give what it carried."""
        await self.until(lambda: self.envelopes[envelope].acknowledged is not None)
        return self.envelopes[envelope].answer

    async def command(self, text: str, user: str = "U1", channel: str = "C1", name: str = "/protocol") -> str:
        """Somebody types a slash command."""
        url = self.response_url(channel, user)
        return await self.push(payloads.command(payloads.escaped(text), user, channel, self.trigger(), url, name))

    async def shortcut(self, text: str, user: str = "U1", channel: str = "C1", name: str = "check_message") -> str:
        """Somebody checks another's message."""
        url = self.response_url(channel, user)
        return await self.push(payloads.shortcut(payloads.escaped(text), user, channel, self.trigger(), url, name))

    async def press(self, message: Shown, label: str, user: str = "U1", *, times: int = 1) -> str:
        """Somebody presses the button with this label."""
        return await self.press_action(message, find_button(message.blocks, label), user, times=times)

    async def press_action(
        self, message: Shown, action: Payload, user: str = "U1", *, times: int = 1, team: str = payloads.TEAM
    ) -> str:
        """Somebody presses a button of any making."""
        container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
        shown = {"type": "message", "ts": message.ts, "text": message.text, "blocks": message.blocks}
        payload = payloads.press(
            {key: action[key] for key in ("type", "action_id", "value") if key in action},
            user,
            self.trigger(),
            container | {"is_ephemeral": bool(message.to)} | ({"thread_ts": message.thread} if message.thread else {}),
            team,
            channel={"id": message.channel, "name": "general"},
            response_url=self.response_url(message.channel, user),
            **({} if message.to else {"message": shown | ({"thread_ts": message.thread} if message.thread else {})}),
        )
        return await self.push(payload, times=times)

    async def rate(self, message: Shown, helpful: bool, user: str = "U1") -> str:
        """Somebody presses a thumb."""
        part = next(block for block in message.blocks if block["type"] == "context_actions")["elements"][0]
        value = part["positive_button" if helpful else "negative_button"]["value"]
        return await self.press_action(message, part | {"value": value}, user)

    async def submit(self, view_id: str, values: dict[str, dict[str, Any]], user: str = "U1", *, times: int = 1) -> str:
        """Somebody submits the form."""
        payload = payloads.submission(self.views[view_id], values, user, self.trigger(view_id))
        return await self.push(payload, times=times)

    async def press_in(self, view_id: str, label: str, user: str = "U1", *, beside: str = "") -> str:
        """Somebody presses a button in a modal."""
        view = self.views[view_id]
        return await self.push(self._pressed(view, find_button(view["blocks"], label, beside), user, view_id))

    async def press_at_home(self, label: str, user: str = "U1", *, beside: str = "") -> str:
        """Somebody presses a button on their Home tab."""
        view = {**self.homes[user], "id": f"H{user}"}
        return await self.push(self._pressed(view, find_button(view["blocks"], label, beside), user))

    def _pressed(self, view: Payload, action: Payload, user: str, modal: str = "") -> Payload:
        pressed: Payload = {key: action[key] for key in ("type", "action_id", "value") if key in action}
        container = {"type": "view", "view_id": view["id"]}
        return payloads.press(pressed, user, self.trigger(modal), container, view=view)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell the app to connect anew, as Slack does every few hours."""
        await self.sockets[-1].send_json({"type": "disconnect", "reason": reason, "debug_info": {}})

    def last(self) -> str:
        """The words of the message that was shown last."""
        return words(self.shown[-1].blocks)

    def _notify(self) -> None:
        self._condition.set()

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self._notify()
        async for message in socket:
            if message.type == WSMsgType.PING and not self.deaf:
                await socket.pong(message.data)
            elif message.type == WSMsgType.TEXT:
                self._acknowledge(json.loads(message.data))
        return socket

    def _acknowledge(self, said: Payload) -> None:
        envelope = self.envelopes[said["envelope_id"]]
        envelope.acknowledged, envelope.answer = time.monotonic(), said.get("payload")
        if envelope.payload.get("type") == "view_submission":
            view_id, answer = envelope.payload["view"]["id"], envelope.answer or {}
            self._answered(view_id, answer)
        self._notify()

    def _answered(self, view_id: str, answer: Payload) -> None:
        """What Slack does with a form once the app has answered it."""
        match answer.get("response_action"):
            case "update":
                self.updated(view_id, answer["view"])
            case "push":
                self.updated(f"V{number()}", answer["view"], view_id)
            case "errors":
                fields = {block.get("block_id") for block in self.views[view_id]["blocks"] if block["type"] == "input"}
                if not answer["errors"] or not set(answer["errors"]) <= fields:
                    self.problems.append(f"errors beside fields that the form does not have: {answer['errors']}")
            case "clear":
                for one in self.stack(view_id):
                    self.views.pop(one, None)
            case _:
                self.views.pop(view_id, None)


def find_button(blocks: list[Payload], label: str, beside: str = "") -> Payload:
    """The first button with this label, beside words that contain `beside`."""
    found = [one for one, words in buttons_in(blocks) if one["text"]["text"] == label and beside in words]
    assert found, f"no button {label!r} beside {beside!r} among {labels(blocks)}"
    return found[0]
