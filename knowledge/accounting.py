"""What became of each line of a source: no line of a protocol is passed over in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from knowledge.drafts import Draft, Place
from knowledge.errors import KnowledgeError
from knowledge.layout import Document
from knowledge.outline import Account
from knowledge.tokens import MARKER, Sort, Token, Wording


class LineKind(StrEnum):
    """What a line of a source was taken for."""

    BLANK = "blank"
    CLAUSE = "clause"
    STEM = "stem"
    HEADING = "heading"
    FURNITURE = "furniture"
    UNACCOUNTED = "not accounted for"


@dataclass(frozen=True, slots=True)
class LineAccount:
    """Line `number` (from 1) and what it was taken for.

    `of` is the id of the clause (or of the first that the stem belongs to), the heading, or the furniture's name.
    """

    number: int
    kind: LineKind
    of: str
    text: str


def within_body(tokens: Iterator[Token], document: Document, file: Path) -> Iterator[Token]:
    """The tokens, those outside the body turned into furniture.

    Raises KnowledgeError where the line with which the body begins or ends is not there, or not once.
    """
    body, inside, begun, ended = document.body, document.body.begins is None, False, False
    for token in tokens:
        if body.begins and token.line.printed == body.begins:
            if begun:
                raise KnowledgeError(
                    f"the line at which the protocol begins, “{body.begins}”, is there a second time.",
                    file=file,
                    line=token.line.number,
                    remedy="Choose a line for [body] begins in protocol.toml that occurs once.",
                )
            begun = inside = True
        if inside and body.ends and token.line.printed == body.ends:
            inside, ended = False, True
        yield token if inside else _outside(token, body.after if ended else body.before)
    for name, line, found in (("begins", body.begins, begun), ("ends", body.ends, ended)):
        if line and not found:
            raise KnowledgeError(
                f"no line reads “{line}”.",
                file=file,
                remedy=f"Copy the line into [body] {name} in protocol.toml exactly as source.txt prints it.",
            )


def _outside(token: Token, name: str | None) -> Token:
    if token.sort in (Sort.BLANK, Sort.FURNITURE):
        return token
    return replace(token, sort=Sort.FURNITURE, name=name) if name else replace(token, sort=Sort.UNKNOWN)


def account_for(token: Token, account: Account | None, ids: Mapping[Draft, str]) -> LineAccount:
    """What the line of `token` came to. `ids` holds the drafts that became clauses."""
    kind, of = _taken_for(token, account, ids)
    return LineAccount(token.line.number, kind, of, token.line.printed)


def _taken_for(token: Token, account: Account | None, ids: Mapping[Draft, str]) -> tuple[LineKind, str]:
    if token.sort is Sort.BLANK:
        return LineKind.BLANK, ""
    if token.sort is Sort.FURNITURE:
        return LineKind.FURNITURE, token.name
    if isinstance(account, str):
        return LineKind.FURNITURE, account
    if isinstance(account, Place):
        return LineKind.HEADING, account.title
    return _provision(token, account, ids)


def _provision(token: Token, draft: Draft | None, ids: Mapping[Draft, str]) -> tuple[LineKind, str]:
    wordings = [part for part in (draft, draft.twin) if part and part.stretches] if draft else []
    if not wordings:
        return LineKind.UNACCOUNTED, ""
    if token.wording is Wording.ANNOUNCED:
        return LineKind.FURNITURE, MARKER
    if kept := [ids[part] for part in wordings if part in ids]:
        return LineKind.CLAUSE, kept[0]
    return LineKind.STEM, next(ids[entry] for entry in ids if wordings[0] in entry.stems)
