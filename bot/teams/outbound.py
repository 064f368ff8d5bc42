"""From what the desk says to cards: the same in the same order as on every platform.

Nothing is ever cut: what does not fit into one card goes on in the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.buttons.answers import encode, encode_feedback
from bot.quoting import cite
from bot.teams.buttons import FEEDBACK, name_of
from bot.teams.cards import Card, cards
from bot.teams.elements import (
    Element,
    buttons,
    container,
    heading,
    prompt,
    secondary,
    small,
    submit,
    text,
    unfold,
)
from bot.teams.quotes import quote_elements
from bot.teams.raising import escalation_elements
from handlers import wording
from handlers.messages import Action, ActionKind, Banner, Kind, Notice, Outgoing, ProtocolNote, Quote, Reply, Section
from handlers.raising import raising

_RATED = {Kind.ANSWER, Kind.SILENT, Kind.OUT_OF_SCOPE}
Form = Callable[[Action], Sequence[Element]]
"""The form that a button opens within the card; empty where it can only be asked for."""


def no_form(_: Action) -> Sequence[Element]:
    """No button opens anything within the card."""
    return ()


@dataclass(frozen=True, slots=True)
class Shown:
    """Where it will be read: `private` is whether the asker alone will. `form` gives what buttons unfold. `below` are
    buttons that stand under a notice beside its own.
    """

    private: bool
    form: Form = no_form
    below: tuple[Element, ...] = ()


def answer_cards(outgoing: Outgoing, shown: Shown) -> list[Card]:
    """What the desk says, as cards in order. Raises `bot.teams.limits.LimitError` where Teams would refuse one."""
    match outgoing:
        case Reply():
            return cards(list(_reply(outgoing)), _reply_tail(outgoing, shown))
        case Section():
            title = outgoing.heading or wording.WHOLE_SECTION_TITLE
            body = [heading(title), *_quotes(outgoing.quotes, (outgoing.heading,))]
            return cards(body, [small(_source(outgoing.protocol))])
        case Notice():
            tail = [*_buttons(outgoing.actions, shown), *shown.below]
            return cards([heading(outgoing.title), *map(text, outgoing.paragraphs)], tail)


def _reply(reply: Reply) -> Iterator[Element]:
    if reply.banner:
        yield _banner(reply.banner, reply.quoted)
    yield from map(text, reply.lead)
    yield from _quotes(reply.quotes)
    if reply.proposed:
        yield heading(wording.PROPOSED_HEADING)
        yield from _quotes(reply.proposed)
    for shown in raising(reply):
        first, *rest = escalation_elements(shown)
        yield first | ({"separator": True, "spacing": "Medium"} if reply.quoted else {})
        yield from rest


def _banner(banner: Banner, quoted: frozenset[str]) -> Element:
    """What is said of the time before an election; a clause that the reply quotes is not said twice."""
    quotes = (quote for quote in banner.quotes if quote.clause not in quoted)
    lines = (f"{cite(quote)} · {wording.STATUS_WORDS[quote.status]}: {quote.text}" for quote in quotes)
    return container(small(banner.sentence), *(small(line, spacing="Small") for line in lines))


def _reply_tail(reply: Reply, shown: Shown) -> list[Element]:
    """The small print, then the question for the role directly above its buttons."""
    notes = [note for note in reply.notes if note != wording.ROLE_MATTERS]
    asks_role = wording.ROLE_MATTERS in reply.notes
    last = _buttons(reply.actions, shown, rated=_rating(reply))
    lines = [small(line, spacing="Small") for line in (*notes, _source(reply.protocol))]
    return [container(*lines), *([text(wording.ROLE_MATTERS)] if asks_role else []), *last]


def _rating(reply: Reply) -> list[Element]:
    if reply.kind not in _RATED:
        return []
    clauses = tuple(quote.clause for quote in (*reply.quotes, *reply.proposed))
    labels = ((wording.HELPFUL, True), (wording.NOT_HELPFUL, False))
    authority = reply.protocol.authority
    return [
        secondary(submit(label, FEEDBACK, encode_feedback(authority, clauses, helpful))) for label, helpful in labels
    ]


def _quotes(quotes: Iterable[Quote], under: tuple[str, ...] = ()) -> Iterator[Element]:
    """Each clause under its headings; those that it shares with the clause before it are not said again."""
    for quote in quotes:
        yield from quote_elements(quote, under=under)
        under = quote.heading


def _buttons(actions: Sequence[Action], shown: Shown, rated: Sequence[Element] = ()) -> list[Element]:
    """Questions line by line, then two rows: what the desk asks of the person, and what may be asked of the desk."""
    prompts = [prompt(one.label, name_of(one.kind), encode(one)) for one in actions if one.kind is ActionKind.ASK]
    rows: tuple[list[Element], list[Element]] = ([], [])
    for one in actions:
        if one.kind is not ActionKind.ASK and (shown.private or one.kind is not ActionKind.SHARE):
            rows[0 if one.kind is ActionKind.ROLE else 1].append(_button(one, shown))
    rows[1].extend(rated)
    return [*([container(*prompts)] if prompts else []), *(buttons(row) for row in rows if row)]


def _button(action: Action, shown: Shown) -> Element:
    form = shown.form(action) if shown.private else ()
    return unfold(action.label, form) if form else submit(action.label, name_of(action.kind), encode(action))


def _source(protocol: ProtocolNote) -> str:
    return wording.from_the_protocol(protocol.name, protocol.title, protocol.version)
