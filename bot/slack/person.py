"""Ask a person: a form whose words go to the contact that the operator named, with the asker's name and a receipt."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.inert import inert
from bot.logs import event
from bot.slack import blocks
from bot.slack import wording as slack_said
from bot.slack.delivery import FAILURES, reason, whisper
from bot.slack.desk import Desk
from bot.slack.escaping import escape
from bot.slack.inbound import Place
from bot.slack.limits import check_message, check_view
from handlers import wording

log = logging.getLogger(__name__)
FORM = "ask_a_person"
FIELD, INPUT = "words", "typed"
ANSWER_WITHIN = 2.0  # seconds; Slack waits three for the answer to a form


@dataclass(frozen=True, slots=True)
class Plea:
    """What somebody wants to ask a person: `asker` is a Slack user id, `name` how they are called."""

    asker: str
    name: str
    authority: str
    words: str


async def open_form(args: AsyncArgs, place: Place, authority: str) -> None:
    """Open the form, before anything else: Slack's trigger lives for three seconds."""
    try:
        await args.client.views_open(trigger_id=args.body["trigger_id"], view=form(authority))
    except SlackApiError as error:
        if reason(error) not in {"expired_trigger_id", "trigger_expired", "exchanged_trigger_id"}:
            raise
        await whisper(args.client, place, slack_said.PERSON_BUTTON_EXPIRED)


async def on_form(desk: Desk, args: AsyncArgs) -> None:
    """Pass the words on, and say in the form itself how that went.

    The form is always updated, never left as it is: its new hash lets a second try through (bot.slack.once).
    """
    plea = _plea(args.body)
    if not plea.words.strip():
        await args.ack(response_action="update", view=form(plea.authority, trouble=wording.PERSON_MODAL_EMPTY))
        return
    sending = asyncio.create_task(_pass_on(args.client, desk.options.contact, plea))
    await asyncio.wait({sending}, timeout=ANSWER_WITHIN)
    if sending.done():
        await args.ack(response_action="update", view=sending.result())
        return
    await args.ack(response_action="update", view=_told(wording.PERSON_MODAL_SENDING))
    await args.client.views_update(view_id=args.body["view"]["id"], view=await sending)


async def on_unknown_form(desk: Desk, args: AsyncArgs) -> None:  # noqa: ARG001 (as all listeners)
    """Answer a form that this version of the desk does not know."""
    await args.ack(response_action="update", view=_told(wording.BUTTON_OUT_OF_DATE))


def form(authority: str, words: str = "", trouble: str = "") -> blocks.Block:
    """The form, with what was typed before and what went wrong with it."""
    said = trouble or wording.PERSON_MODAL_INTRO
    view = blocks.modal(
        wording.PERSON_MODAL_TITLE,
        FORM,
        [blocks.section(said), blocks.text_input(wording.PERSON_MODAL_LABEL, FIELD, INPUT, initial=words)],
        submit=wording.PERSON_MODAL_SEND,
        close=wording.PERSON_MODAL_CANCEL,
        private_metadata=json.dumps({"a": authority}),
    )
    check_view(view)
    return view


def _told(sentence: str) -> blocks.Block:
    return blocks.modal(
        wording.PERSON_MODAL_TITLE, f"{FORM}_told", [blocks.section(sentence)], close=wording.PERSON_MODAL_CLOSE
    )


def _plea(body: Mapping[str, Any]) -> Plea:
    user, view = body["user"], body["view"]
    typed = view["state"]["values"].get(FIELD, {}).get(INPUT, {}).get("value")
    authority = str(json.loads(view.get("private_metadata") or "{}").get("a", ""))
    return Plea(user["id"], user.get("username") or user.get("name") or user["id"], authority, inert(typed or ""))


async def _pass_on(client: AsyncWebClient, contact: str, plea: Plea) -> blocks.Block:
    """Write to the contact, then to the asker. Returns the view that tells the asker how it went."""
    above = blocks.rich_line(blocks.person(plea.asker), blocks.run(f" ({wording.person_asks(plea.name)})"))
    try:
        await _write(client, contact, above, plea.words, wording.person_asks(plea.name))
    except FAILURES as error:
        event(log, "contact_not_reached", logging.ERROR, contact=contact, reason=reason(error))
        return form(plea.authority, plea.words, wording.PERSON_MODAL_FAILED)
    try:
        above = blocks.rich_line(blocks.run(wording.PERSON_RECEIPT))
        await _write(client, plea.asker, above, plea.words, wording.PERSON_RECEIPT, slack_said.PERSON_RECEIPT_NEXT)
    except FAILURES as error:
        event(log, "receipt_not_sent", logging.WARNING, reason=reason(error))
        return _told(slack_said.PERSON_MODAL_SENT_NO_COPY)
    return _told(slack_said.PERSON_MODAL_SENT)


async def _write(
    client: AsyncWebClient, channel: str, above: blocks.Block, words: str, first: str, *below: str
) -> None:
    body = [blocks.rich_text(above, blocks.rich_quote(blocks.run(words))), *map(blocks.section, below)]
    text = "\n".join([escape(first), escape(words), *map(escape, below)])
    check_message(body, text)
    await client.chat_postMessage(channel=channel, text=text, blocks=body, unfurl_links=False, unfurl_media=False)
