"""Who decides and how to raise it, as Slack shows it: one block, short numbered steps, nothing said twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.inert import inert
from bot.slack.blocks import Block, person, rich_line, rich_list, rich_text, run
from handlers import wording
from handlers.messages import Holder
from handlers.raising import Entry, Part


def escalation_blocks(shown: Sequence[Part], *, private: bool) -> Iterator[Block]:
    """The steps, and what goes with them, each in a block of its own where there are any.

    Persons are mentioned only where nobody else reads it (`private`): a mention in a channel would call them.
    """
    for together in (shown[:1], shown[1:]):
        if together:
            yield rich_text(*(element for part in together for element in _part(part, private=private)))


def _part(part: Part, *, private: bool) -> Iterator[Block]:
    lines = [list(_entry(entry, private=private)) for entry in part.entries]
    title = run(part.title, bold=True)
    if len(lines) == 1:
        yield rich_line(title, run("\n" if part.numbered else ": "), *lines[0])
    else:
        yield rich_line(title, *([run(f" · {part.cited}")] if part.cited else []))
        yield rich_list(*(rich_line(*line) for line in lines), ordered=part.numbered)


def _entry(entry: Entry, *, private: bool) -> Iterator[Block]:
    if entry.strong:
        yield run(entry.strong, bold=True)
        yield from _people(entry.people, private=private)
    if entry.text:
        yield run(f" {entry.text}" if entry.strong else entry.text)
    if entry.words and not (entry.strong or entry.text):
        yield run(f"“{entry.words}”", italic=True)
    cited = "".join(f" · {more}" for more in (entry.cited, entry.mark) if more)
    if cited:
        yield run(cited)
    if entry.words and (entry.strong or entry.text):
        yield run(f"\n“{entry.words}”", italic=True)


def _people(people: Sequence[Holder], *, private: bool) -> Iterator[Block]:
    for one in people:
        name = inert(one.name)
        yield run(f" ({name}, {wording.ACTING})" if one.acting else f" ({name})")
        if one.slack and private:
            yield from (run(" "), person(one.slack))
