"""The form of a request and the check before sending it, as modals; what was typed, back from both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.buttons.requests import Opening, encode_opening
from bot.inert import inert
from bot.request_forms import digest, loud_and_small
from bot.request_views import are_long
from bot.slack.blocks import Block, context, header, modal, rich_line, rich_list, rich_text, run, section
from bot.slack.escaping import unescape
from bot.slack.limits import check_view
from bot.slack.requests.clauses import folded_clauses, whole_clauses
from bot.slack.requests.fields import answer, block_id, field_block
from bot.slack.requests.pages import row, told_page
from bot.slack.requests.values import CHECK, FORM
from handlers.requests import form_wording as said
from handlers.requests.messages import Checking, Form
from handlers.wording import from_the_protocol


def form_view(form: Form, opening: Opening) -> Block:
    """Who decides, the clauses, then a field for each particular."""
    view = modal(
        said.FORM_TITLE,
        FORM,
        [*_above(form, opening), *map(field_block, form.fields), context(_source(form))],
        submit=said.GO_ON,
        close=said.CANCEL,
        private_metadata=encode_opening(opening),
    )
    check_view(view)
    return view


def answers_in(form: Form, state: Mapping[str, Any]) -> dict[str, str]:
    """What was typed, by the key of the field."""
    return {field.key: answer(field, state) for field in form.fields}


def errors_in(form: Form) -> dict[str, str]:
    """The errors by the id of the block beside which each stands."""
    return {block_id(key): error for key, error in form.errors.items()}


def check_page(checking: Checking, opening: Opening, trouble: tuple[str, ...] = ()) -> Block:
    """All answers once more, who decides and who will be told. `trouble` says why it was not sent just now."""
    keys = {field.label: field.key for field in checking.form.fields}
    held = replace(opening, digest=digest({keys[label]: inert(text) for label, text in checking.rows if label in keys}))
    body = [
        header(checking.form.title),
        section(" ".join(trouble) if trouble else said.YOUR_ANSWERS),
        *(_row(label, text, keys.get(label, "")) for label, text in checking.rows),
    ]
    if checking.told:
        lines = (rich_line(run(one)) for one in checking.told)
        body.append(rich_text(rich_line(run(said.TO_BE_TOLD, bold=True)), rich_list(*lines)))
    body += [*_conditions(checking.form), *_notes(checking.form)]
    view = modal(
        said.CHECK_TITLE,
        CHECK,
        body,
        submit=said.SEND,
        close=said.BACK,
        private_metadata=encode_opening(held),
    )
    check_view(view)
    return view


def clauses_page(form: Form) -> Block:
    """The clauses and the conditions that a request rests on, in full."""
    body = [header(form.title), *whole_clauses(form.quotes), *_conditions(form), context(_source(form))]
    return told_page(said.SECTION_TITLE, body, close=said.BACK)


def answers_shown(view: Mapping[str, Any], expected: str) -> dict[str, str] | None:
    """The answers that stand in a check before sending; None where they are not those that were put there.

    Slack sends a view back with the form. It may have escaped the text.
    """
    shown = {
        block["block_id"].removeprefix(_FIELD): "".join(
            str(part.get("text", "")) for part in block["elements"][0]["elements"][1:]
        )
        for block in view.get("blocks", [])
        if block.get("type") == "rich_text" and str(block.get("block_id", "")).startswith(_FIELD)
    }
    for found in (shown, {key: unescape(text) for key, text in shown.items()}):
        if digest(found) == expected:
            return found
    return None


_FIELD = block_id("")


def _row(label: str, text: str, key: str) -> Block:
    block = row(label, text)
    return block | ({"block_id": block_id(key)} if key else {})


def _above(form: Form, opening: Opening) -> Iterator[Block]:
    """The fields must be in sight on a phone: long clauses stand behind a button, conditions in the check."""
    yield header(form.title)
    yield section(form.decides)
    yield from _notes(form)
    if are_long(form.quotes):
        yield from folded_clauses(form.quotes, opening, first=True)
    else:
        yield from whole_clauses(form.quotes)


def _notes(form: Form) -> Iterator[Block]:
    loud, small = loud_and_small(form.notes)
    yield from map(section, loud)
    if small:
        yield context("\n".join(small))


def _conditions(form: Form) -> Iterator[Block]:
    if form.conditions:
        lines = (rich_line(run(one)) for one in form.conditions)
        yield rich_text(rich_line(run(said.CONDITIONS, bold=True)), rich_list(*lines))


def _source(form: Form) -> str:
    return from_the_protocol(form.protocol.name, form.protocol.title, form.protocol.version)
