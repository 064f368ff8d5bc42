"""`protocol-desk teams`: what Microsoft Teams needs to know of the desk. What it needs is imported when it runs."""

from __future__ import annotations

from pathlib import Path

import click

_WRITTEN = "{file} is the app package, version {version}, of the bot {bot}."
_NEXT = "The messaging endpoint of the Azure Bot is {endpoint}. docs/teams.md says where to upload the package."
_DEFAULT = "protocol-desk-teams.zip"


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
def package(out: Path) -> None:
    """Write the app package that an administrator uploads to Teams."""
    from bot import __version__, settings
    from bot.teams import package as packing

    given = settings.load()
    packing.write(given, out)
    click.echo(_WRITTEN.format(file=out, version=__version__, bot=given.teams_app_id))
    click.echo(_NEXT.format(endpoint=packing.messaging_endpoint(given)))
