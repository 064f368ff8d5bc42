"""What the buttons and forms of the neutrality check carry: names and answers of the form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.buttons.answers import encode
from bot.buttons.carrying import StaleValueError, dump, load
from handlers.messages import Action
from handlers.neutrality.messages import Facts
from knowledge.clause import Role
from knowledge.neutrality import OFFERED, Part

SILENT, TENSIONS, BANNER = "silent", "tensions", "banner"
"""What can be read beside the parts of a check."""
READABLE = (*Part, SILENT, TENSIONS, BANNER)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is checked. `key` is the id that a record of it has or would have: however often it is kept, there is one.
    `kept` is whether it was read from a record.
    """

    authority: str
    facts: Facts
    key: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A page of what can be read of a check."""

    asked: Asked
    what: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Tick:
    """A duty of a record, to be ticked off or (not `done`) taken back."""

    record: str
    duty: str
    done: bool


def encode_asked(one: Asked, **more: Any) -> str:
    """For the value of a button, and for a view to hold."""
    return dump({"a": one.authority, "f": one.facts.as_data(), "key": one.key, "kept": one.kept} | more)


def decode_asked(value: str) -> Asked:
    """Raises StaleValueError."""
    fields = load(value)
    try:
        facts = Facts.of_data(fields["f"])
        asked = Asked(str(fields["a"]), facts, str(fields["key"]), bool(fields["kept"]))
    except (KeyError, TypeError, ValueError):
        raise StaleValueError from None
    if any(answer not in OFFERED[name] for name, answer in facts.known.items()):
        raise StaleValueError
    return asked


def encode_side(authority: str, side: Role) -> str:
    """For a form of facts to hold: for which authority, and which side asks."""
    return dump({"a": authority, "s": side})


def decode_side(value: str) -> tuple[str, Role]:
    """Raises StaleValueError."""
    fields = load(value)
    try:
        return str(fields["a"]), Role(fields["s"])
    except (KeyError, ValueError):
        raise StaleValueError from None


def encode_attendance(action: Action, day: date | None) -> str:
    """The value of a button that starts the request for the attendance: as under an answer, with the day of the meeting
    beside it.
    """
    return dump(load(encode(action)) | {"on": day.isoformat() if day else ""})


def day_of_attendance(value: str) -> str:
    """The day in ISO that such a button carries; "" for any other. Raises StaleValueError."""
    try:
        return date.fromisoformat(str(load(value).get("on", ""))).isoformat()
    except ValueError:
        return ""


def encode_reading(one: Reading) -> str:
    """For the value of a button."""
    return encode_asked(one.asked, w=one.what, p=one.page)


def decode_reading(value: str) -> Reading:
    """Raises StaleValueError."""
    fields, asked = load(value), decode_asked(value)
    what, page = fields.get("w"), fields.get("p")
    if what not in READABLE or not isinstance(page, int) or page < 0:
        raise StaleValueError
    return Reading(asked, str(what), page)


def encode_tick(one: Tick) -> str:
    """For the value of a button."""
    return dump({"id": one.record, "d": one.duty, "done": one.done})


def decode_tick(value: str) -> Tick:
    """Raises StaleValueError."""
    fields = load(value)
    record, duty, done = fields.get("id"), fields.get("d"), fields.get("done")
    if not (isinstance(record, str) and isinstance(duty, str) and isinstance(done, bool)):
        raise StaleValueError
    return Tick(record, duty, done)
