"""What stands between the playground and the desk: the playground signs nothing, the desk takes nothing unsigned."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import httpx

from tests.fakes.teams import FakeTeams
from tests.fakes.teams_payloads import Payload
from tests.fakes.teams_server import Answer, Asked

_GIVE_UP = 30.0


@dataclass(frozen=True)
class Relayed:
    """An activity of the playground, and the desk's answer to it."""

    activity: Payload
    status: int
    text: str


class SigningProxy(FakeTeams):
    """Keys and login as those of the fake Teams; activities are passed on with a token, answers are passed back.

    `desk_address` is where the desk takes activities (`.../api/messages`). A playground is told to send to `endpoint`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.desk_address = ""
        self.relayed: list[Relayed] = []
        self._client = httpx.Client(timeout=_GIVE_UP, trust_env=False)

    @property
    def endpoint(self) -> str:
        """Where playgrounds send."""
        return f"{self.base}/api/messages"

    def stop(self) -> None:
        """End the connections to the desk too."""
        super().stop()
        self._client.close()

    def answer(self, asked: Asked) -> Answer:
        """Pass on what is for the desk; answer the rest."""
        return self._relay(asked) if asked.path == "/api/messages" else super().answer(asked)

    def _relay(self, asked: Asked) -> Answer:
        if asked.method != "POST":
            return Answer(405)
        activity: dict[str, Any] = asked.json()
        headers = {
            "authorization": f"Bearer {self.token(serviceurl=activity['serviceUrl'])}",
            "content-type": "application/json",
        }
        response = self._client.post(self.desk_address, content=json.dumps(activity).encode(), headers=headers)
        self.relayed.append(Relayed(activity, response.status_code, response.text))
        kind = response.headers.get("content-type", "application/json")
        return Answer(response.status_code, response.text, {"content-type": kind})
