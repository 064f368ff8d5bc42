"""The names of the buttons of formal requests. What they carry is in `bot.buttons.requests`."""

from __future__ import annotations

BEGIN, START, SIDE, FORM, AGAIN, SEND = (
    f"request_{name}" for name in ("begin", "start", "side", "form", "again", "send")
)
"""Choose a type, open its form, say one's side, check what was typed, change it, send it."""
SHOW, LISTS, MOVE, CLAUSES = (f"request_{name}" for name in ("show", "lists", "move", "clauses"))
"""Look at a request, look at one's lists or leaf through them, make a move, read the clauses of a request."""
