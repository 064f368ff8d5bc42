"""The names of the buttons of the neutrality check."""

from __future__ import annotations

(FORM, READ, BACK, SHOW, FACTS, AGAIN, AGAIN_FORM, CANCEL, KEEP, DELETE, MINE, OPEN, EXPORT, TICK, TICK_IN_CHECK) = (
    f"neutrality_{name}"
    for name in (
        "form", "read", "back", "show", "facts", "again", "again_form", "cancel", "keep", "delete", "mine", "open",
        "export", "tick", "tick_in_check",
    )
)  # fmt: skip
"""The facts were given, read clauses, back to the check, show the check with these facts, change the facts, send it
again, the time was given, do not send it, keep a record, delete it, all records, one of them, export, tick off in the
list of duties, or in the check itself.
"""
