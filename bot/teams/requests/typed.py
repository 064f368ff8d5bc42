"""Whether somebody typed a word for the desk, or asks a question that begins with it.

A question must never be taken for a command: "Request for a briefing: who decides?" is to be answered. So these are
commands, and nothing else is:

- what has a slash before it;
- `request`, `requests` and `home` alone;
- `request` with the word `list`, or with the reference of a request;
- `request` with words that ask nothing, each of which, if it has more than three letters, names a request that can be
  started here.
"""

from __future__ import annotations

import re

from bot.ports import Requests
from bot.request_forms import is_reference
from bot.teams.commands import command_of
from bot.teams.desk import Desk
from bot.teams.inbound import Turn
from bot.teams.requests.starting import LIST

_WORD = re.compile(r"[^\W\d_]+")
_ASKING = frozenset("who whom whose what when where which why how may can must is are do does did has will".split())
_SMALL = 3  # letters of words such as "an", "of" and "the", which name nothing by themselves


def is_alone(desk: Desk, turn: Turn) -> bool:  # noqa: ARG001 (as all these)
    """Whether nothing follows the word."""
    return turn.words.strip().startswith("/") or not command_of(turn.words)[1]


def is_request(desk: Desk, turn: Turn) -> bool:
    """Whether the words after `request` mean a list, one request, or a type of them."""
    _, words = command_of(turn.words)
    if is_alone(desk, turn) or words.lower() == LIST or is_reference(words):
        return True
    authority = desk.options.authority_in(turn.place.conversation)
    return desk.requests is not None and _names_a_type(desk.requests.desk, authority, words)


def _names_a_type(desk: Requests, authority: str, words: str) -> bool:
    said = _WORD.findall(words.lower())
    if "?" in words or not _ASKING.isdisjoint(said):
        return False
    naming = [word for word in said if len(word) > _SMALL]
    return bool(naming) and all(desk.find_type(authority, word, None) for word in naming)
