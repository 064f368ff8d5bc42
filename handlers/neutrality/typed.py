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
_LONGEST_DATE = 5  # words, as in "Thursday the 4th of March 2027" without its article


def read_words(text: str) -> tuple[Meeting | None, date | None]:
    """The kind of meeting and the day that are named first; None for what is not named."""
    words = re.findall(r"[\w/.\-]+", text.casefold())
    return next((_WORDS[word] for word in words if word in _WORDS), None), next(_days(words), None)


def _days(words: list[str]) -> Iterator[date]:
    for start in range(len(words)):
        for length in range(min(_LONGEST_DATE, len(words) - start), 0, -1):
            try:
                day = read_date(" ".join(words[start : start + length]))
            except NoSuchDay:
                continue
            if day is not None:
                yield day
