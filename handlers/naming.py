"""Offices that a clause itself names as those who decide, or are to be asked or told: used where no route leads on."""

from __future__ import annotations

import re
from functools import lru_cache

from handlers import wording
from handlers.messages import Step
from knowledge.clause import Clause
from knowledge.routes import Office, OfficeKind
from knowledge.sentences import sentences

# What stands before an office that a sentence points to.
_POINTS = re.compile(
    r"\b(?:rais\w+ (?:\w+ ){0,2}with|refer\w* (?:\w+ ){0,2}to|appl(?:y|ies) (?:privately )?to|made to|notify|inform"
    r"|consult|consultation with|decided by|approved by|permission of|agreed with|responsible to|accountable to"
    r"|instructions of|(?:supervised|monitored|prepared|written) by|lies with|ultimately)\s+"
    r"(?:the |their |an? |(?:\w+ )?respective |appropriate )*$",
    re.IGNORECASE,
)
_AND = re.compile(r"s?(?:,| and| or)+ (?:to |by |with )?(?:the |their )?(?:respective |appropriate )?")


def named_in_clause(clause: Clause, offices: tuple[Office, ...]) -> tuple[Step, ...]:
    """The offices that the operative words of a clause point to, in order, each with its sentence."""
    steps: dict[str, Step] = {}
    for start, end in sentences(clause.text):
        sentence = clause.text[start:end].strip()
        for name in _pointed_to(sentence, offices):
            steps.setdefault(
                name, Step(name, wording.NAMED_HERE, clause.id, sentence, clause.label.text, clause.status)
            )
    return tuple(steps.values())


def _pointed_to(sentence: str, offices: tuple[Office, ...]) -> list[str]:
    names = {name.casefold(): office.name for office in offices for name in _as_printed(office)}
    if not names:
        return []
    found: list[str] = []
    last = -1
    for match in _any_of(offices).finditer(sentence):
        joined = last >= 0 and _AND.fullmatch(sentence, last, match.start())
        if joined or _POINTS.search(sentence[: match.start()]):
            found.append(names[match[0].casefold()])
            last = match.end()
    return found


def _as_printed(office: Office) -> tuple[str, ...]:
    """The name, and other ways in which the document itself prints it (with another dash, say)."""
    if office.kind is OfficeKind.PARTY:
        return ()
    return (office.name, *(said for said in office.said if said[0].isupper() and " " in said))


@lru_cache(maxsize=16)
def _any_of(offices: tuple[Office, ...]) -> re.Pattern[str]:
    """Posts are proper names; whose manager it is makes no difference to how it is spelt."""
    forms = {
        name: f"(?i:{re.escape(name)})" if office.kind is OfficeKind.PERSONAL else re.escape(name)
        for office in offices
        for name in _as_printed(office)
    }
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms[name] for name in longest_first)})(?=s?\b)")
