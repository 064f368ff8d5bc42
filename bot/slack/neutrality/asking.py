"""From the command or a button to the form, and from the form to the result."""

from __future__ import annotations

from uuid import uuid4

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.buttons.carrying import StaleValueError, load
from bot.buttons.neutrality import Asked, decode_asked, decode_reading, decode_side
from bot.slack.blocks import Block
from bot.slack.desk import Desk
from bot.slack.inbound import words_of
from bot.slack.neutrality.clauses import page
from bot.slack.neutrality.forms import facts_form, facts_in
from bot.slack.neutrality.modals import checked, put, result_of, state_in
from bot.slack.requests.modals import answer_form, place, present, role_quickly
from bot.slack.requests.starting import start
from handlers.neutrality import form_wording as said
from handlers.neutrality.messages import Facts
from handlers.neutrality.typed import read_words
from knowledge.clause import Role
from knowledge.neutrality import Meeting

COMMAND = "/neutrality"


async def on_command(desk: Desk, args: AsyncArgs) -> None:
    """`/neutrality`, `/neutrality ward 4 March 2027`: the form, or the result where the kind of meeting was typed."""
    await args.ack()
    authority = desk.options.authority_in(args.body["channel_id"])
    meeting, day = read_words(words_of(args.body.get("text")))
    side = await _side(desk, args)
    if meeting is None:
        await present(desk, args, facts_form(authority, None, day, {}, side))
    else:
        await present(desk, args, await result_of(desk, args, _new(authority, Facts(meeting, day, {}, side))))


async def begin(desk: Desk, args: AsyncArgs, authority: str, meeting: Meeting | None) -> None:
    """The button under an answer: the form, with the kind of meeting that the answer is about."""
    await present(desk, args, facts_form(authority, meeting, None, {}, await _side(desk, args)))


async def on_kind(desk: Desk, args: AsyncArgs) -> None:  # noqa: ARG001 (as all listeners)
    """The kind of meeting was chosen: of a ward meeting it is asked who arranges it."""
    await args.ack()
    view = args.body["view"]
    authority, side = decode_side(view.get("private_metadata", ""))
    facts = facts_in(state_in(args.body), side)
    if facts is not None and (facts.meeting is Meeting.WARD) != _asks_who_arranges(view):
        form = facts_form(authority, facts.meeting, facts.on, facts.known, side)
        await args.client.views_update(view_id=view["id"], view=form)


async def on_form(desk: Desk, args: AsyncArgs) -> None:
    """The facts were sent: the result stands in the place of the form, with room for two modals above it."""
    authority, side = decode_side(args.body["view"].get("private_metadata", ""))
    facts = facts_in(state_in(args.body), side)
    if facts is None:
        raise StaleValueError
    await answer_form(args, result_of(desk, args, _new(authority, facts)), said.ONE_MOMENT, said.TITLE)


async def on_show(desk: Desk, args: AsyncArgs) -> None:
    """A check with other facts, which no record was kept of yet."""
    await args.ack()
    asked = decode_asked(args.payload.get("value", ""))
    await put(desk, args, await result_of(desk, args, _new(asked.authority, asked.facts)))


async def on_facts(desk: Desk, args: AsyncArgs) -> None:
    """Back to the form, with what is known."""
    await args.ack()
    asked = decode_asked(args.payload.get("value", ""))
    facts = asked.facts
    await put(desk, args, facts_form(asked.authority, facts.meeting, facts.on, facts.known, facts.side))


async def on_read(desk: Desk, args: AsyncArgs) -> None:
    """Clauses in full, above the result."""
    await args.ack()
    reading = decode_reading(args.payload.get("value", ""))
    await present(desk, args, page(await checked(desk, reading.asked), reading))


async def on_turn(desk: Desk, args: AsyncArgs) -> None:
    """The next page of them, in the place of this one."""
    await args.ack()
    reading = decode_reading(args.payload.get("value", ""))
    await put(desk, args, page(await checked(desk, reading.asked), reading))


async def on_request(desk: Desk, args: AsyncArgs) -> None:
    """The form that asks for the attendance, with the day of the meeting filled in."""
    value = args.payload.get("value", "")
    asked, kind = decode_asked(value), load(value).get("t")
    await args.ack()
    if not isinstance(kind, str):
        raise StaleValueError
    await start(desk, args, asked.authority, kind, asked.facts.on)


def _new(authority: str, facts: Facts) -> Asked:
    return Asked(authority, facts, uuid4().hex)


async def _side(desk: Desk, args: AsyncArgs) -> Role:
    """Whoever did not say that they are a councillor is shown what the officer needs."""
    return await role_quickly(desk, args, place(desk, args)) or Role.OFFICER


def _asks_who_arranges(view: Block) -> bool:
    return any(block.get("block_id") == "arranged_by" for block in view["blocks"])
