"""The time before an election: by whole days, from two weeks before the notice to the result."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.neutrality.elections import banner, election_on, pre_election
from handlers.neutrality.ports import Election
from knowledge.clause import Status
from knowledge.library import Library
from knowledge.neutrality import Circumstance

MAY = Election(date(2027, 3, 22), date(2027, 5, 7))
"""The clocks go forward within it, on 28 March 2027."""
BY_ELECTION = Election(date(2027, 5, 1), date(2027, 6, 10))
AUTUMN = Election(date(2026, 10, 5), date(2026, 10, 30))
"""The clocks go back within it, on 25 October 2026."""
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2027, 3, 7), None),
        (date(2027, 3, 8), MAY),
        (date(2027, 3, 21), MAY),
        (date(2027, 3, 22), MAY),
        (date(2027, 3, 28), MAY),
        (date(2027, 5, 7), MAY),
        (date(2027, 5, 8), None),
    ],
)
def test_it_begins_two_weeks_before_the_notice_and_ends_by_itself(day: date, found: Election | None) -> None:
    assert election_on([MAY], day) == found


def test_one_that_has_begun_goes_before_one_that_is_near() -> None:
    assert election_on([BY_ELECTION, MAY], date(2027, 4, 20)) == MAY
    assert election_on([BY_ELECTION, MAY], date(2027, 5, 8)) == BY_ELECTION


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        (datetime(2027, 5, 7, 22, 59, tzinfo=UTC), MAY),
        (datetime(2027, 5, 7, 23, 0, tzinfo=UTC), None),
        (datetime(2026, 10, 30, 23, 59, tzinfo=UTC), AUTUMN),
        (datetime(2026, 10, 31, 0, 0, tzinfo=UTC), None),
        (datetime(2027, 3, 7, 23, 59, tzinfo=UTC), None),
        (datetime(2027, 3, 8, 0, 0, tzinfo=UTC), MAY),
    ],
)
def test_the_day_is_that_of_the_clocks_in_london(moment: datetime, found: Election | None) -> None:
    assert election_on([MAY, AUTUMN], moment.astimezone(LONDON).date()) == found


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_what_is_known_of_a_date_never_contradicts_the_banner(on: date, today: date) -> None:
    known = pre_election([MAY, AUTUMN], on, today).get(Circumstance.PRE_ELECTION)
    near = election_on([MAY, AUTUMN], on)
    assert (known == "yes") == (near is not None and near.notice <= on)
    assert known is not None or on > MAY.result


def test_without_a_date_only_a_period_that_lasts_is_taken_for_granted() -> None:
    assert pre_election([MAY], None, MAY.notice) == {Circumstance.PRE_ELECTION: "yes"}
    assert pre_election([MAY], None, MAY.notice - timedelta(days=1)) == {}


def test_the_banner_says_until_when_and_names_the_clause(library: Library) -> None:
    shown = banner(library, "trafford", [MAY], date(2027, 4, 1), "")
    assert shown is not None
    assert shown.sentence == (
        "This is a pre-election period. It began on Monday 22 March 2027 and lasts until the result on Friday 7 May "
        "2027. The Trafford Council protocol speaks of it in 2.4."
    )
    assert [(quote.clause, quote.status) for quote in shown.quotes] == [
        ("trafford/2.4", Status.IN_FORCE),
        ("trafford/2.4/proposed", Status.PROPOSED),
    ]


def test_the_banner_says_when_it_has_yet_to_begin(library: Library) -> None:
    shown = banner(library, "reigate", [MAY], date(2027, 3, 8), "")
    assert shown is not None
    assert shown.soon
    assert shown.sentence.startswith("A pre-election period begins on Monday 22 March 2027.")
    assert [quote.clause for quote in shown.quotes] == ["reigate/1.7.11"]


@pytest.mark.parametrize("contact", ["Democratic Services", ""])
def test_where_the_protocol_is_silent_the_banner_says_whom_to_ask(library: Library, contact: str) -> None:
    shown = banner(library, "cumbria", [MAY], date(2027, 4, 1), contact)
    assert shown is not None
    assert "does not rule on the time before an election" in shown.sentence
    assert f"Ask {contact or 'the person who advises'}" in shown.sentence
    assert not shown.quotes


def test_outside_the_period_there_is_none(library: Library) -> None:
    assert banner(library, "trafford", [MAY], date(2027, 5, 8), "") is None
    assert banner(library, "trafford", [], date(2027, 4, 1), "") is None
