"""Whose complaint about whom: the same words have one clause for a councillor and another for an officer.

The two procedures of a protocol stand side by side and read alike, so a search brings up both. Here what belongs to the
other side is left out, and what no procedure is for (a councillor's complaint about a councillor) is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.messages import Question
from handlers.ports import Candidate
from knowledge.clause import Role
from knowledge.protocol import Protocol

_PROCEDURES = {"complaint-officer", "concern-member"}
"""The requests of routes that are somebody's procedure when things go wrong."""

_ABOUT = r"\b(?:complain\w*|complaints?|grievances?|concerns?|problems?|issues?)\s+(?:about|against|regarding|with)\s+"
_ONE = r"(?:(?:a|an|the|this|that|my|our|some|one of the|one of our|another|local|ward|fellow)\s+)*"
_COUNCILLOR = r"(?:councill?ors?|cllrs?|(?:elected )?members?(?! of (?:staff|the (?:\w+ )?team|the public)))\b"
_OFFICER = r"(?:officers?|employees?|members? of staff|council workers?)\b"
_SUBJECT = {
    Role.MEMBER: re.compile(_ABOUT + _ONE + _COUNCILLOR, re.IGNORECASE),
    Role.OFFICER: re.compile(_ABOUT + _ONE + _OFFICER, re.IGNORECASE),
}
_SAID = {
    Role.MEMBER: re.compile(r"\b" + _COUNCILLOR, re.IGNORECASE),
    Role.OFFICER: re.compile(r"\b" + _OFFICER, re.IGNORECASE),
}
_ONE_OF_US = {
    Role.MEMBER: re.compile(r"\b(?:another|fellow|other)\s+(?:\w+\s+)?" + _COUNCILLOR, re.IGNORECASE),
    Role.OFFICER: re.compile(r"\b(?:another|fellow|other)\s+(?:\w+\s+)?" + _OFFICER, re.IGNORECASE),
}


def fitting(protocol: Protocol, question: Question, accepted: Sequence[Candidate]) -> Sequence[Candidate]:
    """What was accepted, without the procedure of the other side; empty where it holds nothing for this case at all.

    Nothing changes where the asker's side is not known.
    """
    role = question.role
    if role is None or not accepted:
        return accepted
    own, others = _procedures(protocol, role), _procedures(protocol, _other(role))
    if _is_among_ourselves(question.text, role) and accepted[0].clause in own | others:
        return [one for one in accepted if one.clause not in own | others]
    spoken_to = {clause.id for clause in protocol.clauses if role in clause.addressees}
    others -= own | spoken_to
    about_them = _SUBJECT[_other(role)].search(question.text) is not None
    first = accepted[0].clause
    if first in own or (about_them and first in others and any(one.clause in own for one in accepted)):
        return [one for one in accepted if one.clause not in others]
    return accepted


def _procedures(protocol: Protocol, side: Role) -> frozenset[str]:
    routes = (route for route in protocol.routes if route.request in _PROCEDURES and route.started_by is side)
    return frozenset(clause for route in routes for clause in route.clauses)


def _is_among_ourselves(text: str, role: Role) -> bool:
    """Whether a councillor speaks of another councillor, or an officer of another officer, and of nobody else."""
    return _ONE_OF_US[role].search(text) is not None and not _SAID[_other(role)].search(text)


def _other(role: Role) -> Role:
    return Role.OFFICER if role is Role.MEMBER else Role.MEMBER
