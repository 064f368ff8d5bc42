"""Which platforms the settings set up, and what is missing of those that they set up by half."""

from __future__ import annotations

from collections.abc import Iterator

from bot.settings import Fault, Settings, SettingsError, variable
from knowledge.errors import DeskError

_TEAMS = ("teams_app_id", "teams_tenant_id", "teams_client_secret")
_NONE = (
    "No platform is set up. For Slack, set {bot} and {app}, as docs/slack.md says."
    " For Teams, set {teams}, as docs/teams.md says."
)


def has_slack(settings: Settings) -> bool:
    """Whether somebody set up Slack, be it by half."""
    return settings.slack_bot_token is not None or settings.slack is not None


def has_teams(settings: Settings) -> bool:
    """Whether somebody set up Teams, be it by half."""
    return settings.teams or any(getattr(settings, field) is not None for field in _TEAMS)


def has_platform(settings: Settings) -> bool:
    """Whether there is something to serve."""
    return has_slack(settings) or has_teams(settings)


def slack_faults(settings: Settings) -> Iterator[Fault]:
    """What Slack misses."""
    if settings.slack_bot_token is None:
        yield Fault(variable("slack_bot_token"), "it is not set.", "docs/slack.md says where to find it.")
    if settings.slack is None:
        remedy = f"Set it for Socket Mode, or {variable('slack_signing_secret')} for HTTP."
        yield Fault(variable("slack_app_token"), "it is not set.", remedy)


def teams_faults(settings: Settings) -> Iterator[Fault]:
    """What Teams misses."""
    for field in () if settings.teams else _TEAMS:
        if getattr(settings, field) is None:
            yield Fault(variable(field), "it is not set.", "docs/teams.md says where to find it.")


def require_a_platform(settings: Settings) -> list[str]:
    """The names of the platforms that are set up. Raises DeskError where there is none, or one is set up by half."""
    if not has_platform(settings):
        teams = ", ".join(map(variable, _TEAMS))
        raise DeskError(_NONE.format(bot=variable("slack_bot_token"), app=variable("slack_app_token"), teams=teams))
    there = {"slack": (has_slack, slack_faults), "teams": (has_teams, teams_faults)}
    names = [name for name, (has, _) in there.items() if has(settings)]
    faults = [fault for name in names for fault in there[name][1](settings)]
    if faults:
        raise SettingsError(*faults)
    return names
