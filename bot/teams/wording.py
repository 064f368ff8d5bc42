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
COMMANDS_TITLE = "What you can type here"
COMMANDS = (
    "A question, in your own words.",
    "request: start a formal request. request and a reference, such as request TRA-2026-0007: look at one.",
    "requests: what waits for you, your duties and your requests.",
    "neutrality: the limits of neutrality before a meeting.",
    "role: tell me whether you are a councillor or an officer.",
    "help: what I do.",
)
ROLE_CHANGE = "You can change this at any time: type role."
ROLE_FORGET = "Type role forget and I will forget it."
"""Each command as it can be typed, with what it does."""


def unnamed(kind: str) -> str:
    """A channel or a group chat whose name Teams did not say."""
    return "A channel" if kind == "channel" else "A group chat"
