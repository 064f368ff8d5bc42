"""What stands around forms, lists and requests where people fill them in and look at them: titles, labels, hints."""

from __future__ import annotations

from collections.abc import Iterable

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
CONDITIONS = "The protocol’s own conditions"
READ_CLAUSES = "Read in full"
YOUR_ANSWERS = "Nothing has been sent yet. Check what you wrote, then send it. To change something, go back."
TO_BE_TOLD = "Who is to be told in the course of it"
DUTIES = "Duties that go with it"
HISTORY = "What has happened"
MESSAGES = "Messages about it"
DUE = "Due"
ONLY_PROPOSED = "Only proposed, not in force"
OTHER_SIDE = "For the other side"
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


def clauses_behind(labels: Iterable[str], *, more: bool, proposed: bool) -> str:
    """Beside the button that shows clauses in full. `more` is whether another stands above already."""
    begin = "And also" if more else "What the protocol says"
    return f"{begin}{' (proposed, not in force)' if proposed else ''}: {'; '.join(labels)}"


def offered(name: str, label: str, *, in_force: bool) -> str:
    """A request that can be started, and under its name the clause that it rests on."""
    return f"{name}\nClause {label}{'' if in_force else ' · not in force'}"


def listed(name: str, reference: str, state: str, date: str, due: str) -> str:
    """A request in a list: its name, and under it how it stands and by when it is due."""
    return f"{name}\n{reference} · {state} · {f'due {due}' if due else f'started {date}'}"


def title_of(reference: str, title: str) -> str:
    """The first line of a request."""
    return f"{reference}: {title}"


def borne_by(by: str, clause: str, words: str) -> str:
    """Under a duty: whose it is, and the clause that says so."""
    return f"{by} · {ask_by(clause, words)}"


def confirm_title(label: str) -> str:
    """The title of a confirmation."""
    return f"{label}?"


def more_than_shown(count: int) -> str:
    """Under a list on the Home tab that goes on."""
    return f"These are the first {count}. Type /request list for more."


def first_ones(count: int) -> str:
    """Under a whole list that goes on all the same."""
    return f"These are the first {count}. Those after them come up as you deal with these."
