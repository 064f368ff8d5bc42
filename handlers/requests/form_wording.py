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
WHAT_YOU_WROTE = "What you wrote"
CANNOT_SEND = "This cannot be sent yet"
NOT_SET_UP = "Formal requests are not set up here. Please ask the people who run this desk."
IN_PRIVATE = "Requests are kept out of channels. I have written to you directly."
BROWSE = "The protocol, by heading"
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


def first_ones(count: int) -> str:
    """Under a whole list that goes on all the same."""
    return f"These are the first {count}. Those after them come up as you deal with these."
