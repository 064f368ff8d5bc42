"""The commands. Each imports what it needs when it runs: `--help` must not wait for a model."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any

import click

from bot import __version__
from bot.cli.neutrality import neutrality
from bot.cli.request import request
from bot.cli.requests import requests
from bot.cli.teams import teams
from knowledge.errors import DeskError

_UNEXPECTED = "Something went wrong that should not have: {}. The line above says where; please report it."
OPENING = "Opening the protocols …"
BUILT = "{embedded} texts embedded, {reused} taken over, in {seconds:.1f} s. The index is in {folder}."
EXAMPLE = "can I copy another ward councillor on this?"
EXAMPLE_AUTHORITY = "trafford"
_ROLES = click.Choice(["member", "officer", "any"])


def say(text: str) -> None:
    """A word to whoever waits, beside the output proper."""
    click.echo(text, err=True)


def progress(done: int, total: int) -> None:
    """Count on one line of a terminal how far a build has come; elsewhere say only when it is done."""
    if sys.stderr.isatty():
        click.echo(f"\r{done} of {total} texts embedded", err=True, nl=done == total)
    elif done == total:
        say(f"{total} texts embedded.")


def asked(done: int, total: int) -> None:
    """Count on one line of a terminal how many questions of an evaluation were asked."""
    if sys.stderr.isatty():
        click.echo(f"\r{done} of {total} questions asked", err=True, nl=done == total)


class _Commands(click.Group):
    """Turns what goes wrong into a sentence on standard error: exit code 2 for wrong usage, 1 for all else."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except DeskError as error:
            raise click.ClickException(str(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            raise click.exceptions.Exit(130) from None
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}.") from error
        except Exception as error:
            logging.getLogger("bot").exception("unexpected")
            raise click.ClickException(_UNEXPECTED.format(type(error).__name__)) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="protocol-desk")
def desk() -> None:
    """Quote the exact clauses of a council's Member/Officer Relations Protocol.

    Settings are read from PROTOCOL_DESK_... variables and from .env (docs/settings.md).
    """
    from bot import logs

    logs.set_up("warning")


@desk.command()
@click.argument("question", required=False)
@click.option("--authority", metavar="NAME", help="Whose protocol: cjc, cumbria, lydney, reigate, trafford.")
@click.option("--role", type=_ROLES, default="any", show_default=True, help="The side of whoever asks.")
@click.option("--json", "as_json", is_flag=True, help="Print the reply as one JSON object on one line.")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read questions as JSON lines; with --json.")
def ask(question: str | None, authority: str | None, role: str, as_json: bool, from_stdin: bool) -> None:
    """Answer QUESTION, or the questions on standard input.

    A line of standard input is an object with "question", and "id", "authority" and "role" as wanted; each gets one
    line in reply, in the same order. A line that cannot be read gets an object with "error", and the exit code is 1.
    """
    if from_stdin and question is not None:
        raise click.UsageError("Give a QUESTION or --stdin, not both.")
    if from_stdin and not as_json:
        raise click.UsageError("--stdin writes JSON lines: add --json.")
    if not from_stdin and question is None:
        raise click.UsageError('What is the question? Put it in quotation marks: protocol-desk ask "…"')
    well = _stream(authority, role) if from_stdin else _once(question or "", authority, role, as_json=as_json)
    raise click.exceptions.Exit(0 if well else 1)


def _once(question: str, authority: str | None, role: str, *, as_json: bool) -> bool:
    from bot import app, settings
    from bot.cli import ask, inbound
    from handlers.messages import Question

    given = settings.load()
    library = app.open_library(given)
    asked = Question(question, app.authority(given, library, authority), inbound.role(role))
    assistant = app.assemble(given, library, say, progress)
    return ask.once(assistant.answer, asked, as_json_line=as_json)


def _stream(authority: str | None, role: str) -> bool:
    from bot import app, settings
    from bot.cli import ask

    given = settings.load()
    library = app.open_library(given)
    otherwise = app.authority(given, library, authority) if authority or given.authority else None
    assistant = app.assemble(given, library, say, progress)
    return ask.stream(assistant.answer, sys.stdin.buffer, sys.stdout.buffer, otherwise, role)


@desk.command()
@click.option("--authority", metavar="NAME", help="Whose protocol to begin with.")
@click.option("--role", type=_ROLES, default="any", show_default=True, help="Your side.")
def chat(authority: str | None, role: str) -> None:
    """Talk with the desk in the terminal."""
    _talk(authority, role)


