"""What `protocol-desk doctor` can find out about Slack without sending anything."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.checks import Check
from bot.slack.client import web_client
from bot.slack.delivery import FAILURES, reason
from bot.slack.desk import Identity
from bot.slack.options import SlackOptions, Tokens
from bot.slack.tokens import check_app_token, check_bot_token
from knowledge.errors import DeskError

MANIFEST = Path(__file__).parents[2] / "manifest.json"
_HELLO_WITHIN = 10.0


async def check_slack(options: SlackOptions, tokens: Tokens, manifest: Path = MANIFEST) -> list[Check]:
    """Tokens, scopes, socket, user groups and contact. Nothing is posted, and no token stands in what is said."""
    async with web_client(options) as client:
        bot, identity = await _bot(client, tokens)
        checks = [bot]
        if identity is not None:
            client.token = tokens.bot
            checks.append(_scopes(identity, manifest))
            checks += [await _group(client, group) for group in (*options.member_groups, *options.officer_groups)]
            checks.append(await _contact(client, options.contact))
        checks.append(await _socket(client, tokens.app) if tokens.app else _signing(tokens))
    return checks


async def _bot(client: AsyncWebClient, tokens: Tokens) -> tuple[Check, Identity | None]:
    try:
        identity = await check_bot_token(client, tokens.bot)
    except DeskError as error:
        return _refused("Bot token", error), None
    return Check("Bot token", True, f"valid in the workspace {identity.team_name or identity.team}"), identity


def _scopes(identity: Identity, manifest: Path) -> Check:
    if not identity.scopes:
        return Check("Scopes", True, "Slack did not say which scopes are granted")
    if not manifest.is_file():
        return Check("Scopes", True, f"granted: {', '.join(sorted(identity.scopes))}")
    wanted = set(json.loads(manifest.read_text(encoding="utf-8"))["oauth_config"]["scopes"]["bot"])
    missing = ", ".join(sorted(wanted - identity.scopes))
    if missing:
        remedy = "Put manifest.json into App Manifest at api.slack.com/apps, then reinstall the app under Install App."
        return Check("Scopes", False, f"not granted: {missing}", remedy)
    return Check("Scopes", True, f"all {len(wanted)} of the manifest are granted")


async def _socket(client: AsyncWebClient, token: str) -> Check:
    """Opens a session, waits for Slack's hello, and closes it again."""
    try:
        await check_app_token(client, token)
        answer = await client.apps_connections_open(app_token=token)
        hello = await asyncio.wait_for(_hello(answer["url"], client), _HELLO_WITHIN)
    except DeskError as error:
        return _refused("Socket Mode", error)
    except (aiohttp.ClientError, *FAILURES, ValueError) as error:
        remedy = "Check that the network lets WebSockets through to wss-primary.slack.com."
        return Check("Socket Mode", False, f"no connection came about ({reason(error)})", remedy)
    others = int(hello.get("num_connections", 1)) - 1
    beside = f"; {others} other connections of this app are open" if others > 0 else ""
    return Check("Socket Mode", True, f"a connection can be opened{beside}")


async def _hello(url: str, client: AsyncWebClient) -> Mapping[str, Any]:
    async with aiohttp.ClientSession() as session, session.ws_connect(url, proxy=client.proxy) as link:
        hello = await link.receive_json()
    return hello if isinstance(hello, dict) and hello.get("type") == "hello" else {}


def _signing(tokens: Tokens) -> Check:
    if tokens.signing_secret:
        return Check("HTTP", True, "a signing secret is set; Slack's requests are checked with it")
    remedy = "Set PROTOCOL_DESK_SLACK_APP_TOKEN for Socket Mode, or PROTOCOL_DESK_SLACK_SIGNING_SECRET for HTTP."
    return Check("Connection", False, "neither an app-level token nor a signing secret is set", remedy)


async def _group(client: AsyncWebClient, group: str) -> Check:
    name = f"User group {group}"
    try:
        answer = await client.usergroups_users_list(usergroup=group)
    except FAILURES as error:
        remedy = "Check the id, and that the scope usergroups:read is granted. Until then its people are asked."
        return Check(name, False, f"cannot be read ({reason(error)})", remedy)
    return Check(name, True, f"{len(answer['users'])} people")


async def _contact(client: AsyncWebClient, contact: str) -> Check:
    """A user or a channel that exists. Reading it needs scopes that the desk does not need otherwise."""
    if not contact:
        return Check("Contact", True, "none is set: “Ask a person” names the contact of the authority's settings")
    try:
        if contact.startswith(("U", "W")):
            await client.users_info(user=contact)
        else:
            await client.conversations_info(channel=contact)
    except FAILURES as error:
        if reason(error) == "missing_scope":
            return Check("Contact", True, f"{contact} (whether it exists cannot be seen with the scopes granted)")
        remedy = "Give the id of a person (U...) or of a channel that the desk was invited to (C...)."
        return Check("Contact", False, f"{contact} cannot be reached ({reason(error)})", remedy)
    return Check("Contact", True, f"{contact} exists")


def _refused(name: str, error: DeskError) -> Check:
    what, _, remedy = str(error).partition(". ")
    return Check(name, False, what, remedy)
