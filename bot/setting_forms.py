"""How settings that hold several values are written: as JSON, or as people would."""

from __future__ import annotations

import json
import re
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_settings import NoDecode


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
    for piece in filter(None, (piece.strip() for piece in re.split(r"[;\n]|,(?=\s*[#\w/-]+\s*=)", text))):
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


Pairs = Annotated[dict[str, str], NoDecode, BeforeValidator(_pairs)]
Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)]


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
