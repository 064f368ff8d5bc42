"""What can be started, and requests in lists: one line each with a button, nothing of what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bot.buttons.requests import Opening, encode_opening, encode_page, encode_text
from bot.request_forms import heading_of
from bot.slack import wording as slack_said
from bot.slack.blocks import (
    Block,
    button,
    buttons,
    context,
    divider,
    header,
    home,
    rich_line,
    rich_list,
    rich_text,
    run,
    section,
    section_with,
)
from bot.slack.limits import VIEW_BLOCKS, check_view
from bot.slack.requests.fields import shortened
from bot.slack.requests.pages import told_page
from bot.slack.requests.values import BEGIN, HEADING, PAGE, SHOW, START
from handlers.requests import form_wording as said
from handlers.requests.messages import Home, ListLine, RequestList, TypeChoice
from handlers.wording import from_the_protocol
from knowledge.clause import Role, Status

_LABEL, _ROW = 75, 25


def choice_page(choice: TypeChoice, role: Role | None, only: Collection[str] = (), above: str = "") -> Block:
    """What can be started, each with a button; `only` these types where some are named. `above` is said first."""
    offers = enumerate(one for one in choice.offers if not only or one.type in only)
    body = [section(above)] if above else []
    for heading, group in groupby(offers, key=lambda numbered: heading_of(numbered[1])):
        body += [header(heading)] if heading else []
        for number, one in group:
            value = encode_opening(Opening(choice.protocol.authority, one.type, role))
            start = button(said.START, f"{START}_{number}", value)
            in_force = one.status is not Status.PROPOSED
            body.append(section_with(said.offered(one.name, one.cited, in_force=in_force), start))
    if choice.absent and not only:
        lines = (rich_line(run(sentence)) for sentence in choice.absent)
        body += [divider(), rich_text(rich_line(run(said.NOT_STARTED_HERE, bold=True)), rich_list(*lines))]
    protocol = choice.protocol
    body.append(context(from_the_protocol(protocol.name, protocol.title, protocol.version)))
    return told_page(said.CHOICE_TITLE, body, close=said.CANCEL)


def lists_page(lists: Sequence[RequestList], page: int = 0) -> Block:
    """What somebody has to do with, list by list; the last is their own, which can be leafed through."""
    more = lists[-1].more
    body = list(_all_listed((*lists[:-1], replace(lists[-1], more=0)), said.first_ones))
    if more or page:
        label, following = (said.NEXT_PAGE, page + 1) if more else (said.FIRST_PAGE, 0)
        body.append(buttons([button(label, f"{PAGE}_0", encode_page(following))]))
    body.append(context(slack_said.HOW_TO))
    return told_page(said.LISTS_TITLE, body)


def home_view(shown: Home) -> Block:
    """The Home tab: what waits for this person, their duties, their requests, and the protocol by heading."""
    protocol = shown.protocol
    begin = button(said.BEGIN, f"{BEGIN}_0", encode_text(protocol.authority), style="primary")
    body = [header(protocol.name), context(from_the_protocol(protocol.name, protocol.title, protocol.version))]
    body.append(buttons([begin]))
    body += _all_listed((shown.waiting, shown.duties, shown.mine), slack_said.more_than_shown)
    body += _headings(shown)
    body += [
        divider(),
        context(slack_said.HOW_TO),
        context(slack_said.HOME_HOW, slack_said.HOME_PRIVATE, slack_said.HOME_ROLE),
    ]
    view = home(body[:VIEW_BLOCKS])
    check_view(view)
    return view


def _all_listed(lists: Sequence[RequestList], go_on: Callable[[int], str]) -> Iterator[Block]:
    """Each list that holds something; what there is not is said in one line, after them."""
    for number, one in enumerate(lists):
        if one.lines:
            yield header(one.title)
            yield from (_line(line, f"{SHOW}_{number * 100 + place}") for place, line in enumerate(one.lines))
            yield from [context(go_on(len(one.lines)))] if one.more else []
    empty = dict.fromkeys(one.empty for one in lists if one.empty)
    if empty:
        yield section(" ".join(empty))


def _line(line: ListLine, action_id: str) -> Block:
    text = said.listed(line.name, line.reference, line.state, line.date, line.due)
    return section_with(text, button(said.OPEN, action_id, encode_text(line.reference)))


def _headings(shown: Home) -> Iterator[Block]:
    """A button for each heading, in rows."""
    made = [
        button(shortened(heading, _LABEL), f"{HEADING}_{number}", encode_text(clause))
        for number, (heading, clause) in enumerate(shown.headings)
    ]
    if made:
        yield header(said.BROWSE)
    for start in range(0, len(made), _ROW):
        yield buttons(made[start : start + _ROW])
