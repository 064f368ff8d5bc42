"""The listeners for formal requests, and what is said where there is no desk for them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.buttons.carrying import StaleValueError
from bot.slack import wording as slack_said
from bot.slack.delivery import whisper
from bot.slack.desk import Desk
from bot.slack.requests import home, moves, showing, starting
from bot.slack.requests.modals import place
from bot.slack.requests.pages import notice_page
from bot.slack.requests.values import BEGIN, CHECK, CLAUSES, FORM, HEADING, MOVE, PAGE, SHOW, SIDE, START, WORDS
from bot.slack.values import ids
from handlers.messages import Notice
from handlers.requests import form_wording as said
from knowledge.errors import UnknownAuthority, UnknownClause

Listener = Callable[[Desk, AsyncArgs], Awaitable[None]]
_BUTTONS: tuple[tuple[str, Listener], ...] = (
    (BEGIN, starting.on_begin),
    (START, starting.on_start),
    (SIDE, starting.on_side),
    (SHOW, showing.on_show),
    (PAGE, showing.on_page),
    (MOVE, moves.on_move),
    (HEADING, home.on_heading),
    (CLAUSES, showing.on_clauses),
)
_FORMS: tuple[tuple[str, Listener], ...] = (
    (FORM, starting.on_form),
    (CHECK, starting.on_check),
    (WORDS, moves.on_words),
)


def register(app: AsyncApp, tracked: Callable[[Listener], Callable[[AsyncArgs], Awaitable[None]]]) -> None:
    """Everything about requests that the manifest promises."""
    app.command(starting.COMMAND)(tracked(guarded(starting.on_command)))
    app.global_shortcut(starting.SHORTCUT)(tracked(guarded(starting.on_shortcut)))
    for name, listener in _BUTTONS:
        app.action(ids(name))(tracked(guarded(listener)))
    for callback_id, listener in _FORMS:
        app.view_submission(callback_id)(tracked(guarded(listener)))


def guarded(listener: Listener) -> Listener:
    """For what comes where there is no desk for requests, or from another version of it."""

    async def run(desk: Desk, args: AsyncArgs) -> None:
        if desk.requests is None:
            await _tell(desk, args, said.NOT_SET_UP)
            return
        try:
            await listener(desk, args)
        except (StaleValueError, UnknownAuthority, UnknownClause):
            await _tell(desk, args, slack_said.REQUEST_OUT_OF_DATE)

    return run


async def _tell(desk: Desk, args: AsyncArgs, sentence: str) -> None:
    if args.body.get("type") == "view_submission":
        view = notice_page(Notice(said.FORM_TITLE, (sentence,)))
        await args.ack(response_action="update", view=view)
        return
    await args.ack()
    await whisper(args.client, place(desk, args), sentence)
