"""The ids of the buttons under answers."""

from __future__ import annotations

import re

from handlers.messages import ActionKind

FEEDBACK = "desk_feedback"
ACTION_ID = re.compile(rf"\Adesk_(?:{'|'.join(ActionKind)})_\d+\Z")


def ids(name: str) -> re.Pattern[str]:
    """The ids of the buttons of one kind: its name and a number."""
    return re.compile(rf"\A{name}_\d+\Z")


def action_id(kind: ActionKind, number: int) -> str:
    """The id of the `number`th button of a message: unique within its block."""
    return f"desk_{kind}_{number}"
