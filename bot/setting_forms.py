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
    for piece in filter(None, (piece.strip() for piece in re.split(r"[;\n]|,(?=\s*[#\w-]+\s*=)", text))):
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


def _days(value: object) -> object:
    """Read pairs whose values are whole numbers of days, from 1 on."""
    pairs = _pairs(value)
    if not isinstance(pairs, dict):
        return pairs
    for name, days in pairs.items():
        if not re.fullmatch(r"[1-9][0-9]{0,5}", str(days)):
            raise ValueError(f"{name}: {days} is not a whole number of days from 1 on.")
    return {name: int(days) for name, days in pairs.items()}


Pairs = Annotated[dict[str, str], NoDecode, BeforeValidator(_pairs)]
Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)]
Days = Annotated[dict[str, int], NoDecode, BeforeValidator(_days)]
