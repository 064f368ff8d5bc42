"""A clause: the smallest provision of a protocol that can be quoted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The side from which somebody asks, or to which a clause is addressed."""

    MEMBER = "member"
    OFFICER = "officer"


class Status(StrEnum):
    """Whether the wording binds today. The values stand in the JSON replies: keep them stable."""

    IN_FORCE = "in force"
    PROPOSED = "proposed"
    PROPOSED_FOR_DELETION = "proposed for deletion"


@dataclass(frozen=True, slots=True)
class Span:
    """A contiguous stretch of the source.

    `start` and `end` are character offsets into the decoded source text. `text` is that stretch as it is quoted: line
    breaks joined to single spaces, layout marks dropped, every other character as printed.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """How a clause is cited. `printed` is false where the document prints no number and the desk counted one."""

    text: str
    printed: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """One provision, with all that is needed to quote it exactly.

    `id` is stable and readable: `trafford/10.1`, `lydney/3.1(e)`, `cjc/2/p5`.
    `heading` is the path of headings above it, outermost first.
    `spans` make up the clause in reading order: the spans of the stem (if any) and then those of the item; `text` is
    their texts joined by single spaces. `stem_spans` says how many of them belong to the stem.
    `is_stem` marks the lead-in of a list that can also stand alone as a clause of its own.
    `counterpart` is the id of the clause that this wording would replace (for a proposal) or that would replace it.
    `addressees` is the side or sides the clause speaks to.
    `digest` is the SHA-256 (hex) of `text` in UTF-8: what is sent is compared with it again.
    """

    id: str
    authority: str
    label: Label
    heading: tuple[str, ...]
    spans: tuple[Span, ...]
    stem_spans: int
    text: str
    status: Status
    addressees: frozenset[Role]
    digest: str
    is_stem: bool = False
    counterpart: str | None = None

    @property
    def stem(self) -> str:
        """The lead-in of a list item as quoted, or an empty string."""
        return " ".join(span.text for span in self.spans[: self.stem_spans])

    @property
    def item(self) -> str:
        """The words of the clause without its stem."""
        return " ".join(span.text for span in self.spans[self.stem_spans :])

    @property
    def section(self) -> str:
        """The outermost heading: all clauses with the same one make up a section."""
        return self.heading[0] if self.heading else ""
