"""The Home tab: what somebody has to do with, and the protocol by heading."""

from __future__ import annotations

import logging
from contextlib import suppress

from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.web.async_client import AsyncWebClient

from bot.buttons.requests import decode_text
from bot.logs import event
from bot.slack import wording as slack_said
from bot.slack.blocks import Block
from bot.slack.conversation import send
from bot.slack.delivery import FAILURES, reason
from bot.slack.desk import Desk
from bot.slack.limits import VIEW_BLOCKS
from bot.slack.outbound import messages
from bot.slack.requests.homes import Changed
from bot.slack.requests.lists import home_view
from bot.slack.requests.modals import place, present_later, side_of
from bot.slack.requests.pages import notice_page, told_page
from bot.slack.roles import person_key
from handlers.messages import Notice
from handlers.requests import form_wording as said
from handlers.requests.ports import StoreUnavailable
from handlers.requests.request import Person

log = logging.getLogger(__name__)
_LONGEST = 30_000  # characters of a section in a modal; what is longer comes as messages


async def publish(desk: Desk, client: AsyncWebClient, person: Person, *, again: bool = True) -> None:
    """Bring somebody's Home tab up to date. What fails is only logged: it is made anew whenever it is opened.

    Where not `again`, nothing is sent that they were shown a moment ago.
    """
    side, user = side_of(desk), person.id.rpartition(":")[2]
    view = home_view(await side.desk.home(person, desk.options.authority))
    if not again and side.homes.shows(user, view):
        return
    try:
        await client.views_publish(user_id=user, view=view)
    except FAILURES as error:
        event(log, "home_not_shown", logging.WARNING, reason=reason(error))
    else:
        side.homes.remember(user, view)


def refresh_later(desk: Desk, client: AsyncWebClient, changed: Changed | None) -> None:
    """Bring the Home tabs of others up to date whose lists something has changed (None: nobody's)."""
    if changed is not None and side_of(desk).homes.add(changed):
        desk.pulse.later(_refresh(desk, client))


async def _refresh(desk: Desk, client: AsyncWebClient) -> None:
    """Everybody once. With the database away the tabs stay as they are until they are opened."""
    side, found = side_of(desk), set[str]()
    for one in await side.homes.take():
        with suppress(StoreUnavailable):
            involved = await side.desk.involved(one.reference)
            found |= one.whose(involved, one.task) if involved else set()
    here = person_key(desk.identity.team, "")
    for person in sorted(person for person in found if person.startswith(here)):
        await publish(desk, client, Person(person), again=False)


async def on_heading(desk: Desk, args: AsyncArgs) -> None:
    """A heading on the Home tab: its whole section, in a modal."""
    await args.ack()
    await present_later(
        desk, args, said.SECTION_TITLE, _section(desk, args, decode_text(args.payload.get("value", "")))
    )


async def _section(desk: Desk, args: AsyncArgs, clause: str) -> Block:
    found = await desk.think(desk.answers.section, clause)
    made = messages(found, private=False)
    body = [block for message in made for block in message.blocks]
    if len(body) <= VIEW_BLOCKS and sum(len(message.text) for message in made) <= _LONGEST:
        return told_page(said.SECTION_TITLE, body)
    desk.pulse.later(send(args.client, place(desk, args), found))
    return notice_page(Notice(said.SECTION_TITLE, (slack_said.SENT_DIRECTLY,)))
