"""What people write to the desk, and what they open."""

from __future__ import annotations

import logging

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.logs import event
from bot.slack import wording as slack_said
from bot.slack.blocks import context, home
from bot.slack.conversation import ask
from bot.slack.delivery import FAILURES, reason
from bot.slack.desk import Desk
from bot.slack.inbound import is_direct, is_from_a_person, place_of_event, words_of
from bot.slack.limits import check_view
from bot.slack.outbound import messages
from bot.slack.requests.home import publish
from bot.slack.roles import person_key
from handlers.requests.request import Person

log = logging.getLogger(__name__)


async def on_mention(desk: Desk, args: AsyncArgs) -> None:
    """Answer in the thread. A mention within a direct message also comes as a message, which is the one to answer."""
    if is_from_a_person(args.payload) and not is_direct(args.payload):
        await _answer(desk, args)


async def on_message(desk: Desk, args: AsyncArgs) -> None:
    """Answer a direct message. Nothing that is said in a channel without a mention is ours."""
    if is_from_a_person(args.payload) and is_direct(args.payload):
        await _answer(desk, args)


async def on_home_opened(desk: Desk, args: AsyncArgs) -> None:
    """Publish the Home tab, or suggest questions on the Messages tab."""
    if args.payload.get("tab") == "home":
        await _publish_home(desk, args)
    elif args.payload.get("tab") == "messages":
        await _suggest(desk, args)


async def nothing_to_do(desk: Desk, args: AsyncArgs) -> None:
    """For what must be acknowledged, or Slack would send it again."""


async def _answer(desk: Desk, args: AsyncArgs) -> None:
    place = place_of_event(args.payload, desk.identity.team)
    await ask(desk, args.client, place, words_of(args.payload.get("text"), desk.identity.bot_user))


async def _publish_home(desk: Desk, args: AsyncArgs) -> None:
    if desk.requests is not None:
        team = args.body.get("team_id") or desk.identity.team
        await publish(desk, args.client, Person(person_key(team, args.payload["user"])))
        return
    notice = await desk.think(desk.answers.help, desk.options.authority)
    body = [block for message in messages(notice, private=False) for block in message.blocks]
    view = home([*body, context(slack_said.HOME_HOW, slack_said.HOME_PRIVATE, slack_said.HOME_ROLE)])
    check_view(view)
    await args.client.views_publish(user_id=args.payload["user"], view=view)


async def _suggest(desk: Desk, args: AsyncArgs) -> None:
    """Suggested questions. `thread_ts` must not be sent, or an app with an agent view gets none of them."""
    prompts = await desk.think(desk.answers.prompts, desk.options.authority)
    if not prompts:
        return
    try:
        await args.client.assistant_threads_setSuggestedPrompts(
            channel_id=args.payload["channel"],
            prompts=[{"title": prompt, "message": prompt} for prompt in prompts[:4]],
        )
    except FAILURES as error:
        event(log, "prompts_not_shown", logging.WARNING, reason=reason(error))
