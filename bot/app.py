"""The one place that puts the parts together. Each is imported when it is needed: a model takes seconds to load."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from bot.settings import Fault, Settings, SettingsError, variable

if TYPE_CHECKING:
    from bot.checks import Check
    from bot.database.memory import SqliteMemory
    from bot.evaluation.examining import ExaminedDesk
    from bot.practice import RegisteredAddresses
    from bot.request_parts import OpenRequests
    from handlers.assistant import Assistant
    from handlers.neutrality.check import NeutralityDesk
    from handlers.ports import Search
    from index.builder import Build
    from index.embedding import Encoder
    from index.search import SearchIndex
    from knowledge.errors import KnowledgeError
    from knowledge.library import Library
    from knowledge.offices import OfficeRegister

Say = Callable[[str], None]
"""Where a word about something slow or unusual goes (standard error, as a rule)."""
Progress = Callable[[int, int], None]
"""Is told how many of how many are done."""


def unwatched(_done: int, _total: int) -> None:
    """The Progress of whoever does not want to know."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Without garbage collection, for a start.

    What it makes is there to stay, and each search for garbage would walk over all that the model's libraries brought.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@uncollected()
def assemble(settings: Settings, library: Library, say: Say, progress: Progress = unwatched) -> Assistant:
    """A desk that is ready to answer: opens the index, built anew where it is missing or stale, with a word about it.

    `progress` is told how many texts of how many are embedded. Raises IndexUnusable, ModelUnusable, or KnowledgeError
    where the register of offices is wrong.
    """
    return desk(settings, library, open_search(settings, library, say, progress))


def desk(settings: Settings, library: Library, search: Search) -> Assistant:
    """The desk around a search. Raises KnowledgeError where the register of offices is wrong."""
    from bot.neutrality_parts import elections_of, today
    from handlers.assistant import Assistant

    register, elections = open_register(settings, library), elections_of(settings)
    return Assistant(library, search, settings.contacts, register=register, elections=elections, today=today)


def neutrality_desk(settings: Settings, library: Library, search: Search | None = None) -> NeutralityDesk:
    """The desk that checks meetings, as `bot.neutrality_parts` puts it together. Raises KnowledgeError."""
    from bot.neutrality_parts import neutrality_desk

    return neutrality_desk(settings, library, search)


def open_search(settings: Settings, library: Library, say: Say, progress: Progress = unwatched) -> SearchIndex:
    """The search by itself, opened as `assemble` says. Raises IndexUnusable or ModelUnusable."""
    from index.opening import open_or_build

    return open_or_build(library, open_encoder(settings), settings.index, say, progress)


def examined_desk(settings: Settings, library: Library, say: Say, progress: Progress = unwatched) -> ExaminedDesk:
    """A desk that also shows what its search found, for `protocol-desk evaluate`. Opened as `assemble` says."""
    from bot.evaluation.examining import ExaminedDesk

    return ExaminedDesk(library, open_search(settings, library, say, progress), partial(desk, settings, library))


def build_index(settings: Settings, progress: Progress) -> Build:
    """Bring the index up to date with the protocols. Raises KnowledgeError, IndexUnusable or ModelUnusable."""
    from index.builder import build

    return build(open_library(settings), open_encoder(settings), settings.index, progress)


def open_index(settings: Settings, library: Library, encoder: Encoder) -> SearchIndex:
    """The index as it is. Raises IndexUnusable, with what mends it, where it is missing, stale or damaged."""
    from index.opening import open_index

    return open_index(library, encoder, settings.index)


def open_encoder(settings: Settings) -> Encoder:
    """The embedding model, in memory. Raises ModelUnusable."""
    from index.embedding import load_encoder

    return load_encoder(settings.model, settings.query_prefix, settings.passage_prefix)


@uncollected()
def open_library(settings: Settings) -> Library:
    """The protocols. Raises KnowledgeError, or SettingsError where the settings name an authority without one."""
    from bot.practice import faults_of
    from knowledge.library import Library

    library = Library.load(settings.knowledge)
    faults = [*_not_installed(settings, library), *faults_of(settings, library)]
    if faults:
        raise SettingsError(*faults)
    return library


def open_register(settings: Settings, library: Library) -> OfficeRegister | None:
    """Who holds which office; None where no file is set. Raises KnowledgeError for the first thing wrong with it."""
    from knowledge.offices import OfficeRegister, read_register

    if settings.offices is None:
        return None
    problems: list[KnowledgeError] = []
    terms = read_register(settings.offices, library, problems)
    if problems:
        raise problems[0]
    return OfficeRegister(terms)


