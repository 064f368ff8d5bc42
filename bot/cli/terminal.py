"""The terminal around a conversation: reads lines, shows replies, leaves quietly."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import NestedCompleter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from rich.console import Console

from bot.cli.chat import Conversation
from bot.cli.drawing import draw, draw_choices, screen

Read = Callable[[], str]
"""Gives the next line; raises EOFError at the end and KeyboardInterrupt when a line is given up."""


def talk(conversation: Conversation, console: Console, read: Read) -> None:
    """Talk until the end of input, /quit, or Ctrl-C on an empty line."""
    _show(conversation, console, conversation.open())
    while True:
        try:
            typed = read()
        except EOFError:
            return
        except KeyboardInterrupt:
            continue
        if not typed.strip():
            continue
        outgoing = conversation.say(typed)
        if outgoing is None:
            return
        _show(conversation, console, outgoing)


def reader(conversation: Conversation, authorities: list[str]) -> Read:
    """A prompt with a line editor where there is a terminal, else the lines of standard input.

    What was typed is kept in memory for the arrow keys, never in a file.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return input
    completer = NestedCompleter.from_nested_dict(
        {
            "/help": None,
            "/role": dict.fromkeys(("member", "officer", "any")),
            "/authority": dict.fromkeys(authorities),
            "/quit": None,
        }
    )
    session: PromptSession[str] = PromptSession(
        history=InMemoryHistory(), completer=completer, complete_while_typing=False
    )
    style = "" if os.environ.get("NO_COLOR") else "bold ansicyan"

    def prompt() -> str:
        name = " ".join(filter(None, (conversation.authority, conversation.role)))
        return session.prompt(FormattedText([(style, f"{name} > ".lstrip())]))

    return prompt


def run(conversation: Conversation, authorities: list[str]) -> None:
    """Open the conversation in this terminal."""
    talk(conversation, screen(), reader(conversation, authorities))


def _show(conversation: Conversation, console: Console, outgoing: object) -> None:
    console.print()
    console.print(draw(outgoing))
    if conversation.choices:
        console.print()
        console.print(draw_choices(conversation.choices))
    console.print()
