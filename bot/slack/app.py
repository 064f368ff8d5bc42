"""The listeners of the Slack app, registered on slack-bolt's AsyncApp with everything they need."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import event
from bot.slack import actions, commands, events, person
from bot.slack.delivery import UndeliveredError, reason, tell_failure
from bot.slack.desk import Desk
from bot.slack.inbound import place_of
from bot.slack.neutrality import app as neutrality_listeners
from bot.slack.once import drop_repeats
from bot.slack.options import Tokens
from bot.slack.requests import app as request_listeners
from bot.slack.values import ACTION_ID, FEEDBACK
from handlers import wording

log = logging.getLogger(__name__)
Listener = Callable[[Desk, AsyncArgs], Awaitable[None]]
_ANYTHING = re.compile(".*", re.DOTALL)


def build_app(desk: Desk, client: AsyncWebClient, tokens: Tokens) -> AsyncApp:
    """The app, for Socket Mode and HTTP alike. `client` carries no token: it is given to each request.

    Must be called within the event loop that the app is to run on.
    """
    # Bolt logs whole payloads, words and all, on its lower levels.
    bolt_log = logging.getLogger("slack_bolt.desk")
    bolt_log.setLevel(logging.WARNING)
    app = AsyncApp(
        client=client,
        signing_secret=tokens.signing_secret,
        authorize=_authorizer(desk, tokens.bot),
        logger=bolt_log,
        name="protocol-desk",
    )

    async def once(args: AsyncArgs) -> BoltResponse | None:
        return await drop_repeats(desk, args)

    # For middleware alone. Bolt cannot build `args` for it: it misses `next`.
    async def failed(body: dict[str, Any], client: AsyncWebClient, error: Exception) -> None:
        await _on_error(desk, body, client, error)

    app.use(once)
    app.error(failed)
    _register(app, desk)
    return app


def _register(app: AsyncApp, desk: Desk) -> None:
    """All that the manifest promises; the listeners for anything else come last."""

    def tracked(listener: Listener) -> Callable[[AsyncArgs], Awaitable[None]]:
        async def run(args: AsyncArgs) -> None:
            with desk.pulse.work():
                try:
                    await listener(desk, args)
                except Exception as error:  # noqa: BLE001 (the one place where everything unforeseen ends)
                    # Not left to bolt: it takes back the acknowledgement where an error follows within 10 ms.
                    await _on_error(desk, args.body, args.client, error)

        return run

    app.event("app_mention")(tracked(events.on_mention))
    app.event("message")(tracked(events.on_message))
    app.event("app_home_opened")(tracked(events.on_home_opened))
    app.event("app_context_changed")(tracked(events.nothing_to_do))
    app.event("agent_session_stopped")(tracked(events.nothing_to_do))
    app.command(commands.COMMAND)(tracked(commands.on_command))
    app.message_shortcut(commands.SHORTCUT)(tracked(commands.on_shortcut))
    app.view_submission(person.FORM)(tracked(person.on_form))
    app.action(FEEDBACK)(tracked(actions.on_feedback))
    app.action(ACTION_ID)(tracked(actions.on_action))
    request_listeners.register(app, tracked)
    neutrality_listeners.register(app, tracked)

    app.action(_ANYTHING)(tracked(actions.on_unknown_action))
    app.view_submission(_ANYTHING)(tracked(person.on_unknown_form))
    app.event(_ANYTHING)(tracked(events.nothing_to_do))


def _authorizer(desk: Desk, token: str) -> Callable[[], Awaitable[AuthorizeResult]]:
    """The token was checked at the start: no request has to wait for Slack to say so again."""
    known = desk.identity

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=known.enterprise,
            team_id=known.team,
            bot_user_id=known.bot_user,
            bot_id=known.bot,
            bot_token=token,
        )

    return authorize


async def _on_error(desk: Desk, body: dict[str, Any], client: AsyncWebClient, error: Exception) -> None:
    """Log it without anybody's words, and tell the person."""
    undelivered = isinstance(error, UndeliveredError)
    cause = error.__cause__ if undelivered else error
    frames = traceback.extract_tb(cause.__traceback__ if cause else None)
    where = f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    event(log, "listener_failed", logging.ERROR, error=type(error).__name__, reason=reason(cause), where=where)
    place = place_of(body, desk.identity.team)
    if place is not None:
        await tell_failure(client, place, wording.NOT_SENT if undelivered else wording.WENT_WRONG)
