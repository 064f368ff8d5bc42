"""The form of a request and the check before sending it, as cards; what was typed, back from both."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.buttons.requests import Opening, encode_opening
from bot.request_forms import loud_and_small
from bot.request_views import are_long
from bot.teams.cards import Card, cards
from bot.teams.elements import Element, buttons, execute, heading, small, text
from bot.teams.limits import size_of
from bot.teams.requests.buttons import AGAIN, FORM, SEND
from bot.teams.requests.clauses import conditions, folded_clauses, listed, whole_clauses
from bot.teams.requests.fields import carried, field_elements, trouble
from bot.teams.requests.pages import row
from bot.teams.wording import REQUEST_CHANGE, REQUEST_ERRORS, REQUEST_YOUR_ANSWERS
from handlers.requests import form_wording as said
from handlers.requests.messages import Checking, Form
from handlers.wording import from_the_protocol

CARRIED = 10_000
"""Bytes of answers that the check before sending carries itself; beyond, memory alone keeps them."""


def form_elements(form: Form, opening: Opening, quoted: Collection[str] = ()) -> list[Element]:
    """Who decides, the clauses, then a field for each particular. The clauses in `quoted` stand above already."""
    go_on = execute(said.GO_ON, FORM, encode_opening(opening), with_inputs=True, style="positive")
    fields = [element for field in form.fields for element in field_elements(form, field)]
    return [*_above(form, opening, quoted), *fields, buttons([go_on])]


def form_cards(form: Form, opening: Opening) -> list[Card]:
    """The form in a card of its own; one, but for clauses of extraordinary length."""
    wrong = [trouble(REQUEST_ERRORS)] if form.errors else []
    made = form_elements(form, opening)
    return cards([heading(form.title, large=True), *wrong, *made, small(_source(form))], preview=form.title)


def check_cards(
    checking: Checking, opening: Opening, answers: Mapping[str, str], why: Sequence[str] = ()
) -> list[Card]:
    """All answers once more, who decides and who will be told. `why` says why it was not sent just now."""
    form = checking.form
    body = [
        heading(f"{said.CHECK_TITLE}: {form.title}", large=True),
        *([trouble(" ".join(why))] if why else [text(REQUEST_YOUR_ANSWERS)]),
        *(row(label, words) for label, words in checking.rows),
        *listed(said.TO_BE_TOLD, checking.told),
        *conditions(form.conditions),
        *_notes(form),
    ]
    return cards(body, [_ways(checking, opening, answers)], preview=f"{said.CHECK_TITLE}: {form.title}")


def clauses_cards(form: Form) -> list[Card]:
    """The clauses and the conditions that a request rests on, in full."""
    return cards(
        [heading(form.title), *whole_clauses(form.quotes), *conditions(form.conditions)], [small(_source(form))]
    )


def _ways(checking: Checking, opening: Opening, answers: Mapping[str, str]) -> Element:
    """Send it, or change it. Both carry the answers, so that they outlive this desk."""
    held = carried(checking.form, answers)
    if size_of(held) > CARRIED:
        held = {}
    value = encode_opening(replace(opening, day=""))
    ways = (execute(said.SEND, SEND, value, style="positive"), execute(REQUEST_CHANGE, AGAIN, value))
    return buttons([one | {"data": {**held, **one["data"]}} for one in ways])


def _above(form: Form, opening: Opening, quoted: Collection[str]) -> Iterator[Element]:
    """The fields must be in sight on a phone: long clauses stand behind a button, conditions in the check."""
    yield text(form.decides)
    yield from _notes(form)
    quotes = tuple(quote for quote in form.quotes if quote.clause not in quoted)
    if are_long(quotes):
        yield from folded_clauses(quotes, opening, first=True)
    else:
        yield from whole_clauses(quotes)


def _notes(form: Form) -> Iterator[Element]:
    loud, quiet = loud_and_small(form.notes)
    yield from map(text, loud)
    yield from map(small, quiet)


def _source(form: Form) -> str:
    return from_the_protocol(form.protocol.name, form.protocol.title, form.protocol.version)
