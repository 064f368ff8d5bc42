"""A line of JSON, as outside programs send it, to a question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.messages import Question
from knowledge.clause import Role
from knowledge.errors import DeskError

ANY = "any"
ROLES = (*Role, ANY)


class LineError(DeskError):
    """A line that holds no question; `id` is what the line called itself, if that could still be read."""

    def __init__(self, what: str, id_: object = None) -> None:
        super().__init__(what)
        self.id = id_


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the `id` under which its sender wants the reply (None where it gave none)."""

    id: object
    question: Question


def role(name: str | None) -> Role | None:
    """The role of that name; `any` and None are no role in particular. Raises ValueError."""
    return None if name in (None, ANY) else Role(name)


def read(line: bytes, authority: str | None, role_name: str | None) -> Asked:
    """Read one line; `authority` and `role_name` stand in where it names none. Raises LineError."""
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise LineError("This line is not UTF-8.") from None
    except json.JSONDecodeError as error:
        raise LineError(f"This line is not JSON: {error.msg} at column {error.colno}.") from None
    except ValueError:
        raise LineError("This line holds a number that is too long.") from None
    except RecursionError:
        raise LineError("This line is nested too deeply.") from None
    if not isinstance(data, dict):
        raise LineError("A line must hold one JSON object with a question.")
    named = data.get("role") or role_name
    if named not in (None, *ROLES):
        raise LineError('"role" must be "member", "officer" or "any".', data.get("id"))
    where = _text(data, "authority") or authority
    if not where:
        raise LineError('"authority" is missing. Add it to the line, or give --authority.', data.get("id"))
    text = _text(data, "question")
    if text is None:
        raise LineError('"question" is missing.', data.get("id"))
    return Asked(data.get("id"), Question(text=_whole(text), authority=where, role=role(named)))


def _text(data: Mapping[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise LineError(f'"{key}" must be a string.', data.get("id"))
    return value


def _whole(text: str) -> str:
    """Half a surrogate pair is no character, and would break whoever encodes it later."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
