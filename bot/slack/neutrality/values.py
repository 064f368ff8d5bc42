"""The names of the buttons and views of the neutrality check."""

from __future__ import annotations

KIND, READ, TURN, SHOW, FACTS, REQUEST, AGAIN, CANCEL, KEEP, DELETE, MINE, OPEN, EXPORT, TICK = (
    f"neutrality_{name}"
    for name in (
        "kind", "read", "turn", "show", "facts", "request", "again", "cancel", "keep", "delete", "mine", "open",
        "export", "tick",
    )
)  # fmt: skip
"""The ids of the buttons begin with these: the kind was chosen, read clauses, turn the page, show the check with these
facts, change the facts, ask for the attendance, send it again, do not, keep a record, delete it, all records, one of
them, export, tick off.
"""
FORM, AGAIN_FORM, TOLD = "neutrality_facts_form", "neutrality_again_form", "neutrality_told"
"""The callback ids of the views: the facts, the time, and all that is only read."""
