"""The one parser: source and hints in, clauses out. No authority has code of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from knowledge.accounting import LineAccount, account_for, within_body
from knowledge.addressees import addressees
from knowledge.clause import Clause, Span, Status
from knowledge.drafts import Draft, Form
from knowledge.errors import KnowledgeError
from knowledge.layout import ROLES, Document
from knowledge.outline import Account, Contradiction, Outline
from knowledge.sentences import sentences
from knowledge.spans import quoted, spans_of
from knowledge.tokens import Reader, Sort, Token


@dataclass(frozen=True, slots=True)
class Parsed:
    """The clauses in the order of the document and an account of each line.

    `sections` gives by clause id the number of the outermost heading it stands under (0 before the first), `entries`
    by the id of a stem the clauses that are entries of its list.
    """

    clauses: tuple[Clause, ...]
    lines: tuple[LineAccount, ...]
    sections: Mapping[str, int]
    entries: Mapping[str, tuple[str, ...]]


def digest_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def parse(authority: str, source: str, document: Document, file: Path) -> Parsed:
    """Cut `source` into clauses by the hints of `document`.

    `file` is named in errors. Raises KnowledgeError where the hints do not fit the source.
    """
    outline = Outline(source, document.layout)
    tokens = list(within_body(Reader(source, document).tokens(), document, file))
    accounts = dict(_accounts(outline, tokens, file))
    stems = outline.stems()
    kept = [draft for draft in outline.drafts if _stands_alone(draft, stems, source)]
    ids = {draft: f"{authority}/{draft.id}" for draft in kept}
    clauses = tuple(_clause(draft, ids, source, document, is_stem=draft in stems) for draft in kept)
    lines = tuple(account_for(token, accounts.get(token.line.number), ids) for token in tokens)
    sections = {ids[draft]: draft.place.section for draft in kept}
    entries = {ids[stem]: tuple(ids[draft] for draft in kept if draft.stem is stem) for stem in kept if stem in stems}
    return Parsed(clauses, lines, sections, entries)


def _accounts(outline: Outline, tokens: list[Token], file: Path) -> Iterator[tuple[int, Account]]:
    passed_over = (Sort.BLANK, Sort.FURNITURE, Sort.UNKNOWN)
    body = [token for token in tokens if token.sort not in passed_over]
    for token, following in pairwise([*body, None]):
        if token is None:
            continue
        try:
            account = outline.read(token, following.sort if following else None)
        except Contradiction as contradiction:
            raise KnowledgeError(
                f"{contradiction}.",
                file=file,
                line=token.line.number,
                remedy="Name the line that does not count under [[furniture]] in protocol.toml.",
            ) from None
        yield token.line.number, account


def _stands_alone(draft: Draft, stems: set[Draft], source: str) -> bool:
    """Whether it is a clause of its own. A bare lead-in ("Members should not:") is not, unless its other wording is."""
    wordings = [draft, draft.twin] if draft.twin else [draft]
    complete = (part for part in wordings if part.stretches and not (part in stems and _bare_lead_in(part, source)))
    return bool(draft.stretches) and any(complete)


def _bare_lead_in(draft: Draft, source: str) -> bool:
    if draft.form in (Form.LETTERED, Form.INSERTED_LETTER):
        return False
    text = " ".join(quoted(source, start, end) for start, end in draft.stretches)
    return len(sentences(text)) < 2 and not text.endswith(".")


def _clause(draft: Draft, ids: Mapping[Draft, str], source: str, document: Document, *, is_stem: bool) -> Clause:
    stem = spans_of(source, [stretch for part in draft.stems for stretch in part.stretches])
    item = spans_of(source, draft.stretches)
    heading = draft.place.titles(proposed=draft.status is Status.PROPOSED)
    text = " ".join(span.text for span in (*stem, *item))
    side = document.addressees.get(draft.id)
    return Clause(
        id=ids[draft],
        authority=ids[draft].split("/", 1)[0],
        label=draft.label,
        heading=heading,
        spans=(*stem, *item),
        stem_spans=len(stem),
        text=text,
        status=_status(draft),
        addressees=ROLES[side] if side else addressees(_joined(stem), _joined(item), heading),
        digest=digest_of(text),
        is_stem=is_stem,
        counterpart=ids.get(draft.twin) if draft.twin else None,
    )


def _joined(spans: tuple[Span, ...]) -> str:
    return " ".join(span.text for span in spans)


def _status(draft: Draft) -> Status:
    if draft.status is Status.IN_FORCE and draft.place.deleted:
        return Status.PROPOSED_FOR_DELETION
    return draft.status
