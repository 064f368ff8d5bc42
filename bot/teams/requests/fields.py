"""The fields of a form in a card, and what was typed into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.request_forms import iso_day
from bot.teams.elements import Element, paragraph, run, small
from bot.teams.escaping import inert, typed_as_it_was
from bot.teams.fields import choice_input, date_input, text_input, tick_input
from bot.teams.wording import NO_CHOICE, NO_DAY
from handlers.requests import form_wording as said
from handlers.requests import wording
from handlers.requests.messages import Form, FormField
from handlers.requests.validation import LONGEST, LONGEST_LINE
from knowledge.requests import FieldKind

_RADIOS = 10  # more options than this are put into a menu
_NOTHING = "-"
"""Stands for no option: one of a menu cannot be taken back otherwise."""
_TICKED = "true"
_YES = "yes"


def field_id(form: Form, key: str) -> str:
    """The id of a field. Forms of several types may stand in one card."""
    return f"{form.type}.{key}"


def field_elements(form: Form, field: FormField) -> Iterator[Element]:
    """One field: what is wrong with it above, a hint below that names the clause which asks for it."""
    if field.error:
        yield trouble(field.error)
    yield _input(field, field_id(form, field.key))
    hint = "\n".join(filter(None, (field.hint, said.ask_by(field.cited, field.words))))
    if hint:
        yield small(hint, spacing="None")


def words_input(name: str, label: str, value: str = "") -> Element:
    """A field of several lines that must be filled."""
    longest = LONGEST
    return text_input(
        name, label, missing=wording.WORDS_MISSING, value=inert(value)[:longest], several_lines=True, longest=longest
    )


def trouble(sentence: str, **others: str) -> Element:
    """What is wrong, so that it is seen."""
    return paragraph(run(inert(sentence), bold=True) | {"color": "Attention"}, **others)


def answers_in(form: Form, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed or chosen, by the key of the field, as the desk for requests reads it ("" for nothing)."""
    return {field.key: _answer(field, typed.get(field_id(form, field.key), "")) for field in form.fields}


def carried(form: Form, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers as an action carries them: what `answers_in` reads."""
    return {field_id(form, key): value for key, value in answers.items() if value}


def _answer(field: FormField, typed: str) -> str:
    if field.kind is FieldKind.YES:
        return _YES if typed in {_TICKED, _YES} else ""
    if field.kind is FieldKind.CHOICE and field.options and typed == _NOTHING:
        return ""
    return typed_as_it_was(typed)


def _input(field: FormField, name: str) -> Element:
    missing = wording.missing(field.kind) if field.required else ""
    match field.kind:
        case FieldKind.DATE:
            return date_input(name, field.label, missing=missing and NO_DAY, value=iso_day(field.value))
        case FieldKind.YES:
            made = tick_input(name, field.label, said.YES, value=bool(field.value))
            return made | ({"isRequired": True, "errorMessage": missing} if missing else {})
        case FieldKind.CHOICE if field.options:
            return _choice(field, name, missing)
    several = field.kind is FieldKind.LONG
    longest = LONGEST if several else LONGEST_LINE
    value = inert(field.value)[:longest]
    return text_input(name, field.label, missing=missing, value=value, several_lines=several, longest=longest)


def _choice(field: FormField, name: str, missing: str) -> Element:
    """Buttons, of which one is pressed; a menu where there are many, or where the choice may be taken back."""
    options = [(one, one) for one in field.options] + ([] if field.required else [(_NOTHING, NO_CHOICE)])
    value = field.value if field.value in field.options else ""
    expanded = field.required and len(field.options) <= _RADIOS
    return choice_input(name, field.label, options, missing=missing, value=value, expanded=expanded)
