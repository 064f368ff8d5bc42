"""Microsoft's library, taken for its clients alone: no stray file or variable changes what the desk does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.platforms import RefusedError
from bot.teams.cards import card
from bot.teams.credentials import Credentials
from bot.teams.elements import text
from bot.teams.ports import TeamsError
from bot.teams.sdk import SCOPE, SdkConnector
from tests.fakes.served_teams import options_for
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_tokens import SECRET, LoginOverLoopback

STRAY = {
    "CLIENT_ID": "stray",
    "CLIENT_SECRET": "stray",
    "TENANT_ID": "stray",
    "SERVICE_URL": "https://evil.example",
    "CLOUD": "China",
    "PORT": "no number",
    "MANAGED_IDENTITY_CLIENT_ID": "system",
    "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS": "true",
}
SERVING = """
import asyncio, os, sys
before = dict(os.environ)
from bot.teams.sdk import SdkConnector
assert dict(os.environ) == before, set(os.environ) - set(before)
assert not {"microsoft_teams.apps", "dotenv"} & set(sys.modules)
from tests.fakes.served_teams import served_teams
from tests.fakes.teams import FakeTeams
async def main():
    async with FakeTeams() as teams, served_teams(teams):
        statuses = [(await teams.say("may I?")).status]
        await teams.until(lambda: teams.shown)
        body = teams.delivered[0].activity | {"id": "another"}
        statuses += [(await teams.post(body, token=token)).status for token in ("", teams.token(aud="stray"))]
        print(statuses, len(teams.shown))
asyncio.run(main())
"""


def test_a_stray_file_and_stray_variables_change_nothing(tmp_path: Path) -> None:
    """Trap 8."""
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in STRAY.items()))
    root = Path(__file__).parents[3]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(root), **STRAY}
    done = subprocess.run(
        [sys.executable, "-c", SERVING], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("[200, 401, 401] 1", 0), done.stderr


async def test_the_desk_signs_in_with_its_secret_and_writes(teams: FakeTeams) -> None:
    """A real client-credentials request: nothing stands in for the secret but the address."""
    login = LoginOverLoopback(teams.base)
    connector = SdkConnector(Credentials(options_for(teams, secret=SECRET), login).token)
    for _ in range(3):
        await connector.post(teams.service_url, teams.place("U1").id, card([text("words")]))
    await connector.close()
    login.close()
    assert (len(teams.shown), teams.count("login")) == (3, 1)


@pytest.mark.parametrize("wrong", [{"secret": "wrong"}, {"secret": SECRET, "tenant": "nowhere"}])
async def test_a_refused_secret_is_said_without_it(teams: FakeTeams, wrong: dict[str, str]) -> None:
    login = LoginOverLoopback(teams.base)
    credentials = Credentials(options_for(teams, **wrong), login)
    with pytest.raises(RefusedError) as refused:
        await credentials.token(SCOPE)
    assert wrong["secret"] not in str(refused.value)
    connector = SdkConnector(credentials.token)
    with pytest.raises(TeamsError) as error:
        await connector.post(teams.service_url, teams.place("U1").id, card([text("words")]))
    assert (error.value.status, error.value.is_passing) == (401, False)
    await connector.close()
    login.close()
    assert teams.count("send") == 0


async def test_nothing_goes_on_the_wire_that_teams_does_not_know(teams: FakeTeams) -> None:
    """Trap 10: the library passes on whatever it is given; the fake's judge looks at each card as it was sent."""
    connector = SdkConnector(lambda *_: teams.signer.bot_token())
    place = teams.place("U1")
    message = await connector.post(teams.service_url, place.id, card([text("words")]))
    await connector.edit(teams.service_url, place.id, message, card([text("other words")]))
    await connector.close()
    assert set(teams.shown[0].activity) <= {"type", "id", "summary", "attachments"}
    assert set(teams.shown[0].activity["attachments"][0]) <= {"contentType", "content"}
    assert teams.read() == "other words"
