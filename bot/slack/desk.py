"""What every listener needs, put together once: who answers, what is remembered, what the operator decided."""

from __future__ import annotations

from dataclasses import dataclass

from bot.drafts import Drafts
from bot.metrics import Metrics
from bot.ports import Answers, NeutralitySide, Requests
from bot.pulse import Pulse
from bot.slack.names import Names
from bot.slack.options import SlackOptions
from bot.slack.requests.homes import Homes
from bot.slack.roles import Roles
from bot.thinking import Thinking
from handlers.ports import Memory


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the desk is in the workspace, as Slack itself said when the token was checked."""

    team: str
    team_name: str
    bot_user: str
    bot: str
    enterprise: str | None = None
    scopes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RequestSide:
    """What the listeners for formal requests share beside the rest."""

    desk: Requests
    drafts: Drafts
    names: Names
    homes: Homes


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts that the listeners share.

    Without `requests`, no formal request can be started here, and without `neutrality` no meeting checked.
    """

    answers: Answers
    memory: Memory
    options: SlackOptions
    identity: Identity
    roles: Roles
    pulse: Pulse
    metrics: Metrics
    think: Thinking
    requests: RequestSide | None = None
    neutrality: NeutralitySide | None = None


def make_desk(  # noqa: PLR0913, PLR0917 - all that the desk is made of
    answers: Answers,
    memory: Memory,
    options: SlackOptions,
    identity: Identity,
    requests: Requests | None = None,
    neutrality: NeutralitySide | None = None,
    metrics: Metrics | None = None,
) -> Desk:
    """Put the parts together."""
    return Desk(
        answers,
        memory,
        options,
        identity,
        Roles(memory, options),
        Pulse(),
        metrics or Metrics(),
        Thinking(options.threads),
        RequestSide(requests, Drafts(), Names(), Homes(options.gather_within)) if requests else None,
        neutrality,
    )
