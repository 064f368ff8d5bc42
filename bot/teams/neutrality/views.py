"""The result of a check: what matters first, in the order of the meeting; who decides stands last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.buttons.answers import encode
from bot.buttons.neutrality import BANNER, SILENT, TENSIONS, Asked, Reading, encode_asked, encode_attendance
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
from bot.teams.buttons import name_of
from bot.teams.cards import Card, card
from bot.teams.elements import (
    Element,
    buttons,
    container,
    execute,
    heading,
    numbered,
    paragraph,
    run,
    secondary,
    small,
    submit,
    text,
    unfold,
)
from bot.teams.neutrality.clauses import named, part_elements, read_button
from bot.teams.neutrality.duties import duty_elements
from bot.teams.neutrality.values import AGAIN, CANCEL, DELETE, FACTS, KEEP, MINE, SHOW, TICK_IN_CHECK
from bot.teams.quotes import quote_elements
from bot.teams.wording import NEUTRALITY_DELETE
from handlers.messages import ActionKind, Banner, Quote
from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.messages import Change, Check
from handlers.wording import from_the_protocol
from knowledge.neutrality import Part


def result_card(check: Check, asked: Asked, standing: Standing, *, settled: bool = False) -> Card:
    """The result. Raises `bot.teams.limits.LimitError` where Teams would refuse it."""
    preview = said.preview(wording.MEETINGS[check.facts.meeting], day_in_words(check.facts))
    body = [*_body(check, asked, standing), *_tail(check, asked, standing)]
    return card(body, preview=preview, settled=settled)


def _body(check: Check, asked: Asked, standing: Standing) -> Iterator[Element]:
    yield heading(wording.MEETINGS[check.facts.meeting], large=True)
    yield from (small(line, spacing="None") for line in facts_in_words(check))
    yield from [text(standing.trouble)] if standing.trouble else []
    lines = record_in_words(standing)
    yield from [container(*(small(line, spacing="None") for line in lines))] if lines else []
    above = banner_shown(check.banner)
    yield from _banner(check.banner, above, asked) if check.banner else ()
    yield from (text(one.sentence) for one in silent_first(check))
    if standing.record and duties_due(check, standing):
        yield heading(said.AFTERWARDS, spacing="Large")
        yield from duty_elements(check, standing.record, TICK_IN_CHECK)
    for part in Part:
        yield from part_elements(check, part, asked, [quote.clause for quote in above])
    yield from _tensions(check, asked)
    yield from _changes(check.changes, asked)
    yield from _not_ruled(check, asked)


def _tail(check: Check, asked: Asked, standing: Standing) -> Iterator[Element]:
    protocol, decides = check.protocol, check.decides
    yield buttons(_buttons(check, asked, standing), separator=True, spacing="Large")
    yield small(from_the_protocol(protocol.name, protocol.title, protocol.version))
    yield from [paragraph(run(f"“{decides.words}”", italic=True))] if decides.words else []
    yield paragraph(run(decides.sentence, bold=True))


def _banner(banner: Banner, shown: Sequence[Quote], asked: Asked) -> Iterator[Element]:
    said_of_it = paragraph(run(banner.sentence), spacing="Small")
    yield container(paragraph(run(f"⚠ {wording.ELECTION_TITLE}", bold=True)), said_of_it)
    for quote in shown:
        yield from quote_elements(quote)
    left = banner.quotes[len(shown) :]
    if left:
        labels = labels_of(left)
        line = said.also(labels) if shown else said.only(labels)
        yield from named(line, read_button(said.READ, Reading(asked, BANNER)))


def _tensions(check: Check, asked: Asked) -> Iterator[Element]:
    if check.tensions:
        yield heading(wording.TENSION, spacing="Large")
    for number, (sentence, quotes) in enumerate(check.tensions):
        labels = said.only(labels_of(quotes))
        if number:
            yield from (text(sentence), text(labels, spacing="Small"))
        else:
            read = read_button(said.SIDE_BY_SIDE, Reading(asked, TENSIONS))
            yield from named(f"{sentence}\n{labels}", read)


def _changes(changes: Sequence[Change], asked: Asked) -> Iterator[Element]:
    """Each fact that was left open, with a button that takes it as given."""
    if changes:
        yield heading(wording.WHAT_CHANGES, spacing="Large")
    for change in changes:
        show = execute(said.SHOW_CHANGE, SHOW, encode_asked(with_change(asked, change)))
        yield from named(change_in_words(change), show)


def _not_ruled(check: Check, asked: Asked) -> Iterator[Element]:
    """What else the protocol is silent on, and the clauses that come nearest."""
    shown = silent_last(check)
    if shown:
        yield heading(wording.SILENT_ON, spacing="Large")
        yield numbered(([run(one.sentence)] for one in shown), ordered=False)
    nearest = nearest_labels(check)
    if nearest:
        yield from named(said.nearest(nearest), read_button(said.READ, Reading(asked, SILENT)))


def _buttons(check: Check, asked: Asked, standing: Standing) -> Iterator[Element]:
    """What can be done with a check, most likely first; what has no room stands behind the dots."""
    value = encode_asked(asked)
    for one in check.actions:
        if one.kind is ActionKind.REQUEST:
            attendance = encode_attendance(one, check.facts.on)
            yield submit(said.ASK_FOR_ATTENDANCE, name_of(one.kind), attendance) | {"style": "positive"}
    if is_to_be_sent(standing):
        yield execute(said.CANCEL_SENDING, CANCEL, value)
    else:
        yield execute(said.SEND_AGAIN, AGAIN, value)
    yield delete_button(asked) if standing.record else execute(said.KEEP, KEEP, value)
    yield execute(said.CHANGE_FACTS, FACTS, value)
    label, turned = other_side(asked)
    yield execute(label, SHOW, encode_asked(turned))
    yield execute(said.MINE, MINE, value)
    for one in check.actions:
        if one.kind is ActionKind.PERSON:
            yield secondary(submit(one.label, name_of(one.kind), encode(one)))


def delete_button(asked: Asked) -> Element:
    """A button that asks once more."""
    sure = execute(NEUTRALITY_DELETE, DELETE, encode_asked(asked), style="destructive")
    title = paragraph(run(said.DELETE_TITLE, bold=True))
    return unfold(said.DELETE, [title, text(said.DELETE_ASKED, spacing="Small"), buttons([sure])])
