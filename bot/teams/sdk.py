"""The only door to Microsoft's library for Teams: sending with time limits, and checking who sends.

Importing it takes a second and would read a `.env` file into the environment, which is prevented here: nothing but
the desk's own settings counts. Nothing is sent twice here; `bot.teams.delivery` decides what is tried again.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
import warnings
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import httpx
import jwt

from bot.logs import event
from bot.platforms import RefusedError, UnreachableError
from bot.teams.cards import Card
from bot.teams.options import PUBLIC_OPENID, TeamsOptions
from bot.teams.ports import Member, TeamsError

os.environ.setdefault("PYTHON_DOTENV_DISABLED", "1")
with warnings.catch_warnings():
    # The library warns of its own experiments, which are not used here.
    warnings.simplefilter("ignore")
    from microsoft_teams.api.activities.message import MessageActivityInput
    from microsoft_teams.api.auth.cloud_environment import PUBLIC, CloudEnvironment, with_overrides
    from microsoft_teams.api.clients.api_client import ApiClient
    from microsoft_teams.api.clients.conversation.params import CreateConversationParams
    from microsoft_teams.api.models.account import Account
    from microsoft_teams.api.models.attachment.attachment import Attachment
    from microsoft_teams.apps import App
    from microsoft_teams.apps.auth.token_validator import TokenValidator
    from microsoft_teams.apps.http.adapter import HttpMethod, HttpRouteHandler
    from microsoft_teams.common.http.client import Client, ClientOptions

T = TypeVar("T")
Token = Callable[[str | list[str], str | None], str | Awaitable[str]]
"""Gives the token for a scope and a tenant (`bot.teams.credentials`)."""
log = logging.getLogger(__name__)
SEND_WITHIN = 10.0
"""Seconds for one call to Teams."""
KNOWN_FOR = 300.0
"""Seconds for which a token counts as checked, as long as the library keeps Microsoft's keys."""
_KNOWN = 100
SCOPE = PUBLIC.bot_scope
"""What the desk needs a token for."""
_CARD = "application/vnd.microsoft.card.adaptive"
_UNAUTHORIZED, _NOT_FOUND = 401, 404


@dataclass(frozen=True, slots=True)
class _NoServer:
    """The SDK is to listen nowhere: `bot.teams.endpoint` does, and checks more than it would."""

    def register_route(self, method: HttpMethod, path: str, handler: HttpRouteHandler) -> None:
        """Nothing to register."""

    def serve_static(self, path: str, directory: str) -> None:
        """Nothing to serve."""

    async def start(self, port: int) -> None:
        """Nothing to start."""

    async def stop(self) -> None:
        """Nothing to stop."""


class SdkConnector:
    """`bot.teams.ports.Connector` over Microsoft's library."""

    def __init__(self, options: TeamsOptions, token: Token) -> None:
        self._client = Client(ClientOptions(timeout=SEND_WITHIN))
        self._app = App(
            client_id=options.app_id,
            token=token,
            tenant_id=options.tenant,
            cloud=_cloud(options),
            client=self._client,
            http_server_adapter=_NoServer(),
            service_url="https://smba.trafficmanager.net/teams",
            dangerously_allow_unauthenticated_requests=False,
        )
        self._scoped: dict[str, ApiClient] = {}

    async def post(self, service_url: str, conversation: str, card: Card) -> str:
        sent = await _asked(self._api(service_url).conversations.create_activity(conversation, _message(card)))
        return str(sent.id)

    async def edit(self, service_url: str, conversation: str, message: str, card: Card) -> None:
        changed = _message(card)
        changed.id = message
        await _asked(self._api(service_url).conversations.update_activity(conversation, message, changed))

    async def open_chat(self, service_url: str, tenant: str, member: str) -> str:
        wanted = CreateConversationParams(
            members=[Account(id=member)], tenant_id=tenant, channel_data={"tenant": {"id": tenant}}
        )
        return str((await _asked(self._api(service_url).conversations.create(wanted))).id)

    async def member(self, service_url: str, conversation: str, member: str) -> Member | None:
        members = self._api(service_url).conversations.members_client
        try:
            found = await _asked(members.get_by_id(conversation, member))
        except TeamsError as error:
            if error.status == _NOT_FOUND:
                return None
            raise
        principal = found.user_principal_name or found.email or ""
        return Member(found.id, found.aad_object_id or found.id, found.name or "", principal)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.http.aclose()
        await self._app.http_client.http.aclose()

    def _api(self, service_url: str) -> ApiClient:
        address = service_url.rstrip("/")
        if address not in self._scoped:
            self._scoped[address] = self._app.api.clone(service_url=address)
        return self._scoped[address]


