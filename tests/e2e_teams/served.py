"""What is driven: any bot in a process of its own, or the desk in a thread of this one."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import uvicorn

from bot.ports import Answers
from tests.e2e_teams.signing_proxy import SigningProxy
from tests.fakes.served import free_port
from tests.fakes.served_teams import served_teams, web_of

_LISTENS_WITHIN = 60.0


@contextmanager
def process(proxy: SigningProxy, arguments: list[str], environment: dict[str, str], port: int) -> Iterator[str]:
    """Run Python with these arguments until the block ends. Gives the address that the proxy then passes on to."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    running = subprocess.Popen([sys.executable, *arguments], env=kept | environment)
    try:
        with _reached(proxy, port, lambda: running.poll() is None) as address:
            yield address
    finally:
        running.terminate()
        running.wait(30)


@contextmanager
def desk_in_a_thread(proxy: SigningProxy, answers: Answers, **parts: Any) -> Iterator[str]:
    """Serve the desk until the block ends; `parts` are those of `served_teams`. Gives its address."""
    port = free_port()
    server: list[uvicorn.Server] = []

    async def serve() -> None:
        async with served_teams(proxy, answers, **parts) as desk:
            app = web_of(proxy, desk)
            server.append(uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", lifespan="off")))
            await server[0].serve()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    try:
        with _reached(proxy, port, thread.is_alive) as address:
            yield address
    finally:
        for one in server:
            one.should_exit = True
        thread.join(30)


@contextmanager
def _reached(proxy: SigningProxy, port: int, runs: Callable[[], bool]) -> Iterator[str]:
    address = f"http://127.0.0.1:{port}/api/messages"
    until = time.monotonic() + _LISTENS_WITHIN
    while not _listens(address):
        assert runs(), "what is to be driven has ended"
        assert time.monotonic() < until, "what is to be driven does not listen"
        time.sleep(0.1)
    proxy.desk_address = address
    yield address


def _listens(address: str) -> bool:
    try:
        httpx.get(address, trust_env=False)
    except httpx.TransportError:
        return False
    return True
