"""What is driven: any bot, or the desk as an operator serves it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.e2e_teams.signing_proxy import SigningProxy
from tests.fakes.served import free_port
from tests.fakes.teams_payloads import APP_ID, TENANT
from tests.fakes.teams_tokens import SECRET

_LISTENS_WITHIN = 180.0  # seconds: where there is no index yet, the desk builds it first


@dataclass(frozen=True)
class Running:
    """A process, and where it takes activities."""

    address: str
    process: subprocess.Popen[bytes]

    def end(self) -> int:
        """Tell it to end, and wait until it has; its exit code."""
        self.process.terminate()
        return self.process.wait(30)


@contextmanager
def process(arguments: list[str], environment: dict[str, str], port: int) -> Iterator[Running]:
    """Run Python with these arguments, which then listens on the port, until the block ends."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    started = subprocess.Popen([sys.executable, *arguments], env=kept | environment)
    running = Running(f"http://127.0.0.1:{port}/api/messages", started)
    try:
        until = time.monotonic() + _LISTENS_WITHIN
        while not _listens(running.address):
            assert started.poll() is None, "what is to be driven has ended"
            assert time.monotonic() < until, "what is to be driven does not listen"
            time.sleep(0.1)
        yield running
    finally:
        running.end()


@contextmanager
def desk(proxy: SigningProxy, folder: Path, index: Path, offices: str) -> Iterator[None]:
    """Serve Trafford's desk behind the proxy, its databases in the folder, with these terms of offices."""
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
    with process(["-m", "tests.e2e_teams.signed_desk", "serve"], environment, port) as running:
        proxy.desk_address = running.address
        yield


def _listens(address: str) -> bool:
    try:
        httpx.get(address, trust_env=False)
    except httpx.TransportError:
        return False
    return True
