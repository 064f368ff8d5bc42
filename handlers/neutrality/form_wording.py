"""What stands around the neutrality check on a platform: titles, labels, buttons, and what is said of records."""

from __future__ import annotations

from collections.abc import Iterable

TITLE = "Neutrality check"
MINE_TITLE = "Your checks"
AGAIN_TITLE = "Send me this again"
KIND = "What kind of meeting is it?"
DAY = "When is it?"
CHOOSE_ONE = "Choose one"
NOT_KNOWN = "I do not know"
INTRO = (
    "Only the kind of meeting is needed. What you leave open, I show as “What changes if”. Only you see this, and"
    " nothing is kept unless you ask for it."
)
SHOW_CHECK = "Show the clauses"
CANCEL = "Cancel"
BACK = "Back"
CLOSE = "Close"
SAVE = "Save"
ONE_MOMENT = "One moment…"
READ = "Read"
SIDE_BY_SIDE = "Compare"
SHOW_CHANGE = "Show"
MORE = "Go on reading"
TO_THE_BEGINNING = "Back to the beginning"
ASK_FOR_ATTENDANCE = "Ask for the attendance"
SEND_AGAIN = "Send me this again"
CANCEL_SENDING = "Cancel sending"
KEEP = "Keep a record"
DELETE = "Delete the record"
MINE = "My checks"
CHANGE_FACTS = "Change the facts"
FOR_MEMBERS = "For the councillors"
FOR_OFFICERS = "For the officer"
OPEN = "Open"
DONE = "Done"
TAKE_BACK = "Take back"
EXPORT = "Export all"
NONE_KEPT = "You keep no records of checks. A check has a button for it. Nobody but you sees them."
ONLY_YOURS = "Only you see these records. What you delete is gone for good."
EXPORT_TITLE = "Your records of neutrality checks"
DELETE_TITLE = "Delete this record?"
DELETE_ASKED = "It is gone for good, and nothing more is sent about it."
DELETE_NO = "No, keep it"
DELETED = "The record was deleted."
KEPT = "This check is kept for you. Nobody else sees it."
DATE_FIELD = "On which day?"
TIME_FIELD = "At what time?"
IN_THE_PAST = "This time is over. Choose one that is still to come."
NO_TIME = "Choose a time."
NO_DAY = "Choose a day."
SIDE_NOTE = "Two wordings, neither of which I prefer."
NOT_SET_UP = "The neutrality check is not set up here. Please ask the people who run this desk."
AWAY = "I cannot reach the records now, and nothing was kept or changed. Please try again in a minute."
CHANGED_SINCE = (
    "The protocol was changed since you kept this. I show it as it is now; the record names the clauses of then."
)
AFTERWARDS = "What follows from the meeting"
NOW_DONE = "All of this is done."
DUTIES_INTRO = "Your meeting was yesterday or before. Tick off what is done. Only you see this list."
SENT_AS_ASKED = "You asked me to send you this again."
ALSO_PROPOSED = "A change to this is proposed. It stands beside it among all clauses."


def cited(label: str, *, proposed: bool) -> str:
    """A clause among others; the labels of some proposals say already that they are one."""
    return f"{label} (proposed)" if proposed and "proposed" not in label else label


def also(labels: Iterable[str]) -> str:
    """Names the clauses of a part that are not shown."""
    return f"Also {'; '.join(labels)}"


def only(labels: Iterable[str]) -> str:
    """The same where there are no others."""
    return "; ".join(labels)


def in_case(case: str, labels: Iterable[str]) -> str:
    """Names the clauses that are needed only if something happens."""
    return f"{case}: {'; '.join(labels)}"


def read_all(count: int) -> str:
    """A button that shows all clauses of a part."""
    return "Read it" if count == 1 else f"Read all {count}"


def nearest(labels: Iterable[str]) -> str:
    """Names the clauses that come nearest to what a protocol does not rule on."""
    return f"Nearest: {'; '.join(labels)}"


def page_of(title: str, page: int, pages: int) -> str:
    """A title that says how far a reader is."""
    return title if pages == 1 else f"{title} ({page} of {pages})"


def will_be_sent(when: str) -> str:
    """Of a check that is to be sent again."""
    return f"I will send you this again on {when}."


def was_sent(when: str) -> str:
    """Of a check that was sent again."""
    return f"I sent you this again on {when}."


def kept_on(when: str, version: str) -> str:
    """Of a record: when it was made, and on which version of the protocol."""
    return f"Kept on {when}, on the protocol of {version}."


def more_kept(shown: int, count: int) -> str:
    """Under a list of records that does not hold all of them."""
    return f"These are the newest {shown} of {count}. The export holds all."


def listed(meeting: str, day: str, kept: str) -> str:
    """A record in a list."""
    return f"{meeting}{f' · {day}' if day else ''}\nKept on {kept}"


def preview(meeting: str, day: str) -> str:
    """What stands in the notification of a check that is sent again."""
    return f"{TITLE}: {meeting}{f', {day}' if day else ''}"


def after_preview(meeting: str, day: str) -> str:
    """What stands in the notification of the duties after a meeting."""
    return f"{AFTERWARDS}: {meeting}{f', {day}' if day else ''}"
