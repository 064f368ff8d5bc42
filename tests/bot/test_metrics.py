"""What Prometheus reads: every figure, by its name, and nothing of anybody."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Counts, Metrics
from handlers.messages import Kind, Notice
from handlers.requests.request import DeliveryState, State
from tests.fakes.answers import reply

COUNTS = Counts(
    dict.fromkeys(State, 0) | {State.WITH_DECIDER: 3}, dict.fromkeys(DeliveryState, 0) | {DeliveryState.WAITING: 2}
)
SOCKET = {"status": "ok", "mode": "socket", "connected": True, "event_age_s": 1.5, "in_flight": 2}


def read(text: bytes) -> dict[tuple[str, str], float]:
    """Each sample by its name and the value of its one label (without histograms' buckets)."""
    families = text_string_to_metric_families(text.decode())
    samples = [sample for family in families for sample in family.samples if "le" not in sample.labels]
    return {(one.name, "".join(one.labels.values())): one.value for one in samples}


def test_requests_letters_and_the_connection_are_told() -> None:
    told = read(Metrics().text({"slack": SOCKET}, COUNTS, has_requests=True))
    assert {state: told["protocol_desk_requests", state] for state in State} == COUNTS.requests
    assert {state: told["protocol_desk_letters", state] for state in DeliveryState} == COUNTS.letters
    assert told["protocol_desk_requests_database_up", ""] == 1
    assert told["protocol_desk_slack_connected", ""] == 1
    assert told["protocol_desk_slack_last_event_age_seconds", ""] == 1.5
    assert told["protocol_desk_slack_work_in_hand", ""] == 2


def test_each_platform_is_told_by_its_name() -> None:
    teams = {"status": "ok", "event_age_s": 0.5, "in_flight": 3}
    told = read(Metrics().text({"slack": {"status": "refused"}, "teams": teams}, None, has_requests=False))
    of_platforms = {name: value for (name, _), value in told.items() if "_seconds" not in name or "_age_" in name}
    assert of_platforms == {
        "protocol_desk_slack_up": 0,
        "protocol_desk_teams_up": 1,
        "protocol_desk_teams_last_event_age_seconds": 0.5,
        "protocol_desk_teams_work_in_hand": 3,
    }


def test_what_is_not_known_is_not_told() -> None:
    away = read(Metrics().text({"slack": {"connected": False, "event_age_s": None}}, None, has_requests=True))
    assert away["protocol_desk_requests_database_up", ""] == 0
    assert away["protocol_desk_slack_connected", ""] == 0
    assert not {name for name, _ in away} & {"protocol_desk_requests", "protocol_desk_letters"}
    assert "protocol_desk_slack_last_event_age_seconds" not in {name for name, _ in away}
    without = read(Metrics().text({"slack": {"in_flight": 0}}, None, has_requests=False))
    assert "protocol_desk_requests_database_up" not in {name for name, _ in without}


def test_answers_are_counted_by_kind_with_their_time() -> None:
    metrics = Metrics()
    metrics.answered(reply("may I?", None), 0.5)
    metrics.answered(reply("may I?", None), 1.5)
    metrics.answered(Notice("Mismatch", ()), 0.1)
    metrics.answered(None, 0.2)
    told = read(metrics.text({}, None, has_requests=False))
    counted = {kind: value for (name, kind), value in told.items() if name == "protocol_desk_answer_seconds_count"}
    assert counted == dict.fromkeys(map(str, Kind), 0) | {"answer": 2, "notice": 1, "failed": 1}
    assert told["protocol_desk_answer_seconds_sum", "answer"] == 2
