"""The chat in a real pseudo-terminal, typed at key by key, with a desk that needs no model."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
from bot import app
from bot.cli.app import desk
from tests.fakes.desk import FakeDesk
app.assemble = lambda *_: FakeDesk()
desk(prog_name="protocol-desk")
"""
PATIENCE = 20.0  # seconds; a busy machine may be slow, but never that slow


class Terminal:
    """A process in a pseudo-terminal."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        self._side, theirs = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *arguments],
            cwd=ROOT,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "COLUMNS": "80", **environment},
            start_new_session=True,
        )
        os.close(theirs)
        self.raw, self._seen = "", 0

    def until(self, words: str) -> None:
        """Wait until these words are on the screen, after those waited for before."""
        deadline = time.monotonic() + PATIENCE
        while (found := plain(self.raw).find(words, self._seen)) < 0:
            assert time.monotonic() < deadline, f"{words!r} did not come:\n{plain(self.raw)}"
            if select.select([self._side], [], [], 0.1)[0]:
                self.raw += os.read(self._side, 65536).decode(errors="replace")
        self._seen = found + len(words)

    def type(self, keys: str) -> None:
        """Press keys, as soon as the prompt is there."""
        self.until(">")
        os.write(self._side, keys.encode())

    def ended(self) -> int:
        """Wait for the end; gives the exit code."""
        deadline = time.monotonic() + PATIENCE
        while self._process.poll() is None:
            assert time.monotonic() < deadline, f"it did not end:\n{plain(self.raw)}"
            if select.select([self._side], [], [], 0.1)[0]:
                try:
                    self.raw += os.read(self._side, 65536).decode(errors="replace")
                except OSError:  # the other side is closed
                    break
        return self._process.wait(PATIENCE)

    def close(self) -> None:
        """End the process if need be."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        os.close(self._side)


def plain(output: str) -> str:
    """What a person sees of it."""
    return re.sub(r"\x1b(?:\[[0-9;?]*[A-Za-z]|[=>]|\][^\x07]*\x07)|\r", "", output)


@pytest.fixture
def open_terminal() -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def start(*arguments: str, **environment: str) -> Terminal:
        opened.append(Terminal(*arguments, **environment))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.close()


def test_a_conversation_from_the_first_word_to_ctrl_d(open_terminal: Callable[..., Terminal]) -> None:
    terminal = open_terminal("chat", "--authority", "trafford", "--role", "officer")
    terminal.until("Help for trafford")
    terminal.type("may I copy this?\r")
    terminal.until("┃ Correspondence between an individual Member")
    terminal.type("1\r")
    terminal.until("The section of trafford/10.1")
    terminal.type("\x1b[A\x1b[A\r")
    terminal.until("3  Ask a person")
    terminal.type("\x04")
    assert terminal.ended() == 0
    assert "Traceback" not in terminal.raw


def test_ctrl_c_gives_up_the_line_and_then_leaves(open_terminal: Callable[..., Terminal]) -> None:
    terminal = open_terminal("chat", "--authority", "lydney")
    terminal.type("a mistake\x03who decides?\r")
    terminal.until("3  Ask a person")
    terminal.type("\x03")
    assert terminal.ended() == 0
    assert "Traceback" not in terminal.raw
    assert "Abort" not in terminal.raw


def test_start_opens_the_chat_where_there_is_a_terminal(open_terminal: Callable[..., Terminal]) -> None:
    terminal = open_terminal("start")
    terminal.until("Whose protocol?")
    terminal.type("/quit\r")
    assert terminal.ended() == 0


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_without_colour_gets_none(
    open_terminal: Callable[..., Terminal], environment: dict[str, str]
) -> None:
    terminal = open_terminal("chat", "--authority", "trafford", **environment)
    terminal.type("may I copy this?\r")
    terminal.until("3  Ask a person")
    terminal.type("/quit\r")
    assert terminal.ended() == 0
    assert not re.search(r"\x1b\[(?:\d+;)*[349]\d(?:;\d+)*m", terminal.raw)
