"""Whose complaint about whom: the same words have one clause for a councillor and another for an officer.

The two procedures of a protocol stand side by side and read alike, so a search brings up both. Here what belongs to the
other side is left out, and what no procedure is for (a councillor's complaint about a councillor) is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.messages import Question
from handlers.posts import complained_of
from knowledge.clause import Role
from knowledge.protocol import Protocol
from knowledge.routes import OfficeKind

_PROCEDURES = {"complaint-officer", "concern-member"}
"""The requests of routes that are somebody's procedure when things go wrong."""

_COUNCILLOR = r"(?:councill?ors?|cllrs?|(?:elected )?members?(?! of (?:staff|the (?:\w+ )?team|the public)))\b"
_OFFICER = r"(?:officers?|employees?|members? of staff|council workers?)\b"
_SAID = {Role.MEMBER: rf"\b{_COUNCILLOR}", Role.OFFICER: rf"\b{_OFFICER}"}
_COMPLAINS = r".{0,20}\b(?:complain\w*|grievances?|report(?:s|ed)|concerns?)\b"
_AGAINST_THE_ASKER = re.compile(r"\b(?:about|against)\s+(?:me|us|my (?:team|staff|officers?))\b", re.IGNORECASE)
_ANOTHER = r"\b(?:another|fellow|other)\s+(?:\w+\s+)?"
_COLLEAGUE = r"my (?:line )?(?:manager|boss|supervisor|team leader|colleagues?|co-?workers?)"
_AMONG_OURSELVES = {
    Role.MEMBER: re.compile(_ANOTHER + _COUNCILLOR, re.IGNORECASE),
    Role.OFFICER: re.compile(
        rf"{_ANOTHER}{_OFFICER}|\b(?:about|against|by|with) {_COLLEAGUE}\b|\b{_COLLEAGUE}\s+(?:is|was|has|keeps|bull\w+"
        r"|shout\w*|swears|swore|ignore[sd]|harass\w*|treat(?:s|ed)|lie[sd]|insult\w*|always|never)\b",
        re.IGNORECASE,
    ),
}
_KINDS = {Role.MEMBER: {OfficeKind.MEMBER}, Role.OFFICER: {OfficeKind.OFFICER, OfficeKind.PERSONAL}}


def fitting(protocol: Protocol, question: Question, accepted: Sequence[str]) -> list[str]:
    """The ids of the clauses that fit this side of the complaint; empty where none of `accepted` (best first) does.

    Nothing changes where the asker's side is not known, or where no procedure comes first.
    """
    accepted, role = list(accepted), question.role
    if role is None or not accepted:
        return accepted
    other = _other(role)
    own, others = _procedures(protocol, role), _procedures(protocol, other)
    if accepted[0] in {*own, *others} and _is_among_ourselves(question, protocol, role):
        return [clause for clause in accepted if clause not in {*own, *others}]
    spoken_to = {clause.id for clause in protocol.clauses if role in clause.addressees}
    aside = set(others) - set(own) - spoken_to
    if accepted[0] in aside and own and _is_about(question, protocol, other):
        found = [clause for clause in accepted if clause in own] or own[:1]
        accepted = [*found, *(clause for clause in accepted if clause not in found)]
    return [clause for clause in accepted if clause not in aside] if accepted[0] in own else accepted


def _procedures(protocol: Protocol, side: Role) -> list[str]:
    routes = (route for route in protocol.routes if route.request in _PROCEDURES and route.started_by is side)
    return list(dict.fromkeys(clause for route in routes for clause in route.clauses))


def _is_among_ourselves(question: Question, protocol: Protocol, role: Role) -> bool:
    """Whether a councillor complains of another councillor, or an officer of another officer, and of nobody else."""
    other = _other(role)
    elsewhere = re.search(_SAID[other], question.text, re.IGNORECASE) or _posts(question, protocol, other)
    return _AMONG_OURSELVES[role].search(question.text) is not None and not elsewhere


def _is_about(question: Question, protocol: Protocol, side: Role) -> bool:
    """Whether a complaint is about that side, and not one that somebody on that side makes about the asker."""
    text = question.text
    if _AGAINST_THE_ASKER.search(text) or re.search(_SAID[side] + _COMPLAINS, text, re.IGNORECASE):
        return False
    meant = re.search(_SAID[side], text, re.IGNORECASE) or _posts(question, protocol, side)
    own = re.search(_SAID[_other(side)], text, re.IGNORECASE) or _posts(question, protocol, _other(side))
    return bool(meant) and not own


def _posts(question: Question, protocol: Protocol, side: Role) -> bool:
    return bool(complained_of(question.latest or question.text, protocol.offices, _KINDS[side]))


def _other(role: Role) -> Role:
    return Role.OFFICER if role is Role.MEMBER else Role.MEMBER
