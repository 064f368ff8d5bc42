"""The result of a check: what matters first, in the order of the meeting; who decides stands last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.buttons.answers import encode
from bot.buttons.neutrality import BANNER, SILENT, TENSIONS, Asked, Reading, encode_asked
from bot.neutrality.showing import (
    Standing,
    banner_shown,
    change_in_words,
    day_in_words,
    duties_due,
    facts_in_words,
    is_to_be_sent,
    labels_of,
    nearest_labels,
    other_side,
    record_in_words,
    silent_first,
    silent_last,
    with_change,
)
from bot.slack.blocks import (
    Block,
    button,
    buttons,
    confirm,
    context,
    divider,
    header,
    rich_line,
    rich_list,
    rich_quote,
    rich_text,
    run,
    section,
    section_with,
)
from bot.slack.escaping import escape
from bot.slack.limits import check_message
from bot.slack.neutrality.clauses import part_blocks, read_button
from bot.slack.neutrality.duties import duty_blocks
from bot.slack.neutrality.values import AGAIN, CANCEL, DELETE, FACTS, KEEP, MINE, REQUEST, SHOW
from bot.slack.outbound import Message, packed
from bot.slack.quotes import quote_blocks
from bot.slack.requests.fields import shortened
from bot.slack.requests.pages import told_page
from bot.slack.values import action_id
from handlers.messages import ActionKind, Banner, Quote
from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.messages import Change, Check
from handlers.wording import from_the_protocol
from knowledge.neutrality import Part

_LABEL = 75


def result_page(check: Check, asked: Asked, standing: Standing) -> Block:
    """The result, in a modal."""
    return told_page(said.TITLE, [*_body(check, asked, standing), *_tail(check, asked, standing)])


def result_messages(check: Check, asked: Asked, standing: Standing) -> list[Message]:
    """The same as direct messages: what a check is sent again as."""
    text = escape(said.preview(wording.MEETINGS[check.facts.meeting], day_in_words(check.facts)))
    body, tail = list(_body(check, asked, standing)), list(_tail(check, asked, standing))
    made = [Message(tuple(part), text) for part in packed(body, tail)]
    for message in made:
        check_message(message.blocks, message.text)
    return made


def _body(check: Check, asked: Asked, standing: Standing) -> Iterator[Block]:
    yield header(wording.MEETINGS[check.facts.meeting])
    yield context("\n".join(facts_in_words(check)))
    yield from [section(standing.trouble)] if standing.trouble else []
    lines = record_in_words(standing)
    yield from [context("\n".join(lines))] if lines else []
    above = banner_shown(check.banner)
    yield from _banner(check.banner, above, asked) if check.banner else ()
    yield from (section(one.sentence) for one in silent_first(check))
    if standing.record and duties_due(check, standing):
        yield header(said.AFTERWARDS)
        yield from duty_blocks(check, standing.record)
    for part in Part:
        yield from part_blocks(check, part, asked, [quote.clause for quote in above])
    yield from _tensions(check, asked)
    yield from _changes(check.changes, asked)
    yield from _not_ruled(check, asked)


def _tail(check: Check, asked: Asked, standing: Standing) -> Iterator[Block]:
    yield divider()
    yield buttons(list(_buttons(check, asked, standing)))
    yield context(from_the_protocol(check.protocol.name, check.protocol.title, check.protocol.version))
    decides = check.decides
    words = [rich_quote(run(decides.words))] if decides.words else []
    yield rich_text(*words, rich_line(run(decides.sentence, bold=True)))


def _banner(banner: Banner, shown: Sequence[Quote], asked: Asked) -> Iterator[Block]:
    yield rich_text(rich_line(run(f"⚠ {wording.ELECTION_TITLE}\n", bold=True), run(banner.sentence)))
    for quote in shown:
        yield from quote_blocks(quote)
    left = banner.quotes[len(shown) :]
    if left:
        labels = labels_of(left)
        line = said.also(labels) if shown else said.only(labels)
        yield section_with(line, read_button(said.READ, Reading(asked, BANNER)))


def _tensions(check: Check, asked: Asked) -> Iterator[Block]:
    if check.tensions:
        yield header(wording.TENSION)
    for number, (sentence, quotes) in enumerate(check.tensions):
        text = f"{sentence}\n{said.only(labels_of(quotes))}"
        if number:
            yield section(text)
        else:
            yield section_with(text, read_button(said.SIDE_BY_SIDE, Reading(asked, TENSIONS)))


def _changes(changes: Sequence[Change], asked: Asked) -> Iterator[Block]:
    """Each fact that was left open, with a button that takes it as given."""
    if changes:
        yield header(wording.WHAT_CHANGES)
    for number, change in enumerate(changes):
        value = encode_asked(with_change(asked, change))
        yield section_with(change_in_words(change), button(said.SHOW_CHANGE, f"{SHOW}_{number}", value))


def _not_ruled(check: Check, asked: Asked) -> Iterator[Block]:
    """What else the protocol is silent on, and the clauses that come nearest."""
    shown = silent_last(check)
    if shown:
        yield header(wording.SILENT_ON)
        yield rich_text(rich_list(*(rich_line(run(one.sentence)) for one in shown)))
    nearest = nearest_labels(check)
    if nearest:
        yield section_with(said.nearest(nearest), read_button(said.READ, Reading(asked, SILENT)))


def _buttons(check: Check, asked: Asked, standing: Standing) -> Iterator[Block]:
    """What can be done with a check, most likely first."""
    value, record = encode_asked(asked), standing.record
    if check.request:
        yield button(said.ASK_FOR_ATTENDANCE, f"{REQUEST}_0", encode_asked(asked, t=check.request), style="primary")
    if is_to_be_sent(standing):
        yield button(said.CANCEL_SENDING, f"{CANCEL}_0", value)
    else:
        yield button(said.SEND_AGAIN, f"{AGAIN}_0", value)
    if record is None:
        yield button(said.KEEP, f"{KEEP}_0", value)
    else:
        yield delete_button(asked)
    yield button(said.MINE, f"{MINE}_0", value)
    yield button(said.CHANGE_FACTS, f"{FACTS}_0", value)
    label, turned = other_side(asked)
    yield button(label, f"{SHOW}_900", encode_asked(turned))
    for one in check.actions:
        if one.kind is ActionKind.PERSON:
            yield button(shortened(one.label, _LABEL), action_id(one.kind, 0), encode(one))


def delete_button(asked: Asked, number: int = 0) -> Block:
    """A button that asks once more."""
    asks = confirm(said.DELETE_TITLE, said.DELETE_ASKED, said.DELETE, said.DELETE_NO)
    return button(said.DELETE, f"{DELETE}_{number}", encode_asked(asked), style="danger", confirm=asks)
