"""Who decides and how to raise it, as Teams shows it: short numbered steps, nothing said twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.teams.elements import Element, container, numbered, paragraph, run
from bot.teams.escaping import inert
from handlers import wording
from handlers.messages import Holder
from handlers.raising import Entry, Part


def escalation_elements(shown: Iterable[Part]) -> Iterator[Element]:
    """The steps, and what goes with them, each part in a block of its own."""
    for part in shown:
        yield container(*_part(part))


def _part(part: Part) -> Iterator[Element]:
    title = run(part.title, bold=True)
    if len(part.entries) > 1:
        yield paragraph(title, *([run(f" · {part.cited}")] if part.cited else []))
        yield numbered((list(_entry(entry)) for entry in part.entries), ordered=part.numbered)
        return
    entry = list(_entry(part.entries[0]))
    if part.numbered:
        yield paragraph(title)
        yield paragraph(*entry, spacing="Small")
    else:
        yield paragraph(title, run(": "), *entry)


def _entry(entry: Entry) -> Iterator[Element]:
    if entry.strong:
        yield run(entry.strong, bold=True)
        yield from _people(entry.people)
    if entry.text:
        yield run(f" {entry.text}" if entry.strong else entry.text)
    if entry.words and not (entry.strong or entry.text):
        yield run(f"“{entry.words}”", italic=True)
    cited = "".join(f" · {more}" for more in (entry.cited, entry.mark) if more)
    if cited:
        yield run(cited)
    if entry.words and (entry.strong or entry.text):
        yield run(f" “{entry.words}”", italic=True)


def _people(people: Sequence[Holder]) -> Iterator[Element]:
    for one in people:
        name = inert(one.name)
        yield run(f" ({name}, {wording.ACTING})" if one.acting else f" ({name})")
