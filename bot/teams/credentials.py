"""The token with which the desk writes in Teams: asked of Microsoft with the secret of the registration.

The library would do this too, but waits for Microsoft within the event loop when it first asks, and for ever.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from msal import ConfidentialClientApplication
from msal.exceptions import MsalServiceError

from bot.logs import event
from bot.platforms import RefusedError, UnreachableError
from bot.teams.options import TeamsOptions

log = logging.getLogger(__name__)
LOGIN = "https://login.microsoftonline.com"
WITHIN = 10
"""Seconds for one question to Microsoft."""
_ANY = "eyJhbGciOiJub25lIn0.eyJhdWQiOiJsb2NhbCJ9."
"""For a trial on one's own machine, where nobody looks at it: a token that says nothing and that nobody signed."""
_PASSING = {"temporarily_unavailable", "server_error"}
_REMEDY = (
    "Check PROTOCOL_DESK_TEAMS_APP_ID, PROTOCOL_DESK_TEAMS_TENANT_ID and PROTOCOL_DESK_TEAMS_CLIENT_SECRET (its value,"
    " which may have expired) with the app registration in Microsoft Entra."
)


class Credentials:
    """Gives tokens for one registration; Microsoft's library keeps each until shortly before it ends.

    It is asked in a thread of its own: while Microsoft does not answer, nothing else waits for a free one.
    `http_client` takes the place of the network, for tests.
    """

    def __init__(self, options: TeamsOptions, http_client: Any = None) -> None:
        self._options, self._http_client = options, http_client
        self._client: ConfidentialClientApplication | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="teams-login")

    async def token(self, scope: str | list[str], _tenant: str | None = None) -> str:
        """A token for a scope. Raises RefusedError or UnreachableError."""
        if self._options.unauthenticated:
            return _ANY
        try:
            asked = [scope] if isinstance(scope, str) else scope
            answer = await asyncio.get_running_loop().run_in_executor(self._thread, self._ask, asked)
        except (MsalServiceError, OSError) as error:
            event(log, "no_token", logging.WARNING, reason=type(error).__name__)
            raise UnreachableError(f"Microsoft could not be asked for a token ({type(error).__name__}).") from None
        found = answer.get("access_token")
        if found:
            return str(found)
        code = str(answer.get("error") or "unknown")
        event(log, "no_token", logging.ERROR, reason=code)
        if code in _PASSING:
            raise UnreachableError(f"Microsoft gave no token ({code}).")
        raise RefusedError(f"Microsoft does not accept the credentials for Teams ({code}). {_REMEDY}")

    def _ask(self, scopes: list[str]) -> dict[str, Any]:
        try:
            if self._client is None:
                self._client = ConfidentialClientApplication(
                    self._options.app_id,
                    client_credential=self._options.secret,
                    authority=f"{LOGIN}/{self._options.tenant}",
                    http_client=self._http_client,
                    timeout=None if self._http_client else WITHIN,
                )
            answer: dict[str, Any] = self._client.acquire_token_for_client(scopes) or {}
        except ValueError:
            # The library's way to say that there is no such tenant.
            return {"error": "invalid_tenant"}
        return answer
