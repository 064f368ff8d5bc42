"""Moves: a button on a request, once more to confirm it or a form where words are needed, then what became of it.

Whether somebody may make a move is asked of the desk for requests at the last moment, with the account that Slack
names. A message is only ever changed in a conversation of that person alone with the desk.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.buttons.requests import Press, decode_press, encode_press
from bot.logs import event
from bot.slack import wording as slack_said
from bot.slack.blocks import Block, header, modal, section
from bot.slack.delivery import FAILURES, reason, whisper
from bot.slack.desk import Desk
from bot.slack.limits import check_view
from bot.slack.outbound import Message
from bot.slack.requests.fields import block_id, shortened, typed, words_block
from bot.slack.requests.home import publish, refresh_later
from bot.slack.requests.homes import by_move
from bot.slack.requests.modals import account, answer_form, in_modal, named, place, present, side_of
from bot.slack.requests.pages import after_move, notice_page, request_page, row
from bot.slack.requests.values import WORDS
from handlers.messages import Notice
from handlers.requests import form_wording as said
from handlers.requests import wording
from handlers.requests.lifecycle import move_of
from handlers.requests.messages import RequestView
from handlers.requests.request import Person

log = logging.getLogger(__name__)
WRITTEN = "words"
_LOOK_WITHIN = 1.0  # seconds after which a form is no longer taken away from somebody who writes in it
_BESIDE = {wording.WORDS_TITLE, wording.WORDS_WRONG_TITLE}


async def on_move(desk: Desk, args: AsyncArgs) -> None:
    """A button on a request."""
    await args.ack()
    press = _with_message(args, decode_press(args.payload.get("value", "")))
    if move_of(press.move).words:
        await _ask_for_words(desk, args, press)
        return
    person = await named(desk, args)
    outcome = await _act(desk, press, person)
    if isinstance(outcome, Notice):
        await _refuse(desk, args, press, person, outcome)
        return
    if in_modal(args.body):
        await args.client.views_update(view_id=args.body["view"]["id"], view=request_page(outcome))
    elif not await _changed(args, press, outcome):
        await _write_directly(desk, args, outcome)
    await _bring_homes_up_to_date(desk, args, press, person)


async def on_words(desk: Desk, args: AsyncArgs) -> None:
    """The form with the words of a move."""
    view = args.body["view"]
    press = decode_press(view.get("private_metadata", ""))
    words = typed(view.get("state") or {}, WRITTEN)
    await answer_form(args, _with_words(desk, args, press, words), slack_said.DOING)


def words_view(press: Press, words: str = "", trouble: tuple[str, ...] = ()) -> Block:
    """Asks for a reason, an answer or a question, and says what the move will do."""
    label = wording.LABELS[press.move]
    warned = wording.CONFIRM.get(press.move, "")
    view = modal(
        press.reference[:24],
        WORDS,
        [
            header(label),
            *([section(" ".join(trouble))] if trouble else []),
            *([section(warned)] if warned else []),
            words_block(wording.ASKED_WORDS[press.move], WRITTEN, words),
        ],
        submit=shortened(label, 24),
        close=said.CANCEL,
        private_metadata=encode_press(press),
    )
    check_view(view)
    return view


async def _ask_for_words(desk: Desk, args: AsyncArgs, press: Press) -> None:
    """Open the form at once. Who may not make the move is told before they have written much."""
    view = await present(desk, args, words_view(press))
    if not view:
        return
    person = account(args.body)
    try:
        async with asyncio.timeout(_LOOK_WITHIN):
            # Without its words the move is refused in any case; only the reason is of interest.
            refusal = await _act(desk, press, person)
    except TimeoutError:
        return
    if isinstance(refusal, Notice) and refusal.title not in _BESIDE | {wording.STORE_AWAY_TITLE}:
        await args.client.views_update(view_id=view, view=notice_page(refusal))
        await _bring_up_to_date(desk, args, press, person)


async def _with_words(desk: Desk, args: AsyncArgs, press: Press, words: str) -> Block | dict[str, str]:
    person = await named(desk, args)
    outcome = await _act(desk, press, person, words)
    if isinstance(outcome, RequestView):
        desk.pulse.later(_tell_message_and_home(desk, args, press, person, outcome))
        return request_page(outcome)
    if outcome.title in _BESIDE:
        return {block_id(WRITTEN): outcome.paragraphs[0]}
    if outcome.title == wording.STORE_AWAY_TITLE:
        return words_view(press, words, (f"{outcome.title}.", *outcome.paragraphs))
    desk.pulse.later(_bring_up_to_date(desk, args, press, person))
    return notice_page(outcome, *([row(said.WHAT_YOU_WROTE, words)] if words.strip() else []))


async def _tell_message_and_home(
    desk: Desk, args: AsyncArgs, press: Press, person: Person, outcome: RequestView
) -> None:
    await _changed(args, press, outcome)
    await _bring_homes_up_to_date(desk, args, press, person)


async def _bring_homes_up_to_date(desk: Desk, args: AsyncArgs, press: Press, person: Person) -> None:
    """That of who acted at once; those of others, as a rule, once the letter is delivered that tells them."""
    await publish(desk, args.client, person)
    refresh_later(desk, args.client, by_move(press.reference, press.move, press.task))


async def _act(desk: Desk, press: Press, person: Person, words: str = "") -> RequestView | Notice:
    return await side_of(desk).desk.act(
        press.reference, press.move, person, version=press.version, words=words, task=press.task
    )


async def _refuse(desk: Desk, args: AsyncArgs, press: Press, person: Person, notice: Notice) -> None:
    """Say why nothing was changed, to the one who pressed."""
    if in_modal(args.body):
        await args.client.views_update(view_id=args.body["view"]["id"], view=notice_page(notice))
    else:
        await whisper(args.client, place(desk, args), f"{notice.title}.", *notice.paragraphs)
        await _bring_up_to_date(desk, args, press, person)


async def _bring_up_to_date(desk: Desk, args: AsyncArgs, press: Press, person: Person) -> None:
    """Let a message show how its request stands by now, where the one who pressed may see it."""
    if _is_alone(press):
        shown = await side_of(desk).desk.show(press.reference, person)
        if isinstance(shown, RequestView):
            await _changed(args, press, shown)


async def _changed(args: AsyncArgs, press: Press, outcome: RequestView) -> bool:
    """Change the message whose button was pressed. Whether there is one that may be changed."""
    if not _is_alone(press):
        return False
    message = after_move(outcome)
    try:
        await args.client.chat_update(
            channel=press.channel, ts=press.ts, text=message.text, blocks=list(message.blocks)
        )
    except FAILURES as error:
        event(log, "message_not_changed", logging.WARNING, reason=reason(error))
    return True


async def _write_directly(desk: Desk, args: AsyncArgs, outcome: RequestView) -> None:
    """What was pressed in a channel is answered in private."""
    await whisper(args.client, place(desk, args), said.IN_PRIVATE)
    message: Message = after_move(outcome)
    user = args.body["user"]["id"]
    await args.client.chat_postMessage(
        channel=user, text=message.text, blocks=list(message.blocks), unfurl_links=False, unfurl_media=False
    )


def _with_message(args: AsyncArgs, press: Press) -> Press:
    """The message that was pressed, if only the one who pressed it can see it."""
    container = args.body.get("container") or {}
    if container.get("type") != "message" or container.get("is_ephemeral"):
        return replace(press, channel="", ts="")
    return replace(press, channel=str(container.get("channel_id", "")), ts=str(container.get("message_ts", "")))


def _is_alone(press: Press) -> bool:
    return press.channel.startswith("D") and bool(press.ts)
