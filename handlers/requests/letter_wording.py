"""What the desk says about a request that was sent: in messages about it, and when it is looked up."""

from __future__ import annotations

from handlers.requests.request import LetterKind, State

MORE_ASKED = "More information asked for"
MORE_GIVEN = "More information given"
OUTCOME = "Outcome"
REASON = "Reason"
TAKEN_FURTHER = "Why it was taken further"
REFERRED = "Why it was referred"
STARTED_BY = "Started by"
THE_OFFICER = "the officer concerned"
THE_REQUESTER = "the person who asked"
THE_DESK = "the desk itself"
NOBODY_KNOWN = "nobody who is known"
PART_OPEN = "Open duty"
PART_DONE = "Duty done"
PART_TOLD = "For your information"
HOW_TO_WITHDRAW = "You can withdraw it until it is decided."
ONLY_YOUR_PART = "You see the part of this request that concerns you."
MINE_TITLE = "Your requests"
MINE_EMPTY = "You have not started any requests."
WAITING_TITLE = "Waiting for your decision"
WAITING_EMPTY = "Nothing waits for your decision."
DUTIES_TITLE = "Your open duties"
DUTIES_EMPTY = "You have no open duties."
LIST_AWAY = "I cannot reach the records. Please try again in a few minutes."


def preview(reference: str, name: str, state: str, *, confidential: bool) -> str:
    """What a notification may show: never what stands in the request."""
    return f"Request {reference}" if confidential else f"Request {reference}: {name} ({state.lower()})"


def received(reference: str) -> str:
    """The first line of the receipt."""
    return f"I have your request. Its reference is {reference}."


def next_with(office: str, name: str, label: str, *, acting: bool) -> str:
    """What happens next."""
    return f"It goes to the {office} ({label}): {name}{', acting' if acting else ''}. I will tell you what comes of it."


def next_with_nobody(office: str, contact: str) -> str:
    """What happens next where nobody is registered."""
    told = f"I am telling {contact}." if contact else "Please tell the people who run this desk."
    return f"The protocol names the {office}, but nobody is registered who may take it. {told}"


def told_in_its_course(sentence: str) -> str:
    """Who will be told, in the receipt."""
    return f"To be told in the course of it: {sentence}."


def lead_of(kind: LetterKind, office: str, requester: str, state: str) -> str:
    """The first line of a message."""
    return {
        LetterKind.RECEIPT: "This is the receipt for your request.",
        LetterKind.TO_DECIDER: f"This comes to you as {office}. Please decide it.",
        LetterKind.MORE_ASKED: f"The {office} asks you for more information.",
        LetterKind.MORE_GIVEN: f"{requester} has given the information that you asked for.",
        LetterKind.OUTCOME: f"There is news of your request: {state.lower()}.",
        LetterKind.TASK: "This duty goes with a request. Please confirm it when it is done.",
        LetterKind.TOLD: "The protocol says that you are to be told this.",
        LetterKind.WITHDRAWN: "This request was withdrawn. You need not do anything.",
        LetterKind.REMINDER: "This request will be due soon.",
        LetterKind.OVERDUE: "This request is overdue.",
        LetterKind.NOBODY: "This request is with nobody.",
    }[kind]


def nobody_for(office: str, *, registrable: bool) -> str:
    """To the authority's contact: what is the matter, without the matter."""
    if not registrable:
        return (
            f"It belongs to the {office}. Who that is depends on who asks, so no register can say it. Please ask the "
            "person who sent it whom they mean, and help them to turn to that person themselves."
        )
    return (
        f"It belongs to the {office}, but the register names nobody who may take it. Please have the register of "
        "offices brought up to date: whoever holds the office then finds the request under “waiting”."
    )


def waits(requester: str, *, more_asked: bool) -> str:
    """How a request stands for the person who decides it, in a list."""
    return f"from {requester}{', waiting for more information' if more_asked else ''}"


def stands(state: State, office: str, name: str) -> str:
    """Where a request stands, for somebody who looks it up."""
    with_whom = f"the {office}{f' ({name})' if name else ', where nobody is registered who may take it'}"
    return {
        State.SUBMITTED: f"It has been received and goes to {with_whom}.",
        State.WITH_DECIDER: f"It is with {with_whom}.",
        State.MORE_ASKED: f"It waits for more information, which {with_whom} asked for.",
        State.GRANTED: "It was granted.",
        State.GRANTED_IN_PART: "It was granted in part.",
        State.DECLINED: "It was declined.",
        State.ANSWERED: "It was answered.",
        State.ACKNOWLEDGED: "It was acknowledged.",
        State.SETTLED: "It was settled.",
        State.DUTIES_DONE: "It was decided, and all duties that go with it are done.",
        State.CLOSED: "It is closed.",
        State.WITHDRAWN: "It was withdrawn.",
    }[state]


def due_on(day: str, days: int, start: str) -> str:
    """The due date, and what it rests on."""
    return f"{day}: {days} working days after {start}. Your authority set this time, not the protocol."


def due_elsewhere(day: str) -> str:
    """Says that the bank holidays known today would give another date."""
    return f"By the bank holidays that are known today it would be {day}."


def by_whom(name: str, office: str, *, acting: bool) -> str:
    """Somebody in their capacity."""
    if not office:
        return name
    return f"{name}, {office}{' (acting)' if acting else ''}"


def with_words(what: str, words: str) -> str:
    """An entry of the history with what was said."""
    return f"{what}: “{words}”" if words else what


def referred_to(what: str, office: str) -> str:
    """An entry of the history that names the next office."""
    return f"{what} to the {office}"


def gone_on(office: str) -> str:
    """To whom who has passed a request on, and sees it no more."""
    return f"It is now with the {office}, and no longer with you."


def which_duty(what: str, duty: str) -> str:
    """An entry of the history that names the duty."""
    return f"{what}: {duty}"


def refer_to(what: str, office: str) -> str:
    """The label of the button that takes a request to the next office."""
    return f"{what} to the {office}"


def falls_to(by: str, name: str) -> str:
    """A duty that falls to the decider because nobody is registered for it."""
    return f"{by} (falls to {name})"


def done_with(what: str) -> str:
    """The label of the button that confirms a duty."""
    return f"Done: {what}"


def done_on(when: str, name: str) -> str:
    """That a duty is done."""
    return f"Done on {when} by {name}"


def later(day: str) -> str:
    """That a message is only sent on a day to come."""
    return f"Will be sent on {day} if it is still needed"


def delivery(stands_at: str, reason: str) -> str:
    """How a message stands."""
    return f"{stands_at} ({reason})" if reason else stands_at
