"""What of a check is shown at once, what is named beside it, and what can be read, in pieces that belong together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from itertools import groupby

from bot.buttons.neutrality import BANNER, SILENT, TENSIONS, Asked
from handlers.messages import Banner, Quote
from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.keeping import is_over
from handlers.neutrality.messages import Change, Check, DutyAfter, Entry, Facts, Unruled
from handlers.neutrality.ports import Record
from handlers.requests.dates import at_in_words, in_words
from knowledge.clause import Role, Status
from knowledge.neutrality import Part

FIRST = 700
"""Characters of clauses that a part shows at once, so that all three parts stay in reach of a thumb. The first clause
is always shown whole."""
_FIRST_CLAUSES = 2
_SHORT = 500  # characters of the banner's clauses that leave the first part in sight


@dataclass(frozen=True, slots=True)
class Standing:
    """How a check stands with its reader: the record of it, if one is kept, and the time by the authority's clocks.
    `trouble` is said first ("" for none). `again` is whether it is sent once more as it was asked for.
    """

    now: datetime
    zone: tzinfo
    record: Record | None = None
    trouble: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Clauses that are not parted. Above them stands the `case` that they are for, or a `sentence` on them; below them
    a `note`, such as why they are shown. What the piece before says already is "".
    """

    quotes: tuple[Quote, ...]
    case: str = ""
    sentence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part of a check: the pieces that are shown at once, and lines that name the rest ("" where there is none)."""

    pieces: tuple[Piece, ...]
    rest: str


def facts_in_words(check: Check) -> Iterator[str]:
    """What stands under the kind of meeting, line by line."""
    facts = check.facts
    yield " · ".join(filter(None, (check.protocol.name, day_in_words(facts))))
    yield wording.SIDES[facts.side]
    if facts.known:
        yield wording.because_so(facts.known.items())


def day_in_words(facts: Facts) -> str:
    """The day of the meeting, or ""."""
    return in_words(facts.on) if facts.on else ""


def record_in_words(standing: Standing) -> list[str]:
    """What is known of the record, line by line; nothing where none is kept."""
    record, zone = standing.record, standing.zone
    if record is None:
        return []
    lines = [said.kept_on(at_in_words(record.made_at, zone), record.version)]
    if record.sent_at:
        lines.append(said.was_sent(at_in_words(record.sent_at, zone)))
    elif standing.again:
        lines.append(said.SENT_AS_ASKED)
    elif record.again_at:
        lines.append(said.will_be_sent(at_in_words(record.again_at, zone)))
    return lines


def is_to_be_sent(standing: Standing) -> bool:
    """Whether it is still to be sent again, so that this can be cancelled."""
    record = standing.record
    return bool(record and record.again_at and not record.sent_at and not standing.again)


def duties_due(check: Check, standing: Standing) -> tuple[DutyAfter, ...]:
    """What can be ticked off now: the duties of a record whose meeting is over."""
    over = standing.record and is_over(check.facts, standing.now, standing.zone)
    return check.duties if over else ()


def banner_shown(banner: Banner | None) -> tuple[Quote, ...]:
    """The clauses of the banner that are shown at once: those with which the first part stays in sight."""
    shown: tuple[Quote, ...] = ()
    for quote in banner.quotes if banner else ():
        if sum(len(one.text) for one in (*shown, quote)) > _SHORT:
            break
        shown = (*shown, quote)
    return shown


def labels_of(quotes: Iterable[Quote]) -> tuple[str, ...]:
    """The labels of clauses, each once. Where they can be read it is said which of them the desk numbered."""
    return tuple(dict.fromkeys(said.cited(quote.label, proposed=quote.status is Status.PROPOSED) for quote in quotes))


def part_shown(check: Check, part: Part, above: Collection[str] = ()) -> PartShown:
    """What binds most in a part, and the labels of the rest.

    The clauses `above` stand in full above the parts: they are named among the rest.
    """
    entries = check.entries.get(part, ())
    ahead = [entry for entry in entries if entry.quote.clause not in above]
    shown = ahead[: _first(ahead)]
    left = [entry for entry in entries if entry not in shown]
    proposed = [said.ALSO_PROPOSED] if any(entry.proposed for entry in shown) else []
    return PartShown(tuple(_pieces(shown, beside=False)), "\n".join((*proposed, *_labels(left))))


def silent_first(check: Check) -> tuple[Unruled, ...]:
    """What is said before anything else: that the protocol is silent on the kind of meeting, or was not laid out."""
    name = check.protocol.name
    sentences = {wording.no_clause_on(name, check.facts.meeting)}
    sentences |= {wording.not_laid_out(name, found=found) for found in (True, False)}
    return tuple(one for one in check.silent[:1] if one.sentence in sentences)


def silent_last(check: Check) -> tuple[Unruled, ...]:
    """What else the protocol is silent on."""
    return check.silent[len(silent_first(check)) :]


def nearest_labels(check: Check) -> tuple[str, ...]:
    """The labels of the clauses that come nearest to what the protocol is silent on."""
    return labels_of(quote for one in check.silent for quote in one.nearest)


def change_in_words(change: Change) -> str:
    """What would be added, on a second line."""
    return f"{change.if_so}\n{said.only(labels_of(entry.quote for entry in change.entries))}"


def with_change(asked: Asked, change: Change) -> Asked:
    """The same check with a fact taken as given, of which no record was kept yet."""
    facts = replace(asked.facts, known={**asked.facts.known, change.circumstance: change.answer})
    return replace(asked, facts=facts, kept=False)


def other_side(asked: Asked) -> tuple[str, Asked]:
    """The same check as the other side sees it, and what stands on the button for it."""
    other = Role.MEMBER if asked.facts.side is Role.OFFICER else Role.OFFICER
    label = said.FOR_MEMBERS if other is Role.MEMBER else said.FOR_OFFICERS
    return label, replace(asked, facts=replace(asked.facts, side=other), kept=False)


def readable(check: Check, what: str) -> tuple[str, list[Piece]]:
    """All of a part, of the silences, of what does not agree, or of the banner, with its title."""
    if what == SILENT:
        return wording.SILENT_ON, [Piece(one.nearest, sentence=one.sentence) for one in check.silent]
    if what == TENSIONS:
        tensions = [Piece(quotes, sentence=sentence, note=said.SIDE_NOTE) for sentence, quotes in check.tensions]
        return wording.TENSION, tensions
    if what == BANNER:
        quotes = check.banner.quotes if check.banner else ()
        return wording.ELECTION_TITLE, [Piece((quote,)) for quote in quotes]
    part = Part(what)
    return wording.TITLES[part], list(_pieces(check.entries.get(part, ()), beside=True))


def _first(entries: Sequence[Entry]) -> int:
    """How many are shown at once. Those that something must happen for wait behind the button."""
    count, length = 0, 0
    for entry in entries:
        length += len(entry.quote.text)
        if count and (length > FIRST or entry.case or count == _FIRST_CLAUSES):
            break
        count += 1
    return count


def _pieces(entries: Sequence[Entry], *, beside: bool) -> Iterator[Piece]:
    """Each clause, `beside` it what is proposed in its place; why it is shown stands there once for several."""
    because, case = "", ""
    for entry in entries:
        quotes = (entry.quote, *(entry.proposed if beside else ()))
        above, below = entry.case if entry.case != case else "", entry.because if entry.because != because else ""
        yield Piece(quotes, above, note=below)
        because, case = entry.because, entry.case


def _labels(entries: Sequence[Entry]) -> Iterator[str]:
    for number, (case, group) in enumerate(groupby(entries, key=lambda entry: entry.case)):
        labels = labels_of(entry.quote for entry in group)
        yield said.in_case(case, labels) if case else said.also(labels) if not number else said.only(labels)
