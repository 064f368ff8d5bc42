"""Whatever the facts: cards that Teams takes, nothing cut, every quotation to the letter, and who decides last."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.buttons.neutrality import BANNER, SILENT, TENSIONS, Asked, Reading, decode_reading
from bot.neutrality.showing import Standing
from bot.practice import ZONE
from bot.teams.cards import Card
from bot.teams.elements import VALUE
from bot.teams.limits import LARGEST, size_of
from bot.teams.neutrality.clauses import page
from bot.teams.neutrality.duties import duty_card
from bot.teams.neutrality.forms import again_form, facts_form, given_of
from bot.teams.neutrality.records import MOST, export_cards, mine_card
from bot.teams.neutrality.views import result_card
from handlers.neutrality import form_wording as said
from handlers.neutrality.messages import Check, Facts
from handlers.neutrality.ports import Record
from knowledge.clause import Role
from knowledge.neutrality import OFFERED, Circumstance, Meeting, Part
from tests.fakes.served_neutrality import ELECTION, Checked
from tests.fakes.teams_cards import faults
from tests.fakes.teams_view import actions_in, labels, words

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)
AUTHORITIES = ("cumbria", "lydney", "trafford", "cjc", "reigate")
ASKED = tuple(one for one in Circumstance if one is not Circumstance.PRE_ELECTION)
READABLE = (*Part, SILENT, TENSIONS, BANNER)


def all_facts(meeting: Meeting) -> Iterator[Facts]:
    """Nothing known, each fact by itself, and all of them together."""
    yield Facts(meeting)
    for one in ASKED:
        yield from (Facts(meeting, date(2027, 4, 4), {one: answer}) for answer in OFFERED[one])
    for answers in itertools.product(*(OFFERED[one] for one in ASKED)):
        yield Facts(meeting, date(2027, 4, 4), dict(zip(ASKED, answers, strict=True)), Role.MEMBER)


def record_of(authority: str, facts: Facts) -> Record:
    """A record whose meeting is over, so that all that can stand in a check does."""
    return Record("k" * 32, "teams:t:u", authority, NOON, facts, ("cumbria/4.7",), "undated", "digest", again_at=NOON)


def good(made: Card) -> Card:
    """Nothing that Teams or its reader would not take."""
    assert faults(made.content) == []
    assert size_of(made.content) + size_of(made.summary) <= LARGEST
    return made


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("meeting", Meeting)
def test_whatever_the_facts_teams_takes_it_and_who_decides_stands_last(
    checked: Checked, authority: str, meeting: Meeting
) -> None:
    checked.elections = {authority: (ELECTION,)}
    desk = checked.side.desk
    for number, facts in enumerate(all_facts(meeting)):
        check, asked = desk.check(authority, facts), Asked(authority, facts, "k" * 32)
        record = record_of(authority, facts) if number % 2 else None
        standing = Standing(datetime(2027, 6, 1, tzinfo=UTC), ZONE, record, said.KEPT, again=number % 4 == 1)
        made = result_card(check, replace(asked, kept=record is not None), standing)
        if number < 20:  # the judge is slow; size and order are looked at in all
            good(made)
        assert size_of(made.content) <= LARGEST * 0.9
        assert words(made.content).endswith(check.decides.sentence)
        assert made.content["fallbackText"].endswith(check.decides.sentence)


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("meeting", Meeting)
def test_the_pages_together_hold_every_quotation_to_the_letter(
    checked: Checked, authority: str, meeting: Meeting
) -> None:
    checked.elections = {authority: (ELECTION,)}
    for facts in itertools.islice(all_facts(meeting), 14):
        check, asked = checked.side.desk.check(authority, facts), Asked(authority, facts, "k")
        readable = "\n".join(words(one.content) for what in READABLE for one in pages(check, Reading(asked, what)))
        missing = {one.clause for one in check.quoted if one.text not in readable}
        assert missing <= added(check)


def added(check: Check) -> set[str]:
    """Clauses that only other facts would bring: their labels stand in the check, their words behind its buttons."""
    changes = [entry for change in check.changes for entry in change.entries]
    return {one.clause for entry in changes for one in (entry.quote, *entry.proposed)}


def pages(check: Check, reading: Reading) -> Iterator[Card]:
    """Each page, leafed through by its button."""
    while True:
        made = good(page(check, reading))
        yield made
        if said.MORE not in labels(made.content):
            return
        turn = next(one.action for one in actions_in(made.content) if one.title == said.MORE)
        reading = decode_reading(turn["data"][VALUE])


def test_a_page_that_is_no_longer_there_becomes_the_last(checked: Checked) -> None:
    asked = Asked("cumbria", Facts(Meeting.GROUP), "k")
    check = checked.side.desk.check("cumbria", asked.facts)
    assert page(check, Reading(asked, Part.AFTER, 99)) == page(check, Reading(asked, Part.AFTER, 0))


def test_a_part_that_is_longer_than_any_goes_on_over_pages_and_nothing_is_cut(checked: Checked) -> None:
    asked = Asked("cumbria", Facts(Meeting.GROUP), "k")
    check = checked.side.desk.check("cumbria", asked.facts)
    entries = check.entries[Part.BEFORE]
    long = replace(entries[1].quote, text="A sentence of many. " * 2000, emphasis=(), stem_length=0)
    many = [*entries[:1], replace(entries[1], quote=long), *entries[2:] * 8]
    made = list(pages(replace(check, entries={Part.BEFORE: tuple(many)}), Reading(asked, Part.BEFORE)))
    assert len(made) > 2
    assert said.page_of("Before the meeting", 2, len(made)) in words(made[1].content)
    runs = [run["text"] for one in made for run in runs_in(one.content["body"])]
    assert "".join(run for run in runs if run.startswith("A sentence of many.")) == long.text


def runs_in(part: object) -> Iterator[dict[str, str]]:
    if isinstance(part, list):
        for one in part:
            yield from runs_in(one)
    elif isinstance(part, dict):
        if part.get("type") == "TextRun":
            yield part
        for name in ("items", "inlines", "columns"):
            yield from runs_in(part.get(name))


@pytest.mark.parametrize("side", Role)
@pytest.mark.parametrize("meeting", [None, *Meeting])
def test_the_form_keeps_what_is_known(side: Role, meeting: Meeting | None) -> None:
    facts = Facts(meeting or Meeting.WARD, None, {Circumstance.OFFICER: "junior"}, side)
    made = good(facts_form("trafford", side, given_of(meeting, date(2027, 3, 4), facts), "Trouble."))
    values = {one.get("id"): one.get("value") for one in made.content["body"]}
    assert (values["meeting"], values["day"], values["officer"]) == (meeting, "2027-03-04", "junior")


@pytest.mark.parametrize("errors", [{}, {"day": said.NO_DAY, "time": said.NO_TIME}])
def test_the_form_for_a_time_is_one_that_teams_takes(errors: dict[str, str]) -> None:
    good(again_form(Asked("cumbria", Facts(Meeting.GROUP, date(2027, 3, 4)), "k"), None, errors))


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_the_duties_come_as_a_card_that_teams_takes(checked: Checked, authority: str) -> None:
    facts = Facts(Meeting.GROUP, date(2027, 1, 4))
    check = checked.side.desk.check(authority, facts)
    made = good(duty_card(check, record_of(authority, facts)))
    assert labels(made.content) == [said.DONE] * len(check.duties)


@pytest.mark.parametrize("count", [0, 1, MOST, 400])
def test_all_records_are_exported_however_many_and_the_newest_listed(count: int) -> None:
    kept = record_of("trafford", Facts(Meeting.WARD, date(2027, 3, 4), {Circumstance.ARRANGED_BY: "outside"}))
    records = [replace(kept, id=f"{number:032x}", clauses=kept.clauses * 40) for number in range(count)]
    listed = good(mine_card(records, ZONE, Asked("trafford", kept.facts, "k"), "Told."))
    assert labels(listed.content).count(said.OPEN) == min(count, MOST)
    made = [good(one) for one in export_cards(records)]
    lines = "".join(words(one.content) for one in made)
    assert [one.id for one in records if f'"id": "{one.id}"' not in lines] == []
    assert all("trafford" not in one.summary for one in made), "a notification shows nothing of them"
