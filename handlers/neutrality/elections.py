"""The time before an election: from the notice to the result, and a word about it in the two weeks before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from handlers.messages import Banner
from handlers.neutrality import wording
from handlers.neutrality.ports import Election
from handlers.quoting import quote
from handlers.requests.dates import in_words
from knowledge.clause import Status
from knowledge.library import Library
from knowledge.neutrality import Circumstance

NOTICED_AHEAD = timedelta(days=14)
"""How long before the notice of election the banner begins."""


def election_on(elections: Sequence[Election], day: date) -> Election | None:
    """The election whose pre-election period, or the two weeks before it, a day falls in.

    One that has begun goes before one that is near.
    """
    near = [one for one in elections if one.notice - NOTICED_AHEAD <= day <= one.result]
    return min(near, key=lambda one: (day < one.notice, one.result), default=None)


def pre_election(elections: Sequence[Election], on: date | None, today: date) -> Mapping[Circumstance, str]:
    """Whether a meeting falls in a pre-election period, as far as it is known.

    It does not where the next election after the day is known and has not begun. Without a date of its own, a meeting
    is taken to be today while such a period lasts.
    """
    day = on or today
    if any(one.notice <= day <= one.result for one in elections):
        return {Circumstance.PRE_ELECTION: "yes"}
    if on is not None and any(on < one.notice for one in elections):
        return {Circumstance.PRE_ELECTION: "no"}
    return {}


def banner(library: Library, authority: str, elections: Sequence[Election], day: date, contact: str) -> Banner | None:
    """What stands above whatever is shown for that day; None outside the period. Raises UnknownAuthority."""
    election = election_on(elections, day)
    if election is None:
        return None
    protocol = library.protocol(authority)
    soon = day < election.notice
    period = wording.pre_election_soon if soon else wording.in_pre_election
    said = period(in_words(election.notice), in_words(election.result))
    clauses = protocol.neutrality.election if protocol.neutrality else ()
    shown = dict.fromkeys(one for clause in clauses for one in _with_proposal(library, clause))
    quotes = tuple(quote(library.clause(clause)) for clause in shown)
    if clauses:
        follows = wording.election_quoted(protocol.name, (library.clause(clause).label.text for clause in clauses))
    elif protocol.neutrality:
        follows = wording.election_silent(protocol.name, contact)
    else:
        follows = wording.election_unknown(protocol.name, contact)
    return Banner(f"{said} {follows}", election.notice, election.result, soon, quotes)


def _with_proposal(library: Library, clause: str) -> Sequence[str]:
    counterpart = library.clause(clause).counterpart
    proposed = counterpart and library.clause(counterpart).status is Status.PROPOSED
    return (clause, counterpart) if counterpart and proposed else (clause,)
