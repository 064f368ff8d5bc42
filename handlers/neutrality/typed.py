"""What somebody types behind the command: "ward 2027-03-04", "our group, 4 March 2027"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from handlers.requests.dates import NoSuchDay, read_date
from knowledge.neutrality import Meeting

_WORDS = {
    "group": Meeting.GROUP,
    "party": Meeting.GROUP,
    "party-group": Meeting.GROUP,
    "cabinet": Meeting.CABINET,
    "executive": Meeting.CABINET,
    "ward": Meeting.WARD,
    "scrutiny": Meeting.SCRUTINY,
    "overview": Meeting.SCRUTINY,
    "other": Meeting.OTHER,
}
_AROUND = frozenset({"a", "an", "the", "our", "my", "on", "meeting", "committee"})
_ELSE = re.compile(r"[^\w/.\-,\s]")
_LONGEST_DATE = 5  # words, as in "Thursday the 4th of March 2027" without its article


def read_words(text: str) -> tuple[Meeting | None, date | None]:
    """The kind of meeting and the day that are named first; None for what is not named."""
    words = _words_of(text)
    day = next((day for day, _ in _days(words)), None)
    return next((_WORDS[word] for word in words if word in _WORDS), None), day


def is_meeting_and_day(text: str) -> bool:
    """Whether nothing else is named, so that no question stands there: "our group on 4 March 2027", or nothing."""
    if _ELSE.search(text):
        return False
    words = _words_of(text)
    _, date_words = next(_days(words), (None, slice(0)))
    del words[date_words]
    return all(word in _WORDS or word in _AROUND for word in words)


def _words_of(text: str) -> list[str]:
    return re.findall(r"[\w/.\-]+", text.casefold())


def _days(words: list[str]) -> Iterator[tuple[date, slice]]:
    """Each day, and which words name it."""
    for start in range(len(words)):
        for length in range(min(_LONGEST_DATE, len(words) - start), 0, -1):
            try:
                day = read_date(" ".join(words[start : start + length]))
            except NoSuchDay:
                continue
            if day is not None:
                yield day, slice(start, start + length)
