"""`protocol-desk requests`: what an operator does with formal requests. What it needs is imported when it runs."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from knowledge.errors import DeskError

if TYPE_CHECKING:
    from bot.request_parts import OpenRequests
    from bot.settings import Settings
    from handlers.requests.request import Person

T = TypeVar("T")
_DAY = click.DateTime(["%Y-%m-%d"])
_WHOLE = "{events} events stand as they were written; the head is {digest}. Note it down elsewhere, with the date."
_NOT_WHOLE = "{count} things are not as they were written. Keep a copy of the database, and ask who had access to it."
_NO_PERIODS = "PROTOCOL_DESK_RETENTION says of no type how long it is kept: nothing is to be purged."
_NOTHING_OVER = "No decided or ended request has been kept longer than the settings say."
_NO_REQUESTS = "There are no such requests."
_NO_EVENTS = "No events are kept here. If requests were started, compare with the head that you noted down elsewhere."
_NO_ID = "--as: “{named}” is not an id. Write that of the person for whom you do it: email::jane@council.example."
_EITHER = "--dry-run only lists and --yes purges: give one of them."
_WOULD = "{count} would be purged. To purge them: protocol-desk requests purge --yes"
_PURGED = "{count} purged. What happened with them, without words or names, stays in the chain."
_BACK = "{count} letters of {reference} wait to be sent again."
_NONE_GIVEN_UP = "No letter of {reference} was given up."
_NO_SUCH = "There is no request {reference}."
_EXPORTED = "{count} requests exported."
_DELIVERED = "{count} letters taken. {waiting} wait, {given_up} could not be delivered."
_SUBJECT = "--for subject needs --subject with the id, or --name with the name, of the person whose data is asked for."
_MIGRATED = "The database of requests has the tables of this desk."


@click.group()
def requests() -> None:
    """Look after the formal requests that people have started."""


def _with(work: Callable[[OpenRequests, Settings], Awaitable[T]]) -> T:
    """Open the requests, do the work, and close them."""

    async def run() -> T:
        from bot import app, request_parts, settings

        loaded = settings.load()
        library = app.open_library(loaded)
        opened = request_parts.open_requests(loaded, library, app.known_addresses(loaded))
        try:
            return await work(opened, loaded)
        finally:
            await opened.database.close()

    return asyncio.run(run())


def _operator() -> Person:
    from bot.cli.request_people import login
    from handlers.requests.request import Person

    return Person(f"cli::{login()}", login())


def _period(command: Callable[..., None]) -> Callable[..., None]:
    since = click.option("--since", type=_DAY, help="Submitted on this day or later: YYYY-MM-DD.")
    before = click.option("--before", type=_DAY, help="Submitted before this day.")
    return since(before(command))


@requests.command("list")
@click.option("--authority", metavar="NAME", help="Only those under this protocol.")
@click.option("--open", "only_open", is_flag=True, help="Only those that are neither closed nor withdrawn.")
@click.option("--undelivered", is_flag=True, help="Only those with a letter that could not be delivered.")
@_period
def list_requests(
    authority: str | None, only_open: bool, undelivered: bool, since: datetime | None, before: datetime | None
) -> None:
    """One line for each: reference, day, state, type, office."""
    from handlers.requests.lifecycle import ENDED

    async def work(opened: OpenRequests, _: Settings) -> None:
        given_up, count = {one.letter.reference for one in await opened.outbox.given_up()}, 0
        async for one in opened.store.requests(*_utc(since, before)):
            passed_over = (
                (authority and one.authority != authority)
                or (only_open and one.state in ENDED)
                or (undelivered and one.reference not in given_up)
            )
            if not passed_over:
                mark = "  letter not delivered" if one.reference in given_up else ""
                day = f"{one.created_at:%Y-%m-%d}"
                click.echo(f"{one.reference}  {day}  {one.state:<15}  {one.type}  {one.office}{mark}")
                count += 1
        if not count:
            click.echo(_NO_REQUESTS, err=True)

    _with(work)


@requests.command()
@click.argument("reference")
def show(reference: str) -> None:
    """All that is kept about a request, as one JSON object."""
    import json

    from bot.database.export import WHOLE, history, record

    async def work(opened: OpenRequests, _: Settings) -> dict[str, Any]:
        found = await opened.store.get(reference.strip().upper())
        if found is None:
            raise DeskError(_NO_SUCH.format(reference=reference))
        events = await opened.store.events(found.reference)
        letters = [
            {"kind": one.letter.kind, "to": one.letter.to, "state": one.state, "attempts": one.attempts,
             "reason": one.reason, "posted": one.posted, "at": one.at and one.at.isoformat()}
            for one in await opened.store.deliveries(found.reference)
        ]  # fmt: skip
        return {**record(found, WHOLE), "history": history(events, found, WHOLE), "letters": letters}

    click.echo(json.dumps(_with(work), ensure_ascii=False, indent=2))


@requests.command()
@click.option("--format", "form", type=click.Choice(["csv", "jsonl"]), default="jsonl", show_default=True)
@click.option("--for", "reader", type=click.Choice(["authority", "public", "subject"]), default="authority",
              show_default=True, help="Withhold nothing, what may name people, or others.")  # fmt: skip
@click.option("--subject", metavar="ID", default="", help="With --for subject: that person's id.")
@click.option("--name", metavar="NAME", default="", help="With --for subject: that person's name.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file; standard output without it.")
@_period
def export(  # noqa: PLR0913, PLR0917 - one for each option
    form: str, reader: str, subject: str, name: str, out: Path | None, since: datetime | None, before: datetime | None
) -> None:
    """Write requests out, by day. docs/operating.md explains the marks."""
    from bot.database.export import Form, Reader, Redaction
    from bot.database.export import export as write
    from handlers.requests.request import Person

    if reader == "subject" and not (subject or name):
        raise click.UsageError(_SUBJECT)
    person = Person(subject, name) if reader == "subject" else None

    async def work(opened: OpenRequests, _: Settings) -> int:
        from bot.practice import impersonal

        redaction = Redaction(Reader(reader), person, impersonal(opened.library))
        period = _utc(since, before)
        if out is None:
            return await write(opened.store, sys.stdout, Form(form), redaction, period)
        with out.open("w", encoding="utf-8", newline="") as file:
            return await write(opened.store, file, Form(form), redaction, period)

    click.echo(_EXPORTED.format(count=_with(work)), err=True)


@requests.command()
@click.option("--dry-run", is_flag=True, help="Only list them: so it is without --yes.")
@click.option("--yes", "sure", is_flag=True, help="Purge them.")
def purge(dry_run: bool, sure: bool) -> None:
    """Forget decided and ended requests that were kept as long as PROTOCOL_DESK_RETENTION says."""
    if dry_run and sure:
        raise click.UsageError(_EITHER)

    async def work(opened: OpenRequests, loaded: Settings) -> None:
        from bot import request_parts
        from bot.database.purge import expired
        from bot.database.purge import purge as forget
        from bot.practice import now

        retention = request_parts.retention(loaded, opened.library)
        if not retention.days:
            click.echo(_NO_PERIODS)
            return
        over = await (forget(opened.database, retention, now(), _operator()) if sure else expired(
            opened.database, retention, now()))  # fmt: skip
        for one in over:
            how = "ended" if one.was_ended else "never closed, last changed"
            click.echo(f"{one.reference}  {how} {one.changed_at:%Y-%m-%d}  kept {one.days} days  {one.type}")
        click.echo((_PURGED if sure else _WOULD).format(count=len(over)) if over else _NOTHING_OVER)

    _with(work)


@requests.command()
def verify() -> None:
    """Prove that no event was altered, removed or put in.

    Exit code 1 where one was altered, removed, reordered or put in; each is named.
    """
    from bot.database.verifying import verify as verified

    verdict = _with(lambda opened, _: verified(opened.database))
    for fault in verdict.faults:
        click.echo(str(fault))
    if verdict.faults:
        click.echo(_NOT_WHOLE.format(count=len(verdict.faults)))
        raise click.exceptions.Exit(1)
    if not verdict.events:
        click.echo(_NO_EVENTS)
        return
    click.echo(_WHOLE.format(events=verdict.events, digest=verdict.head.digest))


@requests.command()
@click.argument("reference")
@click.argument("move")
@click.option("--as", "named", metavar="ID", required=True, help="For whom it is done: email::jane@council.example.")
@click.option("--words", "text", metavar="TEXT", default="", help="The reason or the text that goes with it.")
@click.option("--duty", type=click.IntRange(1), help="Which of the open duties is done.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on one line.")
def act(reference: str, move: str, named: str, **given: Any) -> None:
    """Make a move for somebody else, such as grant or do-task.

    Who typed it is recorded.
    """
    from bot.cli.request import make_move
    from bot.cli.request_people import is_id, person

    if not is_id(named):
        raise click.UsageError(_NO_ID.format(named=named))

    async def work(opened: OpenRequests, _: Settings) -> bool:
        who = person(named, opened.register, opened.addresses, opened.library.authorities)
        return await make_move(opened, who, reference, move, given)

    raise click.exceptions.Exit(0 if _with(work) else 1)


@requests.command()
def deliver() -> None:
    """Send the letters that are due, once. A desk that serves does this by itself."""

    async def work(opened: OpenRequests, loaded: Settings) -> None:
        from bot import app
        from handlers.requests.request import DeliveryState

        count = await app.deliver(loaded, opened)
        left = await opened.outbox.counts()
        click.echo(_DELIVERED.format(
            count=count, waiting=left[DeliveryState.WAITING], given_up=left[DeliveryState.UNDELIVERABLE]))  # fmt: skip

    _with(work)


@requests.command()
@click.argument("reference")
def again(reference: str) -> None:
    """Have letters sent again that could not be delivered."""

    async def work(opened: OpenRequests, _: Settings) -> int:
        from bot.practice import now

        return await opened.outbox.again(reference.strip().upper(), now())

    count = _with(work)
    click.echo((_BACK if count else _NONE_GIVEN_UP).format(count=count, reference=reference.strip().upper()))


@requests.command()
def migrate() -> None:
    """Bring the tables of the database up to date. An SQLite file does this by itself."""

    async def work(opened: OpenRequests, _: Settings) -> None:
        await opened.database.migrate()

    _with(work)
    click.echo(_MIGRATED)


def _utc(since: datetime | None, before: datetime | None) -> tuple[datetime | None, datetime | None]:
    """Days by the authority's clocks."""
    from bot.practice import ZONE

    return since and since.replace(tzinfo=ZONE), before and before.replace(tzinfo=ZONE)
