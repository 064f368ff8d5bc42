"""How settings that hold several values are written: as JSON, or as people would."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_settings import NoDecode

from handlers.neutrality.ports import Election

# A comma may also stand in a value: one separates where the next name follows, a word or the id of a channel in Teams.
_BETWEEN = re.compile(r"[;\n]|,(?=\s*(?:[#\w/-]+|19:\S+?@thread\.\w+)\s*=)")


def _pairs(value: object) -> object:
    """Read `{"a": "b"}` or `a=b; c=d` (or a new line, or, where no value holds one, a comma)."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if text.startswith("{"):
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            raise ValueError(f"it is not valid JSON (position {error.pos}).") from None
    pairs: dict[str, str] = {}
    for piece in filter(None, (piece.strip() for piece in _BETWEEN.split(text))):
        key, equals, name = (part.strip() for part in piece.partition("="))
        if not (key and equals and name):
            raise ValueError("each entry must be written as name=value.")
        if key in pairs:
            raise ValueError(f"{key} is given twice.")
        pairs[key] = name
    return pairs


def _words(value: object) -> object:
    """Read `["a", "b"]` or `a, b`."""
    if not isinstance(value, str):
        return value
    if value.strip().startswith("["):
        try:
            return json.loads(value)
        except json.JSONDecodeError as error:
            raise ValueError(f"it is not valid JSON (position {error.pos}).") from None
    return [piece for piece in re.split(r"[,;\s]+", value) if piece]


def _elections(value: object) -> object:
    """Read `{"trafford": [{"notice": "2027-03-22", "result": "2027-05-07"}]}`."""
    if not isinstance(value, str):
        return value
    try:
        written = json.loads(value)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not valid JSON (position {error.pos}).") from None
    if not isinstance(written, dict) or not all(isinstance(some, list) for some in written.values()):
        raise ValueError("it does not give a list of elections for each authority.")
    return {authority: [_election(authority, one) for one in some] for authority, some in written.items()}


def _election(authority: str, written: Any) -> Election:
    if not isinstance(written, dict) or set(written) != {"notice", "result"}:
        raise ValueError(f"{authority}: an election has a notice and a result, and nothing else.")
    notice, result = (_day(authority, written[key]) for key in ("notice", "result"))
    if notice >= result:
        raise ValueError(f"{authority}: the notice of election ({notice}) is not before the result ({result}).")
    return Election(notice, result)


def _day(authority: str, written: Any) -> date:
    if not isinstance(written, str) or not re.fullmatch(r"20\d\d-\d\d-\d\d", written):
        raise ValueError(f"{authority}: {written!r} is not a date such as 2027-03-22.")
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ValueError(f"{authority}: there is no {written}.") from None


Pairs = Annotated[dict[str, str], NoDecode, BeforeValidator(_pairs)]
Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)]
ElectionDates = Annotated[dict[str, tuple[Election, ...]], NoDecode, BeforeValidator(_elections)]


def checked_pairs(pairs: dict[str, str], form: str, fault: str) -> dict[str, str]:
    """The pairs, each value of which has the form. Raises ValueError."""
    for key, value in pairs.items():
        if not re.fullmatch(form, value):
            raise ValueError(f"{key}={value}: {value!r} {fault}.")
    return pairs


def unlike(pairs: dict[str, str]) -> dict[str, str]:
    """The pairs, no two of which have the same value. Raises ValueError."""
    taken: dict[str, str] = {}
    for key, value in pairs.items():
        if value in taken:
            raise ValueError(f"{taken[value]} and {key} are both {value}.")
        taken[value] = key
    return pairs
