"""What is wrong with what somebody typed, in words to stand beside the field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from handlers.requests import wording
from handlers.requests.dates import NoSuchDay, read_date
from knowledge.requests import FieldKind, RequestField

LONGEST = 3000
"""Characters of a text of several lines, and of a reason."""

LONGEST_LINE = 300
"""Characters of anything else."""

_TICKED = frozenset({"yes", "y", "true", "on", "1", "x"})
_UNTICKED = frozenset({"no", "n", "false", "off", "0"})
_LETTER = re.compile(r"[^\W\d_]")
_MENTION = re.compile(r"<[@!#].*>|@\S+|[UW][A-Z0-9]{8,}")
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

Read = tuple[str, str]
"""What is kept of an answer, and the error ("" where there is none)."""


def cleaned(text: str, *, lines: bool = True) -> str:
    """A text without what nobody typed on purpose: control characters, halves of characters, reversed directions.

    Blanks around it go; a text of invisible characters only becomes "". Without `lines` it becomes one line.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(one for one in text if one in "\n\t" or not _unwanted(one)).strip()
    if not any(unicodedata.category(one)[0] in "LNPS" for one in kept):
        return ""
    return kept if lines else " ".join(kept.split())


def read_answer(field: RequestField, text: str, today: date) -> Read:
    """What is kept of an answer, and what is wrong with it. A wrong answer is kept as it was typed."""
    lines = field.kind is FieldKind.LONG
    value = cleaned(text, lines=lines)
    if field.kind is FieldKind.YES:
        return _tick(field, value)
    if not value:
        return "", wording.missing(field.kind) if field.required else ""
    limit = LONGEST if lines else LONGEST_LINE
    if len(value) > limit:
        return value, wording.too_long(limit, len(value))
    return _BY_KIND.get(field.kind, _as_it_is)(field, value, today)


def read_answers(
    fields: tuple[RequestField, ...], answers: Mapping[str, str], today: date
) -> tuple[dict[str, str], dict[str, str]]:
    """What is kept, by key, and the errors by key. Answers to fields that the form does not have are passed over."""
    read = {one.key: read_answer(one, answers.get(one.key, ""), today) for one in fields}
    return (
        {key: value for key, (value, _) in read.items() if value},
        {key: error for key, (_, error) in read.items() if error},
    )


def read_words(text: str, *, needed: bool) -> Read:
    """A reason or a text that comes with a move, and what is wrong with it."""
    value = cleaned(text)
    if not value:
        return "", wording.WORDS_MISSING if needed else ""
    return value, wording.too_long(LONGEST, len(value)) if len(value) > LONGEST else ""


def _unwanted(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in _OVERRIDES


def _tick(field: RequestField, value: str) -> Read:
    folded = value.casefold()
    if folded in _TICKED:
        return "yes", ""
    if folded and folded not in _UNTICKED:
        return "", wording.TICK_OR_NOT
    return "", wording.missing(field.kind) if field.required else ""


def _date(field: RequestField, value: str, today: date) -> Read:
    try:
        day = read_date(value)
    except NoSuchDay:
        return value, wording.NO_SUCH_DAY
    if day is None:
        return value, wording.NOT_A_DATE
    if field.future and day < today:
        return value, wording.in_the_past(day)
    return day.isoformat(), ""


def _choice(field: RequestField, value: str, _today: date) -> Read:
    if not field.options:
        return value, ""
    folded = value.casefold()
    found = next((one for one in field.options if one.casefold() == folded), "")
    return (found, "") if found else (value, wording.choose_one_of(field.options))


def _person(_field: RequestField, value: str, _today: date) -> Read:
    if _MENTION.fullmatch(value) or not _LETTER.search(value):
        return value, wording.NOT_A_NAME
    return value, ""


def _as_it_is(_field: RequestField, value: str, _today: date) -> Read:
    return value, ""


_BY_KIND: Mapping[FieldKind, Callable[[RequestField, str, date], Read]] = {
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.PERSON: _person,
}
