"""The only door to Microsoft's library for Teams: sending, with time limits.

Only its clients are used. Its app would read a `.env` file and the environment, listen everywhere and answer within the
request. Importing even these takes a second. Nothing is sent twice here; `bot.teams.delivery` decides what is tried
again.
"""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import httpx

from bot.platforms import RefusedError, UnreachableError
from bot.teams.cards import Card
from bot.teams.ports import Member, TeamsError

with warnings.catch_warnings():
    # The library warns of its own experiments, which are not used here.
    warnings.simplefilter("ignore")
    from microsoft_teams.api.activities.message import MessageActivityInput
    from microsoft_teams.api.auth.cloud_environment import PUBLIC
    from microsoft_teams.api.auth.json_web_token import JsonWebToken
    from microsoft_teams.api.auth.token import TokenProtocol
    from microsoft_teams.api.clients.api_client import ApiClient
    from microsoft_teams.api.clients.conversation.params import CreateConversationParams
    from microsoft_teams.api.models.account import Account
    from microsoft_teams.api.models.attachment.attachment import Attachment
    from microsoft_teams.common.http.client import Client, ClientOptions

T = TypeVar("T")
Token = Callable[[str | list[str], str | None], str | Awaitable[str]]
"""Gives the token for a scope and a tenant (`bot.teams.credentials`)."""
SCOPE = PUBLIC.bot_scope
"""What the desk needs a token for."""
SEND_WITHIN = 10.0
"""Seconds for one call to Teams."""
_ANYWHERE = "https://smba.trafficmanager.net/teams"
_CARD = "application/vnd.microsoft.card.adaptive"
_UNAUTHORIZED, _NOT_FOUND, _UNAVAILABLE = 401, 404, 503
_TRICKLE = 2
"""A server that sends a little again and again keeps within the limit for one read, but not for ever."""


@dataclass(frozen=True, slots=True)
class _Tokens:
    """How the library asks for the desk's token."""

    token: Token

    async def get_app_token(self, scope: str | None = None, tenant_id: str | None = None) -> TokenProtocol:
        """A token for a scope, by default the one for writing in Teams."""
        found = self.token(scope or SCOPE, tenant_id)
        return JsonWebToken(found if isinstance(found, str) else await found)


class SdkConnector:
    """`bot.teams.ports.Connector` over Microsoft's library."""

    def __init__(self, token: Token, within: float = SEND_WITHIN) -> None:
        self._client, self._within = Client(ClientOptions(timeout=within)), within
        self._anywhere = ApiClient(_ANYWHERE, self._client, token_provider=_Tokens(token))
        self._scoped: dict[str, ApiClient] = {}

    async def post(self, service_url: str, conversation: str, card: Card) -> str:
        sent = await self._asked(self._api(service_url).conversations.create_activity(conversation, _message(card)))
        return str(sent.id)

    async def edit(self, service_url: str, conversation: str, message: str, card: Card) -> None:
        changed = _message(card)
        changed.id = message
        await self._asked(self._api(service_url).conversations.update_activity(conversation, message, changed))

    async def open_chat(self, service_url: str, tenant: str, member: str) -> str:
        wanted = CreateConversationParams(
            members=[Account(id=member)], tenant_id=tenant, channel_data={"tenant": {"id": tenant}}
        )
        return str((await self._asked(self._api(service_url).conversations.create(wanted))).id)

    async def member(self, service_url: str, conversation: str, member: str) -> Member | None:
        members = self._api(service_url).conversations.members_client
        try:
            found = await self._asked(members.get_by_id(conversation, member))
        except TeamsError as error:
            if error.status == _NOT_FOUND:
                return None
            raise
        principal = found.user_principal_name or found.email or ""
        return Member(found.id, found.aad_object_id or found.id, found.name or "", principal)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.http.aclose()

    def _api(self, service_url: str) -> ApiClient:
        address = service_url.rstrip("/")
        if address not in self._scoped:
            self._scoped[address] = self._anywhere.clone(service_url=address)
        return self._scoped[address]

    async def _asked(self, call: Awaitable[T]) -> T:
        """What Teams answers. Raises TeamsError, without anything that was in the call."""
        try:
            async with asyncio.timeout(_TRICKLE * self._within):
                return await call
        except httpx.HTTPStatusError as error:
            answer = error.response
            raise TeamsError(answer.status_code, _code(answer), _retry_after(answer)) from None
        except UnreachableError:
            raise TeamsError(_UNAVAILABLE, "no_token") from None
        except RefusedError:
            raise TeamsError(_UNAUTHORIZED, "no_token") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError, TimeoutError, ValueError) as error:
            raise TeamsError(0, type(error).__name__) from None


def _message(card: Card) -> MessageActivityInput:
    # The library knows the summary of what it receives only, and passes on what it does not know.
    unknown: dict[str, Any] = {"summary": card.summary}
    return MessageActivityInput(**unknown).add_attachments(Attachment(content_type=_CARD, content=card.content))


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
    if given.isdecimal():
        return float(given)
    try:
        return max(0.0, (parsedate_to_datetime(given) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0
