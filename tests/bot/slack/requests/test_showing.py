"""Looking at requests: the Home tab, lists, one by its reference, the protocol by heading."""

from __future__ import annotations

import pytest

from bot.slack.limits import check_view
from bot.slack.requests.lists import home_view
from bot.slack.requests.pages import after_move, letter, request_page
from handlers.messages import ProtocolNote
from handlers.requests import form_wording as said
from handlers.requests import letter_wording
from handlers.requests.messages import (
    Delivered,
    Home,
    ListLine,
    MoveAction,
    RequestList,
    RequestView,
    TaskLine,
)
from handlers.requests.request import DeliveryState, LetterKind, MoveName, State
from knowledge.library import Library
from tests.fakes import slack_payloads as payloads
from tests.fakes.answers import QUOTE
from tests.fakes.request_types import ATTENDING, World, person
from tests.fakes.served_requests import letter_to, request_form, served_world
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import labels, words

REFERENCE = "CUM-2026-0001"
NOTE = ProtocolNote("cumbria", "Cumbria County Council", "Protocol", "undated")


async def loaded(slack: FakeSlack, view: str) -> str:
    await slack.until(lambda: said.LOADING not in words(slack.views[view]["blocks"]))
    return words(slack.views[view]["blocks"])


async def test_home_shows_what_somebody_has_to_do_with(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        await world.sent()
        for user in ("URITA", "UCLARA", "UCORA", "USAM"):
            await slack.push(payloads.home_opened("home", user, "D1"))
        await slack.until(lambda: len(slack.homes) == 4)
    home = {user: words(view["blocks"]) for user, view in slack.homes.items()}
    assert [user for user, shown in home.items() if REFERENCE in shown] == ["URITA", "UCLARA", "UCORA"]
    assert letter_wording.PART_OPEN in home["UCORA"]
    assert letter_wording.WAITING_EMPTY in home["URITA"]
    assert "budget" not in str(slack.homes)
    assert "4. Political Activity" in labels(slack.homes["USAM"]["blocks"])


async def test_home_opens_a_request_and_is_fresh_after_a_move(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        await world.sent()
        await slack.push(payloads.home_opened("home", "URITA", "D1"))
        await slack.until(lambda: slack.homes)
        await slack.press_at_home(said.OPEN, "URITA", beside=REFERENCE)
        await slack.until(lambda: slack.views)
        view = next(iter(slack.views))
        assert "To explain the budget" in await loaded(slack, view)
        await slack.press_in(view, "Withdraw", "URITA")
        await slack.until(lambda: "Withdrawn" in words(slack.homes["URITA"]["blocks"]))
        assert labels(slack.views[view]["blocks"]) == []
    assert world.store.kept[REFERENCE].state is State.WITHDRAWN


async def test_a_heading_opens_its_section(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        await slack.push(payloads.home_opened("home", "URITA", "D1"))
        await slack.until(lambda: slack.homes)
        await slack.press_at_home("4. Political Activity", "URITA")
        await slack.until(lambda: slack.views)
        shown = await loaded(slack, next(iter(slack.views)))
    assert QUOTE.text in shown


async def test_a_reference_shows_the_request_to_those_with_a_part_and_to_nobody_else(
    slack: FakeSlack, world: World
) -> None:
    async with served_world(slack, world):
        await world.sent()
        shown = {user: await loaded(slack, await request_form(slack, "cum-2026-0001", user)) for user in PEOPLE}
        missing = await loaded(slack, await request_form(slack, "CUM-2026-0999", "USAM"))
    assert [user for user in PEOPLE if "To explain the budget" in shown[user]] == ["URITA", "UCLARA"]
    assert "Schools" in shown["UCORA"]
    assert missing.replace("0999", "0001") == shown["USAM"]


PEOPLE = ("URITA", "UCLARA", "UCORA", "USAM")


async def test_long_clauses_stand_behind_a_button_of_a_message(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        await world.sent()
        receipt = await letter_to(slack, "URITA")
        clause = world.library.clause("cumbria/4.7").text
        assert clause not in words(receipt.blocks)
        await slack.press(receipt, said.READ_CLAUSES, "URITA")
        await slack.until(lambda: slack.views)
        assert clause in words(next(iter(slack.views.values()))["blocks"])


async def test_the_clauses_open_above_a_form(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        form = await request_form(slack, "attendance")
        assert world.library.clause("cumbria/4.6").text in words(slack.views[form]["blocks"])
        await slack.press_in(form, said.READ_CLAUSES, "URITA")
        await slack.until(lambda: len(slack.views) == 2)
        (above,) = set(slack.views) - {form}
        assert slack.stack(above) == [above, form]
        assert world.library.clause("cumbria/4.7").text in words(slack.views[above]["blocks"])


async def test_lists_can_be_leafed_through(slack: FakeSlack, world: World) -> None:
    async with served_world(slack, world):
        for number in range(12):
            await world.sent(key=str(number))
        view = await request_form(slack, "list")
        assert "CUM-2026-0012" in await loaded(slack, view)
        await slack.press_in(view, said.NEXT_PAGE, "URITA")
        await slack.until(lambda: "CUM-2026-0001" in words(slack.views[view]["blocks"]))
        await slack.press_in(view, said.OPEN, "URITA", beside="CUM-2026-0001")
        await slack.until(lambda: len(slack.views) == 2)
        (above,) = set(slack.views) - {view}
        assert ATTENDING["reason"] in await loaded(slack, above)
        assert slack.views[above]["close"]["text"] == said.BACK
        await slack.press_in(view, said.FIRST_PAGE, "URITA")
        await slack.until(lambda: "CUM-2026-0012" in words(slack.views[view]["blocks"]))


async def test_lists_say_where_the_database_is_away(slack: FakeSlack, world: World) -> None:
    world.store.away = True
    async with served_world(slack, world):
        assert letter_wording.LIST_AWAY in await loaded(slack, await request_form(slack, "list"))
        await slack.push(payloads.home_opened("home", "URITA", "D1"))
        await slack.until(lambda: slack.homes)
        await slack.quiet(0.1)
    assert letter_wording.LIST_AWAY in words(slack.homes["URITA"]["blocks"])


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
        actions=(*moves, MoveAction(MoveName.DECLINE, "Decline " * 12, REFERENCE, 4, words=True, words_label="Why")),
        letter=letter_kind,
    )


def test_the_largest_request_fits_into_a_modal_and_into_messages() -> None:
    check_view(request_page(large()))
    messages = letter(large(LetterKind.TO_DECIDER))
    assert len(messages) > 1
    assert {message.text for message in messages} == {"Request CUM-2026-0001"}
    assert [label for message in messages for label in labels(list(message.blocks))][-1].startswith("Decline")
    shown = "".join(words(list(message.blocks)) for message in messages)
    assert shown.count("What somebody wrote. ") == 12 * 140


def test_a_message_of_several_parts_becomes_a_short_one_once_it_was_answered() -> None:
    message = after_move(large())
    assert "Label 1" not in words(list(message.blocks))
    assert "Somebody" in words(list(message.blocks))


def test_a_duty_stands_first_in_its_own_message() -> None:
    shown = words(list(letter(large(LetterKind.TASK))[0].blocks))
    assert shown.index("Duty 1") < shown.index("Label 1") if "Label 1" in shown else "Duty 1" in shown


def test_each_duty_has_its_own_button() -> None:
    page = request_page(large())
    beside = [block for block in page["blocks"] if "accessory" in block]
    assert [block["text"]["text"] for block in beside] == [f"• Duty {number}" for number in range(12)]
    assert [f"task-{n}" in block["accessory"]["value"] for n, block in enumerate(beside)] == [True] * 12


@pytest.mark.parametrize("count", [0, 5])
def test_home_stays_within_slack_s_limits(count: int) -> None:
    lines = tuple(
        ListLine(f"CUM-2026-{n:04d}", "A name " * 12, "With the person who decides", "Monday") for n in range(5)
    )
    some = RequestList("Title", lines[:count], "" if count else "Nothing.", 1 if count else 0)
    home = Home(NOTE, some, some, some, tuple((f"{n}. Heading " * 8, f"cumbria/{n}") for n in range(60)))
    check_view(home_view(home))


def test_home_of_every_protocol_shows_each_heading(library: Library) -> None:
    for authority in library.authorities:
        sections = dict.fromkeys(clause.section for clause in library.protocol(authority).clauses if clause.section)
        empty = RequestList("Title", (), "Nothing.")
        view = home_view(Home(NOTE, empty, empty, empty, tuple((section, "x") for section in sections)))
        assert len(labels(view["blocks"])) == len(sections) + 1
    assert person("Rita Requester").id == "slack:T1:URITA"
