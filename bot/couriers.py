"""The couriers of the platforms that are set up, for a desk that does not serve."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from bot import app
from bot.deliveries import Courier
from bot.post import Away
from bot.settings import Settings
from knowledge.library import Library


@contextlib.asynccontextmanager
async def couriers_of(settings: Settings, library: Library) -> AsyncIterator[dict[str, Courier]]:
    """By the name of their platform, as long as the block lasts. Raises DeskError where one takes no credentials."""
    couriers: dict[str, Courier] = {}
    async with contextlib.AsyncExitStack() as opened:
        if settings.slack_bot_token is not None:
            couriers["slack"] = await opened.enter_async_context(_slack_courier(settings, library))
        if settings.teams:
            couriers["teams"] = await opened.enter_async_context(_teams_courier())
        yield couriers


@contextlib.asynccontextmanager
async def _slack_courier(settings: Settings, library: Library) -> AsyncIterator[Courier]:
    from bot.slack.client import web_client
    from bot.slack.courier import SlackCourier
    from bot.slack.tokens import check_bot_token

    tokens = app.slack_tokens(settings)
    async with web_client(app.slack_options(settings, library)) as client:
        identity = await check_bot_token(client, tokens.bot)
        yield SlackCourier(client, identity.team, tokens.bot)


@contextlib.asynccontextmanager
async def _teams_courier() -> AsyncIterator[Courier]:
    """Where the courier of Teams comes in. Until then its letters wait for a desk that serves."""
    yield Away("teams")