def _talk(authority: str | None, role: str) -> None:
    from bot import app, settings
    from bot.cli import inbound, terminal
    from bot.cli.chat import Conversation

    given = settings.load()
    library = app.open_library(given)
    names = {name: library.protocol(name).name for name in library.authorities}
    named = authority or given.authority or len(names) == 1
    whose = app.authority(given, library, authority) if named else ""
    say(OPENING)
    assistant = app.assemble(given, library, say, progress)
    terminal.run(Conversation(assistant, names, whose, inbound.role(role)), list(names))


_FILE = click.Path(path_type=Path, dir_okay=False)


desk.add_command(neutrality)
desk.add_command(request)
desk.add_command(requests)
desk.add_command(teams)


@desk.command()
@click.argument("files", metavar="FILE...", type=_FILE, nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
@click.option("--save", metavar="RUN.json", type=_FILE, help="Keep this run, to compare later ones with it.")
@click.option("--against", metavar="RUN.json", type=_FILE, help="Compare with a run that was kept.")
@click.option("--picture", metavar="FILE.svg", type=_FILE, help="Draw the confidence and its errors.")
@click.option("--floors", metavar="FILE.toml", type=_FILE, help="Exit with 1 where a figure misses its bound.")
def evaluate(  # noqa: PLR0913, PLR0917 - one for each option
    files: tuple[Path, ...],
    as_json: bool,
    save: Path | None,
    against: Path | None,
    picture: Path | None,
    floors: Path | None,
) -> None:
    """Ask the desk the questions in each FILE, whose clauses are known, and say how good its replies are.

    docs/evaluating.md says how to write such a file and what the figures mean.
    """
    from bot import app, settings
    from bot.cli import evaluate as evaluating
    from bot.evaluation import floors as gate
    from bot.evaluation import questions, report, runs

    given = settings.load()
    library = app.open_library(given)
    cases = questions.read(files, library, given.authority)
    bounds = gate.read_bounds(floors) if floors else ()
    earlier = runs.read_run(against) if against else None
    examined = app.examined_desk(given, library, say, progress)
    done = evaluating.evaluate(examined, cases, earlier=earlier, bounds=bounds, progress=asked)
    if save:
        runs.save(save, done.marks)
    if picture:
        evaluating.write_picture(picture, done.marks)
    click.echo(json.dumps(report.as_data(done), ensure_ascii=False) if as_json else "\n".join(report.as_text(done)))
    raise click.exceptions.Exit(0 if done.ok else 1)


@desk.command()
def serve() -> None:
    """Answer in Slack, in Teams or in both, as the settings say."""
    _serve()


def _serve() -> None:
    from bot import app, logs, settings

    given = settings.load()
    logs.set_up(given.log_level)
    app.serve(given, say)


@desk.command()
def start() -> None:
    """Serve Slack and Teams where they are set up, else open the chat.

    Without a terminal, answer an example and end. This is what `make run` does.
    """
    from bot import settings
    from bot.set_up import has_platform

    given = settings.load()
    if has_platform(given):
        _serve()
    elif sys.stdin.isatty() and sys.stdout.isatty():
        _talk(None, "any")
    else:
        click.echo(f'There is no terminal here, so this answers one question: protocol-desk ask "{EXAMPLE}"\n')
        raise click.exceptions.Exit(0 if _once(EXAMPLE, EXAMPLE_AUTHORITY, "any", as_json=False) else 1)


@desk.command()
def doctor() -> None:
    """Check everything the desk needs and say what to do; exit code 1 when something is wrong."""
    from bot.cli.doctor import examine, report

    raise click.exceptions.Exit(0 if report(examine()) else 1)


@desk.group()
def index() -> None:
    """The search index."""


@index.command("build")
def index_build() -> None:
    """Embed what is new or changed in the protocols, and write the index."""
    from bot import app, settings

    given = settings.load()
    built = app.build_index(given, progress)
    told = BUILT.format(embedded=built.embedded, reused=built.reused, seconds=built.seconds, folder=given.index)
    click.echo(told)


@desk.group()
def knowledge() -> None:
    """The protocols and what is stored with them."""


@knowledge.command("check")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def knowledge_check(folder: Path | None) -> None:
    """Read all protocols (in FOLDER, or those of the settings) and print what is in them."""
    from bot import settings
    from knowledge.check import check, render

    given = folder or settings.load().knowledge
    report = check(given)
    click.echo(render(report))
    raise click.exceptions.Exit(0 if report.ok else 1)
