"""What the buttons and forms of formal requests carry: names and numbers, never anything that somebody wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.buttons.carrying import StaleValueError, dump, load
from handlers.requests.request import MoveName
from knowledge.clause import Role


@dataclass(frozen=True, slots=True)
class Opening:
    """A form. `key` is made when it is opened: however often it is sent, there will be one request."""

    authority: str
    type: str
    role: Role | None = None
    key: str = ""
    digest: str = ""
    """What the answers were that stand in a check before sending, as a digest."""
    day: str = ""
    """The day of the meeting that the form is about, in ISO, where it is known before the form is opened."""


@dataclass(frozen=True, slots=True)
class Press:
    """A move, on the version that was seen. `channel` and `ts` are the message whose button was pressed ("": none)."""

    move: MoveName
    reference: str
    version: int
    task: str = ""
    channel: str = ""
    ts: str = ""


def encode_opening(one: Opening) -> str:
    """For the value of a button, and for a view to hold."""
    fields = {"a": one.authority, "t": one.type, "r": one.role or "", "key": one.key, "d": one.digest}
    return dump(fields | {"on": one.day})


def decode_opening(value: str) -> Opening:
    """Raises StaleValueError."""
    # Buttons of older messages hold no day.
    authority, kind, role, key, digest, day = _strings({"on": "", **load(value)}, "a", "t", "r", "key", "d", "on")
    try:
        return Opening(authority, kind, Role(role) if role else None, key, digest, day)
    except ValueError:
        raise StaleValueError from None


def encode_press(one: Press) -> str:
    """For the value of a button, and for a view to hold."""
    fields = {"m": one.move, "ref": one.reference, "n": one.version, "t": one.task}
    return dump(fields | {"ch": one.channel, "ts": one.ts})


def decode_press(value: str) -> Press:
    """Raises StaleValueError."""
    fields = load(value)
    move, reference, task, channel, ts = _strings(fields, "m", "ref", "t", "ch", "ts")
    try:
        return Press(MoveName(move), reference, _number(fields, "n"), task, channel, ts)
    except ValueError:
        raise StaleValueError from None


def encode_text(text: str) -> str:
    """A reference, a clause id or an authority."""
    return dump({"x": text})


def decode_text(value: str) -> str:
    """Raises StaleValueError."""
    return _strings(load(value), "x")[0]


def encode_page(page: int) -> str:
    """The number of a page, from 0."""
    return dump({"p": page})


def decode_page(value: str) -> int:
    """Raises StaleValueError."""
    return _number(load(value), "p")


def _strings(fields: dict[str, Any], *keys: str) -> list[str]:
    found = [fields.get(key) for key in keys]
    if not all(isinstance(one, str) for one in found):
        raise StaleValueError
    return [str(one) for one in found]


def _number(fields: dict[str, Any], key: str) -> int:
    found = fields.get(key)
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise StaleValueError
    return found
