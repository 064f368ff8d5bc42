"""The shape of protocol.toml: what the document is, and the hints by which it is read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from knowledge.clause import Role

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Side = Literal["member", "officer", "both"]

ROLES: dict[str, frozenset[Role]] = {
    "member": frozenset({Role.MEMBER}),
    "officer": frozenset({Role.OFFICER}),
    "both": frozenset(Role),
}


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Body(_Table):
    """Which part of the file is the protocol. Lines are given exactly as printed.

    `begins` is its first line, `ends` the first line that no longer belongs to it; `before` and `after` say what the
    rest is. Without `begins` the protocol starts with the file, without `ends` it goes on to the end of it.
    """

    begins: Words | None = None
    before: Words | None = None
    ends: Words | None = None
    after: Words | None = None


class Layout(_Table):
    """How the document prints headings and clauses.

    `headings` holds for each level, outermost first, the forms in which it is printed: a number with `1` for any
    number and the word Title (`1. Title`, `1.0 Title`, `1.1 Title`), `# Title` for a line marked with #, or `Title` for
    a short line that is no sentence. `clauses` is the form of a clause's number, or `paragraphs` where clauses carry
    none. `not_headings` are lines which only look like headings. `undivided` are clauses whose list is quoted with them
    as one; `apart` are clauses whose unnumbered paragraphs are quoted one by one, under the clause as their stem.
    """

    headings: tuple[tuple[Words, ...], ...]
    clauses: Words
    not_headings: tuple[Words, ...] = ()
    undivided: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()


class Amendments(_Table):
    """How a document that proposes amendments marks them. Capitals, bold type and the like make no difference.

    `announced` are lines that say a proposal follows; `existing` and `proposed` open the wordings; `inserting` are
    phrases after which all is new; `deleting` opens a proposal to delete.
    """

    announced: tuple[Words, ...]
    existing: Words
    proposed: Words
    inserting: tuple[Words, ...] = ()
    deleting: Words | None = None


class Furniture(_Table):
    """A line that is no part of the protocol, as printed, with what it is. It is meant wherever it occurs."""

    line: Words
    name: Words


class Document(_Table):
    """protocol.toml as a whole.

    `title`, `version` and `date` are given as the document has them; the last two may be left out. `prompts` are whole
    questions to try. `addressees` gives the side a clause speaks to where the general rule is wrong. `companions` gives
    the clauses that must travel with a clause: exceptions, conditions, definitions. Clauses are named without the
    authority, as in "10.1".
    """

    name: Words
    kind: Words
    title: Words
    version: Words | None = None
    date: Words | None = None
    prompts: tuple[Words, ...] = ()
    body: Body = Body()
    layout: Layout
    amendments: Amendments | None = None
    furniture: tuple[Furniture, ...] = ()
    addressees: dict[str, Side] = Field(default_factory=dict)
    companions: dict[str, tuple[str, ...]] = Field(default_factory=dict)
