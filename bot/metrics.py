"""What the desk counts and how its requests stand, in Prometheus' text format. Nothing names a person or a request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from handlers.messages import Kind, Outgoing, Reply
from handlers.requests.request import DeliveryState, State

CONTENT_TYPE = CONTENT_TYPE_LATEST
NOTICE, FAILED = "notice", "failed"
"""The kinds of what is no reply: something is said instead of one, or the desk failed."""
Facts = Mapping[str, Mapping[str, Any]]
"""What each platform tells of itself, by its name ("slack")."""
_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30)
_FACTS = {
    "connected": ("connected", "Whether the connection to {} is open (1) or not (0)."),
    "event_age_s": ("last_event_age_seconds", "How long ago {} last sent something."),
    "in_flight": ("work_in_hand", "What was sent by {} and is being worked on."),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many requests and letters are in each state."""

    requests: Mapping[State, int]
    letters: Mapping[DeliveryState, int]


class Metrics:
    """The counters of one desk. Safe for any number of threads."""

    def __init__(self) -> None:
        self._counted = CollectorRegistry()
        self._answers = Histogram(
            "protocol_desk_answer_seconds",
            "From a question to what is said to it, by the kind of reply.",
            ["kind"],
            buckets=_SECONDS,
            registry=self._counted,
        )
        for kind in (*Kind, NOTICE, FAILED):
            self._answers.labels(str(kind))

    def answered(self, outgoing: Outgoing | None, seconds: float) -> None:
        """Count what was said to a question (None: nothing, the desk failed), and how long that took."""
        kind = FAILED if outgoing is None else str(outgoing.kind) if isinstance(outgoing, Reply) else NOTICE
        self._answers.labels(kind).observe(seconds)

    def text(self, platforms: Facts, counts: Counts | None, *, has_requests: bool) -> bytes:
        """All of it, with what each platform tells of itself, by its name.

        `counts` are None where the database could not be asked, `has_requests` is whether requests are served at all.
        """
        standing = CollectorRegistry()
        standing.register(_Standing(platforms, counts, has_requests))
        return generate_latest(self._counted) + generate_latest(standing)


class _Standing(Collector):
    """How things stand at the moment when somebody asks."""

    def __init__(self, platforms: Facts, counts: Counts | None, has_requests: bool) -> None:
        self._platforms, self._counts, self._has_requests = platforms, counts, has_requests

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, facts in self._platforms.items():
            yield from _of_platform(name, facts)
        if not self._has_requests:
            return
        name, told = "protocol_desk_requests_database_up", "Whether the database of requests answers (1) or not (0)."
        yield GaugeMetricFamily(name, told, value=float(self._counts is not None))
        if self._counts is not None:
            yield _by_state("protocol_desk_requests", "Formal requests, by their state.", self._counts.requests)
            told = "Letters about formal requests, by what became of them; undeliverable: given up."
            yield _by_state("protocol_desk_letters", told, self._counts.letters)


def _of_platform(name: str, facts: Mapping[str, Any]) -> Iterator[GaugeMetricFamily]:
    told = f"Whether {name.title()} is served (1) or cannot be at the moment (0)."
    yield GaugeMetricFamily(f"protocol_desk_{name}_up", told, value=float(facts.get("status") == "ok"))
    for key, (ending, words) in _FACTS.items():
        if facts.get(key) is not None:
            told = words.format(name.title())
            yield GaugeMetricFamily(f"protocol_desk_{name}_{ending}", told, value=float(facts[key]))


def _by_state(name: str, told: str, counted: Mapping[State, int] | Mapping[DeliveryState, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, told, labels=["state"])
    for state, number in counted.items():
        family.add_metric([str(state)], number)
    return family
