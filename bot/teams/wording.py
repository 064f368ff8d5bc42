"""What the desk says in Teams and nowhere else. Plain English in the style of GOV.UK, British spelling."""

from __future__ import annotations

NO_CHAT = (
    "I answer this in private, but I cannot write to you yet. Add me in Teams (Apps, then search for my name), then ask"
    " again in our chat."
)
IN_OUR_CHAT = "I have written to you in our chat."
WORKING = "One moment. The result will appear here."
SHARE_TITLE = "Where shall I share this?"
SHARE_FIELD = "Channel or chat"
SHARE_NOW = "Share"
SHARE_CHOOSE = "Choose where to share it."
SHARE_NOWHERE = (
    "I can share an answer in a channel or group chat where you have asked me something yourself. Mention me there"
    " once, then come back."
)
SHARE_NO_MEMBER = "You are no longer a member there, so I have not shared it."
SHARED = "I have shared it there. Only the clauses are shared, not your question."
COMMANDS = (
    "You can also type “request” (start a formal request), “requests” (see yours), “neutrality” (check a meeting),"
    " “role” (say who you are) or “help”."
)
COMMAND_LABELS = {
    "request": "Start a formal request",
    "requests": "My requests",
    "neutrality": "Check a meeting",
    "role": "My role",
}
"""Each command as a button, by the word that can be typed in its place."""
ROLE_CHANGE = "You can change this at any time: type “role”."
ROLE_FORGET = "Type “role forget” and I will forget it."

# Formal requests
REQUESTS_TITLE = "Formal requests"
REQUEST_OUT_OF_DATE = "This is out of date, and nothing was changed. Type “requests” to see your requests."
REQUEST_GO_BACK = (
    "I no longer have what you wrote: I was started anew in between. Nothing was sent. Please copy what you need from"
    " above, then type “request” to begin again."
)
REQUEST_CHANGE = "Change my answers"
REQUEST_YOUR_ANSWERS = "Nothing has been sent yet. Check what you wrote, then send it."
REQUEST_WRITTEN_TOO = "I am writing to you here about everything that comes of it. Type “requests” to see all yours."
REQUEST_HOW_TO = (
    "Type “request” to start a request, “requests” to see yours, or “request” and a reference to look at one of them."
)
REQUEST_ERRORS = "Please look at these answers again. Nothing has been sent yet."
REQUEST_LISTS = "All my requests"
NO_CHOICE = "No choice"
NO_DAY = "Choose a day."
PERSON_NEXT = "They will answer you here in Teams. I do not keep a copy."
HOME_HOW = "Ask me anything about the protocol here, or mention me in a channel or a group chat."

# Letters about formal requests that do not arrive
LETTER_ELSEWHERE = "They are in another organisation on Teams."
LETTER_NOBODY = "Teams knows nobody by that id."
LETTER_TOO_LONG = "Teams would not take it: it is too long."
LETTER_REFUSED = "Teams would not take it ({code})."
LETTER_NOT_MET = "they have never written to the desk in Teams, so it does not know them by that name"
LETTER_NOT_ADDED = "they have not added the desk in Teams"
LETTER_UNREACHED = "Teams could not be reached ({code})"
LETTER_SAID = "Teams said {code}"

# The neutrality check
NEUTRALITY_AGAIN = (
    "I will send you this check here, in our chat, with the facts that you gave. For that I keep a record, which only"
    " you see and can delete."
)
NEUTRALITY_OUT_OF_DATE = "This is out of date, and nothing was changed. Type “neutrality” to begin anew."
NEUTRALITY_NOT_THERE = "This record is no longer there. Type “neutrality” to begin anew."
NEUTRALITY_NO_KIND = "Choose what kind of meeting it is."
NEUTRALITY_IF_WARD = "If it is a ward meeting: who arranges it?"
NEUTRALITY_DELETE = "Yes, delete it"
NEUTRALITY_EXPORTED = "I have sent you all your records below, one line of JSON for each."


def request_more_than_shown(count: int) -> str:
    """Under a list that goes on."""
    return f"These are the first {count}. Type “requests” for more."


def unnamed(kind: str) -> str:
    """A channel or a group chat whose name Teams did not say."""
    return "A channel" if kind == "channel" else "A group chat"
