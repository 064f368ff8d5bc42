"""`protocol-desk neutrality`: the command. What it needs is imported when it runs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import date

    from handlers.neutrality.messages import Facts
    from handlers.ports import Search

_MEETINGS = click.Choice(["party-group", "cabinet", "ward", "scrutiny", "other"])
_YES_NO = click.Choice(["yes", "no"])


@click.command()
@click.option("--authority", metavar="NAME", help="Whose protocol: cjc, cumbria, lydney, reigate, trafford.")
@click.option("--meeting", type=_MEETINGS, help="The kind of meeting: all else may be left out.")
@click.option("--date", "on", metavar="DATE", help="The day of the meeting, as in “13 February 2027” or 2027-02-13.")
@click.option(
    "--arranged-by", type=click.Choice(["council", "member", "outside"]), help="Who arranges it (ward meetings only)."
)
@click.option("--non-members", type=_YES_NO, help="Will people be there who are not members?")
@click.option("--policy-change", type=_YES_NO, help="Is a significant policy change about to be decided?")
@click.option("--party-business", type=_YES_NO, help="Is party business on the agenda?")
@click.option("--officer", type=click.Choice(["senior", "junior", "statutory", "restricted"]), help="Who goes.")
@click.option("--member", is_flag=True, help="You are a councillor and ask an officer to come.")
@click.option("--json", "as_json", is_flag=True, help="Print the check as one JSON object on one line.")
def neutrality(  # noqa: PLR0913, PLR0917 - one for each option
    authority: str | None,
    meeting: str | None,
    on: str | None,
    arranged_by: str | None,
    non_members: str | None,
    policy_change: str | None,
    party_business: str | None,
    officer: str | None,
    member: bool,
    as_json: bool,
) -> None:
    """Show what the protocol says before, during and after a meeting to which an officer is asked.

    Only the kind of meeting is needed; each further fact makes the list more exact. It is never a clearance: the last
    line says who decides. No model is loaded where an editor has laid the protocol out.
    """
    from handlers.neutrality.messages import Facts
    from knowledge.clause import Role
    from knowledge.neutrality import Circumstance, Meeting

    if meeting is None:
        raise click.UsageError(f"What kind of meeting? Add --meeting with one of: {', '.join(Meeting)}.")
    if arranged_by and meeting != "ward":
        raise click.UsageError("--arranged-by is for ward meetings: add --meeting ward, or leave it out.")
    said = {
        Circumstance.ARRANGED_BY: arranged_by,
        Circumstance.NON_MEMBERS: non_members,
        Circumstance.POLICY_CHANGE: policy_change,
        Circumstance.PARTY_BUSINESS: party_business,
        Circumstance.OFFICER: officer,
    }
    known = {one: answer for one, answer in said.items() if answer is not None}
    side = Role.MEMBER if member else Role.OFFICER
    _check(authority, Facts(Meeting(meeting), _day(on) if on else None, known, side), as_json=as_json)


def _check(named: str | None, facts: Facts, *, as_json: bool) -> None:
    from bot import app, settings

    given = settings.load()
    library = app.open_library(given)
    authority = app.authority(given, library, named)
    search: Search | None = None
    if library.protocol(authority).neutrality is None:
        search = app.open_search(given, library, lambda word: click.echo(word, err=True))
    check = app.neutrality_desk(given, library, search).check(authority, facts)
    if as_json:
        from bot.cli.neutrality_json import check_json
        from bot.cli.outbound import line

        sys.stdout.buffer.write(line(check_json(check)).encode() + b"\n")
        return
    from bot.cli.drawing import screen
    from bot.cli.neutrality_drawing import draw_check

    screen().print(draw_check(check))


def _day(written: str) -> date:
    from handlers.requests.dates import NoSuchDay, read_date

    try:
        day = read_date(written)
    except NoSuchDay:
        raise click.UsageError(f"--date {written}: the calendar has no such day.") from None
    if day is None:
        raise click.UsageError(f"--date {written}: write a day such as “13 February 2027” or 2027-02-13.")
    return day
