"""The people who have the desk in these tests, and what they see of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from tests.e2e_teams.browser import Client, open_client
from tests.e2e_teams.playground import Playground
from tests.e2e_teams.signing_proxy import SigningProxy
from tests.fakes import teams_payloads as payloads
from tests.fakes.teams_payloads import Person

COUNCILLOR = payloads.person("U1", name="Cllr Jo Brown")
CHIEF_EXECUTIVE = payloads.person("U2", name="Alex Example")
OFFICES = f"""
[[term]]
authority = "trafford"
office = "Chief Executive"
holder = "{CHIEF_EXECUTIVE.name}"
from = 2024-05-01
teams = "{CHIEF_EXECUTIVE.user_principal_name}"
"""


@contextmanager
def client(browser: Browser, desk: SigningProxy, folder: Path, person: Person) -> Iterator[Client]:
    """Somebody opens the desk in a client of their own."""
    others = [one for one in (COUNCILLOR, CHIEF_EXECUTIVE) if one != person]
    with Playground(desk.endpoint, folder, person, *others) as playground:
        theirs = open_client(browser, playground.address)
        theirs.see("Ask in your own words.")
        yield theirs
