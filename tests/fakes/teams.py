"""Teams on the loopback: keys, login, connector and client, for the real SDK to talk to.

At the end it asserts that the desk answered everything in time, and that nothing was sent that Teams would have
refused or that a person could not use.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import httpx

from tests.fakes import teams_payloads as payloads
from tests.fakes.teams_api import CARD, Shown, TeamsApi
from tests.fakes.teams_cards import faults
from tests.fakes.teams_payloads import Payload, Place
from tests.fakes.teams_tokens import ISSUER
from tests.fakes.teams_view import filled, find, labels, words

ANSWER_WITHIN = 5.0  # seconds: Teams itself gives up after 5 to 15
_GIVE_UP = 20.0


@dataclass(frozen=True)
class Delivered:
    """An activity, and what the desk answered."""

    activity: Payload
    status: int
    body: Any
    took: float

    @property
    def card(self) -> Payload:
        """The card that an invoke was answered with."""
        assert isinstance(self.body, dict), self.body
        assert self.body.get("type") == CARD, self.body
        card: Payload = self.body["value"]
        return card


@dataclass(frozen=True)
class Desk:
    """Where the desk listens: an address, or an app in this process."""

    address: str = "http://desk"
    transport: httpx.AsyncBaseTransport | None = field(default=None)


class FakeTeams(TeamsApi):
    """A context manager, of either kind. `desk` is to be set to where the desk is served."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.strict = True  # late answers and unusable cards fail the test
        self.delivered: list[Delivered] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if kind is None and self.strict:
            assert not self.problems, self.problems
            late = [one.activity for one in self.delivered if one.took > ANSWER_WITHIN]
            assert not late, f"not answered within {ANSWER_WITHIN} seconds: {late}"

    async def __aenter__(self) -> Self:
        return self.__enter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.__exit__, kind, error, trace)

    def token(self, *, key: str = "", algorithm: str = "RS256", headers: Payload | None = None, **claims: Any) -> str:
        """A token for an activity. Claims replace the right ones; None takes one away.

        `key` names another key than the published one; `algorithm` may be `none` or `HS256`.
        """
        now = int(time.time())
        right = {"iss": ISSUER, "aud": payloads.APP_ID, "nbf": now - 60, "exp": now + 3600}
        all_claims = {**right, "iat": now - 60, "serviceurl": self.service_url, **claims}
        kept = {name: value for name, value in all_claims.items() if value is not None}
        return self.signer.sign(kept, key=key, algorithm=algorithm, headers=headers)

    async def until(self, true: Callable[[], Any], within: float = 5.0) -> None:
        """Wait until something is the case."""
        async with asyncio.timeout(within):
            while not true():
                await asyncio.sleep(0.005)

    async def quiet(self, for_seconds: float = 0.25) -> None:
        """Wait until nothing has happened for a while."""
        seen, since = -1, time.monotonic()
        while time.monotonic() - since < for_seconds:
            if (now := len(self.calls) + len(self.delivered)) != seen:
                seen, since = now, time.monotonic()
            await asyncio.sleep(0.01)

    async def post(self, activity: Payload, *, token: str | None = None) -> Delivered:
        """Deliver an activity, signed unless told another token ("" for none)."""
        token = self.token() if token is None else token
        headers = {"content-type": "application/json; charset=utf-8"}
        headers |= {"authorization": f"Bearer {token}"} if token else {}
        return await self.post_raw(json.dumps(activity).encode(), headers, activity)

    async def post_raw(self, content: bytes, headers: dict[str, str], activity: Payload | None = None) -> Delivered:
        """Post any bytes to the desk."""
        begun = time.monotonic()
        async with httpx.AsyncClient(
            base_url=self.desk.address, transport=self.desk.transport, timeout=_GIVE_UP, verify=False, trust_env=False
        ) as client:
            response = await client.post("/api/messages", content=content, headers=headers)
        body: Any = response.text
        if response.headers.get("content-type", "").startswith("application/json") and body:
            body = response.json()
        self.delivered.append(Delivered(activity or {}, response.status_code, body, time.monotonic() - begun))
        return self.delivered[-1]

    async def say(self, text: str, user: str = "U1", place: Place | None = None, *, times: int = 1) -> Delivered:
        """Somebody writes: to the desk alone, or mentioning it where they are."""
        place = self.place(user, place)
        return await self._deliver(payloads.message(text, self.person(user), place, self.service_url), times)

    async def press(
        self,
        message: Shown,
        title: str,
        user: str = "U1",
        inputs: Payload | None = None,
        *,
        beside: str = "",
        checked: bool = True,
        times: int = 1,
    ) -> Delivered:
        """Somebody fills the inputs, by label, and presses the action with this title."""
        found = find(message.seen(user), title, beside)
        assert found.action["type"] in {"Action.Submit", "Action.Execute"}, f"{title!r} sends nothing"
        return await self.press_action(
            message, found.action | {"data": filled(found, inputs or {}, checked=checked)}, user, times=times
        )

    async def press_action(self, message: Shown, action: Payload, user: str = "U1", *, times: int = 1) -> Delivered:
        """Somebody presses an action of any making: `data` is sent as it stands."""
        self.join(message.place, user)
        person = self.person(user)
        if action["type"] == "Action.Submit":
            made = payloads.submit(action["data"], message.id, person, message.place, self.service_url)
            return await self._deliver(made, times)
        sent: Payload = {name: action[name] for name in ("id", "verb", "data") if name in action}
        answered = await self._deliver(
            payloads.execute(sent, message.id, person, message.place, self.service_url), times
        )
        self._answered(message, answered, user)
        return answered

    async def execute(self, verb: str, data: Payload, message: Shown, user: str = "U1") -> Delivered:
        """Somebody sends an Action.Execute that may stand on no card at all."""
        return await self.press_action(message, {"type": "Action.Execute", "verb": verb, "data": data}, user)

    async def rate(self, message: Shown, helpful: bool, user: str = "U1", words: str = "") -> Delivered:
        """Somebody presses a thumb of Teams' own under a message."""
        liked = "like" if helpful else "dislike"
        person = self.person(user)
        return await self.post(payloads.feedback(liked, words, message.id, person, message.place, self.service_url))

    async def install(self, user: str = "U1", place: Place | None = None, action: str = "add") -> Delivered:
        """Somebody adds the app for themselves or where they are, or takes it away (`remove`)."""
        alone, place = place is None, self.place(user, place)
        if alone:
            (self.without_app.add if action == "remove" else self.without_app.discard)(user)
        return await self.post(payloads.installed(self.person(user), place, self.service_url, action))

    def place(self, user: str, place: Place | None = None) -> Place:
        """The personal chat of a person unless it is said where; the person is in it from now on."""
        place = place or payloads.personal(self.person(user))
        self.join(place, user)
        return place

    def messages(self, user: str = "U1", place: Place | None = None) -> list[Shown]:
        """The desk's messages in a conversation (by default the personal chat), in all threads of a channel."""
        place = place or payloads.personal(self.person(user))
        return [one for one in self.shown if one.place.id == place.id and not one.deleted]

    def last(self, user: str = "U1", place: Place | None = None) -> Shown:
        """The newest of them."""
        messages = self.messages(user, place)
        assert messages, f"no message for {user}"
        return messages[-1]

    def read(self, user: str = "U1", place: Place | None = None) -> str:
        """The words of the newest, as this person sees them now."""
        return words(self.last(user, place).seen(user))

    def labels(self, user: str = "U1", place: Place | None = None) -> list[str]:
        """The titles of its actions."""
        return labels(self.last(user, place).seen(user))

    def reload(self, user: str = "U1") -> None:
        """Open Teams anew: what only an answer to an action put in place is gone, what was edited stays."""
        for one in self.shown:
            one.views.pop(user, None)

    async def _deliver(self, activity: Payload, times: int) -> Delivered:
        for _ in range(times):
            answered = await self.post(activity)
        return answered

    def _answered(self, message: Shown, answered: Delivered, user: str) -> None:
        """What a client does with the answer to an Action.Execute."""
        body = answered.body
        if answered.status != 200 or not isinstance(body, dict):
            self.problems.append(f"an Action.Execute was answered with {answered.status}: {str(body)[:200]}")
            return
        if body.get("type") == CARD and body.get("statusCode") == 200:
            self.problems += faults(body["value"])
            message.views[user] = body["value"]
        elif body.get("type") not in {"application/vnd.microsoft.activity.message", "application/vnd.microsoft.error"}:
            self.problems.append(f"an Action.Execute was answered with {str(body)[:200]}")
