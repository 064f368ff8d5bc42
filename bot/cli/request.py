"""`protocol-desk request`: the command. What it needs is imported when it runs."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.request_parts import OpenRequests
    from handlers.requests.request import Person
    from knowledge.clause import Role

_REFERENCE = re.compile(r"[A-Za-z]{2,6}-\d{4}-\d{4,}")
_NEEDS_TYPE = "With --json nothing is asked: give --type, and each field with --field key=value."


@click.command()
@click.argument("words", nargs=-1)
@click.option("--authority", metavar="NAME", help="Whose protocol: cjc, cumbria, lydney, reigate, trafford.")
@click.option("--role", type=click.Choice(["member", "officer"]), help="Your side.")
@click.option("--type", "type_id", metavar="ID", help="The type of request, by its id.")
@click.option("--field", "fields", metavar="KEY=VALUE", multiple=True, help="An answer; may be given several times.")
@click.option("--yes", "sure", is_flag=True, help="Send it without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on one line; with --yes to send.")
@click.option("--as", "named", metavar="WHO", help="Who asks: a name, or an id such as email::jane@council.example.")
@click.option("--key", metavar="TEXT", help="Sent twice with the same key, it is stored once.")
@click.option("--words", "text", metavar="TEXT", default="", help="The reason or the text that goes with a move.")
@click.option("--duty", type=click.IntRange(1), help="Which of the open duties is done.")
def request(words: tuple[str, ...], **given: Any) -> None:
    """Start a formal request, or look after one.

    Without WORDS, choose from all that the protocol lets you start; with WORDS, from those they mean (request
    attendance). "request list" lists yours, what waits for your decision and your duties. "request TRA-2026-0007" shows
    one, and a move after it (request TRA-2026-0007 withdraw) is made.
    """
    import asyncio

    try:
        well = asyncio.run(_run(words, **given))
    except EOFError:
        from handlers.requests.terminal_wording import NOTHING_SENT

        click.echo(f"\n{NOTHING_SENT}", err=True)
        well = False
    raise click.exceptions.Exit(0 if well else 1)


async def _run(words: tuple[str, ...], **given: Any) -> bool:
    from bot import app, request_parts, settings
    from bot.cli.request_people import person

    loaded = settings.load()
    library = app.open_library(loaded)
    opened = request_parts.open_requests(loaded, library, app.known_addresses(loaded))
    who = person(given["named"], opened.register, opened.addresses, library.authorities)
    try:
        if words == ("list",):
            return await _lists(opened, who, given)
        if words and _REFERENCE.fullmatch(words[0]):
            return await _look_after(opened, who, words, given)
        authority = app.authority(loaded, library, given["authority"])
        return await _start(opened, authority, who, " ".join(words), given)
    finally:
        await opened.database.close()


async def _start(opened: OpenRequests, authority: str, who: Person, words: str, given: Mapping[str, Any]) -> bool:
    from bot.cli.drawing import screen
    from bot.cli.requesting import Requesting
    from knowledge.clause import Role

    role = Role(given["role"]) if given["role"] else None
    answers = _answers(given["fields"])
    if given["as_json"]:
        return await _start_json(opened, authority, who, (role, answers), given)
    _refuse_unknown(opened, authority, given["type_id"], answers)
    console = screen()
    dialogue = Requesting(opened.desk, console, input, authority, role, who)
    if given["key"]:
        dialogue.key = given["key"]
    if given["sure"] and given["type_id"]:
        return await dialogue.at_once(given["type_id"], answers)
    return await dialogue.start(words, given["type_id"] or "", answers, sure=given["sure"])


async def _start_json(
    opened: OpenRequests,
    authority: str,
    who: Person,
    asked: tuple[Role | None, Mapping[str, str]],
    given: Mapping[str, Any],
) -> bool:
    """Without a word to anybody: the types, the form with its errors, the check, or the receipt."""
    from uuid import uuid4

    from handlers.messages import Notice
    from handlers.requests.messages import Form

    role, answers = asked
    _refuse_unknown(opened, authority, given["type_id"], answers)
    if not given["type_id"]:
        if answers or given["sure"]:
            raise click.UsageError(_NEEDS_TYPE)
        return _say(opened.desk.choices(authority, role), as_json=True)
    key = given["key"] or uuid4().hex
    of_type = (authority, given["type_id"], role, answers, key, who)
    shown = await opened.desk.submit(*of_type) if given["sure"] else opened.desk.check(*of_type)
    _say(shown, as_json=True)
    return not isinstance(shown, Form | Notice)


async def _lists(opened: OpenRequests, who: Person, given: Mapping[str, Any]) -> bool:
    for listed in (await opened.desk.mine(who), await opened.desk.waiting(who), await opened.desk.duties(who)):
        _say(listed, as_json=given["as_json"])
    return True


async def _look_after(opened: OpenRequests, who: Person, words: tuple[str, ...], given: Mapping[str, Any]) -> bool:
    reference, *move = words
    if len(move) > 1:
        raise click.UsageError("Give a reference and at most one move; what you want to say goes into --words.")
    if not move:
        return _say(await opened.desk.show(reference, who), as_json=given["as_json"])
    return await make_move(opened, who, reference, move[0], given)


async def make_move(opened: OpenRequests, who: Person, reference: str, move: str, given: Mapping[str, Any]) -> bool:
    """Make a move for somebody, and say what became of it."""
    from handlers.requests.lifecycle import MOVES
    from handlers.requests.messages import RequestView
    from handlers.requests.request import MoveName, Part

    people = {Part.REQUESTER, Part.DECIDER, Part.DUTY}
    names = {str(one.name).replace("_", "-"): one.name for one in MOVES if one.by & people and one.before}
    move = move.casefold().replace("_", "-")
    if move not in names:
        raise click.UsageError(f"There is no move “{move}”. There are: {', '.join(sorted(names))}.")
    task = ""
    shown = await opened.desk.show(reference, who)
    if names[move] is MoveName.DO_TASK and isinstance(shown, RequestView):
        duties = [one.task for one in shown.actions if one.move is MoveName.DO_TASK]
        number = given["duty"] or (1 if len(duties) == 1 else 0)
        if duties and not 1 <= number <= len(duties):
            raise click.UsageError(f"Which duty? Give --duty with a number from 1 to {len(duties)}.")
        task = duties[number - 1] if duties else ""
    done = await opened.desk.act(reference, names[move], who, words=given["text"], task=task)
    _say(done, as_json=given["as_json"])
    return isinstance(done, RequestView)


def _refuse_unknown(opened: OpenRequests, authority: str, type_id: str | None, answers: Mapping[str, str]) -> None:
    """Nothing that was given may be passed over in silence."""
    from handlers.requests.forms import SEND_TO
    from handlers.requests.messages import Form
    from handlers.requests.terminal_wording import no_such_field
    from knowledge.clause import Role

    forms = [opened.desk.form(authority, type_id, role) for role in Role] if type_id else []
    for form in forms:
        keys = [one.key for one in form.fields] if isinstance(form, Form) else []
        wrong = next((key for key in answers if keys and key not in (*keys, SEND_TO)), None)
        if wrong is not None:
            raise click.UsageError(no_such_field(wrong, keys))


def _answers(fields: tuple[str, ...]) -> dict[str, str]:
    answers = {}
    for one in fields:
        key, equals, value = one.partition("=")
        if not equals or not key.strip():
            raise click.UsageError(f"--field {one}: write key=value.")
        answers[key.strip()] = value
    return answers


def _say(shown: Any, *, as_json: bool) -> bool:
    """Print it; whether it is more than a notice that something could not be done."""
    from handlers.messages import Notice

    if as_json:
        from bot.cli.outbound import line
        from bot.cli.request_json import request_json

        sys.stdout.buffer.write(line(request_json(shown)).encode() + b"\n")
        sys.stdout.flush()
    else:
        from bot.cli.drawing import screen
        from bot.cli.request_drawing import draw_request

        console = screen()
        console.print(draw_request(shown))
        console.print()
    return not isinstance(shown, Notice)
