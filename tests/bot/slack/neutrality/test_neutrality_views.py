"""Whatever the facts: within Slack's limits, nothing cut, who decides last, and values that come back as they were."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from bot.buttons.carrying import StaleValueError
from bot.buttons.neutrality import (
    BANNER,
    SILENT,
    TENSIONS,
    Asked,
    Reading,
    Tick,
    decode_asked,
    decode_reading,
    decode_tick,
    encode_asked,
    encode_reading,
    encode_tick,
)
from bot.neutrality.showing import Standing
from bot.practice import ZONE
from bot.slack.limits import LimitError, check_message, check_view
from bot.slack.neutrality.clauses import page
from bot.slack.neutrality.forms import again_in, facts_form
from bot.slack.neutrality.views import result_messages, result_page
from handlers.neutrality import form_wording as said
from handlers.neutrality.messages import Facts
from knowledge.clause import Role
from knowledge.neutrality import OFFERED, Circumstance, Meeting, Part
from tests.fakes.served_neutrality import ELECTION, Checked
from tests.fakes.slack_api import labels, words

NOW = Standing(datetime(2027, 2, 1, 10, tzinfo=UTC), ZONE)
AUTHORITIES = ("cumbria", "lydney", "trafford", "cjc", "reigate")
ASKED = tuple(one for one in Circumstance if one is not Circumstance.PRE_ELECTION)


def all_facts(meeting: Meeting) -> Iterator[Facts]:
    """Nothing known, each fact by itself, and all of them together."""
    yield Facts(meeting)
    for one in ASKED:
        yield from (Facts(meeting, date(2027, 4, 4), {one: answer}) for answer in OFFERED[one])
    for answers in itertools.product(*(OFFERED[one] for one in ASKED)):
        yield Facts(meeting, date(2027, 4, 4), dict(zip(ASKED, answers, strict=True)), Role.MEMBER)


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("meeting", Meeting)
def test_whatever_the_facts_slack_takes_it_and_who_decides_stands_last(
    checked: Checked, authority: str, meeting: Meeting
) -> None:
    checked.elections = {authority: (ELECTION,)}
    desk = checked.side.desk
    for facts in all_facts(meeting):
        check, asked = desk.check(authority, facts), Asked(authority, facts, "k" * 32)
        view = result_page(check, asked, NOW)
        check_view(view)
        assert words(view["blocks"]).endswith(check.decides.sentence)
        assert said.ONE_MOMENT not in words(view["blocks"])
        made = result_messages(check, asked, NOW)
        assert words(list(made[-1].blocks)).endswith(check.decides.sentence)
        for message in made:
            check_message(message.blocks, message.text)


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("meeting", Meeting)
def test_the_pages_together_hold_every_quotation(checked: Checked, authority: str, meeting: Meeting) -> None:
    checked.elections = {authority: (ELECTION,)}
    for facts in itertools.islice(all_facts(meeting), 14):
        check, asked = checked.side.desk.check(authority, facts), Asked(authority, facts, "k")
        readable = "\n".join(
            text for what in (*Part, SILENT, TENSIONS, BANNER) for text in pages(checked, Reading(asked, what))
        )
        added = {entry.quote.clause for change in check.changes for entry in change.entries}
        missing = [one.clause for one in check.quoted if one.text not in readable and one.clause not in added]
        assert set(missing) <= {one.clause for change in check.changes for entry in change.entries
                                for one in entry.proposed}  # fmt: skip


def pages(checked: Checked, reading: Reading) -> Iterator[str]:
    """The words of each page, leafed through by its button."""
    check = checked.side.desk.check(reading.asked.authority, reading.asked.facts)
    while True:
        view = page(check, reading)
        check_view(view)
        yield words(view["blocks"])
        if said.MORE not in labels(view["blocks"]):
            return
        turn = next(one for one in view["blocks"] if one["type"] == "actions")["elements"][0]
        reading = decode_reading(turn["value"])


def test_a_page_that_is_no_longer_there_becomes_the_last(checked: Checked) -> None:
    asked = Asked("cumbria", Facts(Meeting.GROUP), "k")
    check = checked.side.desk.check("cumbria", asked.facts)
    assert page(check, Reading(asked, Part.AFTER, 99)) == page(check, Reading(asked, Part.AFTER, 0))


@pytest.mark.parametrize("meeting", [None, *Meeting])
def test_the_form_keeps_what_is_known(meeting: Meeting | None) -> None:
    check_view(facts_form("cumbria", meeting, date(2027, 3, 4), {Circumstance.OFFICER: "junior"}, Role.OFFICER))


FACTS = Facts(Meeting.WARD, date(2027, 3, 4), {Circumstance.ARRANGED_BY: "outside"}, Role.MEMBER)


@pytest.mark.parametrize("facts", [FACTS, Facts(Meeting.GROUP)])
def test_values_come_back_as_they_were(facts: Facts) -> None:
    reading = Reading(Asked("trafford", facts, "k", kept=True), SILENT, 3)
    assert decode_asked(encode_asked(reading.asked)) == reading.asked
    assert decode_reading(encode_reading(reading)) == reading
    tick = Tick("r", "trafford/8.5#2", True)
    assert decode_tick(encode_tick(tick)) == tick


@pytest.mark.parametrize(
    ("good", "bad"),
    [('"ward"', '"moon"'), ('"outside"', '"<!channel>"'), ("2027-03-04", "2027-13-04"), ('"arranged_by"', '"x"')],
)
def test_values_of_another_making_are_refused(good: str, bad: str) -> None:
    value = encode_asked(Asked("trafford", FACTS, "k"))
    assert good in value
    with pytest.raises(StaleValueError):
        decode_asked(value.replace(good, bad))
    for decode in (decode_asked, decode_reading, decode_tick):
        with pytest.raises(StaleValueError):
            decode("{}")


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        ("2027-03-27", "08:30", datetime(2027, 3, 27, 8, 30, tzinfo=UTC)),
        ("2027-03-28", "08:30", datetime(2027, 3, 28, 7, 30, tzinfo=UTC)),
        ("2027-03-28", "01:30", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        ("2027-10-31", "01:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("2027-10-31", "08:30", datetime(2027, 10, 31, 8, 30, tzinfo=UTC)),
        ("2027-02-01", "10:00", {"day": said.IN_THE_PAST}),
        ("", "10:00", {"day": said.NO_DAY}),
        ("2027-10-31", "", {"time": said.NO_TIME}),
    ],
)
def test_a_time_is_one_by_the_clocks_of_the_council(day: str, at: str, expected: object) -> None:
    state = {"values": {"day": {"chosen": {"selected_date": day}}, "time": {"chosen": {"selected_time": at}}}}
    assert again_in(state, NOW.now, ZONE) == expected


def test_limits_know_the_field_for_a_time() -> None:
    field = {"type": "timepicker", "action_id": "a", "initial_time": "08:300"}
    block = {"type": "input", "label": {"type": "plain_text", "text": "At"}, "element": field}
    with pytest.raises(LimitError, match="initial_time"):
        check_view({"type": "modal", "title": {"type": "plain_text", "text": "t"},
                    "submit": {"type": "plain_text", "text": "s"}, "blocks": [block]})  # fmt: skip
