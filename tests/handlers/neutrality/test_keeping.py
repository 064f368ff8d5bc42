"""What a record holds, and when the duties after a meeting are offered."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.messages import ProtocolNote
from handlers.neutrality.keeping import Making, as_json, duties_offered_at, is_over, record_of
from handlers.neutrality.messages import Check, Decider, DutyAfter, Facts
from knowledge.clause import Role
from knowledge.neutrality import Circumstance, Meeting, Part

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
MAKING = Making("r1", "slack:T1:UANN", NOON, "sha")
FACTS = Facts(Meeting.WARD, date(2027, 3, 4), {Circumstance.ARRANGED_BY: "member"}, Role.MEMBER)
CHECK = Check(
    authority="trafford",
    facts=FACTS,
    protocol=ProtocolNote("trafford", "Trafford", "Protocol", "March 2021"),
    entries=dict.fromkeys(Part, ()),
    changes=(),
    silent=(),
    tensions=(),
    decides=Decider("", "", "", "Ask."),
    duties=(DutyAfter("tell", "Tell the others", "trafford/10.2"),),
)


@pytest.mark.parametrize(
    ("meeting", "hour"),
    [
        (date(2027, 3, 26), datetime(2027, 3, 27, 9, tzinfo=UTC)),
        (date(2027, 3, 27), datetime(2027, 3, 28, 8, tzinfo=UTC)),
        (date(2027, 10, 29), datetime(2027, 10, 30, 8, tzinfo=UTC)),
        (date(2027, 10, 30), datetime(2027, 10, 31, 9, tzinfo=UTC)),
        (date(2027, 12, 31), datetime(2028, 1, 1, 9, tzinfo=UTC)),
    ],
    ids=["winter", "into summer", "summer", "into winter", "new year"],
)
def test_duties_are_offered_at_nine_on_the_next_day_by_the_clocks_of_that_day(meeting: date, hour: datetime) -> None:
    assert duties_offered_at(meeting, LONDON) == hour


def test_a_record_offers_duties_only_where_there_are_some_still_to_come() -> None:
    assert record_of(CHECK, MAKING, LONDON).duties_at == datetime(2027, 3, 5, 9, tzinfo=UTC)
    without_day = replace(CHECK, facts=replace(FACTS, on=None))
    over = replace(CHECK, facts=replace(FACTS, on=date(2027, 2, 27)))
    for one in (replace(CHECK, duties=()), without_day, over):
        assert record_of(one, MAKING, LONDON).duties_at is None


def test_a_meeting_is_over_on_the_day_after_it_by_the_clocks_of_the_council() -> None:
    on = replace(FACTS, on=date(2027, 6, 10))
    midnight = datetime(2027, 6, 10, 23, tzinfo=UTC)
    assert not is_over(on, midnight - timedelta(seconds=1), LONDON)
    assert is_over(on, midnight, LONDON)
    assert not is_over(replace(FACTS, on=None), midnight, LONDON)


def test_a_record_is_taken_away_as_one_line_of_json() -> None:
    record = replace(record_of(CHECK, MAKING, LONDON), clauses=("trafford/8.1",), ticked={"tell": NOON})
    line = as_json(record)
    assert "\n" not in line
    assert json.loads(line) == {
        "id": "r1",
        "authority": "trafford",
        "made_at": "2027-03-01T12:00:00+00:00",
        "meeting": "ward",
        "date": "2027-03-04",
        "facts": {"arranged_by": "member"},
        "side": "member",
        "clauses": ["trafford/8.1"],
        "version": "March 2021",
        "source_sha256": "sha",
        "sent_at": None,
        "ticked": {"tell": "2027-03-01T12:00:00+00:00"},
    }
