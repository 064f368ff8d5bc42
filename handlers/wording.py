"""Every sentence the desk says in a conversation. Plain English in the style of GOV.UK, British spelling.

Nothing here restates a clause: what the protocol says is only ever quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from knowledge.clause import Status

# Buttons
SHOW_SECTION = "Show the whole section"
NOT_WHAT_I_MEANT = "Not what I meant"
ASK_A_PERSON = "Ask a person"
SHARE = "Share with channel"
SHOW_NEAREST = "Show the nearest clauses"
START_REQUEST = "Start this request"
I_AM_A_MEMBER = "I am a councillor"
I_AM_AN_OFFICER = "I am an officer"
HELPFUL = "Helpful"
NOT_HELPFUL = "Not helpful"

# Marks on a quotation
COMPANION = "Read together with"
IN_FORCE = "In force"
PROPOSED = "Proposed: not in force"
PROPOSED_FOR_DELETION = "In force. Proposed for deletion"
STATUS_WORDS: Mapping[Status, str] = {
    Status.IN_FORCE: IN_FORCE,
    Status.PROPOSED: PROPOSED,
    Status.PROPOSED_FOR_DELETION: PROPOSED_FOR_DELETION,
}
STATUS_MARKS: Mapping[Status, str] = {**STATUS_WORDS, Status.IN_FORCE: ""}
"""What is said above a clause whose words do not bind, or not for long."""
COUNTED_LABEL = "numbered by the desk: the document prints no number"
PROPOSED_HEADING = "Wording that is only proposed"
WHO_DECIDES = "Who decides and how to raise it"
WHO_DECIDES_THE_OTHER = "On your other question: who decides and how to raise it"

# Answers
ROLE_MATTERS = "The answer differs for councillors and officers. Which are you?"
NO_VERDICT = "This is what the protocol says. It is not a decision or legal advice."
WHOLE_SECTION_TITLE = "The whole section"
OTHER_CLAUSES = "These are the next closest clauses."
NO_MORE_CLAUSES = "I have no more clauses that come close."
TRY_OTHER_WORDS = "Try asking in other words, or ask a person."
SHARED_WITHOUT_QUESTION = "Only the clauses are shared, not the question."

# Silence, scope and doubt
NEITHER_PERMISSION_NOR_PROHIBITION = "That is neither permission nor prohibition."
NOT_FROM_THE_PROTOCOL = "This contact comes from your authority’s settings, not from the protocol."
SAY_MORE = "Please say a little more: what do you want to do, and who else is involved?"
SAY_MORE_EXAMPLES = "Or choose a question:"

# Matters that must not wait for a protocol
IN_DANGER = (
    "If anybody is in danger, call 999 now. For a threat or an assault, tell the police (101 if it is not urgent) and "
    "your manager or the Monitoring Officer."
)
NOT_FOR_A_DESK = "Please do not tell me the details: I cannot act on them, and I keep nothing of what you wrote."
READ_TOGETHER = "I have read this together with your question before it."

# When something is not as it should be
MISMATCH_TITLE = "I cannot show this quotation"
MISMATCH = (
    "The stored text of the protocol no longer matches the text I read when I started, so I have sent nothing.",
    "Please tell the people who run this desk. They can find out more with: protocol-desk knowledge check",
)
OUT_OF_DATE_TITLE = "This button is out of date"
OUT_OF_DATE = ("The protocol has changed since this message was sent. Please ask your question again.",)


def what_it_says(name: str) -> str:
    """The line above the quotations of an answer."""
    return f"What the {name} protocol says:"


def protocol_is_silent(name: str) -> str:
    """The first sentence of a reply on a matter that the protocol does not rule on."""
    return f"The {name} protocol does not rule on this."


def not_what_i_am_for(name: str) -> str:
    """The one line of a reply to a message that no member/officer protocol answers."""
    return f"That is not what I am for. I quote the {name} protocol on how councillors and officers work together."


def a_change_is_proposed(labels: str) -> str:
    """The note under wording in force that a proposal would change."""
    return f"A change to {labels} has been proposed. Ask about the proposed wording to see it."


def report_wrongdoing(contact: str) -> str:
    """Where suspected wrongdoing belongs: the authority's own procedure."""
    ask = f"ask {contact} for it" if contact else "ask the Monitoring Officer for it"
    return (
        f"To report suspected wrongdoing, use your authority’s whistleblowing procedure ({ask}). You can also tell the "
        "police about a crime."
    )


def ask_this_contact(contact: str) -> str:
    """Whom to ask, as set by the authority."""
    return f"You can ask {contact}."


def no_contact(name: str) -> str:
    """Whom to ask where the authority set no contact."""
    return (
        f"No contact has been set for {name}. Ask the person who advises your authority on its constitution, "
        "usually the Monitoring Officer or the clerk."
    )


def whom_to_ask(name: str, contact: str) -> tuple[str, ...]:
    """The authority's own contact, marked as not from the protocol; or what to do where none is set."""
    if not contact:
        return (no_contact(name),)
    return (ask_this_contact(contact), NOT_FROM_THE_PROTOCOL)


def person_title(name: str) -> str:
    """The title of the notice that says whom to ask."""
    return f"Ask a person at {name}"


def help_title(name: str) -> str:
    """The title of the help."""
    return f"Protocol Desk for {name}"


