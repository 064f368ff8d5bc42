from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot.cli.chat import Conversation
from bot.cli.terminal import Commands, reader, talk
from tests.fakes.desk import FakeDesk

NAMES = {"trafford": "Trafford Council", "lydney": "Lydney Town Council"}


def talked(*lines: str) -> str:
    """What is on the screen after these lines and the end of input."""
    typed: Iterator[str] = iter(lines)

    def read() -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    console = Console(file=io.StringIO(), width=80)
    talk(Conversation(FakeDesk(), NAMES, "trafford"), console, read)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_conversation_shows_help_replies_and_numbered_choices() -> None:
    shown = talked("may I copy this?", "1", "/quit", "never read")
    assert shown.index("Help for trafford") < shown.index("10.1 · 10.0") < shown.index("The section of trafford/10.1")
    assert "  3  Ask a person\n" in shown


def test_an_empty_line_is_passed_over() -> None:
    assert talked("", "   ") == talked()


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


def read_all(keys: str, pipe: object) -> list[str]:
    """The lines that a person types, until the end."""
    pipe.send_text(keys)  # type: ignore[attr-defined]
    read = reader(Conversation(FakeDesk(), NAMES, "trafford"), list(NAMES))
    lines = []
    try:
        while True:
            lines.append(read())
    except EOFError:
        return lines


def test_ctrl_d_leaves(keyboard: object) -> None:
    assert read_all("a question\r\x04", keyboard) == ["a question"]


def test_ctrl_c_gives_up_a_line_and_leaves_on_an_empty_one(keyboard: object) -> None:
    assert read_all("a mistake\x03a question\r\x03", keyboard) == ["a question"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("/a", ["/authority "]), ("/authority l", ["lydney"]), ("/role o", ["officer"]), ("why", []), ("", [])],
)
def test_commands_can_be_completed(typed: str, offered: list[str]) -> None:
    found = Commands(NAMES).get_completions(Document(typed), CompleteEvent(completion_requested=True))
    assert [one.text for one in found] == offered


def test_without_a_terminal_the_lines_of_standard_input_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("one\ntwo\n"))
    read = reader(Conversation(FakeDesk(), NAMES, "trafford"), list(NAMES))
    assert [read(), read()] == ["one", "two"]
    with pytest.raises(EOFError):
        read()
