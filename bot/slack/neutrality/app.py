"""The listeners of the neutrality check, and what is said where it is not set up or something is out of date."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.buttons.carrying import StaleValueError
from bot.slack.blocks import section
from bot.slack.delivery import whisper
from bot.slack.desk import Desk
from bot.slack.neutrality import asking, keeping
from bot.slack.neutrality import values as named
from bot.slack.requests.modals import in_modal, place, present
from bot.slack.requests.pages import told_page
from bot.slack.values import ids
from bot.slack.wording import NEUTRALITY_OUT_OF_DATE
from handlers.neutrality import form_wording as said
from handlers.requests.form_wording import BACK
from handlers.requests.ports import StoreUnavailable
from handlers.wording import MISMATCH
from knowledge.errors import QuotationError, UnknownAuthority, UnknownClause

Listener = Callable[[Desk, AsyncArgs], Awaitable[None]]
_BUTTONS: tuple[tuple[str, Listener], ...] = (
    (named.KIND, asking.on_kind),
    (named.READ, asking.on_read),
    (named.TURN, asking.on_turn),
    (named.SHOW, asking.on_show),
    (named.FACTS, asking.on_facts),
    (named.REQUEST, asking.on_request),
    (named.AGAIN, keeping.on_again),
    (named.CANCEL, keeping.on_cancel),
    (named.KEEP, keeping.on_keep),
    (named.DELETE, keeping.on_delete),
    (named.MINE, keeping.on_mine),
    (named.OPEN, keeping.on_open),
    (named.EXPORT, keeping.on_export),
    (named.TICK, keeping.on_tick),
)


def register(app: AsyncApp, tracked: Callable[[Listener], Callable[[AsyncArgs], Awaitable[None]]]) -> None:
    """Everything about the check that the manifest promises."""
    app.command(asking.COMMAND)(tracked(guarded(asking.on_command)))
    for name, listener in _BUTTONS:
        app.action(ids(name))(tracked(guarded(listener)))
    app.view_submission(named.FORM)(tracked(guarded(asking.on_form)))
    app.view_submission(named.AGAIN_FORM)(tracked(guarded(keeping.on_again_form)))


def guarded(listener: Listener) -> Listener:
    """For what comes where there is no check, from another version of it, or while the records are away."""

    async def run(desk: Desk, args: AsyncArgs) -> None:
        if desk.neutrality is None:
            await _tell(desk, args, said.NOT_SET_UP)
            return
        try:
            await listener(desk, args)
        except (StaleValueError, UnknownAuthority, UnknownClause):
            await _tell(desk, args, NEUTRALITY_OUT_OF_DATE)
        except QuotationError:
            await _tell(desk, args, *MISMATCH)
        except StoreUnavailable:
            await _tell(desk, args, said.AWAY)

    return run


async def _tell(desk: Desk, args: AsyncArgs, *sentences: str) -> None:
    """Where it cannot be overlooked: in the form, above the modal, or to the person alone."""
    if args.body.get("type") == "view_submission":
        await args.ack(response_action="update", view=told_page(said.TITLE, list(map(section, sentences))))
        return
    await args.ack()
    if in_modal(args.body):
        await present(desk, args, told_page(said.TITLE, list(map(section, sentences)), close=BACK))
    else:
        await whisper(args.client, place(desk, args), *sentences)
