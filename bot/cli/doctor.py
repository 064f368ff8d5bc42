"""`protocol-desk doctor`: what an operator needs to know, one line for each thing looked at."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

import click

from bot import app
from bot.checks import Check
from bot.set_up import has_slack, has_teams
from bot.settings import ENV_FILE, Settings, SettingsError, load
from knowledge.errors import DeskError, KnowledgeError
from knowledge.library import Library
from knowledge.offices import OfficeRegister, read_register, vacant

_CHECK_KNOWLEDGE = "Run: protocol-desk knowledge check"
_NO_PLATFORM = "not set up, which is fine for the command line"


def examine() -> Iterator[Check]:
    """Look at everything in turn; what rests on something that is wrong is not looked at."""
    try:
        settings = load()
    except SettingsError as error:
        yield from (Check("Settings", False, f"{one.field}: {one.reason}", one.remedy) for one in error.faults)
        return
    yield Check("Settings", True, f"read from the environment{f' and {ENV_FILE}' if ENV_FILE.is_file() else ''}")
    library = yield from _knowledge(settings)
    if library is not None:
        yield from _offices(settings, library)
        yield from _index(settings, library)
    yield _memory(settings)
    if library is not None:
        yield from _requests(settings, library)
    yield from _slack(settings, library)
    yield from _teams(settings, library)


def _knowledge(settings: Settings) -> Generator[Check, None, Library | None]:
    try:
        library = app.open_library(settings)
    except SettingsError as error:
        yield from (Check("Settings", False, f"{one.field}: {one.reason}", one.remedy) for one in error.faults)
        return None
    except DeskError as error:
        yield Check("Knowledge", False, str(error), _CHECK_KNOWLEDGE)
        return None
    clauses = sum(len(library.protocol(authority).clauses) for authority in library.authorities)
    yield Check("Knowledge", True, f"{clauses} clauses of {', '.join(library.authorities)}")
    return library


def _offices(settings: Settings, library: Library) -> Iterator[Check]:
    """The register, where one is set: what is wrong in it, and the offices that are needed and that nobody holds."""
    if settings.offices is None:
        return
    problems: list[KnowledgeError] = []
    register = OfficeRegister(read_register(settings.offices, library, problems))
    yield from (Check("Offices", False, f"{one.where}: {one.what}", one.remedy) for one in problems)
    if problems:
        return
    in_channels = {*settings.channel_authorities.values(), *settings.teams_channel_authorities.values()}
    served = {*register.authorities, settings.authority, *in_channels} - {None}
    empty = list(vacant(register, library, sorted(filter(None, served))))
    for authority in sorted({authority for authority, _ in empty}):
        names = ", ".join(office for whose, office in empty if whose == authority)
        remedy = f"Add a [[term]] for each to {settings.offices}, or correct its dates."
        yield Check("Offices", False, f"{authority}: nobody holds these today: {names}", remedy)
    if not empty:
        yield Check(
            "Offices", True, f"somebody holds every office that a route or a request needs, by {settings.offices}"
        )


def _index(settings: Settings, library: Library) -> Iterator[Check]:
    try:
        encoder = app.open_encoder(settings)
        yield Check("Model", True, f"{settings.model}, {encoder.dimension} dimensions")
    except DeskError as error:
        yield Check("Model", False, str(error))
        return
    try:
        app.open_index(settings, library, encoder)
        yield Check("Index", True, f"up to date, in {settings.index}")
    except DeskError as error:
        what, _, remedy = str(error).partition(" Run: ")
        yield Check("Index", False, what, f"Run: {remedy}" if remedy else "")


def _memory(settings: Settings) -> Check:
    try:
        app.open_memory(settings).close()
    except DeskError as error:
        return Check("Memory", False, str(error))
    return Check("Memory", True, str(settings.database))


def _requests(settings: Settings, library: Library) -> Iterator[Check]:
    """Where the register is wrong, that was said already."""
    try:
        yield from app.check_requests(settings, library)
    except KnowledgeError:
        return
    except DeskError as error:
        what, _, remedy = str(error).partition(". ")
        yield Check("Requests", False, what, remedy)


def _slack(settings: Settings, library: Library | None) -> Iterator[Check]:
    if not has_slack(settings):
        yield Check("Slack", True, _NO_PLATFORM)
    elif library is not None:
        yield from _of_platform("Slack", lambda: app.check_slack(settings, library))


def _teams(settings: Settings, library: Library | None) -> Iterator[Check]:
    if not has_teams(settings):
        yield Check("Teams", True, _NO_PLATFORM)
    elif library is not None:
        yield from _of_platform("Teams", lambda: app.check_teams(settings, library))


def _of_platform(name: str, look: Callable[[], Sequence[Check]]) -> Iterator[Check]:
    try:
        yield from look()
    except SettingsError as error:
        yield from (Check(name, False, f"{one.field}: {one.reason}", one.remedy) for one in error.faults)


def report(checks: Iterable[Check]) -> bool:
    """Print each check as it is made; False where something is wrong."""
    wrong = 0
    for check in checks:
        for line in _lines(check):
            click.echo(line)
        wrong += not check.ok
    click.echo()
    click.echo(_verdict(wrong))
    return not wrong


def _lines(check: Check) -> Iterator[str]:
    mark = click.style("ok   ", fg="green") if check.ok else click.style("WRONG", fg="red", bold=True)
    first, *more = check.what.splitlines() or [""]
    yield f"{mark}  {check.name:<14} {first}"
    indent = " " * 22
    yield from (indent + line for line in more)
    if check.remedy:
        yield f"{indent}{click.style('What to do:', bold=True)} {check.remedy}"


def _verdict(wrong: int) -> str:
    if not wrong:
        return "All is well."
    return "One thing is wrong." if wrong == 1 else f"{wrong} things are wrong."
