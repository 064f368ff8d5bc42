"""The names of the buttons under answers. What they carry is in `bot.buttons`."""

from __future__ import annotations

from handlers.messages import ActionKind

FEEDBACK = "answer_feedback"
SHARE_THERE = "answer_share_there"
PERSON_FORM = "answer_person_form"
COMMAND = "answer_command"
"""Stands for a command that could be typed; its value is that word."""


def name_of(kind: ActionKind) -> str:
    """The name of the buttons of a kind."""
    return f"answer_{kind}"
