"""What follows from a meeting, as a short list to tick off."""

from __future__ import annotations

from collections.abc import Iterator

from bot.buttons.neutrality import Tick, encode_tick
from bot.neutrality.showing import day_in_words
from bot.quoting import cite
from bot.teams.cards import Card, card
from bot.teams.elements import Element, beside, execute, heading, small, text
from bot.teams.neutrality.values import TICK
from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.messages import Check
from handlers.neutrality.ports import Record
from handlers.wording import from_the_protocol


def duty_elements(check: Check, record: Record, button: str) -> Iterator[Element]:
    """A line for each with a button of this name; what is ticked off can be taken back."""
    cited = {quote.clause: cite(quote) for quote in check.quoted}
    for one in check.duties:
        done = one.key in record.ticked
        label, mark = (said.TAKE_BACK, "☑") if done else (said.DONE, "☐")
        lines = [text(f"{mark} {one.task}")]
        if one.clause in cited:
            lines.append(small(cited[one.clause], spacing="None"))
        yield beside(lines, execute(label, button, encode_tick(Tick(record.id, one.key, not done))))
    if all(one.key in record.ticked for one in check.duties):
        yield text(said.NOW_DONE)


def duty_card(check: Check, record: Record) -> Card:
    """The list as it comes on the day after."""
    meeting, day = wording.MEETINGS[record.facts.meeting], day_in_words(record.facts)
    protocol = check.protocol
    body = [
        heading(said.AFTERWARDS),
        small(" · ".join(filter(None, (meeting, day)))),
        small(said.DUTIES_INTRO, spacing="None"),
        *duty_elements(check, record, TICK),
        small(from_the_protocol(protocol.name, protocol.title, protocol.version)),
    ]
    return card(body, preview=said.after_preview(meeting, day), settled=True)
