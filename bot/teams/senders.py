"""Whether a request comes from Teams and is meant for this desk: a signed token, checked against Microsoft's keys.

PyJWT is asked, and not the check of Microsoft's library around it: that one waits half a minute for the keys, takes
keys that are away for a forged token, and passes over what a key may be used for. Source:
https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt

from bot.logs import event
from bot.teams.options import TeamsOptions

log = logging.getLogger(__name__)
ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
LEEWAY = 300
"""Seconds by which clocks may differ."""
KEYS_FOR = 300.0
"""Seconds for which the keys are kept, and for which a token that was found good is not looked at again."""
_KNOWN = 100
_LONGEST = 10_000  # characters of a token
_Claims = Mapping[str, Any]


class KeysAwayError(Exception):
    """Microsoft's keys cannot be read, so that nobody can be let in."""


class SenderCheck:
    """Checks tokens. Keys are fetched in a thread of its own, since the caller would wait for them.

    Microsoft sends the same token with many requests: one that was found good is good for `KEYS_FOR` seconds, if it
    does not end sooner.
    """

    def __init__(self, options: TeamsOptions) -> None:
        self._audience = [options.app_id, f"api://{options.app_id}", f"api://botid-{options.app_id}"]
        self._within = options.check_within
        self._keys = _Keys(options.openid.removesuffix("/openidconfiguration") + "/keys", options.check_within)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="teams-keys")
        self._known: OrderedDict[str, tuple[float, _Claims]] = OrderedDict()

    async def claims(self, authorization: str) -> _Claims | None:
        """What the token says, or None where it is none of Microsoft's for this desk. Raises KeysAwayError."""
        scheme, _, token = authorization.partition(" ")
        if scheme != "Bearer" or not 0 < len(token) <= _LONGEST:
            return None
        until, known = self._known.get(token, (0.0, None))
        if time.time() < until:
            return known
        checking = asyncio.get_running_loop().run_in_executor(self._thread, self._checked, token)
        try:
            claims = await asyncio.wait_for(checking, self._within)
        except TimeoutError as error:
            raise KeysAwayError from error
        if claims is not None:
            self._remember(token, claims)
        return claims

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _remember(self, token: str, claims: _Claims) -> None:
        self._known[token] = (min(float(claims["exp"]), time.time() + KEYS_FOR), claims)
        if len(self._known) > _KNOWN:
            self._known.popitem(last=False)

    def _checked(self, token: str) -> _Claims | None:
        try:
            key = self._keys.get_signing_key_from_jwt(token)
            claims: _Claims = jwt.decode(
                token, key.key, algorithms=["RS256"], audience=self._audience, issuer=ISSUER, leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud"]},
            )  # fmt: skip
        except KeysAwayError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with what strangers send, they stay outside
            _note_refusal(type(error).__name__)
            return None
        if not self._keys.endorsed(key.key_id):
            _note_refusal("not a key for Teams")
            return None
        return claims


class _Keys(jwt.PyJWKClient):
    """Microsoft's keys, with the channels that each may sign for."""

    def __init__(self, address: str, within: float) -> None:
        super().__init__(address, lifespan=KEYS_FOR, timeout=within)
        self._endorsements: dict[str, Any] = {}

    def fetch_data(self) -> Any:
        """Read them. Raises KeysAwayError."""
        try:
            found = super().fetch_data()
        except (jwt.PyJWTError, OSError, ValueError) as error:
            raise KeysAwayError from error
        self._endorsements = {key.get("kid"): key.get("endorsements") for key in found.get("keys", ())}
        return found

    def endorsed(self, key_id: str | None) -> bool:
        """Whether a key is for Teams. One that says nothing is for all."""
        endorsements = self._endorsements.get(key_id or "")
        return not endorsements or CHANNEL in endorsements


def _note_refusal(reason: str) -> None:
    event(log, "sender_refused", logging.WARNING, reason=reason)
