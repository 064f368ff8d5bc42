"""Microsoft's Agents Playground: a Teams client for one person, on loopback alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from tests.fakes import teams_payloads as payloads
from tests.fakes.served import free_port
from tests.fakes.teams_payloads import Payload, Person

HERE = Path(__file__).parent
FOLDER = Path(os.environ.get("PROTOCOL_DESK_PLAYGROUND", ".cache/playground"))
CLI = FOLDER / "node_modules/@microsoft/m365agentsplayground/cli.js"
_READY_WITHIN = 30.0


class Playground:
    """A context manager; `address` is the page that `person` has open, and others may be in the same council.

    What the person does is sent to the `endpoint`.
    """

    def __init__(self, endpoint: str, folder: Path, person: Person, *others: Person) -> None:
        self.person = person
        self._endpoint = endpoint
        self._folder = folder
        self._others = others
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}/"

    @property
    def log(self) -> str:
        """What it wrote, with every attempt to connect elsewhere."""
        return (self._folder / "output.txt").read_text()

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        config = self._folder / "context.yml"  # JSON is YAML
        config.write_text(json.dumps(_context(self.person, self._others)))
        self._output = (self._folder / "output.txt").open("w")
        self._process = subprocess.Popen(
            self._command(),
            cwd=self._folder,
            env=self._environment(config),
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.STDOUT,
        )
        until = time.monotonic() + _READY_WITHIN
        while not self._listens():
            assert self._process.poll() is None, f"the playground ended: {self.log}"
            assert time.monotonic() < until, f"the playground is not ready: {self.log}"
            time.sleep(0.1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._output.close()

    def _command(self) -> list[str]:
        node = shutil.which("node")
        assert node, "node is not installed"
        start = [node, str(CLI.resolve()), "start", "--disable-telemetry", "-c", "msteams", "-p", str(self.port)]
        return [*start, "-e", self._endpoint, "--service-url", f"{self.address}_connector"]

    def _environment(self, config: Path) -> dict[str, str]:
        """Nothing of the caller's environment but where programs are."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self._folder),
            "NODE_OPTIONS": f"--require {HERE / 'loopback.cjs'}",
            "TEAMSAPPTESTER_BROWSER": "none",
            "APPLICATION_INSIGHTS_NO_STATSBEAT": "1",
            "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(config),
            "M365_AGENTS_PLAYGROUND_LOGFILE": str(self._folder / "playground.log"),
        }

    def _listens(self) -> bool:
        try:
            return httpx.get(self.address, trust_env=False).status_code == 200
        except httpx.TransportError:
            return False


def _context(person: Person, others: tuple[Person, ...]) -> Payload:
    """Who is in the council. The playground wants five others."""
    company = [*others, *(payloads.person(f"EXTRA{number}") for number in range(5 - len(others)))]
    return {
        "version": "0.1.1",
        "tenantId": payloads.TENANT,
        "bot": {**payloads.BOT, "tenantId": payloads.TENANT},
        "currentUser": _user(person),
        "users": [_user(one) for one in company],
        "personalChat": {"id": payloads.personal(person).id},
        "groupChat": {"id": payloads.group_chat().id, "name": "Group Chat"},
        "team": {
            "id": payloads.channel("general").id,
            "name": "Council",
            "aadGroupId": person.object_id,
            "channels": [{"id": payloads.channel("C1").id, "name": "Announcements"}],
        },
    }


def _user(person: Person) -> Payload:
    member = person.member()
    return {
        "id": person.id,
        "name": person.name,
        "userPrincipleName": person.user_principal_name,  # spelt so
        "aadObjectId": person.object_id,
        "givenName": member["givenName"] or person.name,
        "surname": member["surname"],
        "email": person.user_principal_name,
    }
