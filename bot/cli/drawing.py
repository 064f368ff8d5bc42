"""What the desk says, drawn for a terminal. Nothing is read as markup: all words are laid out as they are.

Colour and weight only repeat what the words say already, so that nothing is lost where a terminal has neither.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from handlers import wording
from handlers.messages import Action, Banner, Holder, Notice, Outgoing, ProtocolNote, Quote, Reply, Section
from handlers.raising import Entry, Part, raising
from knowledge.clause import Status

_STATUS = {
    Status.IN_FORCE: Text(wording.IN_FORCE, "green"),
    Status.PROPOSED: Text(wording.PROPOSED, "bold magenta"),
    Status.PROPOSED_FOR_DELETION: Text(wording.PROPOSED_FOR_DELETION, "bold yellow"),
}
WIDEST = 100
"""Columns beyond which lines become hard to read."""


def screen() -> Console:
    """Standard output, no wider than is good to read. NO_COLOR, TERM=dumb and a pipe take colour and weight away."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # where the encoding lacks a curly quote, say which it is
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDEST)
    return console


@dataclass(frozen=True, slots=True)
class Margin:
    """Words with something at their left: `first` beside the first line, `rest` beside the others (as wide)."""

    words: Sequence[Text]
    first: Text
    rest: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Wrap the words into what is left of the width."""
        width = max(options.max_width - self.first.cell_len, 10)
        margin = self.first
        for paragraph in self.words:
            for line in paragraph.wrap(console, width):
                line.rstrip()
                left = margin.plain.replace("┃", "|") if options.ascii_only else margin.plain
                yield Segment(left, console.get_style(margin.style))
                yield from line.render(console, end="\n")
                margin = self.rest


def quotation(words: Sequence[Text], *, indent: int = 2, style: str = "cyan") -> Margin:
    """Words with a bar at their left on every line."""
    bar = Text(" " * indent + "┃ ", style)
    return Margin(words, bar, bar)


def plain(words: str, style: str = "") -> Margin:
    """A paragraph."""
    return Margin([Text(words, style)], Text(), Text())


def beside(mark: str, words: Text, style: str = "") -> Margin:
    """A paragraph with a mark at its left."""
    return Margin([words], Text(mark, style), Text(" " * len(mark)))


def draw(outgoing: Outgoing) -> RenderableType:
    """All of a reply, a section or a notice, but for its choices."""
    match outgoing:
        case Reply():
            blocks = _reply(outgoing)
        case Section():
            blocks = _section(outgoing)
        case Notice():
            blocks = notice_blocks(outgoing)
    return Group(*spaced(blocks))


def draw_choices(actions: Sequence[Action], *, numbered: bool = True) -> RenderableType:
    """The buttons as a list; the number is what to type."""
    marks = [f"{number:>3}  " if numbered else "  - " for number in range(1, len(actions) + 1)]
    return Group(*(beside(mark, Text(action.label), "bold cyan") for mark, action in zip(marks, actions, strict=True)))


def spaced(blocks: Iterable[RenderableType]) -> Iterator[RenderableType]:
    """The blocks with an empty line between each two."""
    for number, block in enumerate(blocks):
        if number:
            yield Text()
        yield block


def _reply(reply: Reply) -> Iterator[RenderableType]:
    if reply.banner:
        yield drawn_banner(reply.banner, reply.quoted)
    yield from map(plain, reply.lead)
    yield from map(drawn_quote, reply.quotes)
    if reply.proposed:
        yield plain(wording.PROPOSED_HEADING, "bold magenta")
        yield from map(drawn_quote, reply.proposed)
    yield from _escalation(reply)
    yield from (plain(note, "dim") for note in reply.notes)
    yield protocol_line(reply.protocol)


def _section(section: Section) -> Iterator[RenderableType]:
    yield plain(section.heading, "bold")
    yield from map(drawn_quote, section.quotes)
    yield protocol_line(section.protocol)


def notice_blocks(notice: Notice) -> Iterator[RenderableType]:
    """A notice, but for its choices."""
    if notice.title:
        yield plain(notice.title, "bold")
    yield from map(plain, notice.paragraphs)


def drawn_banner(banner: Banner, quoted: Collection[str]) -> RenderableType:
    """The time before an election, with its clauses, but for those that are quoted anyway."""
    quotes = [drawn_quote(quote) for quote in banner.quotes if quote.clause not in quoted]
    return Group(*spaced([beside("! ", Text(banner.sentence, "bold yellow")), *quotes]))


def drawn_quote(quote: Quote) -> RenderableType:
    """A clause under its label, with its operating words in bold."""
    above = Text()
    if quote.companion:
        above.append(f"{wording.COMPANION} ", "italic")
    above.append(quote.label, "bold cyan")
    if not quote.label_printed:
        above.append(f" ({wording.COUNTED_LABEL})", "dim")
    for heading in quote.heading:
        above.append(f" · {heading}")
    above.append(" · ").append_text(_STATUS[quote.status])
    return Group(
        Margin([above], Text(), Text()),
        quotation(_words(quote), style="magenta" if quote.status is Status.PROPOSED else "cyan"),
    )


def _words(quote: Quote) -> list[Text]:
    """The clause with its operating words in bold and the sentence that answers underlined.

    An item begins a line of its own after its stem.
    """
    text = Text(quote.text)
    if quote.answering:
        text.stylize("underline", *quote.answering)
    for start, end in quote.emphasis:
        text.stylize("bold", start, end)
    if not quote.stem_length:
        return [text]
    return [text[: quote.stem_length], text[quote.stem_length + 1 :]]


def _escalation(reply: Reply) -> Iterator[RenderableType]:
    for part in (part for shown in raising(reply) for part in shown):
        title = Text.assemble((part.title, "bold"), f" · {part.cited}" if part.cited else "")
        yield Group(title, *_entries(part))


def _entries(part: Part) -> Iterator[RenderableType]:
    for number, entry in enumerate(part.entries, 1):
        mark = f"{number:>3}  " if part.numbered else "  - "
        if line := _line(entry):
            yield beside(mark, line)
        if entry.words and (entry.strong or entry.text):
            yield quotation([Text(entry.words)], indent=len(mark))


def _line(entry: Entry) -> Text:
    line = Text()
    if entry.strong:
        line.append(entry.strong, "bold").append(_people(entry.people))
    said = entry.text if entry.text or entry.strong else f"“{entry.words}”"
    line.append(" " if entry.strong and said else "").append(said)
    for more in filter(None, (entry.cited, entry.mark)):
        line.append(f" · {more}")
    return line


def _people(people: Sequence[Holder]) -> str:
    """The office-holders as plain words: a name from the register may hold anything."""
    names = [", ".join(filter(None, (one.name, wording.ACTING if one.acting else "", one.email))) for one in people]
    return f" ({'; '.join(names)})" if names else ""


def protocol_line(protocol: ProtocolNote) -> RenderableType:
    """Whose protocol it is, and which version."""
    return plain(wording.from_the_protocol(protocol.name, protocol.title, protocol.version), "dim")
