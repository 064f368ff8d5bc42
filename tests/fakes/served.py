"""The desk, served over Socket Mode to the fake Slack for the length of a block."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from bot.ports import Answers
from bot.slack.options import SlackOptions, Tokens
from bot.slack.serve import Opening, serve_socket
from handlers.ports import Memory
from tests.fakes.answers import ScriptedAnswers
from tests.fakes.memory import FakeMemory
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import APP_TOKEN, BOT_TOKEN

TOKENS = Tokens(BOT_TOKEN, APP_TOKEN, "signing-secret")


@dataclass(frozen=True)
class Served:
    """What is being served, and how to end it early."""

    options: SlackOptions
    task: asyncio.Task[None]
    stop: asyncio.Event


def options_for(fake: FakeSlack, **others: Any) -> SlackOptions:
    """Options that point at the fake, with the defaults of the product but for a free port and for less waiting."""
    return SlackOptions(
        **{"authority": "trafford", "api": fake.base_url, "health_port": free_port(), "gather_within": 0.1, **others}
    )


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.asynccontextmanager
async def served(
    fake: FakeSlack,
    answers: Answers | None = None,
    memory: Memory | None = None,
    requests: Opening | None = None,
    **options: Any,
) -> AsyncIterator[Served]:
    """Serve until the block ends; what the serving raises is raised here."""
    chosen, stop = options_for(fake, **options), asyncio.Event()
    task = asyncio.create_task(
        serve_socket(answers or ScriptedAnswers(), memory or FakeMemory(), chosen, TOKENS, requests=requests, stop=stop)
    )
    connected = asyncio.create_task(fake.until(lambda: fake.sockets))
    await asyncio.wait({task, connected}, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        connected.cancel()
        task.result()
    try:
        yield Served(chosen, task, stop)
    finally:
        stop.set()
        await task
