"""What Teams shows of the app before anybody has talked with it: its name, what it is for, and what can be typed."""

from __future__ import annotations

NAME = "Protocol Desk"
FULL_NAME = "Protocol Desk: your council’s Member/Officer Relations Protocol"
SHORT_DESCRIPTION = "Quotes your council’s Member/Officer Relations Protocol"
FULL_DESCRIPTION = (
    "Protocol Desk answers everyday questions about how councillors and officers work together. It finds the clauses of"
    " your council’s Member/Officer Relations Protocol that apply and quotes them word for word, with their labels, the"
    " document’s version and who decides. It never gives a verdict of its own: where the protocol does not rule on"
    " something, it says so.\n\n"
    "Just write your question, in your own chat with Protocol Desk or by mentioning it in a channel or a group chat. In"
    " your own chat you can also start the formal requests that your protocol lays down, and see what applies before,"
    " during and after a meeting. Only you see these.\n\n"
    "Questions are not stored."
)
ACCENT = "#1d3557"

COMMANDS = (
    ("request", "Start a formal request. It opens in your own chat with me, where only you see it"),
    ("requests", "Show your requests, what waits for your decision and your duties, in your own chat with me"),
    ("neutrality", "Show what applies before, during and after a meeting, in your own chat with me"),
    ("role", "Tell me whether you are a councillor or an officer"),
    ("help", "Say what I am for. To ask a question, just write it in your own words"),
)
"""What can be typed, and what Teams shows beside it: in every kind of conversation the same."""
