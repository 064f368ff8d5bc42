"""An escalation as it is shown: parts with entries, the same on every platform.

Words that stand among the quotations already are cited, not repeated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from handlers import wording
from handlers.messages import Duty, Escalation, Holder, Kind, Reply, Step, Telling


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: `strong` (an office), the `people` in it, `text`, the clause `cited`, its `mark`, and `words` of it."""

    strong: str = ""
    people: tuple[Holder, ...] = ()
    text: str = ""
    cited: str = ""
    mark: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Entries under a title; `numbered` where their order matters. `cited` is the clause that all of them rest on."""

    title: str
    entries: tuple[Entry, ...]
    numbered: bool = False
    cited: str = ""


def raising(reply: Reply) -> tuple[tuple[Part, ...], ...]:
    """All parts of a reply's escalation, in order, then those of each further one."""
    first = parts(reply.escalation, reply.quoted, silent=reply.kind is Kind.SILENT)
    others = (parts(one, reply.quoted, title=wording.WHO_DECIDES_THE_OTHER) for one in reply.further)
    return tuple(filter(None, (first, *others)))


def parts(
    escalation: Escalation, quoted: frozenset[str], *, silent: bool = False, title: str = wording.WHO_DECIDES
) -> tuple[Part, ...]:
    """All that is to be shown, in order. `quoted` are the ids of the clauses whose words stand above.

    Where the protocol is `silent` nobody decides by it: then those named are whom to ask, and not under this `title`.
    """
    steps = tuple(_step(step, escalation, quoted) for step in escalation.steps)
    if not steps and escalation.offices:
        steps = (Entry(strong=", ".join(escalation.offices)),)
    told = tuple(_told(escalation, quoted))
    notes = (*escalation.conflicts, *escalation.notes)
    fallback = escalation.fallback.sentences if escalation.fallback else ()
    contact = (Entry(text=" ".join(fallback)),) if fallback else ()
    shown = (
        Part(wording.WHOM_TO_ASK, (*steps, *contact)) if silent else Part(title, steps, numbered=True),
        Part(wording.WHAT_TO_STATE, tuple(_stated(escalation.must_state, quoted))),
        Part(wording.WHO_IS_TOLD, told),
        Part(wording.WHAT_FOLLOWS, tuple(_duty(one) for one in escalation.follows if one.clause not in quoted)),
        Part(wording.PLEASE_NOTE, tuple(Entry(text=sentence) for sentence in notes)),
        Part(wording.WHOM_TO_ASK, () if silent else contact),
    )
    return tuple(_citing_once(part) for part in shown if part.entries)


def _citing_once(part: Part) -> Part:
    """Entries that all rest on one clause need not name it each: their title does."""
    cited = {entry.cited for entry in part.entries if not entry.mark}
    if len(part.entries) < 2 or len(cited) > 1 or any(entry.mark for entry in part.entries):
        return part
    return replace(part, entries=tuple(replace(one, cited="") for one in part.entries), cited=cited.pop())


def _step(step: Step, escalation: Escalation, quoted: frozenset[str]) -> Entry:
    names = step.office.split(wording.OR)
    people = tuple(one for one in escalation.holders if one.office in names)
    words = "" if step.clause in quoted else step.words
    return Entry(step.office, people, step.action, _cited(step), wording.STATUS_MARKS[step.status], words)


def _stated(duties: tuple[Duty, ...], quoted: frozenset[str]) -> Iterator[Entry]:
    """A quoted clause is only cited, once, however much of it must be stated."""
    above = {one.clause: one for one in duties if one.clause in quoted}
    for one in above.values():
        yield Entry(text=wording.SEE_ABOVE, cited=_cited(one), mark=wording.STATUS_MARKS[one.status])
    yield from (_duty(one) for one in duties if one.clause not in quoted)


def _duty(duty: Duty) -> Entry:
    return Entry(cited=_cited(duty), mark=wording.STATUS_MARKS[duty.status], words=duty.words)


def _told(escalation: Escalation, quoted: frozenset[str]) -> Iterator[Entry]:
    clauses = {one.clause: one for one in reversed(escalation.told)}
    for clause, one in reversed(clauses.items()):
        together = [other for other in escalation.told if other.clause == clause]
        names = ", ".join(dict.fromkeys(other.office for other in together))
        words = "" if clause in quoted else " … ".join(dict.fromkeys(other.words for other in together))
        people = tuple(holder for holder in escalation.holders if holder.office in {other.office for other in together})
        yield Entry(names, people, "", _cited(one), wording.STATUS_MARKS[one.status], words)


def _cited(part: Step | Duty | Telling) -> str:
    return part.label or part.clause.partition("/")[2]
