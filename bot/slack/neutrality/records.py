"""All of somebody's records, in a modal and as text to take away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from bot.buttons.neutrality import encode_asked
from bot.neutrality.own import asked_of
from bot.slack.blocks import Block, button, buttons, context, rich_text, run, section, section_with
from bot.slack.escaping import escape
from bot.slack.limits import check_message
from bot.slack.neutrality.values import EXPORT, OPEN
from bot.slack.outbound import Message, packed
from bot.slack.requests.pages import told_page
from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.keeping import as_json
from handlers.neutrality.ports import Record
from handlers.requests.dates import in_words, without_weekday

MOST = 80
"""Records that a modal lists; the newest. All of them can be exported."""
_PIECE = 2900


def mine_page(records: Sequence[Record], zone: tzinfo) -> Block:
    """A line for each with a button that opens it."""
    if not records:
        return told_page(said.MINE_TITLE, [section(said.NONE_KEPT)])
    body = [*_lines(records[:MOST], zone), buttons([button(said.EXPORT, f"{EXPORT}_0", "-")])]
    more = [said.more_kept(MOST, len(records))] if len(records) > MOST else []
    return told_page(said.MINE_TITLE, [*body, context(*more, said.ONLY_YOURS)])


def export_messages(records: Sequence[Record]) -> list[Message]:
    """Each record as a line of JSON. A line that is too long for one block goes on in the next."""
    body = [section(said.EXPORT_TITLE), *(block for record in records for block in _line_blocks(as_json(record)))]
    made = [Message(tuple(part), escape(said.EXPORT_TITLE)) for part in packed(body, [context(said.ONLY_YOURS)])]
    for message in made:
        check_message(message.blocks, message.text)
    return made


def _lines(records: Sequence[Record], zone: tzinfo) -> Iterator[Block]:
    for number, record in enumerate(records):
        day = in_words(record.facts.on) if record.facts.on else ""
        kept = without_weekday(record.made_at.astimezone(zone).date())
        text = said.listed(wording.MEETINGS[record.facts.meeting], day, kept)
        yield section_with(text, button(said.OPEN, f"{OPEN}_{number}", encode_asked(asked_of(record))))


def _line_blocks(line: str) -> Iterator[Block]:
    for start in range(0, len(line), _PIECE):
        yield rich_text({"type": "rich_text_preformatted", "elements": [run(line[start : start + _PIECE])]})
