"""Puts together what the desk serves: its platforms, and beside questions formal requests and the check of meetings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot import request_parts
from bot.database.engine import Database
from bot.database.memory import SqliteMemory
from bot.database.neutrality import SqlNeutralityRecords
from bot.deliveries import Courier
from bot.metrics import Metrics
from bot.neutrality_parts import neutrality_desk
from bot.platform_options import serving_options, slack_options, slack_tokens, teams_options
from bot.platforms import Behind, Platform
from bot.ports import Answers, NeutralitySide
from bot.practice import ZONE, RegisteredAddresses, now
from bot.reminders import Bringing, ByPlatform, Reminders
from bot.serving import serve
from bot.serving_requests import ServedRequests
from bot.set_up import require_a_platform
from bot.settings import Settings, SlackMode
from handlers.neutrality.ports import Checking
from handlers.ports import Search
from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class Shared:
    """What the platforms of one desk share. The `addresses` are told what a platform finds out about itself."""

    settings: Settings
    library: Library
    answers: Answers
    memory: SqliteMemory
    metrics: Metrics
    served: ServedRequests
    addresses: RegisteredAddresses


async def serve_platforms(
    settings: Settings, library: Library, search: Search, answers: Answers, memory: SqliteMemory
) -> None:
    """Serve all that is set up, until told to stop. Raises DeskError as `bot.serving.serve` does."""
    # Letters to people on a platform that is no longer set up reach them on another, by the register.
    addresses = RegisteredAddresses(memory.team(), settings.teams_tenant_id or "")
    served = served_requests(settings, library, search, addresses)
    metrics = Metrics()
    shared = Shared(settings, library, answers, memory, metrics, served, addresses)
    options = serving_options(settings)
    await serve([make(shared) for make in platforms_of(settings)], options, metrics, served)


def platforms_of(settings: Settings) -> list[Callable[[Shared], Platform]]:
    """How each platform that is set up is made. Raises DeskError where none is, or one by half."""
    makes = {"slack": _slack_platform, "teams": _teams_platform}
    return [makes[name] for name in require_a_platform(settings)]


def _slack_platform(shared: Shared) -> Platform:
    from bot.slack.platform import SlackPlatform

    def joined(team: str) -> None:
        shared.addresses.team = team
        shared.memory.remember_team(team)

    settings = shared.settings
    return SlackPlatform(
        _behind(shared),
        slack_options(settings, shared.library),
        slack_tokens(settings),
        over_http=settings.slack is SlackMode.HTTP,
        joined=joined,
    )


def _teams_platform(shared: Shared) -> Platform:
    from bot.database.contacts import SqlContacts
    from bot.teams.platform import TeamsPlatform

    def known_by(object_id_of: Callable[[str], str | None]) -> None:
        shared.addresses.object_id_of = object_id_of

    options = teams_options(shared.settings, shared.library)
    return TeamsPlatform(_behind(shared), options, SqlContacts(shared.served.database), known_by)


def _behind(shared: Shared) -> Behind:
    served = shared.served
    return Behind(shared.answers, shared.memory, shared.metrics, served.desk, served.neutrality)


def served_requests(
    settings: Settings, library: Library, search: Search, addresses: RegisteredAddresses
) -> ServedRequests:
    """Requests and checks for all platforms. Raises DeskError where the database's address is none."""
    opened = request_parts.open_requests(settings, library, addresses)
    checking = open_neutrality(neutrality_desk(settings, library, search), library, opened.database)
    couriers: dict[str, Courier] = {}
    bringers: dict[str, Bringing] = {}
    return ServedRequests(
        desk=opened.desk,
        worker=request_parts.worker(opened, couriers),
        store=opened.store,
        outbox=opened.outbox,
        database=opened.database,
        neutrality=checking,
        reminders=Reminders(checking.records, ByPlatform(bringers), checking.now),
        couriers=couriers,
        bringers=bringers,
    )


def open_neutrality(desk: Checking, library: Library, database: Database) -> NeutralitySide:
    """The check and its records in the database, which is reached only when it is used."""
    records = SqlNeutralityRecords(database)
    return NeutralitySide(desk, records, now, ZONE, lambda authority: library.protocol(authority).source.digest)
