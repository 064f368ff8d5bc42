"""What follows from a meeting, as a short list to tick off."""

from __future__ import annotations

from collections.abc import Iterator

from bot.buttons.neutrality import Tick, encode_tick
from bot.quoting import cite
from bot.slack.blocks import Block, button, context, header, section, section_with
from bot.slack.escaping import escape
from bot.slack.limits import check_message
from bot.slack.neutrality.values import TICK
from bot.slack.outbound import Message, packed
from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.messages import Check
from handlers.neutrality.ports import Record
from handlers.requests.dates import in_words
from handlers.wording import from_the_protocol


def duty_blocks(check: Check, record: Record) -> Iterator[Block]:
    """A line for each with a button; what is ticked off can be taken back."""
    cited = {quote.clause: cite(quote) for quote in check.quoted}
    for number, one in enumerate(check.duties):
        done = one.key in record.ticked
        label, mark = (said.TAKE_BACK, "☑") if done else (said.DONE, "☐")
        text = "\n".join(filter(None, (f"{mark} {one.task}", cited.get(one.clause))))
        yield section_with(text, button(label, f"{TICK}_{number}", encode_tick(Tick(record.id, one.key, not done))))
    if all(one.key in record.ticked for one in check.duties):
        yield section(said.NOW_DONE)


def duty_messages(check: Check, record: Record) -> list[Message]:
    """The list as it comes on the day after."""
    day = in_words(record.facts.on) if record.facts.on else ""
    text = escape(said.after_preview(wording.MEETINGS[record.facts.meeting], day))
    body = [
        header(said.AFTERWARDS),
        context(" · ".join(filter(None, (wording.MEETINGS[record.facts.meeting], day))), said.DUTIES_INTRO),
        *duty_blocks(check, record),
    ]
    tail = [context(from_the_protocol(check.protocol.name, check.protocol.title, check.protocol.version))]
    made = [Message(tuple(part), text) for part in packed(body, tail)]
    for message in made:
        check_message(message.blocks, message.text)
    return made
