"""Looking at requests: one of them, or lists of them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.buttons.requests import decode_opening, decode_page, decode_text
from bot.request_forms import form_of_either_side
from bot.teams.cards import Card
from bot.teams.desk import Desk
from bot.teams.inbound import Place, Turn
from bot.teams.requests.asking import person_at, side_of
from bot.teams.requests.forms import clauses_cards
from bot.teams.requests.lists import home_cards, lists_cards
from bot.teams.requests.pages import notice_cards, request_cards
from handlers.messages import Notice


async def on_show(desk: Desk, turn: Turn) -> Sequence[Card]:
    """The button beside a request in a list."""
    return await request_of(desk, turn.place, decode_text(turn.value))


async def on_lists(desk: Desk, turn: Turn) -> Sequence[Card]:
    """To the lists, or through one's own."""
    return await lists_of(desk, turn.place, decode_page(turn.value))


async def on_requests(desk: Desk, turn: Turn) -> Sequence[Card]:
    """`requests`."""
    return await lists_of(desk, turn.place)


async def on_home(desk: Desk, turn: Turn) -> Sequence[Card]:
    """`home`: there is no tab for it in Teams."""
    authority = desk.options.authority_in(turn.place.conversation)
    return home_cards(await side_of(desk).desk.home(person_at(turn.place), authority))


async def on_clauses(desk: Desk, turn: Turn) -> Sequence[Card]:
    """The clauses behind a button, in full."""
    found = form_of_either_side(side_of(desk).desk, decode_opening(turn.value))
    return notice_cards(found) if isinstance(found, Notice) else clauses_cards(found)


async def request_of(desk: Desk, place: Place, reference: str) -> Sequence[Card]:
    """A request as the one who asks may see it."""
    shown = await side_of(desk).desk.show(reference, person_at(place))
    return notice_cards(shown) if isinstance(shown, Notice) else request_cards(shown)


async def lists_of(desk: Desk, place: Place, page: int = 0) -> Sequence[Card]:
    """What somebody has to do with."""
    requests, person = side_of(desk).desk, person_at(place)
    found = await asyncio.gather(requests.waiting(person), requests.duties(person), requests.mine(person, page))
    return lists_cards(found, desk.options.authority_in(place.conversation), page)
