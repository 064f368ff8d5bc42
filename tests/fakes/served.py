"""The desk, served over Socket Mode to the fake Slack for the length of a block."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, fields, replace
from typing import Any

from bot.metrics import Metrics
from bot.platforms import Behind
from bot.ports import Answers
from bot.serving import ServingOptions, serve
from bot.serving_requests import ServedRequests
from bot.slack.options import SlackOptions, Tokens
from bot.slack.platform import SlackPlatform
from handlers.ports import Memory
from tests.fakes.answers import ScriptedAnswers
from tests.fakes.memory import FakeMemory
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import APP_TOKEN, BOT_TOKEN

TOKENS = Tokens(BOT_TOKEN, APP_TOKEN, "signing-secret")


@dataclass(frozen=True)
class Served:
    """What is being served, where /health is, and how to end it early."""

    options: SlackOptions
    port: int
    task: asyncio.Task[None]
    stop: asyncio.Event


def options_for(fake: FakeSlack, **others: Any) -> SlackOptions:
    """Options that point at the fake, with the defaults of the product but for less waiting."""
    return SlackOptions(**{"authority": "trafford", "api": fake.base_url, "gather_within": 0.1, **others})


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def on_free_ports(**others: Any) -> ServingOptions:
    """The defaults of the product, but for free ports."""
    return replace(ServingOptions(port=free_port(), health_port=free_port()), **others)


async def serve_slack(
    answers: Answers,
    memory: Memory,
    options: SlackOptions,
    tokens: Tokens = TOKENS,
    *,
    over_http: bool = False,
    serving: ServingOptions | None = None,
    requests: ServedRequests | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Serve Slack alone, as `protocol-desk serve` does."""
    metrics = Metrics()
    asked, checked = (requests.desk, requests.neutrality) if requests else (None, None)
    platform = SlackPlatform(Behind(answers, memory, metrics, asked, checked), options, tokens, over_http=over_http)
    await serve([platform], serving or on_free_ports(), metrics, requests, stop)


@contextlib.asynccontextmanager
async def served(
    fake: FakeSlack,
    answers: Answers | None = None,
    memory: Memory | None = None,
    requests: ServedRequests | None = None,
    **options: Any,
) -> AsyncIterator[Served]:
    """Serve until the block ends; what the serving raises is raised here."""
    of_serving = {one.name for one in fields(ServingOptions)} & options.keys()
    serving, stop = on_free_ports(**{name: options.pop(name) for name in of_serving}), asyncio.Event()
    chosen = options_for(fake, **options)
    desk = answers or ScriptedAnswers(), memory or FakeMemory()
    task = asyncio.create_task(serve_slack(*desk, chosen, serving=serving, requests=requests, stop=stop))
    connected = asyncio.create_task(fake.until(lambda: fake.sockets))
    await asyncio.wait({task, connected}, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        connected.cancel()
        task.result()
    try:
        yield Served(chosen, serving.health_port, task, stop)
    finally:
        stop.set()
        await task
