"""What is driven: any bot, or the desk as an operator serves it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.e2e_teams.signing_proxy import SigningProxy
from tests.fakes.served import free_port
from tests.fakes.teams_payloads import APP_ID, TENANT
from tests.fakes.teams_tokens import SECRET

_LISTENS_WITHIN = 180.0  # seconds: where there is no index yet, the desk builds it first


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
def desk(proxy: SigningProxy, folder: Path, index: Path, offices: str) -> Iterator[str]:
    """Serve Trafford's desk with authentication on, its databases in the folder, and these terms of offices.

    Gives its address.
    """
    register = folder / "offices.toml"
    register.write_text(offices)
    port = free_port()
    environment = {
        "FAKE_LOGIN": proxy.base,
        "PROTOCOL_DESK_AUTHORITY": "trafford",
        "PROTOCOL_DESK_DATABASE": str(folder / "desk.sqlite3"),
        "PROTOCOL_DESK_ENVIRONMENT": "local",
        "PROTOCOL_DESK_INDEX": str(index),
        "PROTOCOL_DESK_OFFICES": str(register),
        "PROTOCOL_DESK_PORT": str(port),
        "PROTOCOL_DESK_TEAMS_APP_ID": APP_ID,
        "PROTOCOL_DESK_TEAMS_CLIENT_SECRET": SECRET,
        "PROTOCOL_DESK_TEAMS_OPENID": proxy.openid,
        "PROTOCOL_DESK_TEAMS_TENANT_ID": TENANT,
    }
    with process(proxy, ["-m", "tests.e2e_teams.signed_desk", "serve"], environment, port) as address:
        yield address


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
