"""Clauses while a document is being read, and how each is named in the end."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from knowledge.clause import Label, Status

PREAMBLE = "preamble"


class Form(Enum):
    """What a draft is in the print, which decides how it is cited."""

    NUMBERED = auto()
    PARAGRAPH = auto()
    LETTERED = auto()
    BULLET = auto()
    INSERTED_LETTER = auto()
    INSERTED_PARAGRAPH = auto()
    TITLE = auto()


@dataclass(eq=False)
class Place:
    """A heading and what is counted under it. Without a number of its own it continues the numbering of the outer one.

    `title` is the heading as printed, number included; `proposed_title` what a proposal would put in its stead.
    """

    number: str = ""
    level: int = 0
    title: str = ""
    outer: Place | None = None
    section: int = 0
    paragraphs: int = 0
    proposed_title: str = ""
    deletion_proposed: bool = False

    @property
    def counter(self) -> Place:
        """The place in whose numbering this one's paragraphs are counted."""
        return self if self.number or self.outer is None else self.outer.counter

    @property
    def base(self) -> str:
        return self.counter.number or slug(self.counter.title)

    @property
    def citation(self) -> str:
        counter = self.counter
        if counter.number:
            return f"section {counter.number}" if counter.level == 0 else counter.number
        return counter.title or PREAMBLE

    @property
    def stands_for_its_paragraph(self) -> bool:
        """Whether the number of the heading is the number of the one paragraph under it, as in "2.3 Chairmen"."""
        counter = self.counter
        return bool(counter.number) and counter.level > 0 and counter.paragraphs == 1

    @property
    def deleted(self) -> bool:
        return self.deletion_proposed or (self.outer is not None and self.outer.deleted)

    def titles(self, *, proposed: bool = False) -> tuple[str, ...]:
        """The headings down to this one, outermost first."""
        above = self.outer.titles(proposed=proposed) if self.outer else ()
        title = (proposed and self.proposed_title) or self.title
        return (*above, title) if title else above


@dataclass(eq=False)
class Draft:
    """A clause to be: where it hangs, its words as offsets, the draft that is its stem, and its other wording."""

    form: Form
    mark: str
    parent: Draft | Place
    place: Place
    stem: Draft | None = None
    status: Status = Status.IN_FORCE
    stretches: list[tuple[int, int]] = field(default_factory=list)
    paragraphs: int = 1
    twin: Draft | None = None

    @property
    def proposal(self) -> Draft:
        """Its proposed wording, or the draft itself where there is none."""
        return self.twin if self.twin and self.status is Status.IN_FORCE else self

    @property
    def base(self) -> str:
        """The id without the authority, the same for both wordings."""
        return _BASES[self.form](self)

    @property
    def id(self) -> str:
        replaces = self.status is Status.PROPOSED and self.form not in (Form.INSERTED_LETTER, Form.INSERTED_PARAGRAPH)
        return f"{self.base}/proposed" if replaces else self.base

    @property
    def label(self) -> Label:
        return Label(_CITATIONS[self.form](self), self._printed)

    @property
    def stems(self) -> list[Draft]:
        """The drafts whose words come before its own, outermost first."""
        return [*self.stem.stems, self.stem] if self.stem else []

    @property
    def _printed(self) -> bool:
        if self.form is Form.PARAGRAPH:
            return isinstance(self.parent, Place) and self.parent.stands_for_its_paragraph
        return self.form not in (Form.BULLET, Form.INSERTED_PARAGRAPH)


def _outer_base(parent: Draft | Place, *, lettered: bool = False) -> str:
    """The id of what a list entry hangs from. A letter follows the number, not the paragraph: `3(i)`, not `3/p1(i)`."""
    if isinstance(parent, Place):
        return parent.base
    if lettered and parent.form is Form.PARAGRAPH:
        return _outer_base(parent.parent, lettered=True)
    return parent.base


def _paragraph_base(draft: Draft) -> str:
    if isinstance(draft.parent, Place) and draft.parent.stands_for_its_paragraph:
        return draft.parent.base
    return f"{_outer_base(draft.parent)}/p{draft.mark}"


def _inserted_base(draft: Draft) -> str:
    if isinstance(draft.parent, Draft) and draft.parent.form is Form.INSERTED_LETTER:
        return f"{draft.parent.base}-{draft.mark}"
    return f"{_outer_base(draft.parent)}/insert-{draft.mark}"


def _outer_citation(parent: Draft | Place, *, lettered: bool = False) -> str:
    if isinstance(parent, Place):
        return parent.base if lettered else parent.citation
    if lettered and parent.form is Form.PARAGRAPH:
        return _outer_citation(parent.parent, lettered=True)
    return _CITATIONS[parent.form](parent)


def _paragraph_citation(draft: Draft) -> str:
    if isinstance(draft.parent, Place) and draft.parent.stands_for_its_paragraph:
        return draft.parent.citation
    return f"{_outer_citation(draft.parent)}, paragraph {draft.mark}"


def _inserted_citation(draft: Draft) -> str:
    if isinstance(draft.parent, Draft) and draft.parent.form is Form.INSERTED_LETTER:
        return f"{_outer_citation(draft.parent)}({draft.mark})"
    mark = f" {draft.mark})" if draft.form is Form.INSERTED_LETTER else f", paragraph {draft.mark}"
    return f"{_outer_citation(draft.parent)}, proposed insertion{mark}"


_BASES: dict[Form, Callable[[Draft], str]] = {
    Form.NUMBERED: lambda draft: draft.mark,
    Form.TITLE: lambda draft: draft.mark,
    Form.PARAGRAPH: _paragraph_base,
    Form.LETTERED: lambda draft: f"{_outer_base(draft.parent, lettered=True)}({draft.mark})",
    Form.BULLET: lambda draft: f"{_outer_base(draft.parent)}/b{draft.mark}",
    Form.INSERTED_LETTER: _inserted_base,
    Form.INSERTED_PARAGRAPH: _inserted_base,
}
_CITATIONS: dict[Form, Callable[[Draft], str]] = {
    Form.NUMBERED: lambda draft: draft.mark,
    Form.TITLE: lambda draft: draft.mark,
    Form.PARAGRAPH: _paragraph_citation,
    Form.LETTERED: lambda draft: f"{_outer_citation(draft.parent, lettered=True)}({draft.mark})",
    Form.BULLET: lambda draft: f"{_outer_citation(draft.parent)}, bullet {draft.mark}",
    Form.INSERTED_LETTER: _inserted_citation,
    Form.INSERTED_PARAGRAPH: _inserted_citation,
}


def slug(title: str) -> str:
    """A heading without a number as part of an id: "Roles of members" is `roles-of-members`."""
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-") or PREAMBLE
