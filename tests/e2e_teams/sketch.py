"""The smallest bot that does with the client what the desk does: so that the harness is tried without the desk.

Words that it knows: `edit`, `begin` (a message that nobody asked for); anything else gives a card with a form.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from microsoft_teams.api.activities.invoke import AdaptiveCardInvokeActivity
from microsoft_teams.api.activities.message import MessageActivity, MessageActivityInput
from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
from microsoft_teams.api.clients.conversation.params import CreateConversationParams
from microsoft_teams.api.models.account import Account
from microsoft_teams.api.models.adaptive_card import AdaptiveCardActionCardResponse
from microsoft_teams.api.models.invoke_response import AdaptiveCardInvokeResponse
from microsoft_teams.apps import App, FastAPIAdapter
from microsoft_teams.apps.routing import ActivityContext
from microsoft_teams.cards.core import AdaptiveCard

TODAY = "2026-11-22"
FIELDS: list[dict[str, Any]] = [
    {"type": "Input.ChoiceSet", "id": "to", "label": "To whom", "wrap": True, "isRequired": True,
     "errorMessage": "Choose to whom",
     "choices": [{"title": "The monitoring officer", "value": "m"}, {"title": "The leader", "value": "l"}]},
    {"type": "Input.Date", "id": "by", "label": "By when", "isRequired": True, "errorMessage": "Choose a date"},
    {"type": "Input.Text", "id": "why", "label": "Why", "isRequired": True, "errorMessage": "Say why",
     "isMultiline": True},
]  # fmt: skip


def card(words: str, *body: dict[str, Any], actions: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """A card with words that are not interpreted."""
    text = {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": words}]}
    made = {"type": "AdaptiveCard", "version": "1.5", "fallbackText": words, "body": [text, *body]}
    return made | ({"actions": actions} if actions else {})


def clause(asked: str) -> dict[str, Any]:
    """A quotation with a form under it."""
    form = {"type": "AdaptiveCard", "version": "1.5", "body": FIELDS}
    send = {"type": "Action.Execute", "title": "Send", "verb": "send", "data": {"action": "send"}}
    return card(
        f"You asked: {asked}",
        {"type": "Container", "style": "emphasis", "items": card("“Officers must be *impartial*.”")["body"]},
        actions=[
            {"type": "Action.ShowCard", "title": "Make a request", "card": form | {"actions": [send]}},
            {"type": "Action.Submit", "title": "Not what I meant", "data": {"desk": "other"}},
        ],
    )


def message(content: dict[str, Any]) -> MessageActivityInput:
    """A message with a card."""
    return MessageActivityInput().add_card(AdaptiveCard.model_validate(content))


def build(openid: str, client_id: str, token: str) -> FastAPI:
    """The bot, with authentication on."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await teams.initialize()
        yield

    web = FastAPI(lifespan=lifespan)
    teams = App(
        http_server_adapter=FastAPIAdapter(app=web),
        client_id=client_id,
        token=lambda scope, tenant: token,
        cloud=with_overrides(PUBLIC, openid_metadata_url=openid),
    )

    @teams.on_message
    async def ask(context: ActivityContext[MessageActivity]) -> None:
        context.activity.strip_mentions_text()
        text, conversation = (context.activity.text or "").strip(), context.activity.conversation.id
        match text:
            case "edit":
                sent = await context.send(message(card("Before the edit")))
                await context.api.conversations.update_activity(conversation, sent.id, message(card("After the edit")))
            case "begin":
                to = [Account(id=context.activity.from_.id)]
                made = CreateConversationParams(members=to, tenant_id=context.activity.conversation.tenant_id)
                begun = await context.api.conversations.create(made)
                content = message(card(f"Begun in {begun.id}"))
                await teams.send(begun.id, content, service_url=context.activity.service_url)
            case "":
                await context.send(message(card(f"Pressed: {context.activity.value}")))
            case _:
                await context.send(message(clause(text)))

    @teams.on_card_action_execute("send")
    async def send(context: ActivityContext[AdaptiveCardInvokeActivity]) -> AdaptiveCardInvokeResponse:
        data: Any = context.activity.value.action.data
        answer = card(f"Sent to {data['to']} by {data['by']}: {data['why']}")
        if data["by"] < TODAY:
            form = [one | {"value": data[one["id"]]} for one in FIELDS]
            retry = {"type": "Action.Execute", "title": "Send", "verb": "send", "data": {"action": "send"}}
            answer = card("The date has passed", *form, actions=[retry])
        return AdaptiveCardActionCardResponse(value=AdaptiveCard.model_validate(answer))

    return web


def from_environment() -> FastAPI:
    """The bot as uvicorn starts it."""
    return build(*(os.environ[f"SKETCH_{name}"] for name in ("OPENID", "CLIENT_ID", "TOKEN")))
