"""What the desk says about formal requests in a terminal, where there are no forms and no buttons."""

from __future__ import annotations

from collections.abc import Iterable

WHICH_TYPE = "Which one? Type its number: "
WHICH_SIDE = "Are you a member or an officer? "
NO_SUCH_NUMBER = "Type one of the numbers."
SAY_YES_OR_NO = "Type yes, no, or the number of an answer to change it."
ANSWER = "> "
OPTIONAL = "optional: press Enter to leave it out"
LONG = "end with an empty line"
TICK = "yes or no"
DATE = "a date, such as 13 February 2027"
CHOOSE = "type a number"
SEND_IT = "Send it? (yes, no, or the number of an answer to change it) "
ONCE_MORE = "Try once more? (yes or no) "
NOTHING_SENT = "Nothing was sent."
NOT_COMPLETE = "This cannot be sent yet."
OTHER_SIDE = "For the other side"
WHAT_YOU_CAN_DO = "What you can do"
GIVE_ROLE = "On the command line you say so with --role member or --role officer."


def several_fit(words: str) -> str:
    """Above a list of types that the words may mean."""
    return f"“{words}” may mean more than one request."


def none_fits(words: str) -> str:
    """Above the list of all types."""
    return f"I know no request by the words “{words}”. These can be started here:"


def how_to_choose(authority: str) -> str:
    """Where a type is asked for that there is not: how to see those that there are."""
    return f"To see what can be started: protocol-desk request --authority {authority}"


def no_such_field(key: str, keys: Iterable[str]) -> str:
    """Where an answer is given to something that the form does not ask."""
    return f"The form has no field “{key}”. It has: {', '.join(keys)}."


def field_name(label: str, notes: Iterable[str]) -> str:
    """What is asked for, and how it is to be written."""
    told = "; ".join(filter(None, notes))
    return f"{label} ({told})" if told else label


def more_on_other_pages(count: int) -> str:
    """Below a list that goes on."""
    return f"{count} more are not shown here."


def how_to_move(reference: str, move: str, words: bool) -> str:
    """What to type for a move."""
    text = ' --words "…"' if words else ""
    return f"protocol-desk request {reference} {move.replace('_', '-')}{text}"
