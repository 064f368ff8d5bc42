"""What can be started under a protocol, for whom, and what people call it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handlers.messages import Notice
from handlers.quoting import protocol_note
from handlers.requests import wording
from handlers.requests.messages import TypeChoice, TypeOffer
from handlers.requests.practice import Means
from handlers.wording import whom_to_ask
from knowledge.clause import Role, Status
from knowledge.requests import Absent, RequestType

_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset("a an the to for of at in on by my our i we want need request requests ask please with".split())


def choices_for(means: Means, authority: str, role: Role | None) -> TypeChoice:
    """All request types of an authority, those for this side and in force first; and what it does not lay down."""
    protocol = means.library.protocol(authority)
    offers = tuple(
        TypeOffer(kind.id, kind.name, means.label(kind.clauses[0]), _fits(kind, role), kind.status)
        for kind in _ordered(protocol.requests, role)
    )
    absent = tuple(one.sentence for one in protocol.absent_requests)
    return TypeChoice(protocol_note(protocol), wording.CHOICE_TITLE, offers, absent)


def find(means: Means, authority: str, words: str, role: Role | None) -> list[str]:
    """The ids of the types that the words may mean, best first; a type's own id means that type alone."""
    kinds = means.library.protocol(authority).requests
    folded = " ".join(words.casefold().split())
    exact = [kind.id for kind in kinds if folded in (kind.id.casefold(), kind.name.casefold())]
    wanted = [word for word in _WORD.findall(folded) if word not in _EMPTY]
    if exact or not wanted:
        return exact
    by_count = {kind.id: sum(_is_said(word, kind) for word in wanted) for kind in kinds}
    most = max(by_count.values(), default=0)
    return [kind.id for kind in _ordered(kinds, role) if most and by_count[kind.id] == most]


def not_laid_down(means: Means, authority: str, type_id: str) -> Notice:
    """The notice where a protocol has no such request: what it says instead, and whom to ask."""
    protocol = means.library.protocol(authority)
    said = [_with_clauses(means, one) for one in protocol.absent_requests if one.kind == type_id]
    whom = whom_to_ask(protocol.name, means.practice.contacts.get(authority, ""))
    return Notice(wording.not_laid_down(protocol.name), (*(said or [wording.NOT_LAID_DOWN]), *whom))


def side_of(kind: RequestType, role: Role | None) -> Role | Notice:
    """The side from which it is started; a notice to somebody of the other side, or of a side not known."""
    if kind.started_by is not None and role not in (None, kind.started_by):
        title, paragraph = wording.not_for_this_side(kind.name, kind.started_by)
        return Notice(title, (paragraph,))
    side = role or kind.started_by
    return side or Notice(wording.WHICH_SIDE_TITLE, (wording.WHICH_SIDE,))


def _with_clauses(means: Means, absent: Absent) -> str:
    labels = ", ".join(means.label(clause) for clause in absent.clauses)
    return f"{absent.sentence} ({labels})" if labels else absent.sentence


def _fits(kind: RequestType, role: Role | None) -> bool:
    return role is None or kind.started_by in (None, role)


def _ordered(kinds: Iterable[RequestType], role: Role | None) -> list[RequestType]:
    return sorted(kinds, key=lambda kind: (not _fits(kind, role), kind.status is Status.PROPOSED))


def _is_said(word: str, kind: RequestType) -> bool:
    said = _WORD.findall(" ".join((kind.id, kind.kind, kind.name, *kind.words)).casefold())
    return any(one.startswith(word) or (len(one) > 3 and word.startswith(one)) for one in said)
