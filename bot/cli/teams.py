"""`protocol-desk teams`: what Microsoft Teams needs to know of the desk. What it needs is imported when it runs."""

from __future__ import annotations

import re
from pathlib import Path

import click

from bot import __version__

_WRITTEN = "{file} is the app package, version {version}, of the bot {bot}."
_NEXT = "The messaging endpoint of the Azure Bot is {endpoint}. docs/teams.md says where to upload the package."
_DEFAULT = "protocol-desk-teams.zip"
_NO_VERSION = "Write three numbers with points between them, such as 0.1.1."
_NUMBER = r"(0|[1-9]\d*)"


def _three_numbers(_: click.Context, __: click.Parameter, value: str) -> str:
    if not re.fullmatch(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}", value, re.ASCII):
        raise click.BadParameter(_NO_VERSION)
    return value


@click.group()
def teams() -> None:
    """Bring the desk into Microsoft Teams."""


@teams.command()
@click.option(
    "--out",
    metavar="FILE.zip",
    type=click.Path(path_type=Path, dir_okay=False),
    default=_DEFAULT,
    show_default=True,
    help="Where to write the package.",
)
@click.option(
    "--app-version",
    metavar="NUMBER",
    callback=_three_numbers,
    default=__version__,
    show_default=True,
    help="The version of the package. Teams takes a changed package only with a higher one.",
)
def package(out: Path, app_version: str) -> None:
    """Write the app package that an administrator uploads to Teams."""
    from bot import settings
    from bot.teams import package as packing

    given = settings.load()
    packing.write(given, out, app_version)
    click.echo(_WRITTEN.format(file=out, version=app_version, bot=given.teams_app_id))
    click.echo(_NEXT.format(endpoint=packing.messaging_endpoint(given)))
