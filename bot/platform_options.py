"""What the platforms, and the web server before them, need of the settings."""

from __future__ import annotations

from bot.app import authority
from bot.serving import ServingOptions
from bot.settings import Settings
from bot.slack.options import SlackOptions, Tokens
from bot.teams.options import NOBODY, TeamsOptions
from knowledge.library import Library


def serving_options(settings: Settings) -> ServingOptions:
    """Where the desk listens."""
    return ServingOptions(settings.host, settings.port, settings.health_port)


def slack_options(settings: Settings, library: Library) -> SlackOptions:
    """What Slack's side needs of the settings, secrets apart. Raises SettingsError where no authority is set."""
    return SlackOptions(
        authority=authority(settings, library),
        channel_authorities=settings.channel_authorities,
        member_groups=settings.member_groups,
        officer_groups=settings.officer_groups,
        contact=settings.slack_contact,
        api=settings.slack_api,
    )


def teams_options(settings: Settings, library: Library) -> TeamsOptions:
    """What Teams' side needs of the settings. Raises SettingsError where no authority is set."""
    secret = settings.teams_client_secret
    return TeamsOptions(
        authority=authority(settings, library),
        app_id=settings.teams_app_id or NOBODY,
        tenant=settings.teams_tenant_id or "",
        secret=secret.get_secret_value() if secret else "",
        channel_authorities=settings.teams_channel_authorities,
        contact=settings.teams_contact,
        openid=settings.teams_openid,
        unauthenticated=settings.teams_without_authentication,
    )


def slack_tokens(settings: Settings) -> Tokens:
    """The secrets of the Slack app, as they are handed to its client."""
    secrets = (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret)
    bot, app, signing = (secret.get_secret_value() if secret else "" for secret in secrets)
    return Tokens(bot, app, signing)
