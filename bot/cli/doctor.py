"""`protocol-desk doctor`: what an operator needs to know, one line for each thing looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from bot.checks import Check


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
