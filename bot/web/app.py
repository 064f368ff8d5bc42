"""The web side: health and metrics; the platforms that come over HTTP add their routes to it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from bot.metrics import CONTENT_TYPE
from knowledge.errors import DeskError

_FINISH_WITHIN = 5  # seconds
_SERVING = {"ok", "degraded"}
Health = Callable[[], Awaitable[Mapping[str, Any]]]
Told = Callable[[], Awaitable[bytes]]


def make_web(health: Health, metrics: Told) -> FastAPI:
    """`GET /health` says 200 or 503 and why, `GET /metrics` gives figures in Prometheus' text format.

    A desk of which one platform still serves is healthy: whoever acts on 503 would take that one away too.
    """
    web = FastAPI(title="Protocol Desk", docs_url=None, redoc_url=None, openapi_url=None)

    async def healthy() -> JSONResponse:
        facts = await health()
        return JSONResponse(dict(facts), status_code=200 if facts["status"] in _SERVING else 503)

    async def measured() -> Response:
        return Response(await metrics(), media_type=CONTENT_TYPE)

    web.get("/health")(healthy)
    web.get("/metrics")(measured)
    return web


def refused_by_length(request: Request, largest: int) -> Response | None:
    """The answer to a request that does not say how long it is (411), or is longer than so many bytes (413)."""
    length = request.headers.get("content-length", "")
    # More than the digits of ASCII count as digits, and a number of any length would be worked out.
    if not (length.isascii() and length.isdecimal()):
        return Response("Length required", 411)
    too_large = len(length) > len(str(largest)) or int(length) > largest
    return Response("Too large", 413) if too_large else None


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
            " port: PROTOCOL_DESK_PORT for Teams and Slack over HTTP, PROTOCOL_DESK_HEALTH_PORT for Socket Mode alone."
        ) from error
    return bound
