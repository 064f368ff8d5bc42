"""Every sentence the desk says about formal requests. Plain English in the style of GOV.UK, British spelling.

Nothing here restates a clause: what the protocol says is only ever quoted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from handlers.requests.dates import in_words
from handlers.requests.request import DeliveryState, LetterKind, MoveName, State
from knowledge.clause import Role
from knowledge.requests import Bearer, FieldKind

STATES = {
    State.SUBMITTED: "Received",
    State.WITH_DECIDER: "With the person who decides",
    State.MORE_ASKED: "Waiting for more information",
    State.GRANTED: "Granted",
    State.GRANTED_IN_PART: "Granted in part",
    State.DECLINED: "Declined",
    State.ANSWERED: "Answered",
    State.ACKNOWLEDGED: "Acknowledged",
    State.SETTLED: "Settled",
    State.DUTIES_DONE: "All duties done",
    State.CLOSED: "Closed",
    State.WITHDRAWN: "Withdrawn",
}
LABELS = {
    MoveName.SUBMIT: "Send",
    MoveName.HAND_ON: "Pass on",
    MoveName.ASK_MORE: "Ask for more information",
    MoveName.GIVE_MORE: "Give more information",
    MoveName.GRANT: "Grant",
    MoveName.GRANT_IN_PART: "Grant in part",
    MoveName.DECLINE: "Decline",
    MoveName.ANSWER: "Answer",
    MoveName.ACKNOWLEDGE: "Acknowledge",
    MoveName.SETTLE: "Record as settled",
    MoveName.REFER: "Refer",
    MoveName.TAKE_FURTHER: "Take it further",
    MoveName.WITHDRAW: "Withdraw",
    MoveName.DO_TASK: "This is done",
    MoveName.FINISH_DUTIES: "Finish the duties",
    MoveName.CLOSE: "Close",
    MoveName.PURGE: "Purge",
}
HISTORY = {
    MoveName.SUBMIT: "Sent",
    MoveName.HAND_ON: "Passed to the person who decides",
    MoveName.ASK_MORE: "More information asked for",
    MoveName.GIVE_MORE: "More information given",
    MoveName.GRANT: "Granted",
    MoveName.GRANT_IN_PART: "Granted in part",
    MoveName.DECLINE: "Declined",
    MoveName.ANSWER: "Answered",
    MoveName.ACKNOWLEDGE: "Acknowledged",
    MoveName.SETTLE: "Recorded as settled",
    MoveName.REFER: "Referred",
    MoveName.TAKE_FURTHER: "Taken further",
    MoveName.WITHDRAW: "Withdrawn",
    MoveName.DO_TASK: "A duty was done",
    MoveName.FINISH_DUTIES: "All duties were done",
    MoveName.CLOSE: "Closed",
    MoveName.PURGE: "Purged, as its time had run out",
}
ASKED_WORDS = {
    MoveName.ASK_MORE: "What do you need to know?",
    MoveName.GIVE_MORE: "Your answer",
    MoveName.GRANT_IN_PART: "What is granted and what is not, and why",
    MoveName.DECLINE: "Why it is declined",
    MoveName.ANSWER: "Your answer",
    MoveName.SETTLE: "How it was settled",
    MoveName.REFER: "Why it is referred",
    MoveName.TAKE_FURTHER: "Why it is not settled",
}
CONFIRM = {
    MoveName.GRANT: "Grant this request? You cannot take it back.",
    MoveName.GRANT_IN_PART: "Grant this request in part? You cannot take it back.",
    MoveName.DECLINE: "Decline this request? You cannot take it back.",
    MoveName.SETTLE: "Record this as settled? The person who raised it can still take it further.",
    MoveName.REFER: "Refer this to the next office? It will no longer be with you.",
    MoveName.WITHDRAW: "Withdraw your request? You cannot take it back, but you can send a new one.",
}
DELIVERY = {
    DeliveryState.WAITING: "Waiting to be sent",
    DeliveryState.SENDING: "Being sent",
    DeliveryState.DELIVERED: "Delivered",
    DeliveryState.UNDELIVERABLE: "Could not be delivered",
    DeliveryState.CANCELLED: "No longer needed, not sent",
}
LETTERS = {
    LetterKind.RECEIPT: "Receipt",
    LetterKind.TO_DECIDER: "The request, to be decided",
    LetterKind.MORE_ASKED: "A question for more information",
    LetterKind.MORE_GIVEN: "The further information",
    LetterKind.OUTCOME: "What became of it",
    LetterKind.TASK: "A duty",
    LetterKind.TOLD: "What the protocol says they are to be told",
    LetterKind.WITHDRAWN: "Word that it was withdrawn",
    LetterKind.REMINDER: "A reminder",
    LetterKind.OVERDUE: "Word that it is overdue",
    LetterKind.NOBODY: "Word that nobody is registered to decide",
}

# Beside a field
WORDS_MISSING = "Write a reason. Blanks are not enough."
NO_SUCH_DAY = "That day does not exist. Check the day and the month."
NOT_A_DATE = "Write a date, such as 13 February 2027 or 13/02/2027."
NOT_A_NAME = "I do not know who that is. Write the person’s name in words, such as Jane Roe."
TICK_OR_NOT = "Tick the box, or leave it empty."
_MISSING = {
    FieldKind.DATE: "Write a date, such as 13 February 2027.",
    FieldKind.PERSON: "Write the person’s name.",
    FieldKind.CHOICE: "Choose one of the answers.",
    FieldKind.YES: "Tick the box to go on.",
}


def missing(kind: FieldKind) -> str:
    """The error beside a field that must be filled."""
    return _MISSING.get(kind, "Fill this in. Blanks are not enough.")


def too_long(limit: int, length: int) -> str:
    """The error beside a text that is too long."""
    return f"This has {length:,} characters. Keep it to {limit:,} or fewer."


def in_the_past(day: date) -> str:
    """The error beside a date that is over."""
    return f"{in_words(day)} is in the past. Write today’s date or a later one."


def choose_one_of(options: Iterable[str]) -> str:
    """The error beside a choice that is not among those offered."""
    return f"Choose one of these: {'; '.join(options)}."


# The form and the check before sending
SEND_TO = "Who should it go to?"
SEND_TO_HINT = "The protocol names more than one. Leave it empty if only one is left."
NOBODY_LEFT = "Every office that the protocol names is one this must not go to: the desk leaves it with nobody."
CHECK_TITLE = "Check your answers"
WHO_DECIDES = "Who decides"
YES = "Yes"
DEPENDS_ON_WHOM = "Who deals with it depends on whom it is about. I will say so before you send it."
CHOOSES = "You choose who it goes to, from those whom the protocol names."
CONFIDENTIAL = "Only those who have a part in this will see it."
PROPOSED = "This rests on wording that is only proposed. It is not in force."
CHOICE_TITLE = "Start a formal request"
WHICH_SIDE_TITLE = "Which are you?"
WHICH_SIDE = "Say first whether you are a councillor or an officer: I keep that with the request."


_PARTS = {Bearer.OFFICER.value: "the officer concerned", Bearer.REQUESTER.value: "you"}


def does_not_go_to(office: str) -> str:
    """Says that an office is passed over."""
    return f"It does not go to the {office}: a request never goes to a person it is about, or who sent it."


def also_names(label: str, office: str) -> str:
    """Says that the clause names somebody whom the register cannot know."""
    return f"{label} also names the {office}. The register does not know who that is: turn to them yourself."


def decides(office: str, name: str, label: str, *, acting: bool) -> str:
    """Who decides, with the person of today."""
    person = f"Today that is {name}{', acting' if acting else ''}."
    return f"It goes to the {office} ({label}). {person}"


def nobody_decides(office: str, label: str, contact: str) -> str:
    """Who decides where nobody is registered."""
    whom = contact or "the people who run this desk"
    return f"It goes to the {office} ({label}), but nobody is registered who may take it. I will tell {whom}."


def will_be_told(who: Iterable[str], label: str) -> str:
    """Who will be told, and by which clause."""
    return f"{', '.join(_PARTS.get(one, one) for one in who)} ({label})"


def not_for_this_side(name: str, side: Role) -> tuple[str, str]:
    """Title and paragraph of the notice to somebody of the other side."""
    for_whom = {Role.MEMBER: "councillors", Role.OFFICER: "officers"}[side]
    return f"“{name}” is for {for_whom}", f"The protocol lays it down for {for_whom}. If you are one, tell me so first."


def not_laid_down(name: str) -> str:
    """The title of the notice on a request that a protocol does not know."""
    return f"The {name} protocol does not lay this down"


NOT_LAID_DOWN = "I cannot start a request that the protocol does not know. That does not mean it is forbidden."


# Refusals: nothing was changed
NOTHING_CHANGED = "Nothing was changed."
STORE_AWAY_TITLE = "I cannot reach the records"
NOTHING_SENT = "Nothing was sent. What you wrote is still in the form: please try again in a few minutes."
STORE_AWAY = "Nothing was changed. Please try again in a few minutes."
TRY_AGAIN = "Please try again in a few minutes."
STALE_TITLE = "This request has changed since you saw it"
STALE = "Look at it again before you decide. Nothing was changed."
OTHER_WORKSPACE_TITLE = "You are in another workspace"
OTHER_WORKSPACE = "This request belongs to another workspace, and an account there is not you. Nothing was changed."
NOT_YOURS_TITLE = "This is not yours to do"
NOT_PERMITTED_TITLE = "This cannot be done now"
TASK_DONE_TITLE = "This duty is done already"
NO_TASK_TITLE = "There is no such duty"
BUSY_TITLE = "Others are changing this request"
BUSY = "Several people were changing it at once. Nothing was changed: please look at it and try again."
WORDS_TITLE = "Please say why"
WORDS_WRONG_TITLE = "That is too long"
OPEN_TASKS = "Duties are still open. Confirm them first."
NO_FURTHER = "The protocol names no office after this one that may have it."
NOT_THIS_KIND = "The protocol’s procedure for this kind of request does not have that step."
WITHDRAWN_ALREADY = "It was withdrawn."
CLOSED_ALREADY = "It is closed."


def no_such_request(reference: str) -> tuple[str, str]:
    """Title and paragraph for a reference that does not exist, and for one that is not the reader's."""
    title = f"There is no request {reference} for you"
    return title, "Either it does not exist, or you have no part in it. Check the reference, or look at your own list."


def former(office: str) -> tuple[str, str]:
    """Title and paragraphs for somebody who had the request and no longer has the office."""
    return (
        "This request is no longer with you",
        f"By the register of today you neither hold the office of {office} nor act in it. Nothing was changed.",
    )


def only_they_can(who: str) -> str:
    """Says whose a move is."""
    return f"Only {who} can do this. Nothing was changed."


def decided_already(move: MoveName, who: str, when: str) -> str:
    """Says that a second press, or a second person, came too late."""
    return f"It was decided already: {HISTORY[move].lower()}, by {who} on {when}."


def stands_at(state: State) -> str:
    """Says why a move is not permitted now."""
    return f"The request stands at “{STATES[state]}”, where that is not possible."


def state_in_words(state: State, decided: MoveName | None) -> str:
    """Where a request stands; after its end still with what was decided."""
    if decided is None or state not in (State.DUTIES_DONE, State.CLOSED):
        return STATES[state]
    return f"{HISTORY[decided]}, {'all duties done' if state is State.DUTIES_DONE else 'closed'}"
