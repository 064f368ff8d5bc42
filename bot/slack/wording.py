"""What the desk says in Slack and nowhere else. Plain English in the style of GOV.UK, British spelling."""

from __future__ import annotations

# Answers, roles, and asking a person
LOOKING = "is looking in the protocol…"
NOTHING_TO_CHECK = "That message holds no words that I could check against the protocol."
ROLE_CHANGE = "You can change this at any time with /protocol role."
ROLE_FORGET = "/protocol role forget makes me forget it."
CLAUSES_OF_A_SECTION_FOLLOW = "The rest of this answer is in your direct messages with me."
PERSON_MODAL_SENT = "Your message has been sent. I have sent you a copy in a direct message."
PERSON_MODAL_SENT_NO_COPY = "Your message has been sent. I could not send you a copy."
PERSON_RECEIPT_NEXT = "They will answer you here in Slack. I do not keep a copy."
PERSON_BUTTON_EXPIRED = "That took too long to open. Please press the button again."
HOME_HOW = "Write to me on the Messages tab, mention me in a channel, or type /protocol and your question."
HOME_PRIVATE = "Only you see the answer to /protocol. You can share it with the channel afterwards."
HOME_ROLE = "Type /protocol role to tell me whether you are a councillor or an officer."

# Formal requests
SENDING = "I am still sending this. Please keep this window open; I will also write to you once it is sent."
DOING = "I am still doing this. Please keep this window open for a moment."
GO_BACK = (
    "I no longer have what you wrote on the page before: I was started anew in between. Nothing was sent. Please go"
    " back, where your answers still stand, and choose “Continue” once more."
)
EXPIRED = "That took too long for Slack. Please try once more."
REQUEST_OUT_OF_DATE = "This is out of date, and nothing was changed. Type /request list to see your requests."
SENT_DIRECTLY = "This is too long to show here. I am sending it to you as a direct message."
ALSO_WRITTEN = "I am also sending you this as a direct message. Type /request list to see all your requests."
HOW_TO = "Type /request to start a request, /request list to see yours, or /request and a reference to look at one."

# The neutrality check
NEUTRALITY_AGAIN = (
    "I will send you this check as a direct message, with the facts that you gave. For that I keep a record, which only"
    " you see and can delete."
)
NEUTRALITY_OUT_OF_DATE = "This is out of date, and nothing was changed. Type /neutrality to begin anew."
NEUTRALITY_NOT_THERE = "This record is no longer there. Type /neutrality to begin anew."


def more_than_shown(count: int) -> str:
    """Under a list on the Home tab that goes on."""
    return f"These are the first {count}. Type /request list for more."