def authority(settings: Settings, library: Library, named: str | None = None) -> str:
    """The authority that answers: the one `named`, else that of the settings, else the only one there is.

    Raises UnknownAuthority, or SettingsError where none is named and several are installed.
    """
    chosen = named or settings.authority
    if chosen is None and len(library.authorities) == 1:
        chosen = library.authorities[0]
    if chosen is None:
        installed = ", ".join(library.authorities)
        remedy = f"Set it to one of {installed}, or use --authority."
        raise SettingsError(Fault(variable("authority"), "it is not set, and several protocols are installed.", remedy))
    return library.protocol(chosen).authority


def serve(settings: Settings, say: Say) -> None:
    """Serve what is set up until told to stop. Raises DeskError where nothing is, or no platform takes the desk."""
    import asyncio

    from bot.serving_parts import serve_platforms
    from bot.set_up import require_a_platform

    require_a_platform(settings)
    library = open_library(settings)
    authority(settings, library)
    memory = open_memory(settings)
    search = open_search(settings, library, say)
    asyncio.run(serve_platforms(settings, library, search, desk(settings, library, search), memory))


def open_memory(settings: Settings) -> SqliteMemory:
    """What is remembered between two starts. Raises DeskError where the file cannot be used."""
    from bot.database.memory import SqliteMemory

    return SqliteMemory(settings.database)


def check_requests(settings: Settings, library: Library) -> list[Check]:
    """Whether the database of requests can be used and is whole, and how their letters stand. Raises DeskError."""
    import asyncio

    from bot import practice, request_checks, request_parts

    async def look() -> list[Check]:
        opened = request_parts.open_requests(settings, library)
        try:
            return await request_checks.check_requests(opened)
        finally:
            await opened.database.close()

    holidays = request_checks.check_holidays(settings.service_standards, practice.now().date())
    return [*asyncio.run(look()), *holidays]


async def deliver(settings: Settings, opened: OpenRequests) -> int:
    """Send the letters that are due, to the platforms too that are set up; how many were taken.

    Raises DeskError where a platform does not take the credentials.
    """
    from bot import request_parts
    from bot.couriers import couriers_of

    async with couriers_of(settings, opened) as couriers:
        return await request_parts.worker(opened, couriers).until_empty()


def known_addresses(settings: Settings) -> RegisteredAddresses:
    """Where people are reached, as far as that is known without asking a platform: in the Slack workspace that the desk
    served last, and in the tenant of the settings. Raises DeskError where the memory cannot be used.
    """
    from bot.practice import RegisteredAddresses

    addresses = RegisteredAddresses(tenant=settings.teams_tenant_id or "")
    if settings.slack_bot_token is not None:
        memory = open_memory(settings)
        try:
            addresses.team = memory.team()
        finally:
            memory.close()
    return addresses


def check_slack(settings: Settings, library: Library) -> list[Check]:
    """Whether Slack takes the tokens and knows the ids of the settings. Raises SettingsError."""
    import asyncio

    from bot.platform_options import slack_options, slack_tokens
    from bot.set_up import slack_faults
    from bot.slack.checks import check_slack

    faults = list(slack_faults(settings))
    if faults:
        raise SettingsError(*faults)
    return asyncio.run(check_slack(slack_options(settings, library), slack_tokens(settings)))


def check_teams(settings: Settings, library: Library) -> list[Check]:
    """Whether Microsoft takes the credentials, and whether the desk is reached. Raises SettingsError."""
    import asyncio

    from bot.platform_options import teams_options
    from bot.set_up import teams_faults
    from bot.teams.checks import check_teams
    from bot.teams.credentials import Credentials

    faults = list(teams_faults(settings))
    if faults:
        raise SettingsError(*faults)
    options = teams_options(settings, library)
    return asyncio.run(check_teams(options, Credentials(options), settings.teams_public_url))


def _not_installed(settings: Settings, library: Library) -> list[Fault]:
    named = [("authority", settings.authority)]
    for field in ("channel_authorities", "teams_channel_authorities"):
        named += [(field, name) for name in getattr(settings, field).values()]
    named += [("contacts", name) for name in settings.contacts]
    named += [("elections", name) for name in settings.elections]
    remedy = f"Use {', '.join(library.authorities)}."
    return [
        Fault(variable(field), f"there is no protocol of {name!r}.", remedy)
        for field, name in named
        if name is not None and name not in library.authorities
    ]
