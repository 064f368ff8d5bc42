"""`ask --stdin --json` as another program uses it: a real process between two pipes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
# A process that is started in the background ignores an interrupt; a program between two pipes in a terminal does not.
PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from bot import app
from bot.cli.app import desk
from tests.fakes.desk import FakeDesk
app.assemble = lambda *_: FakeDesk()
desk(["ask", "--stdin", "--json", "--authority", "trafford"], prog_name="protocol-desk")
"""
QUESTION = b'{"id": 1, "question": "may I copy this?"}\n'


@pytest.fixture
def process() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    ) as started:
        yield started
        started.kill()


def ask(process: subprocess.Popen[bytes]) -> bytes:
    """Ask, and wait for the reply without closing anything."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(QUESTION)
    process.stdin.flush()
    return process.stdout.readline()


def test_a_reply_comes_before_the_next_question_is_sent(process: subprocess.Popen[bytes]) -> None:
    replies = [json.loads(ask(process).decode("utf-8")) for _ in range(3)]
    assert [reply["kind"] for reply in replies] == ["answer"] * 3
    _, told = process.communicate(timeout=20)
    assert (process.returncode, told) == (0, b"")


def test_a_reader_that_goes_away_is_no_matter_to_talk_about(process: subprocess.Popen[bytes]) -> None:
    ask(process)
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    process.stdin.write(QUESTION)
    process.stdin.close()
    assert process.stderr.read() == b""
    assert process.wait(20) == 1


def test_an_interrupt_ends_it_quietly(process: subprocess.Popen[bytes]) -> None:
    ask(process)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=20)
    assert (process.returncode, told) == (130, b"")