def help_paragraphs(title: str, version: str) -> tuple[str, ...]:
    """What the desk is for and how to use it."""
    return (
        f"I quote the exact clauses of “{title}” ({version}). Ask in your own words.",
        "I show what the protocol says and never decide for you. If it does not rule on something, I say so.",
        "I do not store questions. Within a conversation I remember the last one for half an hour.",
    )


def knowing_your_role(role: str) -> str:
    """Confirms what the desk remembers about the asker's side."""
    side = {"member": "a councillor", "officer": "an officer"}[role]
    return f"I will answer you as {side}."


def start_this(name: str) -> str:
    """The button that starts one of several requests."""
    return f"Start: {name}"


# What is said where people chat
WENT_WRONG = "Something went wrong and I could not finish. Please try again in a minute. If it goes on, ask a person."
NOT_SENT = "I could not deliver all of the answer. Please ask again in a minute."
BUTTON_OUT_OF_DATE = "This button is out of date. Please ask your question again."
THANKS_HELPFUL = "Thank you. We noted that this helped, without your question or your name."
THANKS_NOT_HELPFUL = "Thank you. We noted that this did not help, without your question or your name."
ROLE_UNKNOWN = "I do not know yet whether you are a councillor or an officer. Some answers differ."
ROLE_TITLE = "Your role"
ROLE_FORGOTTEN = "I have forgotten your role."
PERSON_MODAL_TITLE = "Ask a person"
PERSON_MODAL_SEND = "Send"
PERSON_MODAL_CANCEL = "Cancel"
PERSON_MODAL_CLOSE = "Close"
PERSON_MODAL_LABEL = "What do you want to ask?"
PERSON_MODAL_INTRO = "Your message goes to the contact for this protocol, with your name. Others do not see it."
PERSON_MODAL_SENDING = "Sending your message…"
PERSON_MODAL_FAILED = "Your message could not be sent. Your words are still below: please try again in a minute."
PERSON_MODAL_EMPTY = "Write what you want to ask."
PERSON_RECEIPT = "You asked a person. This is what I passed on:"


def quoted_clauses(labels: str) -> str:
    """Stands for a message whose quotations are too long for a notification."""
    return f"Quotes {labels}. Open the message to read the exact words."


def continued(label: str, number: int, count: int) -> str:
    """The line above the later parts of a long clause."""
    return f"{label}, continued ({number} of {count})"


def from_the_protocol(name: str, title: str, version: str) -> str:
    """The line under each answer: whose document, which, and which version of it."""
    return " · ".join(part for part in (name, title, version) if part)


def person_asks(name: str) -> str:
    """The line above a question passed on to the contact."""
    return f"{name} asks about the protocol:"


# The conversation on the command line
WHICH_AUTHORITY = "Whose protocol?"
CHOOSE_AUTHORITY = "Type the number or the name of an authority."
COMMANDS = (
    "/role member, /role officer, /role any: say which side you are on.\n"
    "/authority NAME: ask another authority’s protocol.\n"
    "/help: what I am for.\n"
    "/quit, or Ctrl-D: leave."
)
TYPE_A_NUMBER = "Type a question, or the number of a choice."
ANY_ROLE = "I will not assume which side you are on."
WHICH_ROLE = "Which are you? Type /role member, /role officer or /role any."


def start_on_the_command_line(request: str) -> str:
    """How a request is started from a terminal."""
    return f"Leave this conversation, and type: protocol-desk request {request}"


def check_on_the_command_line(authority: str, meeting: str) -> str:
    """How a meeting is checked from a terminal."""
    return (
        f"Leave this conversation, and type: protocol-desk neutrality --authority {authority} --meeting {meeting} "
        "(--help lists what else you can say about it)"
    )


def no_such_command(command: str) -> str:
    """The title of the notice after a command that does not exist."""
    return f"There is no command {command}"


def no_such_choice(last: int) -> str:
    """Answers a number that stands beside no choice."""
    return "There is only choice 1." if last == 1 else f"The choices are numbered from 1 to {last}."


def no_such_authority(name: str) -> str:
    """Answers the name of an authority that is not installed."""
    return f"I have no protocol for “{name}”."


def now_answering_for(name: str) -> str:
    """Confirms a change of authority."""
    return f"I now answer from the {name} protocol."


# Who decides and how to raise it
WHAT_TO_STATE = "What to state"
WHO_IS_TOLD = "Who is told"
WHAT_FOLLOWS = "What follows"
PLEASE_NOTE = "Please note"
WHOM_TO_ASK = "Whom to ask"
SEE_ABOVE = "see above"
ACTING = "acting"
OR = " or "
NAMED_HERE = "is the one this clause names"
NOBODY_NAMED = "The clauses above name nobody to turn to."


def alternatives(offices: Iterable[str]) -> str:
    """Offices one of which is meant."""
    return OR.join(offices)


def no_other_way(office: str, label: str) -> str:
    """Says that the only way the protocol names leads to the person it is about."""
    return (
        f"{_capital(label)} names the {office}. A complaint does not go to the person it is about, and the protocol"
        " names no other way."
    )


def left_out(office: str, label: str) -> str:
    """Says why an office that the clause names is not among those to turn to."""
    return f"{_capital(label)} also names the {office}, to whom a complaint about them does not go."


def same_person(office: str) -> str:
    """Says why an office is left out whose holder is the person complained of, by the register."""
    return f"The register says that the {office} is the person this is about, or acts for them. It does not go there."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
