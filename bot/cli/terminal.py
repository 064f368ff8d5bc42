"""The terminal around a conversation: reads lines, shows replies, leaves quietly."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.shortcuts import CompleteStyle
from rich.console import Console

from bot.cli.chat import Conversation
from bot.cli.drawing import draw, draw_choices, screen
from bot.cli.inbound import ROLES
from handlers.messages import Outgoing

Read = Callable[[], str]
"""Gives the next line; raises EOFError at the end."""


def talk(conversation: Conversation, console: Console, read: Read) -> None:
    """Talk until the end of input or /quit."""
    _show(conversation, console, conversation.open())
    while True:
        try:
            typed = read()
        except EOFError:
            return
        if not typed.strip():
            continue
        try:
            outgoing = conversation.say(typed)
        except KeyboardInterrupt:  # whoever waits no longer wants this answer
            continue
        if outgoing is None:
            return
        _show(conversation, console, outgoing)


def reader(conversation: Conversation, authorities: list[str]) -> Read:
    """A prompt with a line editor where there is a terminal, else the lines of standard input.

    What was typed is kept in memory for the arrow keys, never in a file.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return input
    session: PromptSession[str] = PromptSession(
        history=InMemoryHistory(),
        completer=Commands(authorities),
        complete_while_typing=False,
        complete_style=CompleteStyle.READLINE_LIKE,
        reserve_space_for_menu=0,
        key_bindings=_keys(),
    )
    style = "" if os.environ.get("NO_COLOR") else "bold ansicyan"

    def prompt() -> str:
        name = " ".join(filter(None, (conversation.authority, conversation.role)))
        return session.prompt(FormattedText([(style, f"{name} > ".lstrip())]))

    return prompt


class Commands(Completer):
    """The commands, and what may follow each, for the Tab key."""

    def __init__(self, authorities: Iterable[str]) -> None:
        self._more = {"/help": (), "/role": ROLES, "/authority": tuple(authorities), "/quit": ()}

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002
        """Complete the command, or the word after it."""
        command, space, begun = document.text_before_cursor.partition(" ")
        commands = [name + " " * bool(more) for name, more in self._more.items()]
        known = self._more.get(command, ()) if space else commands
        typed = begun if space else command
        yield from (Completion(word, -len(typed)) for word in known if typed and word.startswith(typed))


def _keys() -> KeyBindings:
    """Ctrl-C gives up the line, and leaves where there is none."""
    keys = KeyBindings()

    @keys.add("c-c")
    def give_up(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.current_buffer.reset()
        else:
            event.app.exit(exception=EOFError)

    return keys


def run(conversation: Conversation, authorities: list[str]) -> None:
    """Open the conversation in this terminal."""
    talk(conversation, screen(), reader(conversation, authorities))


def _show(conversation: Conversation, console: Console, outgoing: Outgoing) -> None:
    console.print()
    console.print(draw(outgoing))
    if conversation.choices:
        console.print()
        console.print(draw_choices(conversation.choices))
    console.print()
