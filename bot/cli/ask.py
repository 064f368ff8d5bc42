"""`protocol-desk ask`: one question, or a stream of them as JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from bot.cli.inbound import Asked, LineError, read
from bot.cli.outbound import as_json, line
from handlers.messages import ActionKind, Notice, Outgoing, Question, Reply
from knowledge.errors import DeskError

Answer = Callable[[Question], Outgoing]


def once(answer: Answer, question: Question, *, as_json_line: bool) -> bool:
    """Print the reply to one question; False where nothing could be quoted because a check failed."""
    outgoing = answer(question)
    if as_json_line:
        data = _data(outgoing, question)
        sys.stdout.buffer.write(line(data).encode() + b"\n")
        return "error" not in data
    from bot.cli.drawing import draw, draw_choices, screen

    console = screen()
    console.print(draw(outgoing))
    asks = (
        [action for action in outgoing.actions if action.kind is ActionKind.ASK] if isinstance(outgoing, Reply) else ()
    )
    if asks:
        console.print()
        console.print(draw_choices(asks, numbered=False))
    return isinstance(outgoing, Reply)


def stream(answer: Answer, lines: Iterable[bytes], out: BinaryIO, authority: str | None, role: str | None) -> bool:
    """Write one reply a line, in order, each as soon as it is known; False where a line got an error instead."""
    well = True
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            data = _reply(answer, read(raw, authority, role))
        except LineError as error:
            data = {"id": error.id, "line": number, "error": str(error)}
        well = well and "error" not in data
        out.write(line(data).encode() + b"\n")
        out.flush()
    return well


def _reply(answer: Answer, asked: Asked) -> dict[str, Any]:
    try:
        return {"id": asked.id, **_data(answer(asked.question), asked.question)}
    except DeskError as error:
        raise LineError(str(error), asked.id) from error


def _data(outgoing: Outgoing, question: Question) -> dict[str, Any]:
    if isinstance(outgoing, Reply):
        return as_json(outgoing, question)
    told = " ".join((outgoing.title, *outgoing.paragraphs)) if isinstance(outgoing, Notice) else outgoing.heading
    return {"question": question.text, "authority": question.authority, "error": told}
