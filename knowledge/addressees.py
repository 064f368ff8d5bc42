"""Whom a clause speaks to: the side that it binds or entitles.

The rule reads English by its order of words: the party that is named before the first operating verb of a sentence is
the one spoken to ("Members should not ask Officers to ..."). Where that is wrong, protocol.toml says so.
"""

from __future__ import annotations

import re

from knowledge.clause import Role
from knowledge.sentences import sentences

_OFFICER = (
    r"(?:chief |monitoring )?officers?|employees?|staff|(?:corporate |managing )?directors?|chief executive"
    r"|heads? of (?:paid )?service|heads? of legal|management team|town clerk|managers?"
)
_MEMBER = (
    r"members?|councill?ors?|(?:vice[- ])?chair(?:man|men|s)?|leaders?|spokesperson|mayor|portfolio holders?|cabinet"
    r"|(?:political |party )groups?"
)
_PARTY = re.compile(rf"\b(?:(?P<officer>{_OFFICER})|(?P<member>{_MEMBER}))\b", re.IGNORECASE)
_VERB = re.compile(r"\b(?:must|should|shall|will|may|can|cannot|not to|is|are|have|has|need)\b", re.IGNORECASE)
_EXPECT = re.compile(r"\bcan expect\b", re.IGNORECASE)
# What may stand between two parties named together: "the Chair and the Corporate Director", "Members/Officers".
_BETWEEN = re.compile(r"(?:\s|,|/|'s?|\b(?:and|or|the|an?|all|individual|relevant|committee)\b)*", re.IGNORECASE)
BOTH = frozenset(Role)


def addressees(stem: str, item: str, heading: tuple[str, ...]) -> frozenset[Role]:
    """The side or sides a clause speaks to; both where it cannot be told."""
    if heading and heading[-1].casefold().startswith("procedure for") and len(_named(heading[-1])) == 1:
        return _named(heading[-1])
    if stem and len(side := _bound_by_stem(stem)) == 1:
        return side
    subjects = [_subject(item[start:end]) for start, end in sentences(item)]
    return frozenset().union(*subjects) or _named(item) or BOTH


def _bound_by_stem(stem: str) -> frozenset[Role]:
    """The side that the entries of a list bind: in "Officers can expect Members:" the one that comes last."""
    if expected := _EXPECT.search(stem):
        return _named(stem[expected.end() :])
    start, end = sentences(stem)[-1]
    verbs = list(_VERB.finditer(stem[start:end]))
    if not verbs:
        return _named(stem)
    verb = verbs[-1] if stem.endswith(":") else verbs[0]
    return _nearest(stem[start : start + verb.start()]) or _named(stem)


def _subject(sentence: str) -> frozenset[Role]:
    for verb in _VERB.finditer(sentence):
        if party := _nearest(sentence[: verb.start()]):
            return party
    return frozenset()


def _nearest(words: str) -> frozenset[Role]:
    """The last party named, with another that is named in one breath with it."""
    parties = list(_PARTY.finditer(words))
    found = {_role(party) for party in parties[-1:]}
    if len(parties) > 1 and _BETWEEN.fullmatch(words, parties[-2].end(), parties[-1].start()):
        found.add(_role(parties[-2]))
    return frozenset(found)


def _named(words: str) -> frozenset[Role]:
    return frozenset(_role(party) for party in _PARTY.finditer(words))


def _role(party: re.Match[str]) -> Role:
    return Role.OFFICER if party["officer"] else Role.MEMBER
