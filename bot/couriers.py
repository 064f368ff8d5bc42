"""The couriers of the platforms that are set up, for a desk that does not serve."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from bot.deliveries import Courier
from bot.platform_options import slack_options, slack_tokens, teams_options
from bot.request_parts import OpenRequests
from bot.settings import Settings
from knowledge.library import Library


@contextlib.asynccontextmanager
async def couriers_of(settings: Settings, opened: OpenRequests) -> AsyncIterator[dict[str, Courier]]:
    """By the name of their platform, as long as the block lasts. Raises DeskError where one takes no credentials."""
    couriers: dict[str, Courier] = {}
    async with contextlib.AsyncExitStack() as entered:
        if settings.slack_bot_token is not None:
            couriers["slack"] = await entered.enter_async_context(_slack_courier(settings, opened.library))
        if settings.teams:
            couriers["teams"] = await entered.enter_async_context(_teams_courier(settings, opened))
        yield couriers


@contextlib.asynccontextmanager
async def _slack_courier(settings: Settings, library: Library) -> AsyncIterator[Courier]:
    from bot.slack.client import web_client
    from bot.slack.courier import SlackCourier
    from bot.slack.tokens import check_bot_token

    tokens = slack_tokens(settings)
    async with web_client(slack_options(settings, library)) as client:
        identity = await check_bot_token(client, tokens.bot)
        yield SlackCourier(client, identity.team, tokens.bot)


@contextlib.asynccontextmanager
async def _teams_courier(settings: Settings, opened: OpenRequests) -> AsyncIterator[Courier]:
    from bot.database.contacts import SqlContacts
    from bot.teams.courier import TeamsCourier
    from bot.teams.credentials import Credentials
    from bot.teams.people import People
    from bot.teams.sdk import SCOPE, SdkConnector

    options = teams_options(settings, opened.library)
    credentials = Credentials(options)
    await credentials.token(SCOPE)
    connector = SdkConnector(credentials.token)
    try:
        yield TeamsCourier(People(SqlContacts(opened.database), connector, options.tenant), connector, options.tenant)
    finally:
        await connector.close()
