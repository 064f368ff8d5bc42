"""The names of the buttons and views of formal requests."""

from __future__ import annotations

BEGIN, START, SIDE, SHOW, PAGE, MOVE, HEADING, CLAUSES = (
    f"request_{name}" for name in ("begin", "start", "side", "show", "page", "move", "heading", "clauses")
)
"""The ids of the buttons begin with these: choose a type, open a form, say one's side, look at a request, leaf through
one's own, make a move, read a section, read the clauses of a request.
"""
FORM, CHECK, WORDS, TOLD = (f"request_{name}" for name in ("form", "check", "words", "told"))
"""The callback ids of the views: the form, the check before sending, the words of a move, and all that is only read."""
