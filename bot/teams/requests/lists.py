"""What can be started, and requests in lists: one line each with a button, nothing of what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bot.buttons.answers import encode
from bot.buttons.requests import Opening, encode_opening, encode_page, encode_text
from bot.request_forms import heading_of
from bot.teams.buttons import name_of
from bot.teams.cards import Card, cards
from bot.teams.elements import Element, beside, buttons, execute, heading, run, small, submit, text, unfold
from bot.teams.elements import paragraph as lines
from bot.teams.escaping import inert
from bot.teams.requests.buttons import BEGIN, LISTS, SHOW, START
from bot.teams.requests.clauses import listed
from bot.teams.wording import HOME_HOW, REQUEST_HOW_TO, REQUESTS_TITLE, request_more_than_shown
from handlers.messages import Action, ActionKind, ProtocolNote
from handlers.requests import form_wording as said
from handlers.requests.messages import Home, ListLine, RequestList, TypeChoice
from handlers.wording import from_the_protocol
from knowledge.clause import Role, Status

_LABEL, _ROW = 60, 3


def choice_cards(choice: TypeChoice, role: Role | None, only: Collection[str] = (), above: str = "") -> list[Card]:
    """What can be started, each with a button; `only` these types where some are named. `above` is said first."""
    body = [heading(choice.title, large=True), *([text(inert(above))] if above else [])]
    for title, group in groupby((one for one in choice.offers if not only or one.type in only), key=heading_of):
        body += [heading(title)] if title else []
        for one in group:
            start = execute(said.START, START, encode_opening(Opening(choice.protocol.authority, one.type, role)))
            in_force = one.status is not Status.PROPOSED
            body.append(_beside(said.offered(one.name, one.cited, in_force=in_force), start))
    body += listed(said.NOT_STARTED_HERE, () if only else choice.absent)
    return cards(body, [small(_source(choice.protocol))], preview=choice.title)


def lists_cards(lists: Sequence[RequestList], authority: str, page: int = 0) -> list[Card]:
    """What somebody has to do with, list by list; the last is their own, which can be leafed through."""
    more = lists[-1].more
    body = [
        heading(REQUESTS_TITLE, large=True),
        *_all_listed((*lists[:-1], replace(lists[-1], more=0)), said.first_ones),
    ]
    ways = [execute(said.BEGIN, BEGIN, encode_text(authority))]
    if more or page:
        label, following = (said.NEXT_PAGE, page + 1) if more else (said.FIRST_PAGE, 0)
        ways.append(execute(label, LISTS, encode_page(following)))
    return cards(body, [buttons(ways), small(REQUEST_HOW_TO)], preview=REQUESTS_TITLE)


def home_cards(shown: Home) -> list[Card]:
    """What waits for this person, their duties, their requests, and the protocol by heading."""
    protocol = shown.protocol
    body = [heading(protocol.name, large=True), small(_source(protocol))]
    body += _all_listed((shown.waiting, shown.duties, shown.mine), request_more_than_shown)
    ways = [execute(said.BEGIN, BEGIN, encode_text(protocol.authority), style="positive")]
    if shown.headings:
        ways.append(unfold(said.BROWSE, list(_headings(shown))))
    return cards(body, [buttons(ways), small(REQUEST_HOW_TO), small(HOME_HOW)], preview=protocol.name)


def _all_listed(lists: Sequence[RequestList], go_on: Callable[[int], str]) -> Iterator[Element]:
    """Each list that holds something; what there is not is said in one line, after them."""
    for one in lists:
        if one.lines:
            yield heading(one.title)
            yield from map(_line, one.lines)
            yield from [small(go_on(len(one.lines)))] if one.more else []
    empty = dict.fromkeys(one.empty for one in lists if one.empty)
    if empty:
        yield text(" ".join(empty))


def _line(line: ListLine) -> Element:
    words = said.listed(line.name, line.reference, line.state, line.date, line.due)
    return _beside(inert(words), execute(said.OPEN, SHOW, encode_text(line.reference)))


def _beside(words: str, action: Element) -> Element:
    """A line with its small print under it, and a button."""
    first, _, rest = words.partition("\n")
    return beside([lines(run(first, bold=True)), *([small(rest, spacing="None")] if rest else [])], action)


def _headings(shown: Home) -> Iterator[Element]:
    """A button for each heading, in rows. What it brings stands below, so that the headings stay."""
    authority = shown.protocol.authority
    made = [
        submit(_label(title), name_of(ActionKind.SECTION), encode(Action(ActionKind.SECTION, "", authority, (clause,))))
        for title, clause in shown.headings
    ]
    for start in range(0, len(made), _ROW):
        yield buttons(made[start : start + _ROW])


def _label(words: str) -> str:
    return words if len(words) <= _LABEL else f"{words[: _LABEL - 1].rstrip()}…"


def _source(protocol: ProtocolNote) -> str:
    return from_the_protocol(protocol.name, protocol.title, protocol.version)
