"""Which rules of a protocol apply to the facts of a meeting, which would if more were so, and what no rule speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from handlers.neutrality.messages import Facts
from knowledge.neutrality import OFFERED, Circumstance, Meeting, Neutrality, NeutralityRule, Silence

Known = Mapping[Circumstance, str]


def asked_of(meeting: Meeting) -> tuple[Circumstance, ...]:
    """The circumstances that matter for a kind of meeting."""
    return tuple(one for one in Circumstance if one is not Circumstance.ARRANGED_BY or meeting is Meeting.WARD)


def known_of(facts: Facts, pre_election: Known) -> Known:
    """What is known of the meeting, as far as the form offers it; whether it is before an election follows from it."""
    asked = [one for one in asked_of(facts.meeting) if one is not Circumstance.PRE_ELECTION]
    given = {one: facts.known[one] for one in asked if facts.known.get(one) in OFFERED[one]}
    return given | dict(pre_election)


def is_of(meetings: Iterable[Meeting], meeting: Meeting) -> bool:
    """Whether what is laid down for these meetings (none: for all) holds for this one."""
    meetings = tuple(meetings)
    return not meetings or meeting in meetings


def possible(neutrality: Neutrality, facts: Facts, known: Known) -> Iterator[NeutralityRule]:
    """The rules for this meeting and this side which nothing that is known speaks against."""
    for rule in neutrality.rules:
        fits = is_of(rule.meetings, facts.meeting) and rule.side in {None, facts.side}
        if fits and all(known.get(one, answer) == answer for one, answer in rule.facts.items()):
            yield rule


def open_facts(rule: NeutralityRule, known: Known) -> tuple[tuple[Circumstance, str], ...]:
    """The conditions of a rule of which it is not known whether they hold."""
    return tuple((one, rule.facts[one]) for one in Circumstance if one in rule.facts and one not in known)


def names_meeting(neutrality: Neutrality, meeting: Meeting) -> bool:
    """Whether the protocol speaks of this kind of meeting."""
    stated = any(one.circumstance is None and is_of(one.meetings, meeting) for one in neutrality.silences)
    return not stated and any(meeting in rule.meetings for rule in neutrality.rules)


def unruled(neutrality: Neutrality, meeting: Meeting, known: Known) -> Iterator[Circumstance]:
    """The circumstances that are so, or may be, and that no rule for this meeting speaks of."""
    rules = [rule.facts for rule in neutrality.rules if is_of(rule.meetings, meeting)]
    for one in asked_of(meeting):
        answer = known.get(one)
        spoken = any(one in facts and answer in {None, facts[one]} for facts in rules)
        spoken = spoken or (one is Circumstance.PRE_ELECTION and bool(neutrality.election))
        if answer != "no" and not spoken:
            yield one


def nearest(neutrality: Neutrality, circumstance: Circumstance | None, meeting: Meeting) -> tuple[str, ...]:
    """The clauses that come nearest to a matter on which the protocol does not rule."""
    stated: list[Silence] = [one for one in neutrality.silences if one.circumstance is circumstance]
    found = (clause for one in stated if is_of(one.meetings, meeting) for clause in one.nearest)
    return tuple(dict.fromkeys(found))
