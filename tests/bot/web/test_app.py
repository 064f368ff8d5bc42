"""What every desk answers over HTTP: how it is, and what it counts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import pytest
from fastapi import Request, Response

from bot.web.app import make_web, refused_by_length


@pytest.fixture
def facts() -> dict[str, Any]:
    """What the desk tells of itself."""
    return {"status": "ok"}


@pytest.fixture
async def web(facts: dict[str, Any]) -> AsyncIterator[httpx.AsyncClient]:
    """The web server, with a route that takes ten bytes."""

    async def health() -> Mapping[str, Any]:
        return facts

    async def metrics() -> bytes:
        return b"desk 1\n"

    async def small(request: Request) -> Response:
        return refused_by_length(request, 10) or Response(await request.body())

    app = make_web(health, metrics)
    app.post("/small")(small)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk") as browser:
        yield browser


@pytest.mark.parametrize(
    ("status", "answer"), [("ok", 200), ("degraded", 200), ("deaf", 503), ("down", 503), ("refused", 503)]
)
async def test_health_follows_what_the_desk_says(
    web: httpx.AsyncClient, facts: dict[str, Any], status: str, answer: int
) -> None:
    facts["status"] = status
    found = await web.get("/health")
    assert (found.status_code, found.json()) == (answer, {"status": status})


async def test_metrics_are_given_as_prometheus_reads_them(web: httpx.AsyncClient) -> None:
    answer = await web.get("/metrics")
    assert (answer.status_code, answer.text) == (200, "desk 1\n")
    assert answer.headers["content-type"].startswith("text/plain; version=")


async def test_a_request_is_as_long_as_it_says_and_no_longer_than_is_taken(web: httpx.AsyncClient) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b"x"

    answers = [await web.post("/small", content=content) for content in (b"x" * 10, b"x" * 11, endless())]
    assert [answer.status_code for answer in answers] == [200, 413, 411]


async def test_nothing_else_is_told(web: httpx.AsyncClient) -> None:
    for path in ("/docs", "/openapi.json", "/redoc", "/"):
        assert (await web.get(path)).status_code == 404
