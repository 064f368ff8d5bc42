"""Whether Slack takes the tokens, asked before anything else: a wrong one must end the start, not loop for ever."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms import RefusedError, UnreachableError
from bot.slack.delivery import FAILURES, reason
from bot.slack.desk import Identity
from knowledge.errors import DeskError

FATAL = frozenset(
    "account_inactive app_not_installed invalid_auth missing_scope no_permission not_allowed_token_type not_authed"
    " org_login_required team_access_not_granted token_expired token_revoked two_factor_setup_required".split()
)
"""Errors that no further try can mend: https://docs.slack.dev/reference/methods/auth.test#errors"""
_BOT_REMEDY = (
    "Copy the Bot User OAuth Token from OAuth & Permissions at api.slack.com/apps into PROTOCOL_DESK_SLACK_BOT_TOKEN."
)
_APP_REMEDY = (
    "Make an app-level token with the scope connections:write under Basic Information at api.slack.com/apps"
    " and put it into PROTOCOL_DESK_SLACK_APP_TOKEN."
)
_NETWORK_REMEDY = "Check the network and PROTOCOL_DESK_SLACK_API, and try again."


async def check_bot_token(client: AsyncWebClient, token: str) -> Identity:
    """Who the desk is in the workspace. Raises RefusedError or UnreachableError."""
    if not token:
        raise RefusedError(f"There is no bot token. {_BOT_REMEDY}")
    try:
        answer = await client.auth_test(token=token)
    except FAILURES as error:
        raise _told("the bot token", error, _BOT_REMEDY) from error
    scopes = next((value for name, value in answer.headers.items() if name.lower() == "x-oauth-scopes"), "")
    return Identity(
        team=answer["team_id"],
        team_name=answer.get("team", ""),
        bot_user=answer["user_id"],
        bot=answer.get("bot_id", ""),
        enterprise=answer.get("enterprise_id"),
        scopes=frozenset(scope.strip() for scope in str(scopes).split(",") if scope.strip()),
    )


async def check_app_token(client: AsyncWebClient, token: str) -> None:
    """Whether a socket can be opened. Raises RefusedError or UnreachableError."""
    if not token:
        raise RefusedError(f"There is no app-level token for Socket Mode. {_APP_REMEDY}")
    try:
        await client.apps_connections_open(app_token=token)
    except FAILURES as error:
        raise _told("the app-level token", error, _APP_REMEDY) from error


def _told(what: str, error: BaseException, remedy: str) -> DeskError:
    code = reason(error)
    if isinstance(error, SlackApiError) and code in FATAL:
        return RefusedError(f"Slack does not accept {what} ({code}). {remedy}")
    return UnreachableError(f"Slack could not check {what} ({code}). {_NETWORK_REMEDY}")
