"""Which rules apply to the facts of a meeting, which would if more were so, and what no rule speaks of."""

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


def unruled(neutrality: Neutrality, meeting: Meeting, known: Known) -> Iterator[tuple[Circumstance, str]]:
    """The circumstances that are so, or may be, and that no rule for this meeting speaks of, with the answer.

    The answer is "" where none was given and no rule speaks of any, else the one of which no rule speaks.
    """
    for one in asked_of(meeting):
        spoken = _spoken(neutrality, meeting, one)
        answer = known.get(one, "")
        if answer:
            if answer != "no" and answer not in spoken:
                yield one, answer
        elif not spoken:
            yield one, ""
        else:
            stated = (silence.answer for silence in _silences(neutrality, one, meeting))
            yield from ((one, answer) for answer in dict.fromkeys(stated) if answer and answer not in spoken)


def nearest(
    neutrality: Neutrality, circumstance: Circumstance | None, meeting: Meeting, answer: str = ""
) -> tuple[str, ...]:
    """The clauses that come nearest to a matter on which the protocol does not rule."""
    stated = (one for one in _silences(neutrality, circumstance, meeting) if one.answer in {"", answer})
    return tuple(dict.fromkeys(clause for one in stated for clause in one.nearest))


def _silences(neutrality: Neutrality, circumstance: Circumstance | None, meeting: Meeting) -> Iterator[Silence]:
    return (one for one in neutrality.silences if one.circumstance is circumstance and is_of(one.meetings, meeting))


def _spoken(neutrality: Neutrality, meeting: Meeting, circumstance: Circumstance) -> frozenset[str]:
    """The answers of which a rule for this meeting speaks."""
    if circumstance is Circumstance.PRE_ELECTION and neutrality.election:
        return frozenset(OFFERED[circumstance])
    rules = [rule.facts for rule in neutrality.rules if is_of(rule.meetings, meeting)]
    return frozenset(facts[circumstance] for facts in rules if circumstance in facts)
