"""Looking at requests in Teams: home, lists, one by its reference, the protocol by heading; how large all may be."""

from __future__ import annotations

import re
from types import ModuleType

import pytest

from bot.teams.requests.lists import home_cards, lists_cards
from bot.teams.requests.pages import after_move, letter_cards, refusal_cards, request_cards
from bot.teams.wording import REQUEST_LISTS
from handlers.messages import Notice, ProtocolNote
from handlers.requests import form_wording, letter_wording, wording
from handlers.requests import form_wording as said
from handlers.requests.messages import Delivered, Home, ListLine, MoveAction, RequestList, RequestView, TaskLine
from handlers.requests.request import DeliveryState, LetterKind, MoveName
from knowledge.library import Library
from tests.fakes.answers import QUOTE, ScriptedAnswers
from tests.fakes.request_types import ATTENDING, World
from tests.fakes.served_requests_in_teams import letter_to, person, served_world, shown_next
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_cards import faults
from tests.fakes.teams_view import labels, words

REFERENCE = "CUM-2026-0001"
NOTE = ProtocolNote("cumbria", "Cumbria County Council", "Protocol", "undated")
RITA = person("URITA", "Rita Requester")
PEOPLE = ("URITA", "UCLARA", "UCORA", "USAM")


async def test_home_shows_what_somebody_has_to_do_with(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        await world.sent(by=RITA)
        await letter_to(teams, "UCLARA")
        cards = {user: (await shown_next(teams, "home", user)).card for user in PEOPLE}
    home = {user: words(card) for user, card in cards.items()}
    assert [user for user, shown in home.items() if REFERENCE in shown] == ["URITA", "UCLARA", "UCORA"]
    assert letter_wording.PART_OPEN in home["UCORA"]
    assert letter_wording.WAITING_EMPTY in home["URITA"]
    assert "budget" not in str(cards)
    assert "4. Political Activity" in labels(cards["USAM"])


async def test_a_heading_brings_its_section(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world, answers=ScriptedAnswers()):
        home = await shown_next(teams, "home")
        await teams.press(home, "4. Political Activity", "URITA")
        await teams.until(lambda: len(teams.messages("URITA")) == 2)
    assert QUOTE.text in words(teams.last("URITA").card)


async def test_a_reference_shows_the_request_to_those_with_a_part_and_to_nobody_else(
    teams: FakeTeams, world: World
) -> None:
    async with served_world(teams, world):
        await world.sent(by=RITA)
        await letter_to(teams, "UCLARA")
        await letter_to(teams, "UCORA")
        await letter_to(teams, "URITA")
        shown = {user: words((await shown_next(teams, "request cum-2026-0001", user)).card) for user in PEOPLE}
        missing = words((await shown_next(teams, "request CUM-2026-0999", "USAM")).card)
    assert [user for user in PEOPLE if "To explain the budget" in shown[user]] == ["URITA", "UCLARA"]
    assert "Schools" in shown["UCORA"]
    assert missing.replace("0999", "0001") == shown["USAM"]


async def test_long_clauses_stand_behind_a_button_and_are_written_below(teams: FakeTeams, world: World) -> None:
    async with served_world(teams, world):
        form = await shown_next(teams, "request attendance")
        above = words(form.card)
        before = form.seen("URITA")
        await teams.press(form, said.READ_CLAUSES, "URITA")
        await teams.until(lambda: len(teams.messages("URITA")) == 2)
    assert world.library.clause("cumbria/4.6").text in above
    assert world.library.clause("cumbria/4.7").text not in above
    assert world.library.clause("cumbria/4.7").text in words(teams.last("URITA").card)
    assert form.seen("URITA") == before


@pytest.mark.parametrize("typed", ["requests", "request list", "/request list"])
async def test_lists_can_be_leafed_through(teams: FakeTeams, world: World, typed: str) -> None:
    for number in range(12):
        await world.sent(key=str(number), by=RITA)
    world.store.posted.clear()
    async with served_world(teams, world):
        lists = await shown_next(teams, typed)
        assert "CUM-2026-0012" in words(lists.card)
        await teams.press(lists, said.NEXT_PAGE, "URITA")
        assert "CUM-2026-0001" in words(lists.seen("URITA"))
        await teams.press(lists, said.OPEN, "URITA", beside="CUM-2026-0001")
        assert ATTENDING["reason"] in words(lists.seen("URITA"))
        await teams.press(lists, REQUEST_LISTS, "URITA")
        assert "CUM-2026-0012" in words(lists.seen("URITA"))
        assert not teams.count("edit")


async def test_lists_say_where_the_database_is_away(teams: FakeTeams, world: World) -> None:
    world.store.away = True
    async with served_world(teams, world):
        lists, home = await shown_next(teams, "requests"), await shown_next(teams, "home")
    assert letter_wording.LIST_AWAY in words(lists.card)
    assert letter_wording.LIST_AWAY in words(home.card)


def large(letter_kind: LetterKind | None = None) -> RequestView:
    """A request with more of everything than any will have."""
    long = "What somebody wrote. " * 140
    tasks = tuple(TaskLine(f"Duty {number}", "Chief Executive", "4.7", "will decide") for number in range(12))
    moves = tuple(MoveAction(MoveName.DO_TASK, f"Done: Duty {n}", REFERENCE, 4, f"task-{n}") for n in range(12))
    return RequestView(
        REFERENCE,
        "A title " * 30,
        "Granted",
        NOTE,
        "Request CUM-2026-0001",
        lead=("A first sentence.", "A second one."),
        rows=tuple((f"Label {number}", long) for number in range(12)),
        quotes=(QUOTE,) * 6,
        tasks=tasks,
        history=tuple((f"Day {number}", f"Something: “{long}”", "Somebody") for number in range(60)),
        due=("Due on Friday.", "Skipped Saturday."),
        deliveries=tuple(Delivered("Somebody", "Receipt", DeliveryState.DELIVERED, "Delivered") for _ in range(60)),
        actions=(*moves, MoveAction(MoveName.DECLINE, "Decline " * 6, REFERENCE, 4, words=True, words_label="Why")),
        letter=letter_kind,
    )


def test_the_largest_request_goes_on_in_further_messages_and_nothing_is_cut() -> None:
    made = letter_cards(large(LetterKind.TO_DECIDER))
    assert len(made) > 1
    assert {one.summary for one in made} == {"Request CUM-2026-0001"}
    assert "Decline " * 6 in labels(made[-1].content)
    assert "".join(words(one.content) for one in made).count("What somebody wrote. ") == 12 * 140
    looked = request_cards(large())
    assert "".join(words(one.content) for one in looked).count("What somebody wrote. ") == 72 * 140
    refused = refusal_cards(Notice("No", ("Because.",)), large(), "x" * 3000)
    assert not [fault for one in (*made, *looked, *refused) for fault in faults(one.content)]


def test_a_letter_of_several_parts_becomes_a_short_one_once_it_was_answered() -> None:
    made = after_move(large())
    assert made.settled
    assert "Label 1" not in words(made.content)
    assert "Somebody" in words(made.content)


def test_a_duty_stands_first_in_its_own_message() -> None:
    shown = words(letter_cards(large(LetterKind.TASK))[0].content)
    assert shown.index("Duty 1") < shown.index("Label 1")


@pytest.mark.parametrize("count", [0, 5])
def test_lists_of_long_names_can_be_shown(count: int) -> None:
    lines = tuple(
        ListLine(f"CUM-2026-{n:04d}", "A name " * 12, "With the person who decides", "Monday") for n in range(count)
    )
    some = RequestList("Title", lines, "" if count else "Nothing.", 1 if count else 0)
    home = Home(NOTE, some, some, some, tuple((f"{n}. Heading " * 8, f"cumbria/{n}") for n in range(60)))
    made = [*home_cards(home), *lists_cards((some, some, some), "cumbria", 1)]
    assert not [fault for one in made for fault in faults(one.content)]


def test_home_of_every_protocol_shows_each_heading(library: Library) -> None:
    for authority in library.authorities:
        sections = dict.fromkeys(clause.section for clause in library.protocol(authority).clauses if clause.section)
        empty = RequestList("Title", (), "Nothing.")
        (home,) = home_cards(Home(NOTE, empty, empty, empty, tuple((section, "x") for section in sections)))
        assert len(labels(home.content)) == len(sections) + 2
        assert not faults(home.content)


@pytest.mark.parametrize("module", [form_wording, wording, letter_wording])
def test_what_all_platforms_say_names_none_of_them(module: ModuleType) -> None:
    said_there = [one for name, one in vars(module).items() if isinstance(one, str) and not name.startswith("__")]
    assert said_there
    assert not [one for one in said_there if re.search("Slack|Teams|Home tab|/request", one)]
