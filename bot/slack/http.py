"""Slack's requests over HTTP."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI, Request, Response
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from bot.web.app import refused_by_length

LARGEST_REQUEST = 1_000_000  # bytes; Slack's own payloads stay far below


def mount(web: FastAPI, app: Callable[[], AsyncApp | None], signing_secret: str) -> None:
    """`POST /slack/events` takes what Slack signed. `app` gives None while there is no connection to Slack."""
    verifier = SignatureVerifier(signing_secret)

    async def events(request: Request) -> Response:
        refused = await _refused(verifier, request)
        if refused:
            return refused
        present = app()
        if present is None:
            return Response("Not connected to Slack", 503)
        return await AsyncSlackRequestHandler(present).handle(request)

    web.post("/slack/events")(events)


async def _refused(verifier: SignatureVerifier, request: Request) -> Response | None:
    """Bolt reads a request before it checks the signature, and stumbles over what Slack never sends: check it first."""
    refused = refused_by_length(request, LARGEST_REQUEST)
    if refused:
        return refused
    try:
        genuine = verifier.is_valid_request(await request.body(), dict(request.headers))
    except (TypeError, ValueError):  # a timestamp that is no number, a signature or a body that is not text
        genuine = False
    return None if genuine else Response("Not signed by Slack", 401)
