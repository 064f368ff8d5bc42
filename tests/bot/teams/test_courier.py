"""Letters to people in Teams: to whom, into which chat, and what becomes of those that do not arrive."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.deliveries import Later, Never
from bot.teams.courier import TeamsCourier
from bot.teams.desk import Desk
from bot.teams.ports import Contact
from bot.teams.wording import (
    LETTER_ELSEWHERE,
    LETTER_NOBODY,
    LETTER_NOT_ADDED,
    LETTER_NOT_MET,
    LETTER_TOO_LONG,
)
from handlers.messages import ProtocolNote
from handlers.requests.messages import RequestView
from handlers.requests.request import LetterKind
from tests.fakes.contacts import FakeContacts
from tests.fakes.served_requests_in_teams import id_of
from tests.fakes.served_teams import served_teams
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_api import HANGING, Scripted, throttled
from tests.fakes.teams_payloads import OTHER_TENANT, TENANT, person
from tests.fakes.teams_view import words

VIEW = RequestView(
    "CUM-2026-0001",
    "An officer at a group meeting",
    "Received",
    ProtocolNote("cumbria", "Cumbria County Council", "Protocol", "undated"),
    "Request CUM-2026-0001",
    lead=("I have your request.",),
    rows=(("The reason", "A secret reason"),),
    letter=LetterKind.RECEIPT,
)
LONG = replace(VIEW, rows=tuple((f"Label {number}", "A secret reason. " * 170) for number in range(12)))


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with FakeTeams() as fake:
        fake.person("U1")
        yield fake


@pytest.fixture
async def desk(teams: FakeTeams) -> AsyncIterator[Desk]:
    async with served_teams(teams) as one:
        yield one


@pytest.fixture
def courier(teams: FakeTeams, desk: Desk) -> TeamsCourier:
    return TeamsCourier(desk.people, desk.connector, TENANT, teams.service_url)


def failed(status: int, code: str) -> Scripted:
    return Scripted(status, {"error": {"code": code, "message": "no"}})


async def test_only_the_preview_stands_in_the_notification(teams: FakeTeams, courier: TeamsCourier) -> None:
    posted = await courier.deliver(id_of("U1"), VIEW, "m")
    (letter,) = teams.messages("U1")
    assert posted == f"{letter.place.id}:{letter.id}"
    assert letter.summary == "Request CUM-2026-0001"
    assert "A secret reason" in words(letter.card)
    assert "A secret reason" in letter.card["fallbackText"]
    assert "secret" not in str({name: part for name, part in letter.activity.items() if name != "attachments"})


async def test_who_is_known_is_written_to_in_their_chat(teams: FakeTeams, desk: Desk, courier: TeamsCourier) -> None:
    await teams.say("hello", "U1")
    await teams.until(lambda: teams.messages("U1"))
    await teams.quiet(0.1)
    for to in (id_of("U1"), f"teams::{person('U1').object_id.upper()}", "teams::U1@Council.example"):
        await courier.deliver(to, VIEW, to)
    assert len(teams.messages("U1")) == 4
    assert not teams.count("create")


async def test_a_chat_is_opened_once_for_whoever_has_not_written(teams: FakeTeams, courier: TeamsCourier) -> None:
    for mark in ("m", "n"):
        await courier.deliver(id_of("U1"), VIEW, mark)
    assert teams.count("create") == 1


async def test_a_chat_that_is_no_more_is_opened_anew(teams: FakeTeams, desk: Desk, courier: TeamsCourier) -> None:
    contacts = desk.people
    await contacts.open_chat(Contact(id_of("U1"), person("U1").object_id, teams.service_url))
    known = await contacts.contact(id_of("U1"))
    assert known
    contacts._learn(replace(known, chat="a:gone"))
    await courier.deliver(id_of("U1"), VIEW, "m")
    assert len(teams.messages("U1")) == 1


@pytest.mark.parametrize(
    ("to", "why"),
    [
        (f"teams:{OTHER_TENANT}:{person('U1').object_id}", LETTER_ELSEWHERE),
        ("teams:", LETTER_ELSEWHERE),
        ("slack:T1:U1", LETTER_ELSEWHERE),
        ("", LETTER_ELSEWHERE),
        (f"teams:{TENANT}:{person('UNKNOWN').object_id}", LETTER_NOBODY),
    ],
)
async def test_whoever_can_never_be_reached_is_given_up_with_a_reason(
    teams: FakeTeams, courier: TeamsCourier, to: str, why: str
) -> None:
    with pytest.raises(Never) as caught:
        await courier.deliver(to, VIEW, "m")
    assert caught.value.reason == why
    assert not teams.shown


async def test_a_name_that_never_wrote_waits(courier: TeamsCourier) -> None:
    with pytest.raises(Later) as caught:
        await courier.deliver("teams::somebody@council.example", VIEW, "m")
    assert caught.value.reason == LETTER_NOT_MET


@pytest.mark.parametrize("known", [True, False])
async def test_who_has_not_added_the_app_may_still_do_so(teams: FakeTeams, courier: TeamsCourier, known: bool) -> None:
    if known:
        await courier.deliver(id_of("U1"), VIEW, "m")
    teams.without_app.add("U1")
    with pytest.raises(Later) as caught:
        await courier.deliver(id_of("U1"), VIEW, "n")
    assert caught.value.reason == LETTER_NOT_ADDED
    teams.without_app.clear()
    await courier.deliver(id_of("U1"), VIEW, "n")
    assert len(teams.messages("U1")) == known + 1


@pytest.mark.parametrize(
    ("answer", "seconds", "reason"),
    [
        (throttled(7), 7.0, "Teams said TooManyRequests"),
        (failed(503, "ServiceUnavailable"), 0.0, "Teams said ServiceUnavailable"),
        (failed(401, "Unauthorized"), 0.0, "Teams said Unauthorized"),
    ],
)
async def test_what_passes_is_tried_again_no_sooner_than_teams_asks(
    teams: FakeTeams, courier: TeamsCourier, answer: Scripted, seconds: float, reason: str
) -> None:
    teams.script("send", answer)
    with pytest.raises(Later) as caught:
        await courier.deliver(id_of("U1"), VIEW, "m")
    assert (caught.value.seconds, caught.value.reason) == (seconds, reason)
    assert teams.count("send") == 1
    await courier.deliver(id_of("U1"), VIEW, "m")
    assert len(teams.messages("U1")) == 1


async def test_no_answer_in_time_is_tried_again(
    teams: FakeTeams, courier: TeamsCourier, monkeypatch: pytest.MonkeyPatch
) -> None:
    await courier.deliver(id_of("U1"), VIEW, "m")
    monkeypatch.setattr(courier._connector._client.http, "timeout", 0.2)  # type: ignore[attr-defined]
    teams.script("send", HANGING)
    with pytest.raises(Later, match="Teams could not be reached"):
        await courier.deliver(id_of("U1"), VIEW, "n")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (failed(413, "MessageSizeTooBig"), LETTER_TOO_LONG),
        (failed(400, "BadSyntax"), "Teams would not take it (BadSyntax)."),
    ],
)
async def test_what_teams_does_not_take_is_given_up(
    teams: FakeTeams, courier: TeamsCourier, answer: Scripted, why: str
) -> None:
    teams.script("send", answer)
    with pytest.raises(Never) as caught:
        await courier.deliver(id_of("U1"), VIEW, "m")
    assert caught.value.reason == why


async def test_a_letter_of_several_parts_goes_on_where_it_stopped(teams: FakeTeams, courier: TeamsCourier) -> None:
    teams.script("send", Scripted(), failed(502, "BadGateway"))
    with pytest.raises(Later):
        await courier.deliver(id_of("U1"), LONG, "m")
    posted = await courier.deliver(id_of("U1"), LONG, "m")
    assert posted.endswith(teams.last("U1").id)
    whole = "".join(words(one.card) for one in teams.messages("U1"))
    assert whole.count("A secret reason.") == 12 * 170
    assert whole.count("I have your request.") == 1


async def test_a_store_that_is_away_keeps_nobody_from_their_letter(teams: FakeTeams) -> None:
    contacts = FakeContacts()
    contacts.away = True
    async with served_teams(teams, contacts=contacts) as desk:
        courier = TeamsCourier(desk.people, desk.connector, TENANT, teams.service_url)
        await courier.deliver(id_of("U1"), VIEW, "m")
    assert len(teams.messages("U1")) == 1
