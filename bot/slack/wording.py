"""What the desk says in Slack and nowhere else. Plain English in the style of GOV.UK, British spelling."""

from __future__ import annotations

NEUTRALITY_AGAIN = (
    "I will send you this check as a direct message, with the facts that you gave. For that I keep a record, which only"
    " you see and can delete."
)
NEUTRALITY_OUT_OF_DATE = "This is out of date, and nothing was changed. Type /neutrality to begin anew."
NEUTRALITY_NOT_THERE = "This record is no longer there. Type /neutrality to begin anew."
