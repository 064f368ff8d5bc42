"""Records of checks: keeping one, having it sent again, looking at all of one's own, deleting, ticking off duties."""

from __future__ import annotations

from dataclasses import replace

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.buttons.neutrality import Asked, decode_asked, decode_tick
from bot.neutrality.own import asked_of, is_changed_since, keep, standing, tick
from bot.slack.delivery import deliver
from bot.slack.desk import Desk
from bot.slack.inbound import Place
from bot.slack.neutrality.duties import duty_messages
from bot.slack.neutrality.forms import again_form, again_in
from bot.slack.neutrality.modals import checked, put, record_of, result_of, side_of, state_in
from bot.slack.neutrality.records import export_messages, mine_page
from bot.slack.neutrality.views import result_page
from bot.slack.requests.modals import account, in_modal, place, present
from bot.slack.wording import NEUTRALITY_NOT_THERE
from handlers.neutrality import form_wording as said
from handlers.requests.ports import StoreUnavailable


async def on_keep(desk: Desk, args: AsyncArgs) -> None:
    """Keep a record of what is shown."""
    await args.ack()
    asked = decode_asked(args.payload.get("value", ""))
    await _keep(desk, args, asked)
    await put(desk, args, await result_of(desk, args, replace(asked, kept=True), said.KEPT))


async def on_again(desk: Desk, args: AsyncArgs) -> None:
    """Ask when."""
    await args.ack()
    await present(desk, args, again_form(decode_asked(args.payload.get("value", ""))))


async def on_again_form(desk: Desk, args: AsyncArgs) -> None:
    """A time was chosen. A record is kept, or there would be nothing to send; the result below says when it comes."""
    view, side = args.body["view"], side_of(desk)
    asked = decode_asked(view.get("private_metadata", ""))
    at = again_in(state_in(args.body), side.now(), side.zone)
    if isinstance(at, dict):
        await args.ack(response_action="errors", errors=at)
        return
    await args.ack()
    below = view.get("previous_view_id")
    try:
        await _keep(desk, args, asked)
        await side.records.send_again(account(args.body).id, asked.key, at)
    except StoreUnavailable:
        if not below:
            raise
        await args.client.views_update(view_id=below, view=await result_of(desk, args, asked, said.AWAY))
        return
    if below:
        shown = await result_of(desk, args, replace(asked, kept=True))
        await args.client.views_update(view_id=below, view=shown)


async def on_cancel(desk: Desk, args: AsyncArgs) -> None:
    """Do not send it again after all."""
    await args.ack()
    asked = decode_asked(args.payload.get("value", ""))
    await side_of(desk).records.send_again(account(args.body).id, asked.key, None)
    await put(desk, args, await result_of(desk, args, asked))


async def on_delete(desk: Desk, args: AsyncArgs) -> None:
    """Delete a record, and show the check without it."""
    await args.ack()
    asked = decode_asked(args.payload.get("value", ""))
    await side_of(desk).records.delete(account(args.body).id, asked.key)
    await put(desk, args, await result_of(desk, args, replace(asked, kept=False), said.DELETED))


async def on_mine(desk: Desk, args: AsyncArgs) -> None:
    """All records of whoever pressed."""
    await args.ack()
    side = side_of(desk)
    await put(desk, args, mine_page(await side.records.of(account(args.body).id), side.zone))


async def on_open(desk: Desk, args: AsyncArgs) -> None:
    """One of them: the check as it is now, and what was kept of it."""
    await args.ack()
    asked = decode_asked(args.payload.get("value", ""))
    record = await record_of(desk, args, asked)
    trouble = "" if record else NEUTRALITY_NOT_THERE
    if record and is_changed_since(side_of(desk), record):
        trouble = said.CHANGED_SINCE
    await put(desk, args, await result_of(desk, args, asked, trouble))


async def on_export(desk: Desk, args: AsyncArgs) -> None:
    """Send them all to whoever pressed, and to nobody else."""
    await args.ack()
    where = place(desk, args)
    found = await side_of(desk).records.of(account(args.body).id)
    await deliver(args.client, Place(where.team, where.user, where.user), export_messages(found))


async def on_tick(desk: Desk, args: AsyncArgs) -> None:
    """Tick a duty off or take it back, and show how the list stands."""
    await args.ack()
    pressed, side = decode_tick(args.payload.get("value", "")), side_of(desk)
    record = await tick(side, account(args.body).id, pressed)
    if record is None:
        return
    asked = asked_of(record)
    check = await checked(desk, asked)
    if in_modal(args.body):
        await put(desk, args, result_page(check, asked, standing(side, record)))
        return
    container = args.body.get("container", {})
    (message, *_) = duty_messages(check, record)
    await args.client.chat_update(
        channel=container["channel_id"], ts=container["message_ts"], text=message.text, blocks=list(message.blocks)
    )


async def _keep(desk: Desk, args: AsyncArgs, asked: Asked) -> None:
    await keep(side_of(desk), account(args.body).id, asked, await checked(desk, asked))
