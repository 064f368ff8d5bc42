"""What all platforms do with the forms of requests: plain data in, plain data out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.buttons.requests import Opening
from bot.ports import Requests
from handlers.messages import Notice
from handlers.requests import form_wording as said
from handlers.requests import wording
from handlers.requests.dates import NoSuchDay, read_date
from handlers.requests.messages import Form, TypeOffer
from handlers.wording import I_AM_A_MEMBER, I_AM_AN_OFFICER
from knowledge.clause import Role, Status
from knowledge.requests import FieldKind

_REFERENCE = re.compile(r"[a-z]{1,12}-\d{4}-\d{4,}", re.IGNORECASE)
_QUOTED = 100  # characters of what was typed that are said back


def is_reference(words: str) -> bool:
    """Whether somebody typed the reference of a request, such as TRA-2026-0007."""
    return bool(_REFERENCE.fullmatch(words))


def iso_day(value: str) -> str:
    """A day that somebody wrote in any way, in ISO; "" where it is none."""
    try:
        day = read_date(value)
    except NoSuchDay:
        return ""
    return day.isoformat() if day else ""


def with_day(form: Form, day: str) -> Form:
    """The form with the day filled in, where it asks for one day alone."""
    asking = [field.key for field in form.fields if field.kind is FieldKind.DATE]
    if not day or len(asking) != 1:
        return form
    return replace(form, fields=tuple(replace(one, value=day) if one.key in asking else one for one in form.fields))


def digest(answers: Mapping[str, str]) -> str:
    """By which answers are known again."""
    return hashlib.sha256(json.dumps(sorted(answers.items())).encode()).hexdigest()[:32]


def loud_and_small(notes: Sequence[str]) -> tuple[list[str], list[str]]:
    """That the wording is not in force is said aloud, the rest in small print."""
    loud = [note for note in notes if note == wording.PROPOSED]
    return loud, [note for note in notes if note not in loud]


def side_choices(desk: Requests, opening: Opening) -> list[tuple[Role, str]]:
    """The sides that can be chosen where only that stands against a form, each with what is said of it.

    Raises UnknownAuthority.
    """
    laid_down = {one.type for one in desk.choices(opening.authority, None).offers}
    choices = ((Role.MEMBER, I_AM_A_MEMBER), (Role.OFFICER, I_AM_AN_OFFICER))
    return [(role, label) for role, label in choices if opening.type in laid_down and role is not opening.role]


def form_of_either_side(desk: Requests, opening: Opening) -> Form | Notice:
    """A form for the sake of its clauses, which are the same for either side. Raises UnknownAuthority."""
    forms = [desk.form(opening.authority, opening.type, role) for role in Role]
    return next((one for one in forms if isinstance(one, Form)), forms[0])


def heading_of(one: TypeOffer) -> str:
    """Under which a type stands: nothing above those that the reader can start today."""
    if not one.fits:
        return said.OTHER_SIDE
    return said.ONLY_PROPOSED if one.status is Status.PROPOSED else ""


def above_choice(words: str, found: Sequence[str]) -> str:
    """What is said above a choice of types to whoever typed words that mean several of them, or none."""
    quoted = words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"
    return "" if not words else said.which_of(quoted) if found else said.found_none(quoted)
