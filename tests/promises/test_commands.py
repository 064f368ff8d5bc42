"""What README.md and docs/ tell people to type can be typed, and what they link to is there."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli.app import desk

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
PAGES = [README, ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/**/*.md")), *sorted(ROOT.glob("knowledge/**/*.md"))]


def command_lines() -> Iterator[tuple[str, str]]:
    """All `protocol-desk ...` in the pages, as (page, arguments)."""
    for page in PAGES:
        for found in re.findall(
            r"(?:^|`)(?:\.venv/bin/)?protocol-desk( [^`\n]*|)", page.read_text("utf-8"), re.MULTILINE
        ):
            yield page.name, found.split(" < ")[0].strip()


def parsed(arguments: list[str]) -> str:
    """The path of the command; raises click.UsageError where it cannot be given like that."""
    command: click.Command = desk
    path = []
    while isinstance(command, click.Group) and arguments and not arguments[0].startswith("-"):
        name = arguments.pop(0)
        if name not in command.commands:
            raise click.UsageError(f"no command {name}")
        path.append(name)
        command = command.commands[name]
    command.make_context(path[-1] if path else "protocol-desk", arguments, resilient_parsing="--help" in arguments)
    return " ".join(path)


@pytest.mark.parametrize(("page", "arguments"), sorted(set(command_lines())))
def test_each_command_line_in_the_pages_can_be_typed(page: str, arguments: str) -> None:
    if arguments:
        parsed(shlex.split(arguments))


def test_every_command_is_in_the_page_about_the_command_line() -> None:
    def paths(group: click.Group, *above: str) -> Iterator[str]:
        for name, command in group.commands.items():
            if isinstance(command, click.Group):
                yield from paths(command, *above, name)
            else:
                yield " ".join((*above, name))

    documented = {parsed(shlex.split(line)) for page, line in command_lines() if page == "command-line.md" and line}
    assert documented == set(paths(desk))


def test_the_first_screen_has_the_picture_and_the_two_commands() -> None:
    first_screen = "\n".join(README.read_text("utf-8").splitlines()[:30])
    assert re.findall(r"^```\n(.+)\n```$", first_screen, re.MULTILINE) == ["make run", "make test"]
    assert re.search(r"!\[.+\]\(docs/answer\.svg\)", first_screen)


def test_make_says_what_can_be_made() -> None:
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert phony
    assert sorted(re.findall(r"^  make ([\w-]+) +\w", told, re.MULTILINE)) == sorted(phony[1].split())


def test_every_make_command_in_the_pages_is_a_target() -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        word
        for page in PAGES
        for word in re.findall(r"(?:^|`)make ([a-z0-9-]+)", page.read_text("utf-8"), re.MULTILINE)
    }
    assert {"run", "test"} <= named <= targets


def test_ci_runs_the_test_command_of_the_readme_and_the_workflow_runs_ci() -> None:
    assert re.search(r"^make test$", (ROOT / ".ci" / "run").read_text("utf-8"), re.MULTILINE)
    assert "run: bash .ci/run\n" in (ROOT / ".github" / "workflows" / "checks.yml").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
