from __future__ import annotations

import io
import json
from typing import Any

import pytest

from bot.cli import ask
from handlers.messages import Action, ActionKind, Kind, Notice, Question, Reply
from knowledge.clause import Role
from tests.fakes.desk import ANSWER, PROTOCOL, WORDS, FakeDesk

QUESTION = Question("may I copy this?", "trafford")
REFUSED = Notice("I cannot show this", ("The text changed.",))


def streamed(desk: FakeDesk, *lines: bytes, authority: str | None = "trafford") -> tuple[bool, list[dict[str, Any]]]:
    out = io.BytesIO()
    well = ask.stream(desk.answer, lines, out, authority, None)
    return well, [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_line_gets_one_reply_in_order_with_its_id() -> None:
    well, replies = streamed(
        FakeDesk(),
        b'{"id": "a", "authority": "lydney", "role": "officer", "question": "one?", "more": 1}\n',
        b"\n",
        b'{"id": 2, "question": "two?"}\n',
        b'{"question": "three?"}',
    )
    assert well
    assert [(reply["id"], reply["question"]) for reply in replies] == [("a", "one?"), (2, "two?"), (None, "three?")]
    assert (replies[0]["authority"], replies[0]["role"], replies[1]["authority"]) == ("lydney", "officer", "trafford")


def test_a_bad_line_gets_an_error_and_the_stream_goes_on() -> None:
    well, replies = streamed(
        FakeDesk(),
        b"{broken\n",
        b'{"id": "leeds", "authority": "leeds", "question": "why?"}\n',
        b'{"id": "mute"}\n',
        b'{"id": "good", "question": "why?"}\n',
    )
    assert not well
    assert [(reply["id"], reply.get("line")) for reply in replies] == [
        (None, 1),
        ("leeds", 2),
        ("mute", 3),
        ("good", None),
    ]
    assert "not JSON" in replies[0]["error"]
    assert "leeds" in replies[1]["error"]
    assert replies[3]["kind"] == "answer"


def test_each_reply_is_written_before_the_next_line_is_read() -> None:
    out = io.BytesIO()
    written: list[int] = []

    def lines() -> Any:
        for _ in range(3):
            written.append(out.getvalue().count(b"\n"))
            yield b'{"question": "why?"}\n'

    ask.stream(FakeDesk().answer, lines(), out, "trafford", None)
    assert written == [0, 1, 2]


def test_a_reply_that_failed_its_check_is_an_error_and_quotes_nothing() -> None:
    well, (reply,) = streamed(FakeDesk(REFUSED), b'{"id": 1, "question": "why?"}')
    assert not well
    assert reply["error"] == "I cannot show this The text changed."
    assert "quotes" not in reply


def test_one_question_as_json_is_one_line(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert ask.once(FakeDesk().answer, Question("may I?", "trafford", Role.MEMBER), as_json_line=True)
    (line,) = capfdbinary.readouterr().out.splitlines()
    assert json.loads(line)["role"] == "member"
    assert "id" not in json.loads(line)


def test_one_question_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask.once(FakeDesk().answer, QUESTION, as_json_line=False)
    shown = capsys.readouterr().out
    assert WORDS[:40] in shown
    assert "Whole section" not in shown, "there is nothing to press"


def test_a_question_back_shows_its_choices(capsys: pytest.CaptureFixture[str]) -> None:
    choices = (Action(ActionKind.ASK, "Do you mean copies?", "trafford", question="copies?"),)
    assert ask.once(
        FakeDesk(Reply(Kind.UNCLEAR, PROTOCOL, ("Say more.",), actions=choices)).answer, QUESTION, as_json_line=False
    )
    assert "  - Do you mean copies?\n" in capsys.readouterr().out


@pytest.mark.parametrize("as_json_line", [True, False])
def test_a_failed_check_is_told_by_the_result(as_json_line: bool) -> None:
    assert not ask.once(FakeDesk(REFUSED).answer, QUESTION, as_json_line=as_json_line)
    assert ask.once(FakeDesk(ANSWER).answer, QUESTION, as_json_line=as_json_line)
