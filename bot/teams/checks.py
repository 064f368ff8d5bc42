"""What `protocol-desk doctor` can find out about Teams without writing to anybody."""

from __future__ import annotations

from collections.abc import Iterator

import httpx

from bot.checks import Check
from bot.teams.credentials import Credentials
from bot.teams.options import ENDPOINT, TeamsOptions
from bot.teams.sdk import SCOPE
from knowledge.errors import DeskError

WITHIN = 10.0
"""Seconds for one question to the network."""
_OK, _UNSIGNED = 200, 401


async def check_teams(options: TeamsOptions, credentials: Credentials, public_url: str | None) -> list[Check]:
    """Credentials, keys, the public address, channels and contact. No secret stands in what is said."""
    checks = [_unauthenticated()] if options.unauthenticated else [await _credentials(credentials)]
    async with httpx.AsyncClient(timeout=WITHIN, follow_redirects=True) as client:
        if not options.unauthenticated:
            checks.append(await _keys(client, options.openid))
        checks.append(await _address(client, public_url, _OK if options.unauthenticated else _UNSIGNED))
    return [*checks, *_channels(options), _contact(options)]


async def _credentials(credentials: Credentials) -> Check:
    try:
        await credentials.token(SCOPE)
    except DeskError as error:
        what, _, remedy = str(error).partition(". ")
        return Check("Credentials", False, what, remedy or "Check the network, and try again.")
    return Check("Credentials", True, "Microsoft accepts them")


def _unauthenticated() -> Check:
    what = "whoever reaches the desk can speak as anybody"
    return Check(
        "Authentication", False, what, "Only for a trial: take PROTOCOL_DESK_TEAMS_WITHOUT_AUTHENTICATION away."
    )


async def _keys(client: httpx.AsyncClient, openid: str) -> Check:
    try:
        answer = await client.get(openid)
        keys = await client.get(str(answer.json()["jwks_uri"]))
        count = len(keys.json()["keys"])
    except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
        remedy = f"Check that the network lets the desk reach {openid}"
        return Check("Keys", False, f"those that sign requests cannot be read ({type(error).__name__})", remedy)
    return Check("Keys", True, f"{count} that requests from Teams are checked with")


async def _address(client: httpx.AsyncClient, public_url: str | None, wanted: int) -> Check:
    """The desk must be reached under its public address; whether Microsoft does so it cannot tell.

    Where Microsoft would write to is asked, unsigned: a proxy need pass on nothing else.
    """
    if not public_url:
        remedy = "Set PROTOCOL_DESK_TEAMS_PUBLIC_URL to the https address under which Microsoft reaches the desk."
        return Check("Public address", False, "it is not set, and the app package needs it", remedy)
    remedy = "It is only up while `protocol-desk serve` runs. Check the proxy before it: it must pass on /api/messages."
    address = f"{public_url.rstrip('/')}{ENDPOINT}"
    try:
        answer = await client.post(address, json={})
    except httpx.HTTPError as error:
        return Check("Public address", False, f"{public_url} does not answer ({type(error).__name__})", remedy)
    if answer.status_code != wanted:
        return Check("Public address", False, f"{address} answers {answer.status_code} where {wanted} is right", remedy)
    return Check("Public address", True, f"the desk answers under {public_url}")


def _channels(options: TeamsOptions) -> Iterator[Check]:
    for channel, authority in options.channel_authorities.items():
        yield Check("Channel", True, f"{authority} answers in {channel}")


def _contact(options: TeamsOptions) -> Check:
    if not options.contact:
        return Check("Contact", True, "none is set: “Ask a person” names the contact of the authority's settings")
    kind = "the channel" if options.contact.startswith("19:") else "the person"
    return Check("Contact", True, f"{kind} {options.contact} (whether the desk may write there shows when it does)")
