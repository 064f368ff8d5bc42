"""From rules to what is shown: one entry for each clause, a proposal beside the wording it would replace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.messages import Quote
from handlers.neutrality import wording
from handlers.neutrality.messages import Entry
from handlers.quoting import quote
from knowledge.clause import Clause, Status
from knowledge.library import Library
from knowledge.neutrality import Circumstance, Meeting, NeutralityRule


def entries_of(
    library: Library, rules: Iterable[NeutralityRule], meeting: Meeting, *, named: bool
) -> tuple[Entry, ...]:
    """An entry for each clause, in the order of the rules; those that wait for something to happen come last, together.

    `named` is whether the protocol speaks of this kind of meeting at all.
    """
    made: dict[tuple[str, str], Entry] = {}
    for rule in rules:
        clause = in_force(library, rule.clause)
        because = _because(rule, meeting, named=named)
        earlier = made.get((clause.id, rule.case))
        if earlier is None:
            made[clause.id, rule.case] = Entry(quote(clause), because, rule.case, proposed=_proposed(library, clause))
        elif because not in earlier.because:
            made[clause.id, rule.case] = replace(earlier, because=f"{earlier.because} {because}")
    always = {clause for clause, case in made if not case}
    cases = list(dict.fromkeys(case for _, case in made))
    kept = [entry for (clause, case), entry in made.items() if not case or clause not in always]
    return tuple(sorted(kept, key=lambda entry: (bool(entry.case), cases.index(entry.case))))


def in_force(library: Library, clause_id: str) -> Clause:
    """The clause, or, for a proposal that rewords one in force, that one: the proposal is shown beside it."""
    clause = library.clause(clause_id)
    if clause.status is Status.PROPOSED and clause.counterpart:
        return library.clause(clause.counterpart)
    return clause


def clauses_in(entries: Iterable[Entry]) -> frozenset[str]:
    """The ids of all clauses that are shown."""
    return frozenset(one.clause for entry in entries for one in (entry.quote, *entry.proposed))


def _proposed(library: Library, clause: Clause) -> tuple[Quote, ...]:
    if not clause.counterpart or clause.status is Status.PROPOSED:
        return ()
    return (quote(library.clause(clause.counterpart)),)


def _because(rule: NeutralityRule, meeting: Meeting, *, named: bool) -> str:
    if rule.facts:
        return wording.because_so((one, rule.facts[one]) for one in Circumstance if one in rule.facts)
    if rule.case:
        return wording.BECAUSE_OF_THE_CASE
    if meeting in rule.meetings:
        return wording.because_every(meeting)
    return wording.BECAUSE_GENERAL if named else wording.because_general(meeting)
