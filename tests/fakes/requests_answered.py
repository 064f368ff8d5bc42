"""Answers that any form takes, and a register in which one person holds an office."""

from __future__ import annotations

from datetime import date

from handlers.requests.messages import Form, FormField
from knowledge.offices import OfficeRegister, Person, Term
from knowledge.requests import FieldKind


def answers_for(form: Form) -> dict[str, str]:
    """A right answer for each field that must have one."""
    return {one.key: _answer(one) for one in form.fields if one.required}


def _answer(asked: FormField) -> str:
    if asked.options:
        return asked.options[0]
    fixed = {FieldKind.DATE: "13 February 2099", FieldKind.YES: "yes", FieldKind.PERSON: "Quentin Quince"}
    return fixed.get(asked.kind, "Some words.")


def register_of(authority: str, *offices: str) -> OfficeRegister:
    """Each office held by somebody of its own, known on Slack and by e-mail."""
    return OfficeRegister([_term(authority, office) for office in offices])


def _term(authority: str, office: str) -> Term:
    name = f"{office.title().replace(' ', '')} Holder"
    slack = "U" + office.upper().replace(" ", "")
    email = f"{office.lower().replace(' ', '.')}@council.example"
    return Term(authority, office, "", Person(name, slack, "", email), date(2020, 1, 1), None, None, acts=False)
