"""Making the views of a check, and putting them where somebody pressed: in that modal, or in one of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.buttons.neutrality import Asked
from bot.neutrality.own import standing
from bot.ports import NeutralitySide
from bot.slack.blocks import Block
from bot.slack.desk import Desk
from bot.slack.neutrality.views import result_page
from bot.slack.requests.modals import account, in_modal, present
from handlers.neutrality.messages import Check
from handlers.neutrality.ports import Record


def side_of(desk: Desk) -> NeutralitySide:
    """What the listeners work with (there is one: bot.slack.neutrality.app sees to it)."""
    assert desk.neutrality is not None
    return desk.neutrality


async def put(desk: Desk, args: AsyncArgs, view: Block) -> None:
    """In place of the modal in which somebody pressed; a new one where they pressed in a message."""
    if in_modal(args.body):
        await args.client.views_update(view_id=args.body["view"]["id"], view=view)
    else:
        await present(desk, args, view)


async def checked(desk: Desk, asked: Asked) -> Check:
    """The check, made outside the event loop."""
    return await desk.think(side_of(desk).desk.check, asked.authority, asked.facts)


async def result_of(desk: Desk, args: AsyncArgs, asked: Asked, trouble: str = "") -> Block:
    """The result as it stands with whoever pressed: only their own record is looked at."""
    check = await checked(desk, asked)
    record = await record_of(desk, args, asked) if asked.kept else None
    shown = replace(asked, kept=record is not None)
    return result_page(check, shown, standing(side_of(desk), record, trouble))


async def record_of(desk: Desk, args: AsyncArgs, asked: Asked) -> Record | None:
    """The record that whoever pressed keeps of a check."""
    return await side_of(desk).records.get(account(args.body).id, asked.key)


def state_in(body: Any) -> dict[str, Any]:
    """What was chosen in a form so far."""
    return dict(body["view"].get("state") or {})
