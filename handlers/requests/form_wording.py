"""What stands around forms, lists and requests where people fill them in and look at them: titles, labels, hints."""

from __future__ import annotations

FORM_TITLE = "Formal request"
CHOICE_TITLE = "Start a request"
CHECK_TITLE = "Check your answers"
LISTS_TITLE = "Your requests"
SECTION_TITLE = "Protocol"
GO_ON = "Continue"
SEND = "Send request"
BACK = "Back"
CANCEL = "Cancel"
CLOSE = "Close"
BEGIN = "Start a formal request"
START = "Start"
OPEN = "Open"
NEXT_PAGE = "Show older requests"
FIRST_PAGE = "Show the newest"
YES = "Yes"
NO = "No, go back"
CHOOSE_ONE = "Choose one"
LOADING = "One moment…"
WHAT_IT_SAYS = "What the protocol says"
CONDITIONS = "Its conditions"
YOUR_ANSWERS = "Nothing has been sent yet. Check what you wrote, then send it. To change something, go back."
TO_BE_TOLD = "Who is to be told in the course of it"
DUTIES = "Duties that go with it"
HISTORY = "What has happened"
MESSAGES = "Messages about it"
DUE = "Due"
NOT_STARTED_HERE = "What this protocol does not lay down"
SENDING = "I am still sending this. Please keep this window open; I will also write to you once it is sent."
DOING = "I am still doing this. Please keep this window open for a moment."
GO_BACK = (
    "I no longer have what you wrote on the page before: I was started anew in between. Nothing was sent. Please go"
    " back, where your answers still stand, and choose “Continue” once more."
)
WHAT_YOU_WROTE = "What you wrote"
CANNOT_SEND = "This cannot be sent yet"
EXPIRED = "That took too long for Slack. Please try once more."
NOT_SET_UP = "Formal requests are not set up here. Please ask the people who run this desk."
OUT_OF_DATE = "This is out of date, and nothing was changed. Type /request list to see your requests."
IN_PRIVATE = "Requests are kept out of channels. I have written to you directly."
SENT_DIRECTLY = "This is too long to show here. I am sending it to you as a direct message."
ALSO_WRITTEN = "I am also sending you this as a direct message. Type /request list to see all your requests."
BROWSE = "The protocol, by heading"
HOW_TO = "Type /request to start a request, /request list to see yours, or /request and a reference to look at one."
CUT = "There is more than fits here. Ask whoever runs this desk for the whole record."


def ask_by(cited: str, words: str) -> str:
    """Beside a field: which clause asks for it, with its words."""
    return f"{cited}: “{words}”" if words else cited


def which_of(words: str) -> str:
    """Above a choice, where what was typed may mean more than one request."""
    return f"“{words}” may mean more than one request. Choose one."


def found_none(words: str) -> str:
    """Above a choice, where what was typed means none."""
    return f"I know no request by the name of “{words}”. These can be started."


def proposed_only(name: str) -> str:
    """The name of a request that rests on wording which is only proposed."""
    return f"{name} (proposed, not in force)"


def for_the_other_side(name: str) -> str:
    """The name of a request that is not for the side on which the reader stands."""
    return f"{name} (for the other side)"


def cited(label: str) -> str:
    """Under the name of a request: the clause that it rests on."""
    return f"Clause {label}"


def state_of(state: str, date: str) -> str:
    """Under the name of a request in a list."""
    return f"{state} · started {date}"


def title_of(reference: str, title: str) -> str:
    """The first line of a request."""
    return f"{reference}: {title}"


def stands(state: str) -> str:
    """Where a request stands."""
    return f"Where it stands: {state}"


def borne_by(by: str, clause: str, words: str) -> str:
    """Under a duty: whose it is, and the clause that says so."""
    return f"{by} · {ask_by(clause, words)}"


def confirm_title(label: str) -> str:
    """The title of a confirmation."""
    return f"{label}?"


def more_than_shown(count: int) -> str:
    """Under a list that goes on."""
    return f"These are the first {count}. Type /request list for more."
