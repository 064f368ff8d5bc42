"""A request as its reader may see it: in a modal with all of its record, or in direct messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.buttons.requests import Opening, Press, encode_press
from bot.inert import inert
from bot.quoting import split
from bot.request_views import are_long, sent_messages, tasks_of
from bot.slack import limits
from bot.slack.blocks import (
    Block,
    button,
    buttons,
    confirm,
    context,
    header,
    modal,
    rich_line,
    rich_list,
    rich_text,
    run,
    section,
    section_with,
)
from bot.slack.escaping import escape
from bot.slack.outbound import Message, packed
from bot.slack.requests.clauses import folded_clauses, whole_clauses
from bot.slack.requests.fields import shortened
from bot.slack.requests.values import MOVE, TOLD
from handlers.messages import Notice
from handlers.requests import form_wording as said
from handlers.requests import wording
from handlers.requests.messages import MoveAction, RequestView, TaskLine
from handlers.requests.request import LetterKind, MoveName
from handlers.wording import from_the_protocol

_RUN = 2500  # characters of what somebody wrote in one stretch of rich text
_LINES = 5  # entries of a history in one block
_LABEL, _TITLE = 75, 150
_SHORT = 120  # characters of a label and its value that stand on one line
_STYLES = {
    MoveName.GRANT: "primary",
    MoveName.ANSWER: "primary",
    MoveName.ACKNOWLEDGE: "primary",
    MoveName.DECLINE: "danger",
    MoveName.WITHDRAW: "danger",
}


def request_page(view: RequestView, *, close: str = said.CLOSE, below: str = "") -> Block:
    """All that the reader may see, in a modal, and a word `below` it."""
    body = [
        *_top(view),
        *_matter(view, view.due),
        *_buttons(view),
        *_list(said.HISTORY, (f"{what}\n{who} · {when}" for when, what, who in view.history)),
        *_list(said.MESSAGES, (f"{one.what} · {one.to}: {one.stands}" for one in sent_messages(view))),
        *whole_clauses(view.quotes),
        context(*([below] if below else []), _source(view)),
    ]
    return told_page(view.reference, body, close=close)


def letter(view: RequestView) -> list[Message]:
    """The direct messages in which a request comes to its reader. Only `preview` stands in their notification."""
    body, below = [*_top(view), *_matter(view, view.due[:1])], list(_clauses(view))
    tail = [*_buttons(view), *below, context(_source(view))]
    if limits.text_length(tail) > _RUN:
        body, tail = [*body, *below], [*_buttons(view), context(_source(view))]
    made = [Message(tuple(part), escape(view.preview)) for part in packed(body, tail)]
    for message in made:
        limits.check_message(message.blocks, message.text)
    return made


def after_move(view: RequestView) -> Message:
    """What a message becomes once its button was pressed: the whole, where one message holds it, or how it stands."""
    whole = letter(view)
    if len(whole) == 1:
        return whole[0]
    newest = [row(when, f"{what}\n{who}") for when, what, who in view.history[-1:]]
    message = Message((*_top(view), *newest, *_buttons(view), context(_source(view))), escape(view.preview))
    limits.check_message(message.blocks, message.text)
    return message


def notice_page(notice: Notice, *more: Block, close: str = said.CLOSE) -> Block:
    """Something that the desk says, in a modal."""
    title = [header(notice.title)] if len(notice.title) <= _TITLE else [section(notice.title)]
    return told_page(said.FORM_TITLE, [*title, *map(section, notice.paragraphs), *more], close=close)


def told_page(title: str, body: Sequence[Block], *, close: str = said.CLOSE) -> Block:
    """A modal that is only read. Closing it closes all modals, but for one that leads back."""
    kept = [*body] if len(body) <= limits.VIEW_BLOCKS else [*body[: limits.VIEW_BLOCKS - 1], context(said.CUT)]
    view = modal(title[:24], TOLD, kept, close=close, **({} if close == said.BACK else {"clear_on_close": True}))
    limits.check_view(view)
    return view


def row(label: str, text: str) -> Block:
    """A label and, under it, what somebody wrote: literal, so that no name in it becomes a mention."""
    written = inert(text)
    return rich_text(
        rich_line(run(f"{label}\n", bold=True), *(run(written[start:end]) for start, end in split(written, _RUN)))
    )


def rows(pairs: Sequence[tuple[str, str]]) -> Iterator[Block]:
    """The same for several: short ones together, a line each."""
    lines: list[Block] = []
    for label, text in pairs:
        if len(label) + len(text) <= _SHORT and "\n" not in text:
            lines.append(rich_line(run(f"{label}  ", bold=True), run(inert(text))))
            continue
        if lines:
            yield rich_text(*lines)
            lines = []
        yield row(label, text)
    if lines:
        yield rich_text(*lines)


def _top(view: RequestView) -> Iterator[Block]:
    """Which request it is, and what matters most about it now."""
    yield header(shortened(said.title_of(view.reference, view.title), _TITLE))
    if view.lead:
        first, *others = (run(sentence) for sentence in view.lead)
        yield rich_text(rich_line(run(first["text"], bold=True)), *map(rich_line, others))


def _matter(view: RequestView, due: Sequence[str]) -> Iterator[Block]:
    """What was asked, by when, and what is to be done about it; a duty first where it is the matter."""
    on_task = view.letter is LetterKind.TASK
    if on_task:
        yield from _tasks(view)
    yield from rows(view.rows)
    if due:
        yield row(said.DUE, due[0])
        yield from (context(working) for working in ["\n".join(due[1:])] if working)
    if view.tasks and not on_task:
        yield rich_text(rich_line(run(said.DUTIES, bold=True)))
        yield from _tasks(view)


def _clauses(view: RequestView) -> Iterator[Block]:
    """Under the buttons of a message: whoever opens a conversation sees its end first."""
    if view.type and are_long(view.quotes):
        opening = Opening(view.protocol.authority, view.type)
        yield from folded_clauses(view.quotes, opening, first=view.letter is LetterKind.TO_DECIDER)
    else:
        yield from whole_clauses(view.quotes)


def _tasks(view: RequestView) -> Iterator[Block]:
    """Each duty with the button that confirms it."""
    for number, (line, action) in enumerate(tasks_of(view)):
        yield from _task(line, action, number)


def _task(line: TaskLine, action: MoveAction | None, number: int) -> Iterator[Block]:
    if action is None:
        yield section(f"{'✓' if line.done else '•'} {line.what}")
    else:
        yield section_with(f"• {line.what}", _button(action, 100 + number, wording.LABELS[MoveName.DO_TASK]))
    yield context(line.done or said.borne_by(line.by, line.cited, line.words))


def _buttons(view: RequestView) -> list[Block]:
    """The moves that the reader may make; duties have their buttons beside them."""
    shown = [_button(one, number, one.label) for number, one in enumerate(view.actions) if not one.task]
    return [buttons(shown)] if shown else []


def _button(action: MoveAction, number: int, label: str) -> Block:
    """A button that asks once more, where the move cannot be taken back and no words have to be written first."""
    press = Press(action.move, action.reference, action.version, action.task)
    others: Block = {}
    if action.move in _STYLES:
        others["style"] = _STYLES[action.move]
    if action.confirm and not action.words:
        title, yes = said.confirm_title(action.label), shortened(action.label, 30)
        others["confirm"] = confirm(shortened(title, 100), shortened(action.confirm, 300), yes, said.NO)
    return button(shortened(label, _LABEL), f"{MOVE}_{number}", encode_press(press), **others)


def _list(title: str, lines: Iterable[str]) -> Iterator[Block]:
    entries = [rich_line(run(inert(line))) for line in lines]
    for start in range(0, len(entries), _LINES):
        first = [rich_line(run(title, bold=True))] if start == 0 else []
        yield rich_text(*first, rich_list(*entries[start : start + _LINES]))


def _source(view: RequestView) -> str:
    return from_the_protocol(view.protocol.name, view.protocol.title, view.protocol.version)
