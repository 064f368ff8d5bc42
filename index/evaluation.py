"""Questions whose clauses are known, and the replies to them, to figures. Plain data in, plain data out.

The figures are shares between 0 and 1, except `quotes_per_answer` and `offices_beyond_wanted` (counts) and `median_ms`.
docs/evaluating.md says what each of them means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ANSWER = "answer"
KINDS = (ANSWER, "silent", "out_of_scope", "unclear")
AMENDMENT = "amendment"
"""The kind of a question about wording that is only proposed: the proposals count as quoted first."""

HIGHER_IS_BETTER: Mapping[str, bool] = {
    "first_quote_right": True,
    "right_within_three": True,
    "all_needed_quoted": True,
    "quotes_fit": True,
    "quotes_per_answer": False,
    "refused_though_covered": False,
    "answered_though_not_covered": False,
    "offices_all_named": True,
    "offices_beyond_wanted": False,
    "quotations_exact": True,
    "median_ms": False,
}
"""The figures in the order in which they are told."""

Figures = dict[str, float | None]
"""By name. None where no question of the set has a bearing on the figure."""

_BOLD = re.compile(r"</?b>")
_LINE_START = re.compile(r"(?m)^\s*(?:#+|-)\s+")


@dataclass(frozen=True, slots=True)
class Case:
    """A question, and what a good reply to it quotes. One line of a questions file.

    `must` lists groups of phrases: a group is met when one of its phrases stands in a quoted clause, and all groups
    are needed. `may` and `may_short` are phrases of further clauses that are fit to be quoted. `escalate` names the
    offices that the protocol names for this. `covered` is false where the protocol does not rule on the matter.
    """

    id: str
    authority: str
    question: str
    covered: bool
    role: str = "any"
    must: tuple[tuple[str, ...], ...] = ()
    may: tuple[str, ...] = ()
    may_short: tuple[str, ...] = ()
    escalate: tuple[str, ...] = ()
    kind: str = ""
    note: str = ""

    @property
    def wanted(self) -> tuple[str, ...]:
        """The phrases of all groups."""
        return tuple(phrase for group in self.must for phrase in group)


@dataclass(frozen=True, slots=True)
class Marks:
    """What one reply is worth. `fit` and `exact` have an entry for each clause that was shown, proposals last.

    `offices_found` is None where no office is wanted. `confidence` and `strangeness` are None where the desk replied
    without a search. `took_ms` is in milliseconds.
    """

    id: str
    authority: str
    covered: bool
    reply: str
    first: bool
    three: bool
    full: bool
    fit: tuple[bool, ...]
    exact: tuple[bool, ...]
    offices_found: bool | None
    offices_beyond: int
    took_ms: float
    confidence: float | None = None
    strangeness: float | None = None

    @property
    def answered(self) -> bool:
        return self.reply == ANSWER

    @property
    def points(self) -> int:
        """How many things are right with the reply: only ever compared with that to the same question."""
        if not self.covered:
            return int(not self.answered)
        return sum((self.answered, self.first, self.three, self.full, self.offices_found is True))


def normal(text: str) -> str:
    """Drop layout marks (bold, italics, headings, list dashes) and collapse white space; case is kept."""
    return " ".join(_LINE_START.sub("", _BOLD.sub("", text)).replace("*", "").split())


def met(phrases: Iterable[str], texts: Sequence[str]) -> bool:
    """Whether one of the phrases stands in one of the texts, which are `normal` already."""
    return any(normal(phrase) in text for phrase in phrases for text in texts)


def mark(
    case: Case, reply: Mapping[str, Any], source: str, confidence: float | None = None, strangeness: float | None = None
) -> Marks:
    """Mark a reply, given as the plain data of docs/command-line.md; `source` is the whole document, `normal`."""
    quotes, proposed = reply["quotes"], reply.get("proposed", [])
    shown = [*quotes, *proposed]
    texts = [normal(one["text"]) for one in shown]
    ranked = [normal(one["text"]) for one in quotes] or texts
    if case.kind == AMENDMENT:
        ranked = [normal(one["text"]) for one in proposed] + ranked
    counts = case.covered and reply["kind"] == ANSWER
    good = (*case.wanted, *case.may, *case.may_short)
    named = {office.lower() for office in reply.get("escalation", {}).get("offices", [])}
    offices = {office.lower() for office in case.escalate}
    return Marks(
        id=case.id,
        authority=case.authority,
        covered=case.covered,
        reply=reply["kind"],
        first=counts and met(case.wanted, ranked[:1]),
        three=counts and met(case.wanted, ranked[:3]),
        full=counts and all(met(group, texts) for group in case.must),
        fit=tuple(met(good, [text]) for text in texts),
        exact=tuple(bool(one["spans"]) and all(normal(span) in source for span in one["spans"]) for one in shown),
        offices_found=offices <= named if case.covered and offices else None,
        offices_beyond=len(named - offices),
        took_ms=reply["took_ms"],
        confidence=confidence,
        strangeness=strangeness,
    )


def figures(marks: Iterable[Marks]) -> Figures:
    """The figures over all these questions, by the names and in the order of `HIGHER_IS_BETTER`."""
    marks = list(marks)
    covered = [one for one in marks if one.covered]
    answered = [one for one in covered if one.answered]
    with_offices = [one for one in covered if one.offices_found is not None]
    times = sorted(one.took_ms for one in marks)
    return {
        "first_quote_right": _mean([one.first for one in covered]),
        "right_within_three": _mean([one.three for one in covered]),
        "all_needed_quoted": _mean([one.full for one in covered]),
        "quotes_fit": _mean([fit for one in answered for fit in one.fit]),
        "quotes_per_answer": _mean([len(one.fit) for one in answered]),
        "refused_though_covered": _mean([not one.answered for one in covered]),
        "answered_though_not_covered": _mean([one.answered for one in marks if not one.covered]),
        "offices_all_named": _mean([bool(one.offices_found) for one in with_offices]),
        "offices_beyond_wanted": _mean([one.offices_beyond for one in with_offices]),
        "quotations_exact": _mean([exact for one in marks for exact in one.exact]),
        "median_ms": times[len(times) // 2] if times else None,
    }


def confusion(marks: Iterable[Marks]) -> dict[str, dict[str, int]]:
    """How many questions that are covered, and that are not, got which kind of reply."""
    counted = {what: dict.fromkeys(KINDS, 0) for what in ("covered", "not covered")}
    for one in marks:
        counted["covered" if one.covered else "not covered"][one.reply] += 1
    return counted


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 3) if values else None
