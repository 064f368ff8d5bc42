"""From what the desk says to what Slack shows: blocks within Slack's limits, and the same in escaped plain text.

Nothing is ever cut: what does not fit into one message goes on in the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.buttons.answers import encode, encode_feedback
from bot.quoting import cite, split
from bot.slack import limits
from bot.slack.blocks import (
    Block,
    button,
    buttons,
    context,
    divider,
    feedback,
    header,
    section,
)
from bot.slack.escaping import escape
from bot.slack.quotes import PIECE_LENGTH, quote_blocks
from bot.slack.raising import escalation_blocks
from bot.slack.values import FEEDBACK, action_id
from handlers import wording
from handlers.messages import (
    Action,
    ActionKind,
    Banner,
    Kind,
    Notice,
    Outgoing,
    ProtocolNote,
    Quote,
    Reply,
    Section,
)
from handlers.raising import raising

FALLBACK_AIM = 3900
_PARAGRAPH = 3000
_HEADER = 150
_LABEL = 75
_CHOICES = {ActionKind.ROLE, ActionKind.ASK}
_RATED = {Kind.ANSWER, Kind.SILENT, Kind.OUT_OF_SCOPE}


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its blocks, and its escaped text for notifications and screen readers."""

    blocks: tuple[Block, ...]
    text: str


def messages(outgoing: Outgoing, *, private: bool) -> list[Message]:
    """What the desk says, as Slack messages in order. Raises `limits.LimitError` where Slack would refuse one.

    `private` is whether only the asker sees it in a channel: then, and only then, it can be shared.
    """
    match outgoing:
        case Reply():
            body, tail = list(_reply(outgoing, private)), _reply_tail(outgoing, private)
        case Section():
            body = [
                *_title(outgoing.heading or wording.WHOLE_SECTION_TITLE),
                *_quotes(outgoing.quotes, (outgoing.heading,)),
            ]
            tail = [context(_source(outgoing.protocol))]
        case Notice():
            body = [*_title(outgoing.title), *_paragraphs(outgoing.paragraphs)]
            tail = _buttons(outgoing.actions, private)
    labels = _labels(outgoing)
    made = [Message(tuple(part), _fallback(part, labels)) for part in packed(body, tail)]
    for message in made:
        limits.check_message(message.blocks, message.text)
    return made


def say(*paragraphs: str) -> list[Message]:
    """A plain sentence or two of the desk's own."""
    made = [section(paragraph) for paragraph in paragraphs]
    return [Message(tuple(made), _fallback(made, ""))]


def _reply(reply: Reply, private: bool) -> Iterator[Block]:
    if reply.banner:
        yield _banner(reply.banner, reply.quoted)
    yield from _paragraphs(reply.lead)
    yield from _quotes(reply.quotes)
    if reply.proposed:
        yield from _title(wording.PROPOSED_HEADING)
        yield from _quotes(reply.proposed)
    for shown in raising(reply):
        if reply.quoted:
            yield divider()
        yield from escalation_blocks(shown, private=private)


def _banner(banner: Banner, quoted: frozenset[str]) -> Block:
    """What is said of the time before an election; a clause that the reply quotes is not said twice."""
    quotes = [quote for quote in banner.quotes if quote.clause not in quoted]
    clauses = [f"{cite(quote)} · {wording.STATUS_WORDS[quote.status]}: {quote.text}" for quote in quotes]
    pieces = (text[start:end] for text in clauses for start, end in split(text, PIECE_LENGTH))
    return context(banner.sentence, *pieces)


def _reply_tail(reply: Reply, private: bool) -> list[Block]:
    """The small print, then the question for the role directly above its buttons."""
    small = (note for note in reply.notes if note != wording.ROLE_MATTERS)
    question = _paragraphs(note for note in reply.notes if note == wording.ROLE_MATTERS)
    tail = [context("\n".join((*small, _source(reply.protocol)))), *question, *_buttons(reply.actions, private)]
    if reply.kind in _RATED:
        clauses = tuple(quote.clause for quote in (*reply.quotes, *reply.proposed))
        good, bad = (encode_feedback(reply.protocol.authority, clauses, helpful) for helpful in (True, False))
        tail.append(feedback(FEEDBACK, (wording.HELPFUL, good), (wording.NOT_HELPFUL, bad)))
    return tail


def _quotes(quotes: Iterable[Quote], under: tuple[str, ...] = ()) -> Iterator[Block]:
    """Each clause under its headings; those that it shares with the clause before it are not said again."""
    for quote in quotes:
        yield from quote_blocks(quote, under=under)
        under = quote.heading


def _title(text: str) -> Iterator[Block]:
    if len(text) <= _HEADER:
        yield header(text)
    else:
        yield from _paragraphs((text,))


def _paragraphs(texts: Iterable[str]) -> Iterator[Block]:
    for text in texts:
        for start, end in split(text, _PARAGRAPH):
            yield section(text[start:end])


def _buttons(actions: Sequence[Action], private: bool) -> list[Block]:
    """Two rows: what the desk asks of the person, then what the person may ask of the desk."""
    shown = [one for one in actions if private or one.kind is not ActionKind.SHARE]
    rows: tuple[list[Block], list[Block]] = ([], [])
    for number, one in enumerate(shown):
        chosen = one.kind in _CHOICES
        rows[0 if chosen else 1].append(button(_label(one.label), action_id(one.kind, number), encode(one)))
    return [buttons(row) for row in rows if row]


def _label(text: str) -> str:
    return text if len(text) <= _LABEL else f"{text[: _LABEL - 1].rstrip()}…"


def _source(protocol: ProtocolNote) -> str:
    return wording.from_the_protocol(protocol.name, protocol.title, protocol.version)


def _labels(outgoing: Outgoing) -> str:
    match outgoing:
        case Reply():
            return ", ".join(cite(quote) for quote in (*outgoing.quotes, *outgoing.proposed))
        case Section():
            return ", ".join(cite(quote) for quote in outgoing.quotes)
    return outgoing.title


def packed(body: Sequence[Block], tail: Sequence[Block]) -> Iterator[list[Block]]:
    """Fill one message after another; the tail stays together under the last."""
    room, most = limits.TEXT_BUDGET - limits.text_length(tail), limits.MESSAGE_BLOCKS - len(tail)
    part: list[Block] = []
    length = 0
    for block in body:
        size = limits.text_length(block)
        if part and (length + size > room or len(part) >= most):
            yield part
            part, length = [], 0
        part.append(block)
        length += size
    yield [*part, *tail]


def _fallback(blocks: Sequence[Block], labels: str) -> str:
    """All words of a message as plain text, or, where they are too many, what it quotes. Never half a quotation."""
    whole = escape("\n".join(filter(None, map(_words, blocks))))
    if len(whole) <= FALLBACK_AIM:
        return whole
    first = escape(_words(blocks[0])) if blocks[0]["type"] in {"header", "section"} else ""
    short = escape(wording.quoted_clauses(labels))
    return "\n".join(part for part in (first, short) if part)[: limits.FALLBACK_LENGTH]


def _words(block: Block) -> str:
    """The readable words of one block (none for buttons)."""
    match block["type"]:
        case "section" | "header":
            return str(block["text"]["text"])
        case "context":
            return " ".join(part["text"] for part in block["elements"])
        case "rich_text":
            return "\n".join(_rich_words(part) for part in block["elements"])
    return ""


def _rich_words(part: Block) -> str:
    if part["type"] == "rich_text_list":
        return "\n".join(map(_rich_words, part["elements"]))
    return "".join(str(one.get("text", "")) for one in part["elements"])
