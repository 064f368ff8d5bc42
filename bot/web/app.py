"""The web side: Slack's requests over HTTP, health and metrics under both ways of serving."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from bot.metrics import CONTENT_TYPE
from knowledge.errors import DeskError

_FINISH_WITHIN = 5  # seconds
LARGEST_REQUEST = 1_000_000  # bytes; Slack's own payloads stay far below
Health = Callable[[], Awaitable[Mapping[str, Any]]]
Told = Callable[[], Awaitable[bytes]]


def make_web(health: Health, metrics: Told, slack: AsyncApp | None = None, signing_secret: str = "") -> FastAPI:
    """`GET /health` says 200 or 503 and why, `GET /metrics` gives figures in Prometheus' text format.

    `POST /slack/events` takes what Slack signed, where `slack` is given.
    """
    web = FastAPI(title="Protocol Desk", docs_url=None, redoc_url=None, openapi_url=None)

    async def healthy() -> JSONResponse:
        facts = await health()
        return JSONResponse(dict(facts), status_code=200 if facts["status"] == "ok" else 503)

    async def measured() -> Response:
        return Response(await metrics(), media_type=CONTENT_TYPE)

    web.get("/health")(healthy)
    web.get("/metrics")(measured)
    if slack is not None:
        handler, verifier = AsyncSlackRequestHandler(slack), SignatureVerifier(signing_secret)

        async def events(request: Request) -> Response:
            return await _refused(verifier, request) or await handler.handle(request)

        web.post("/slack/events")(events)
    return web


async def _refused(verifier: SignatureVerifier, request: Request) -> Response | None:
    """Bolt reads a request before it checks the signature, and stumbles over what Slack never sends: check it first."""
    length = request.headers.get("content-length", "")
    if not length.isdigit():
        return Response("Length required", 411)
    if int(length) > LARGEST_REQUEST:
        return Response("Too large", 413)
    try:
        genuine = verifier.is_valid_request(await request.body(), dict(request.headers))
    except (TypeError, ValueError):  # a timestamp that is no number, a signature or a body that is not text
        genuine = False
    return None if genuine else Response("Not signed by Slack", 401)


class _Server(uvicorn.Server):
    """uvicorn without signal handlers of its own: the desk decides when it ends."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def listening(web: FastAPI, host: str, port: int) -> AsyncIterator[int]:
    """Serve `web` for as long as the block lasts; gives the port (one that is free where `port` is 0).

    Raises DeskError where the port cannot be had.
    """
    bound = _bind(host, port)
    config = uvicorn.Config(
        web, log_level="warning", access_log=False, lifespan="off", timeout_graceful_shutdown=_FINISH_WITHIN
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[bound]))
    try:
        yield bound.getsockname()[1]
    finally:
        server.should_exit = True
        await serving


def _bind(host: str, port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise DeskError(
            f"The desk cannot listen on {host}:{port} ({error.strerror}). End what listens there, or choose another"
            " port: PROTOCOL_DESK_PORT for HTTP, PROTOCOL_DESK_HEALTH_PORT under Socket Mode."
        ) from error
    return bound
