"""A neutrality check, drawn for a terminal: before, during and after, and who decides as the last line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.cli.drawing import Margin, beside, drawn_banner, drawn_quote, plain, protocol_line, spaced
from handlers.messages import Quote
from handlers.neutrality import wording
from handlers.neutrality.entries import clauses_in
from handlers.neutrality.messages import Change, Check, DutyAfter, Entry, Unruled
from handlers.requests.dates import in_words
from knowledge.neutrality import Part


def draw_check(check: Check) -> RenderableType:
    """All of a check. A clause is quoted wherever it is needed: whoever reads one part has its words there."""
    return Group(*spaced(_blocks(check)))


def _blocks(check: Check) -> Iterator[RenderableType]:
    yield Group(plain(wording.title(check.protocol.name, check.facts.meeting), "bold"), *_facts(check))
    shown = clauses_in(entry for entries in check.entries.values() for entry in entries)
    if check.banner:
        yield drawn_banner(check.banner, shown)
    general = [one for one in check.silent if one.circumstance is None]
    yield from (_unruled(one) for one in general)
    for part in Part:
        yield _heading(wording.TITLES[part])
        yield from _entries(check.entries[part])
    if check.tensions:
        yield _heading(wording.TENSION)
        for sentence, quotes in check.tensions:
            yield plain(sentence)
            yield _side_by_side(quotes)
    if check.changes:
        yield _heading(wording.WHAT_CHANGES)
        yield from map(_change, check.changes)
    rest = [one for one in check.silent if one.circumstance is not None]
    if rest:
        yield _heading(wording.SILENT_ON)
        yield Group(*map(_unruled, rest))
    if check.duties:
        yield _heading(wording.DUTIES)
        labels = {quote.clause: quote.label for quote in check.quoted}
        yield Group(*(_duty(duty, labels) for duty in check.duties))
    if check.request:
        yield plain(wording.start_by_typing(check.authority, check.request), "dim")
    yield protocol_line(check.protocol)
    yield plain(check.decides.sentence, "bold")


def _heading(title: str) -> RenderableType:
    return Rule(Text(title, "bold"), align="left", style="dim")


def _facts(check: Check) -> Iterator[RenderableType]:
    facts = check.facts
    said = [wording.SIDES[facts.side], *([in_words(facts.on)] if facts.on else [])]
    yield plain(" · ".join(said), "dim")
    for circumstance, answer in facts.known.items():
        yield plain(f"{wording.QUESTIONS[circumstance]} {wording.ANSWERS[circumstance, answer]}", "dim")


def _entries(entries: Sequence[Entry], said: frozenset[str] = wording.WITHOUT_CONDITION) -> Iterator[RenderableType]:
    """One after the other; what waits for something to happen under that."""
    if not entries:
        yield plain(wording.NOTHING_HERE, "dim")
    case = ""
    for entry in entries:
        if entry.case != case:
            case = entry.case
            yield plain(case, "bold yellow")
        yield _entry(entry, said)


def _entry(entry: Entry, said: frozenset[str]) -> RenderableType:
    """The clause with the reason for it, where that was not said above."""
    beneath = [Group(plain(wording.PROPOSED_BESIDE, "magenta"), drawn_quote(quote)) for quote in entry.proposed]
    because = [] if entry.because in said else [Margin([Text(entry.because, "italic")], Text("  "), Text("  "))]
    return Group(drawn_quote(entry.quote), *because, *beneath)


def _change(change: Change) -> RenderableType:
    said = {wording.because_so([(change.circumstance, change.answer)])}
    return Group(*spaced((plain(f"{change.if_so}:", "bold"), *_entries(change.entries, frozenset(said)))))


def _side_by_side(quotes: Sequence[Quote]) -> RenderableType:
    table = Table.grid(padding=(0, 2), expand=True)
    for _ in quotes:
        table.add_column(ratio=1)
    table.add_row(*map(drawn_quote, quotes))
    return table


def _unruled(one: Unruled) -> RenderableType:
    lines: list[RenderableType] = [beside("  - ", Text(one.sentence))]
    if one.nearest:
        lines += [plain(f"    {wording.NEAREST}:", "dim"), *map(drawn_quote, one.nearest)]
    return Group(*lines)


def _duty(duty: DutyAfter, labels: Mapping[str, str]) -> RenderableType:
    return beside("  [ ] ", Text(f"{duty.task} · {labels[duty.clause]}"))
