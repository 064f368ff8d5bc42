"""A request as its reader may see it: in a letter, or looked up with all of its record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.buttons.requests import Opening, Press, encode_page, encode_press, encode_text
from bot.quoting import split
from bot.request_views import are_long, sent_messages, tasks_of
from bot.teams.cards import Card, cards
from bot.teams.elements import (
    Element,
    beside,
    buttons,
    container,
    execute,
    heading,
    paragraph,
    run,
    small,
    text,
    unfold,
)
from bot.teams.escaping import inert
from bot.teams.requests.buttons import LISTS, MOVE, SHOW
from bot.teams.requests.clauses import folded_clauses, whole_clauses
from bot.teams.requests.fields import trouble, words_input
from bot.teams.wording import REQUEST_LISTS, REQUEST_WRITTEN_TOO
from handlers.messages import Notice
from handlers.requests import form_wording as said
from handlers.requests import wording
from handlers.requests.messages import MoveAction, RequestView, TaskLine
from handlers.requests.request import LetterKind, MoveName
from handlers.wording import from_the_protocol

PIECE = 3000
"""Characters of what somebody wrote in one paragraph."""
_ROW = 40  # characters of the buttons of a row: on a phone what is wider is cut
_LOUD = {
    MoveName.GRANT: "positive",
    MoveName.ANSWER: "positive",
    MoveName.ACKNOWLEDGE: "positive",
}
_LAST = {MoveName.DECLINE: "destructive", MoveName.WITHDRAW: "destructive"}
"""How a button looks, and how another one does where it is pressed for good."""


def request_cards(view: RequestView) -> list[Card]:
    """All that the reader may see."""
    body = [
        *_top(view),
        *_matter(view, view.due),
        *_buttons(view),
        *_entries(said.HISTORY, [f"{what}\n{who} · {when}" for when, what, who in view.history]),
        *_entries(said.MESSAGES, [f"{one.what} · {one.to}: {one.stands}" for one in sent_messages(view)]),
        *whole_clauses(view.quotes),
    ]
    return cards(body, [_to_the_lists(), small(_source(view))], preview=inert(view.preview))


def letter_cards(view: RequestView) -> list[Card]:
    """The messages in which a request comes to its reader. Only `preview` stands in their notification.

    Raises `bot.teams.limits.LimitError` where Teams would refuse one.
    """
    body = [*_top(view), *_matter(view, view.due[:1])]
    tail = [*_buttons(view), *_clauses(view), small(_source(view))]
    return cards(body, tail, preview=inert(view.preview))


def after_move(view: RequestView) -> Card:
    """What a message becomes once its button was pressed: the whole, where one message holds it, or how it stands."""
    whole = letter_cards(view)
    if len(whole) > 1:
        newest = [row(when, f"{what}\n{who}") for when, what, who in view.history[-1:]]
        whole = cards([*_top(view), *newest, *_buttons(view), small(_source(view))], preview=inert(view.preview))
    return replace(whole[0], settled=True)


def receipt_cards(view: RequestView) -> list[Card]:
    """What the form becomes once it was sent. The letter that follows has what was written, and the buttons."""
    look = execute(said.OPEN, SHOW, encode_text(view.reference))
    made = cards(
        [*_top(view), small(REQUEST_WRITTEN_TOO)],
        [buttons([look]), small(_source(view))],
        preview=inert(view.preview),
    )
    return [replace(made[0], settled=True), *made[1:]]


def refusal_cards(notice: Notice, view: RequestView | None = None, words: str = "") -> list[Card]:
    """Why nothing was changed, with what was written in vain, above the request as it stands by now."""
    told = [
        heading(notice.title),
        *(text(inert(one)) for one in notice.paragraphs),
        *([row(said.WHAT_YOU_WROTE, words)] if words.strip() else []),
    ]
    if view is None:
        return cards(told, [_to_the_lists()], preview=notice.title)
    below = [*_top(view, separator=True), *_matter(view, view.due[:1])]
    return cards([*told, *below], [*_buttons(view), *_clauses(view), small(_source(view))], preview=notice.title)


def notice_cards(notice: Notice, more: Sequence[Element] = ()) -> list[Card]:
    """Something that the desk says."""
    return cards([heading(notice.title), *(text(inert(one)) for one in notice.paragraphs)], more, preview=notice.title)


def words_cards(press: Press, words: str, why: str) -> list[Card]:
    """Asks once more for the words of a move."""
    title = f"{press.reference}: {wording.LABELS[press.move]}"
    again = [heading(title), trouble(why), *_words_form(press, wording.LABELS[press.move], words)]
    return cards(again, preview=title)


def words_id(move: MoveName) -> str:
    """The id of the field for the words of a move."""
    return f"words.{move}"


def row(label: str, words: str) -> Element:
    """A label and, under it, what somebody wrote: literal."""
    written = inert(words)
    pieces = [written[start:end] for start, end in split(written, PIECE)]
    lines = [text(piece, spacing="None") for piece in pieces if piece.strip()]
    return container(paragraph(run(label, bold=True)), *lines)


def _top(view: RequestView, *, separator: bool = False) -> Iterator[Element]:
    """Which request it is, and what matters most about it now."""
    yield heading(said.title_of(view.reference, view.title), **({"separator": True} if separator else {}))
    if view.lead:
        first, *others = map(inert, view.lead)
        yield paragraph(run(first, bold=True))
        yield from map(text, others)


def _matter(view: RequestView, due: Sequence[str]) -> Iterator[Element]:
    """What was asked, by when, and what is to be done about it; a duty first where it is the matter."""
    on_task = view.letter is LetterKind.TASK
    if on_task:
        yield from _tasks(view)
    yield from (row(label, words) for label, words in view.rows)
    if due:
        yield row(said.DUE, due[0])
        yield from (small(working, spacing="None") for working in due[1:])
    if view.tasks and not on_task:
        yield paragraph(run(said.DUTIES, bold=True))
        yield from _tasks(view)


def _clauses(view: RequestView) -> Iterator[Element]:
    """Under the buttons of a message: whoever opens a chat sees its end first."""
    if view.type and are_long(view.quotes):
        opening = Opening(view.protocol.authority, view.type)
        yield from folded_clauses(view.quotes, opening, first=view.letter is LetterKind.TO_DECIDER)
    else:
        yield from whole_clauses(view.quotes)


def _tasks(view: RequestView) -> Iterator[Element]:
    """Each duty with the button that confirms it."""
    for line, action in tasks_of(view):
        said_of_it = _task(line)
        if action is None:
            yield container(*said_of_it)
        else:
            yield beside(said_of_it, _button(action, wording.LABELS[MoveName.DO_TASK]))


def _task(line: TaskLine) -> list[Element]:
    below = line.done or said.borne_by(line.by, line.cited, line.words)
    return [text(inert(f"{'✓' if line.done else '•'} {line.what}")), small(inert(below), spacing="None")]


def _buttons(view: RequestView) -> list[Element]:
    """The moves that the reader may make; duties have their buttons beside them."""
    made: list[list[Element]] = []
    for action in view.actions:
        if action.task:
            continue
        if not made or sum(len(one["title"]) for one in made[-1]) + len(action.label) > _ROW:
            made.append([])
        made[-1].append(_button(action, action.label))
    return [buttons(one) for one in made]


def _button(action: MoveAction, label: str) -> Element:
    """A button that unfolds a form where words must be written, and a question where a move cannot be taken back."""
    press = Press(action.move, action.reference, action.version, action.task)
    style = _LOUD.get(action.move, "")
    if action.words:
        return unfold(label, list(_words_form(press, label)), style=style)
    if not action.confirm:
        return execute(label, MOVE, encode_press(press), style=style)
    yes = execute(action.label, MOVE, encode_press(press), style=_LAST.get(action.move, style))
    return unfold(label, [text(action.confirm), buttons([yes])], style=style)


def _words_form(press: Press, label: str, words: str = "") -> Iterator[Element]:
    """Asks for a reason, an answer or a question, and says what the move will do."""
    warned = wording.CONFIRM.get(press.move, "")
    if warned:
        yield text(warned)
    yield words_input(words_id(press.move), wording.ASKED_WORDS[press.move], words)
    style = _LAST.get(press.move, "positive")
    yield buttons([execute(label, MOVE, encode_press(press), with_inputs=True, style=style)])


def _entries(title: str, lines: Sequence[str]) -> Iterator[Element]:
    """Lines under a title, each by itself: a long record goes on in the next message."""
    for number, line in enumerate(lines):
        entry = text(f"• {inert(line)}", spacing="Small")
        yield entry if number else container(paragraph(run(title, bold=True)), entry)


def _to_the_lists() -> Element:
    return buttons([execute(REQUEST_LISTS, LISTS, encode_page(0))])


def _source(view: RequestView) -> str:
    return from_the_protocol(view.protocol.name, view.protocol.title, view.protocol.version)
