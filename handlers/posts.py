"""Posts as people speak of them: "the chief exec", "head of planning", "my boss", and whom a complaint is about.

A post that somebody turns to ("do I go to the clerk?") is told from one they complain of ("it's the clerk herself").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.routes import Office, OfficeKind

_SHORT = 3
"""Names in capitals up to this length ("MO") are matched as capitals only: "at the mo" is no Monitoring Officer."""

_NEAR = 80  # characters before a post that can say something about it
_DEPUTY = re.compile(r"\b(?:deputy|assistant|former|ex|junior|trainee)[\s-]+$")
_A_CLERK = re.compile(r"\b(?:accounts|finance|payroll|admin|planning)\s+$")
_CLERK = ("clerk", "clark")
_SOMEBODY_ELSES = re.compile(
    r"(?:[’']?s)?\s+(?:pa|secretary|assistant|office|team|deputy|staff|department|wife|husband|son|daughter|partner"
    r"|friend|mate)\b(?!\s+is\b)"
    r"|\s+(?:the\s+)?(?:council|group|party|queue|table|state)\b"
)
_ARTICLE = (
    r"(?:(?:the|my|our|her|his|their|your|a|any|any other|that|this|new|actual|relevant|appropriate|very|own)\s+)*$"
)
_PROBLEM_WITH = re.compile(
    r"\b(?:problems?|issues?|trouble|unhappy|dissatisfied|happy|fed up|annoyed|angry|run[- ]?ins?|arguments?|row"
    r"|bust[- ]?up|fallen out|falling out|fell out|clash\w*|disagree\w*|beef|difficult\w*|grievance|had it|upset|cross"
    r"|concerns?|not getting on|got on|wrong)\s+with\s+" + _ARTICLE
)
_NOT_TURNING = re.compile(
    r"\b(?:rude|object\w*|close|married|related|due|similar|thanks|said|happened|unfair|linked)\s+to\s+" + _ARTICLE
)
_TURNING_TO = re.compile(
    r"\b(?:to|with|via|through|tell|ask|inform|notify|email|contact|see|approach|involve|told|asked"
    r"|is it(?: for| up to)?)\s+" + _ARTICLE
)
_COMPLAINED_OF = re.compile(
    r"\b(?:about|against|regarding|by|if it(?:[’']?s| is| was| were)|it[’']?s|with|me\s+is|matter\s+is)\s+"
    r"(?:actually\s+|really\s+)?" + _ARTICLE
)
_THE_ASKER = re.compile(r"\b(?:i[’']?m|i am|speaking as|writing as|as)\s+(?:the|a|an|your)?\s*$")
_IF_IT_IS = re.compile(r"\bif (?:it[’']?s|it (?:is|was|were)|that[’']?s|he[’']?s|she[’']?s)\s+(?:about\s+)?" + _ARTICLE)
_AND = re.compile(r"\s*(?:/|,?\s*(?:and|or)\b(?:\s+(?:to|with))?)\s*(?:(?:the|my|our)\s+)?")
_DEALS = re.compile(r"\s+(?:\w+\s+)?(?:deals?|handles?|looks? into|investigates?|decides?|sorts?|hears?|the right)\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """An office named in a text at [start:end]; `turned_to` is whether somebody means to go there."""

    office: Office
    start: int
    end: int
    turned_to: bool


def mentions(text: str, offices: tuple[Office, ...]) -> list[Mention]:
    """The offices that a text speaks of, in order. Deputies, people around an office, and the asker's own are not."""
    found: list[Mention] = []
    lower = text.lower().replace("’", "'")
    for match in _pattern(offices).finditer(text):
        before, after = _before(lower, match.start()), lower[match.end() :]
        if _deputised(before, match[0].lower()) or _THE_ASKER.search(before) or _SOMEBODY_ELSES.match(after):
            continue
        joined = found and found[-1].turned_to and _AND.fullmatch(lower, found[-1].end, match.start())
        turned_to = bool(joined) or _is_turned_to(before, after)
        found.append(Mention(_named(match[0], offices), match.start(), match.end(), turned_to))
    return found


def complained_of(text: str, offices: tuple[Office, ...], kinds: Iterable[OfficeKind]) -> tuple[Office, ...]:
    """The offices that a complaint is about, of these kinds; none where the text does not say.

    "What if it is the clerk herself?" outdoes the rest. In a text with the newest message first, the newest such does.
    """
    wanted = set(kinds)
    lower = text.lower().replace("’", "'")
    about = [one for one in mentions(text, offices) if one.office.kind in wanted and not one.turned_to]
    corrected = [one for one in about if _IF_IT_IS.search(_before(lower, one.start))]
    pointed = [one for one in about if _COMPLAINED_OF.search(_before(lower, one.start))]
    meant = corrected[:1] or pointed or about
    return tuple(dict.fromkeys(one.office for one in meant))


def says(text: str, phrases: Sequence[str]) -> bool:
    """Whether a text holds one of the phrases as words. `*` stands for any ending, or for words in between."""
    return any(_phrase(phrase).search(text) for phrase in phrases)


def _before(text: str, position: int) -> str:
    return text[max(0, position - _NEAR) : position]


def _deputised(before: str, post: str) -> bool:
    """Whether it is a deputy, or one of the clerks in the office, rather than the post itself."""
    return bool(_DEPUTY.search(before)) or (post in _CLERK and bool(_A_CLERK.search(before)))


def _is_turned_to(before: str, after: str) -> bool:
    if _PROBLEM_WITH.search(before) or _NOT_TURNING.search(before):
        return False
    return bool(_TURNING_TO.search(before) or _DEALS.match(after))


@lru_cache(maxsize=64)
def _phrase(phrase: str) -> re.Pattern[str]:
    words = re.escape(phrase).replace(r"\ \*\ ", r"\s+\S.{0,40}?\s+").replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=16)
def _pattern(offices: tuple[Office, ...]) -> re.Pattern[str]:
    names = {name for office in offices if office.kind is not OfficeKind.PARTY for name in (office.name, *office.said)}
    longest_first = sorted(names, key=len, reverse=True)
    forms = [re.escape(name) if _is_short(name) else f"(?i:{re.escape(name)})" for name in longest_first]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)") if forms else re.compile(r"(?!)")


def _named(words: str, offices: tuple[Office, ...]) -> Office:
    folded = words.casefold()
    return next(one for one in offices if folded in {name.casefold() for name in (one.name, *one.said)})


def _is_short(name: str) -> bool:
    return len(name) <= _SHORT and name.isupper()
