"""Opening and changing modals, within the three seconds that Slack gives; and who it was that pressed."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.errors import SlackApiError

from bot.slack import wording as slack_said
from bot.slack.blocks import Block, section
from bot.slack.delivery import reason, whisper
from bot.slack.desk import Desk, RequestSide
from bot.slack.inbound import Place, place_of
from bot.slack.requests.pages import told_page
from bot.slack.roles import person_key
from handlers.requests import form_wording as said
from handlers.requests.request import Person
from knowledge.clause import Role

ANSWER_WITHIN = 2.0  # seconds; Slack waits three for the answer to a form
ROLE_WITHIN = 0.5  # seconds that an unopened form waits for the side on which somebody stands
_EXPIRED = {"expired_trigger_id", "trigger_expired", "exchanged_trigger_id"}


def side_of(desk: Desk) -> RequestSide:
    """What the listeners for requests work with (there is one: bot.slack.requests.app sees to it)."""
    assert desk.requests is not None
    return desk.requests


def place(desk: Desk, args: AsyncArgs) -> Place:
    """Where somebody gets a word in private."""
    found = place_of(args.body, desk.identity.team)
    assert found is not None
    return found


def account(body: Mapping[str, Any]) -> Person:
    """Who pressed, typed or sent: the workspace and the user that Slack names, whatever a button carries.

    The name is only their handle.
    """
    if "user_id" in body:
        return Person(person_key(str(body["team_id"]), str(body["user_id"])), str(body.get("user_name") or ""))
    user = body["user"]
    team = user.get("team_id") or (body.get("team") or {}).get("id") or ""
    return Person(person_key(str(team), str(user["id"])), str(user.get("username") or user.get("name") or ""))


async def named(desk: Desk, args: AsyncArgs) -> Person:
    """The same with the name by which others know them."""
    person = account(args.body)
    user = person.id.rpartition(":")[2]
    return Person(person.id, await side_of(desk).names.of(args.client, user, person.name))


async def role_quickly(desk: Desk, args: AsyncArgs, where: Place) -> Role | None:
    """The side on which somebody stands, or None where that cannot be said at once."""
    asking = asyncio.ensure_future(desk.roles.of(args.client, where.team, where.user))
    await asyncio.wait({asking}, timeout=ROLE_WITHIN)
    return asking.result() if asking.done() else None


async def present(desk: Desk, args: AsyncArgs, view: Block) -> str:
    """Open a modal, above the one in which somebody pressed. Gives its id, "" where it came too late."""
    opening = args.client.views_push if in_modal(args.body) else args.client.views_open
    try:
        answer = await opening(trigger_id=args.body["trigger_id"], view=view)
    except SlackApiError as error:
        if reason(error) not in _EXPIRED:
            raise
        await whisper(args.client, place(desk, args), slack_said.EXPIRED)
        return ""
    return str(answer["view"]["id"])


async def present_later(desk: Desk, args: AsyncArgs, title: str, making: Coroutine[Any, Any, Block]) -> None:
    """Open a modal at once, and fill it when its content is there."""
    view = await present(desk, args, told_page(title, [section(said.LOADING)]))
    if view:
        await args.client.views_update(view_id=view, view=await making)
    else:
        making.close()


async def answer_form(
    args: AsyncArgs, making: Coroutine[Any, Any, Block | dict[str, str]], waiting: str, title: str = said.FORM_TITLE
) -> None:
    """Put what is made in the place of the form; or, where it is errors, beside its fields.

    Where it takes longer than Slack waits, the modal says so and is changed afterwards.
    """
    task = asyncio.ensure_future(making)
    await asyncio.wait({task}, timeout=ANSWER_WITHIN)
    if not task.done():
        await args.ack(response_action="update", view=told_page(title, [section(waiting)]))
        made = await task
        lines = [section(error) for error in made.values()] if "type" not in made else []
        view = told_page(title, lines) if lines else made
        await args.client.views_update(view_id=args.body["view"]["id"], view=view)
        return
    made = task.result()
    if "type" in made:
        await args.ack(response_action="update", view=made)
    else:
        await args.ack(response_action="errors", errors=made)


def in_modal(body: Mapping[str, Any]) -> bool:
    """Whether somebody pressed within a modal."""
    return (body.get("view") or {}).get("type") == "modal"
