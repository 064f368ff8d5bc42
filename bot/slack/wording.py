"""What the desk says in Slack and nowhere else. Plain English in the style of GOV.UK, British spelling."""

from __future__ import annotations

# Formal requests
SENDING = "I am still sending this. Please keep this window open; I will also write to you once it is sent."
DOING = "I am still doing this. Please keep this window open for a moment."
GO_BACK = (
    "I no longer have what you wrote on the page before: I was started anew in between. Nothing was sent. Please go"
    " back, where your answers still stand, and choose “Continue” once more."
)
EXPIRED = "That took too long for Slack. Please try once more."
REQUEST_OUT_OF_DATE = "This is out of date, and nothing was changed. Type /request list to see your requests."
SENT_DIRECTLY = "This is too long to show here. I am sending it to you as a direct message."
ALSO_WRITTEN = "I am also sending you this as a direct message. Type /request list to see all your requests."
HOW_TO = "Type /request to start a request, /request list to see yours, or /request and a reference to look at one."

# The neutrality check
NEUTRALITY_AGAIN = (
    "I will send you this check as a direct message, with the facts that you gave. For that I keep a record, which only"
    " you see and can delete."
)
NEUTRALITY_OUT_OF_DATE = "This is out of date, and nothing was changed. Type /neutrality to begin anew."
NEUTRALITY_NOT_THERE = "This record is no longer there. Type /neutrality to begin anew."


def more_than_shown(count: int) -> str:
    """Under a list on the Home tab that goes on."""
    return f"These are the first {count}. Type /request list for more."