class SenderCheck:
    """Whether a request comes from Microsoft and is meant for this desk.

    The library fetches the keys while the caller waits, so it does that in a thread of its own. Microsoft sends the
    same token with many requests: one that was found good is good for `KNOWN_FOR` seconds, if it does not end sooner.
    """

    def __init__(self, options: TeamsOptions) -> None:
        self._validator = TokenValidator.for_service(options.app_id, cloud=_cloud(options))
        self._within = options.check_within
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="teams-keys")
        self._known: OrderedDict[str, tuple[float, Mapping[str, Any]]] = OrderedDict()

    async def claims(self, authorization: str) -> Mapping[str, Any] | None:
        """What the token says, or None where it is none of Microsoft's for this desk. Raises TimeoutError."""
        scheme, _, token = authorization.partition(" ")
        if scheme != "Bearer" or not token:
            return None
        until, claims = self._known.get(token, (0.0, None))
        if time.time() < until:
            return claims
        checking = asyncio.get_running_loop().run_in_executor(self._thread, self._checked, token)
        claims = await asyncio.wait_for(checking, self._within)
        if claims is not None:
            self._known[token] = (min(float(claims["exp"]), time.time() + KNOWN_FOR), claims)
            if len(self._known) > _KNOWN:
                self._known.popitem(last=False)
        return claims

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _checked(self, token: str) -> Mapping[str, Any] | None:
        try:
            return asyncio.run(self._validator.validate_token(token))
        except jwt.PyJWTError as error:
            event(log, "sender_refused", logging.WARNING, reason=type(error).__name__)
            return None


def _cloud(options: TeamsOptions) -> CloudEnvironment:
    return PUBLIC if options.openid == PUBLIC_OPENID else with_overrides(PUBLIC, openid_metadata_url=options.openid)


def _message(card: Card) -> MessageActivityInput:
    # The library knows the summary of what it receives only, and passes on what it does not know.
    unknown: dict[str, Any] = {"summary": card.summary}
    return MessageActivityInput(**unknown).add_attachments(Attachment(content_type=_CARD, content=card.content))


async def _asked(call: Awaitable[T]) -> T:
    """What Teams answers. Raises TeamsError, without anything that was in the call."""
    try:
        return await call
    except httpx.HTTPStatusError as error:
        answer = error.response
        raise TeamsError(answer.status_code, _code(answer), _retry_after(answer)) from None
    except (httpx.HTTPError, OSError, TimeoutError, UnreachableError) as error:
        raise TeamsError(0, type(error).__name__) from None
    except RefusedError:
        raise TeamsError(_UNAUTHORIZED, "no_token") from None


def _code(answer: httpx.Response) -> str:
    try:
        found = answer.json()
    except ValueError:
        return ""
    inner = found.get("error") if isinstance(found, dict) else None
    return str(inner.get("code") or "") if isinstance(inner, dict) else ""


def _retry_after(answer: httpx.Response) -> float:
    """Seconds, from either form of the header (RFC 9110, section 10.2.3)."""
    given = answer.headers.get("retry-after", "")
    if given.isdigit():
        return float(given)
    try:
        return max(0.0, (parsedate_to_datetime(given) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0
