"""What every listener needs, put together once: who answers, what is remembered, what the operator decided."""

from __future__ import annotations

from dataclasses import dataclass

from bot.drafts import Drafts
from bot.metrics import Metrics
from bot.ports import Answers, NeutralitySide, Requests
from bot.pulse import Pulse
from bot.teams.options import TeamsOptions
from bot.teams.people import People
from bot.teams.ports import Connector
from bot.teams.roles import Roles
from bot.thinking import Thinking
from handlers.ports import Memory


@dataclass(frozen=True, slots=True)
class RequestSide:
    """What the listeners for formal requests share beside the rest."""

    desk: Requests
    drafts: Drafts


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts that the listeners share. Without `requests`, no formal request can be started here, and without
    `neutrality` no meeting checked.
    """

    answers: Answers
    memory: Memory
    options: TeamsOptions
    roles: Roles
    people: People
    connector: Connector
    pulse: Pulse
    metrics: Metrics
    think: Thinking
    requests: RequestSide | None = None
    neutrality: NeutralitySide | None = None


def make_desk(  # noqa: PLR0913 - all that the desk is made of
    answers: Answers,
    memory: Memory,
    options: TeamsOptions,
    connector: Connector,
    people: People,
    *,
    requests: Requests | None = None,
    neutrality: NeutralitySide | None = None,
    metrics: Metrics | None = None,
) -> Desk:
    """Put the parts together."""
    return Desk(
        answers,
        memory,
        options,
        Roles(memory),
        people,
        connector,
        Pulse(),
        metrics or Metrics(),
        Thinking(options.threads),
        RequestSide(requests, Drafts()) if requests else None,
        neutrality,
    )
