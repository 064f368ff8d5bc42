"""What the index finds on a meeting in a protocol that no editor has laid out for the check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handlers.messages import Kind
from handlers.neutrality import wording
from handlers.neutrality.messages import Entry, Facts
from handlers.ports import Search
from handlers.quoting import quote
from handlers.scope import decide
from knowledge.library import Library
from knowledge.neutrality import Part


def found(library: Library, search: Search, authority: str, facts: Facts) -> Mapping[Part, tuple[Entry, ...]]:
    """The clauses that answer plain questions about each part of the meeting, each clause once and marked as found.

    Each has its companions beside it, as in an answer.
    """
    seen: set[str] = set()
    parts: dict[Part, tuple[Entry, ...]] = {}
    for part in Part:
        entries: list[Entry] = []
        for form in wording.QUERIES[part]:
            query = form.format(meeting=wording.QUERIED_AS[facts.meeting])
            findings = search.find(query, authority, facts.side)
            answers = decide(query, findings, library.protocol(authority).clauses) is Kind.ANSWER
            for clause in [one.clause for one in findings.accepted] if answers else []:
                entries += [one for one in _together(library, clause, query) if one.quote.clause not in seen]
                seen.update(entry.quote.clause for entry in entries)
        parts[part] = tuple(entries)
    return parts


def _together(library: Library, clause: str, query: str) -> Iterator[Entry]:
    shown = quote(library.clause(clause))
    yield Entry(shown, wording.because_found(query), found=True)
    for companion in library.companions(clause):
        yield Entry(quote(library.clause(companion)), wording.because_beside(shown.label), found=True)
