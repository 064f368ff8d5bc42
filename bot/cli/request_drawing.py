"""Formal requests, drawn for a terminal: what can be started, forms, the check before sending, requests, lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from bot.cli.drawing import beside, drawn_quote, notice_blocks, plain, protocol_line, quotation, spaced
from handlers.messages import Notice
from handlers.requests import form_wording as said
from handlers.requests import terminal_wording as typed
from handlers.requests.messages import (
    Checking,
    Form,
    FormField,
    MoveAction,
    RequestList,
    RequestView,
    TypeChoice,
    TypeOffer,
)
from handlers.requests.request import MoveName
from handlers.wording import PROPOSED
from knowledge.clause import Status
from knowledge.requests import FieldKind

Drawable = TypeChoice | Form | Checking | RequestView | RequestList | Notice
_HOW = {FieldKind.LONG: typed.LONG, FieldKind.YES: typed.TICK, FieldKind.DATE: typed.DATE}


def draw_request(shown: Drawable) -> RenderableType:
    """All that the desk says about requests, but for the prompts."""
    match shown:
        case TypeChoice():
            blocks = _choice(shown)
        case Form():
            blocks = _form(shown)
        case Checking():
            blocks = _checking(shown)
        case RequestView():
            blocks = _view(shown)
        case RequestList():
            blocks = _list(shown)
        case Notice():
            blocks = notice_blocks(shown)
    return Group(*spaced(blocks))


def draw_offers(offers: Sequence[TypeOffer]) -> RenderableType:
    """Request types with the numbers to type."""
    return Group(*_offers(offers, 1))


def draw_field(field: FormField) -> RenderableType:
    """What is asked for, which clause asks for it, and the error beside it."""
    notes = ["" if field.required else typed.OPTIONAL, typed.CHOOSE if field.options else _HOW.get(field.kind, "")]
    lines: list[RenderableType] = [plain(typed.field_name(field.label, notes), "bold")]
    if field.cited:
        lines.append(plain(said.ask_by(field.cited, field.words), "dim"))
    if field.hint:
        lines.append(plain(field.hint))
    lines += [beside(f"{number:>3}  ", Text(one)) for number, one in enumerate(field.options, 1)]
    return Group(*lines, *([draw_error(field.error)] if field.error else []))


def draw_error(error: str) -> RenderableType:
    """What is wrong with an answer."""
    return plain(f"! {error}", "bold red")


def draw_faults(form: Form) -> RenderableType:
    """All errors of a form, each after the name of its field, for whoever is not asked one by one."""
    wrong = [one for one in form.fields if one.error]
    return Group(plain(typed.NOT_COMPLETE, "bold"), *(_row(f"{one.key} ({one.label})", one.error) for one in wrong))


def _choice(choice: TypeChoice) -> Iterator[RenderableType]:
    yield plain(choice.title, "bold")
    own = [one for one in choice.offers if one.fits]
    others = [one for one in choice.offers if not one.fits]
    if own:
        yield Group(*_offers(own, 1))
    if others:
        yield Group(plain(typed.OTHER_SIDE, "bold"), *_offers(others, len(own) + 1))
    if choice.absent:
        yield Group(plain(said.NOT_STARTED_HERE, "bold"), *(beside("  - ", Text(one)) for one in choice.absent))
    yield protocol_line(choice.protocol)


def _offers(offers: Sequence[TypeOffer], first: int) -> Iterator[RenderableType]:
    for number, one in enumerate(offers, first):
        line = Text(one.name).append(f" · {one.cited}", "dim")
        if one.status is Status.PROPOSED:
            line.append(f" · {PROPOSED}", "bold magenta")
        yield beside(f"{number:>3}  ", line)


def _form(form: Form) -> Iterator[RenderableType]:
    yield plain(form.title, "bold")
    yield from map(drawn_quote, form.quotes)
    if form.conditions:
        yield _titled(said.CONDITIONS, form.conditions)
    yield plain(form.decides)
    yield from (plain(note, "dim") for note in form.notes)
    yield protocol_line(form.protocol)


def _checking(checking: Checking) -> Iterator[RenderableType]:
    yield plain(checking.title, "bold")
    yield Group(*(_row(label, value, f"{number:>3}  ") for number, (label, value) in enumerate(checking.rows, 1)))
    if checking.form.conditions:
        yield _titled(said.CONDITIONS, checking.form.conditions)
    if checking.told:
        yield _titled(said.TO_BE_TOLD, checking.told)


def _view(view: RequestView) -> Iterator[RenderableType]:
    yield plain(f"{view.reference} · {view.title}", "bold")
    yield plain(view.state, "cyan")
    yield from map(plain, view.lead)
    if view.rows:
        yield Group(*(_row(label, value) for label, value in view.rows))
    if view.due:
        yield _titled(said.DUE, view.due)
    yield from map(drawn_quote, view.quotes)
    if view.tasks:
        yield Group(plain(said.DUTIES, "bold"), *_tasks(view))
    if view.history:
        yield _titled(said.HISTORY, (" · ".join(filter(None, (when, what, who))) for when, what, who in view.history))
    if view.deliveries:
        yield _titled(said.MESSAGES, (f"{one.what} · {one.to} · {one.stands}" for one in view.deliveries))
    if view.actions:
        yield Group(plain(typed.WHAT_YOU_CAN_DO, "bold"), *(_action(one, view) for one in view.actions))
    yield protocol_line(view.protocol)


def _tasks(view: RequestView) -> Iterator[RenderableType]:
    for number, one in enumerate(view.tasks, 1):
        line = " · ".join(filter(None, (one.what, one.by, one.cited, one.done)))
        yield beside(f"{number:>3}  ", Text(line))
        yield quotation([Text(one.words)], indent=5)


def _action(action: MoveAction, view: RequestView) -> RenderableType:
    how = typed.how_to_move(action.reference, action.move, action.words)
    if action.move is MoveName.DO_TASK:
        duties = [one.task for one in view.actions if one.move is MoveName.DO_TASK]
        how += f" --duty {duties.index(action.task) + 1}"
    return beside("  - ", Text(action.label).append(f" · {how}", "dim"))


def _list(listed: RequestList) -> Iterator[RenderableType]:
    lines = [plain(f"{one.reference}  {one.date}  {one.state}  {one.name}") for one in listed.lines]
    more = [plain(typed.more_on_other_pages(listed.more), "dim")] if listed.more else []
    yield Group(plain(listed.title, "bold"), *(lines or [plain(listed.empty)]), *more)


def _titled(title: str, lines: Iterable[str]) -> RenderableType:
    return Group(plain(title, "bold"), *(beside("  - ", Text(one)) for one in lines))


def _row(label: str, value: str, mark: str = "") -> RenderableType:
    return beside(mark, Text.assemble((f"{label}: ", "bold"), value))
