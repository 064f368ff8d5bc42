"""Looking at requests: one of them, or lists of them. In modals, which only their reader sees."""

from __future__ import annotations

import asyncio

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.buttons.requests import Opening, decode_opening, decode_page, decode_text
from bot.request_forms import form_of_either_side
from bot.slack.blocks import Block
from bot.slack.desk import Desk
from bot.slack.requests.forms import clauses_page
from bot.slack.requests.lists import lists_page
from bot.slack.requests.modals import account, in_modal, present, present_later, side_of
from bot.slack.requests.pages import notice_page, request_page
from handlers.messages import Notice
from handlers.requests import form_wording as said
from handlers.requests.messages import Form
from handlers.requests.request import Person


async def on_show(desk: Desk, args: AsyncArgs) -> None:
    """The button beside a request in a list."""
    await args.ack()
    await show_request(desk, args, decode_text(args.payload.get("value", "")))


async def on_page(desk: Desk, args: AsyncArgs) -> None:
    """Leaf through one's own requests."""
    await args.ack()
    made = await _lists(desk, account(args.body), decode_page(args.payload.get("value", "")))
    await args.client.views_update(view_id=args.body["view"]["id"], view=made)


async def on_clauses(desk: Desk, args: AsyncArgs) -> None:
    """The clauses behind a button, in full."""
    await args.ack()
    await present(desk, args, _clauses(desk, decode_opening(args.payload.get("value", ""))))


async def show_request(desk: Desk, args: AsyncArgs, reference: str) -> None:
    """A request as the one who asks may see it."""
    close = said.BACK if in_modal(args.body) else said.CLOSE
    await present_later(desk, args, said.FORM_TITLE, _request(desk, account(args.body), reference, close))


async def show_lists(desk: Desk, args: AsyncArgs) -> None:
    """What somebody has to do with."""
    await present_later(desk, args, said.LISTS_TITLE, _lists(desk, account(args.body), 0))


async def _request(desk: Desk, person: Person, reference: str, close: str) -> Block:
    shown = await side_of(desk).desk.show(reference, person)
    return notice_page(shown, close=close) if isinstance(shown, Notice) else request_page(shown, close=close)


def _clauses(desk: Desk, opening: Opening) -> Block:
    found = form_of_either_side(side_of(desk).desk, opening)
    return clauses_page(found) if isinstance(found, Form) else notice_page(found, close=said.BACK)


async def _lists(desk: Desk, person: Person, page: int) -> Block:
    requests = side_of(desk).desk
    found = await asyncio.gather(requests.waiting(person), requests.duties(person), requests.mine(person, page))
    return lists_page(found, page)
