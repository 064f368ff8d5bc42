"""Starting a request: the command, the shortcut, the buttons, the form, the check before sending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import uuid4

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.buttons.requests import Opening, decode_opening, decode_text, encode_opening
from bot.request_forms import above_choice, is_reference, side_choices, with_day
from bot.slack import wording as slack_said
from bot.slack.blocks import Block, button, buttons, section
from bot.slack.desk import Desk, RequestSide
from bot.slack.inbound import words_of
from bot.slack.requests.forms import answers_in, answers_shown, check_page, errors_in, form_view
from bot.slack.requests.home import publish
from bot.slack.requests.lists import choice_page
from bot.slack.requests.modals import account, answer_form, named, place, present, role_quickly, side_of
from bot.slack.requests.pages import notice_page, request_page
from bot.slack.requests.showing import show_lists, show_request
from bot.slack.requests.values import SIDE
from handlers.messages import Notice
from handlers.requests import form_wording as said
from handlers.requests.messages import Checking, Form, RequestView
from handlers.requests.request import Person

COMMAND = "/request"
SHORTCUT = "start_request"


async def on_command(desk: Desk, args: AsyncArgs) -> None:
    """`/request`, `/request attendance …`, `/request list`, `/request TRA-2026-0007`."""
    await args.ack()
    words = " ".join(words_of(args.body.get("text")).split())
    if words.lower() == "list":
        await show_lists(desk, args)
    elif is_reference(words):
        await show_request(desk, args, words)
    else:
        await _choose(desk, args, desk.options.authority_in(args.body["channel_id"]), words)


async def on_shortcut(desk: Desk, args: AsyncArgs) -> None:
    """The global shortcut."""
    await args.ack()
    await _choose(desk, args, desk.options.authority)


async def on_begin(desk: Desk, args: AsyncArgs) -> None:
    """The button on the Home tab."""
    await args.ack()
    await _choose(desk, args, decode_text(args.payload.get("value", "")))


async def on_start(desk: Desk, args: AsyncArgs) -> None:
    """A type was chosen."""
    await args.ack()
    opening = decode_opening(args.payload.get("value", ""))
    await present(desk, args, _form(side_of(desk), opening))


async def start(desk: Desk, args: AsyncArgs, authority: str, type_id: str, day: date | None = None) -> None:
    """Open the form of a request under an answer; `day` is the day of the meeting, where it is known."""
    role = await role_quickly(desk, args, place(desk, args))
    opening = Opening(authority, type_id, role, day=day.isoformat() if day else "")
    await present(desk, args, _form(side_of(desk), opening))


async def on_side(desk: Desk, args: AsyncArgs) -> None:
    """Somebody says on which side they stand, and goes on to the form."""
    await args.ack()
    opening = decode_opening(args.payload.get("value", ""))
    await args.client.views_update(view_id=args.body["view"]["id"], view=_form(side_of(desk), opening))
    where = place(desk, args)
    await desk.roles.remember(where.team, where.user, opening.role)


async def on_form(desk: Desk, args: AsyncArgs) -> None:
    """Check what was typed: errors stand beside the fields, else all of it is shown once more."""
    side, view = side_of(desk), args.body["view"]
    opening = decode_opening(view.get("private_metadata", ""))
    form = side.desk.form(opening.authority, opening.type, opening.role)
    if isinstance(form, Notice):
        await args.ack(response_action="push", view=notice_page(form, close=said.BACK))
        return
    answers = answers_in(form, view.get("state") or {})
    checked = _checked(side, opening, answers, account(args.body))
    if isinstance(checked, Form):
        await args.ack(response_action="errors", errors=errors_in(checked))
        return
    side.drafts.keep(opening.key, answers)
    page = notice_page(checked, close=said.BACK) if isinstance(checked, Notice) else check_page(checked, opening)
    await args.ack(response_action="push", view=page)


async def on_check(desk: Desk, args: AsyncArgs) -> None:
    """Send it. The page says how that went; where nothing was sent, it stays and can be sent again."""
    view = args.body["view"]
    opening = decode_opening(view.get("private_metadata", ""))
    answers = side_of(desk).drafts.of(opening.key) or answers_shown(view, opening.digest)
    if answers is None:
        notice = Notice(said.CANNOT_SEND, (slack_said.GO_BACK,))
        await args.ack(response_action="update", view=notice_page(notice, close=said.BACK))
        return
    await answer_form(args, _send(desk, args, opening, answers), slack_said.SENDING)


async def _choose(desk: Desk, args: AsyncArgs, authority: str, words: str = "") -> None:
    """The form that the words mean, or a choice of those that they may mean."""
    requests = side_of(desk).desk
    role = await role_quickly(desk, args, place(desk, args))
    found = requests.find_type(authority, words, role) if words else []
    if len(found) == 1:
        await present(desk, args, _form(side_of(desk), Opening(authority, found[0], role)))
        return
    page = choice_page(requests.choices(authority, role), role, found, above_choice(words, found))
    await present(desk, args, page)


async def _send(desk: Desk, args: AsyncArgs, opening: Opening, answers: dict[str, str]) -> Block:
    side, person = side_of(desk), await named(desk, args)
    sent = await side.desk.submit(opening.authority, opening.type, opening.role, answers, opening.key, person)
    if isinstance(sent, RequestView):
        side.drafts.drop(opening.key)
        desk.pulse.later(publish(desk, args.client, person))
        return request_page(sent, below=slack_said.ALSO_WRITTEN)
    if isinstance(sent, Form):
        errors = [section(f"{field.label}: {field.error}") for field in sent.fields if field.error]
        return notice_page(Notice(said.CANNOT_SEND, ()), *errors, close=said.BACK)
    checked = _checked(side, opening, answers, person)
    if isinstance(checked, Checking):
        return check_page(checked, opening, (f"{sent.title}.", *sent.paragraphs))
    return notice_page(sent, close=said.BACK)


def _checked(side: RequestSide, opening: Opening, answers: dict[str, str], person: Person) -> Checking | Form | Notice:
    return side.desk.check(opening.authority, opening.type, opening.role, answers, opening.key, person)


def _form(side: RequestSide, opening: Opening) -> Block:
    """The form; what stands against it, with a way on where that is only the side on which somebody stands."""
    form = side.desk.form(opening.authority, opening.type, opening.role)
    if isinstance(form, Form):
        return form_view(with_day(form, opening.day), replace(opening, key=uuid4().hex))
    return notice_page(form, *_sides(side, opening))


def _sides(side: RequestSide, opening: Opening) -> Iterator[Block]:
    shown = side_choices(side.desk, opening)
    if shown:
        yield buttons(
            [
                button(label, f"{SIDE}_{number}", encode_opening(replace(opening, role=role)))
                for number, (role, label) in enumerate(shown)
            ]
        )
