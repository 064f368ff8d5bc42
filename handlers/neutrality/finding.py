"""What the index finds on a meeting in a protocol that no editor has laid out for the check."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.messages import Kind
from handlers.neutrality import wording
from handlers.neutrality.messages import Entry, Facts
from handlers.ports import Search
from handlers.quoting import quote
from handlers.scope import decide
from knowledge.library import Library
from knowledge.neutrality import Part


def found(library: Library, search: Search, authority: str, facts: Facts) -> Mapping[Part, tuple[Entry, ...]]:
    """The clauses that answer plain questions about each part of the meeting, each clause once and marked as found."""
    seen: set[str] = set()
    parts: dict[Part, tuple[Entry, ...]] = {}
    for part in Part:
        entries: list[Entry] = []
        for form in wording.QUERIES[part]:
            query = form.format(meeting=wording.QUERIED_AS[facts.meeting])
            findings = search.find(query, authority, facts.side)
            answers = decide(query, findings, library.protocol(authority).clauses) is Kind.ANSWER
            new = [one.clause for one in findings.accepted if one.clause not in seen] if answers else []
            entries += [Entry(quote(library.clause(one)), wording.because_found(query), found=True) for one in new]
            seen.update(new)
        parts[part] = tuple(entries)
    return parts
