"""What each line of a protocol is: a heading, a numbered clause, an entry of a list, a paragraph, or furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from knowledge.labels import lettered, number_form
from knowledge.layout import Document
from knowledge.lines import Line, lines_of
from knowledge.spans import quoted

MARKER = "mark of an amendment"
_LONGEST_TITLE = 160
_LONGEST_BARE_TITLE = 60


class Sort(Enum):
    BLANK = auto()
    FURNITURE = auto()
    UNKNOWN = auto()
    HEADING = auto()
    NUMBERED = auto()
    ENTRY = auto()
    PARAGRAPH = auto()


class Wording(Enum):
    """Which wording of an amendment a line opens, if any."""

    PLAIN = auto()
    ANNOUNCED = auto()
    EXISTING = auto()
    PROPOSED = auto()
    INSERTING = auto()
    DELETING = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A line and what it is. `number` is its number or letter, `start` and `end` the offsets of the words after it;
    `text` is these words as quoted. `level` counts headings from 0. `name` says what furniture is."""

    sort: Sort
    line: Line
    start: int
    end: int
    text: str
    number: str = ""
    level: int = 0
    wording: Wording = Wording.PLAIN
    name: str = ""


class Reader:
    """Turns the lines of one source into tokens, by the hints of its document."""

    def __init__(self, source: str, document: Document) -> None:
        self._source = source
        self._layout = document.layout
        self._furniture = {entry.line: entry.name for entry in document.furniture}
        clauses = document.layout.clauses
        self._clause = None if clauses == "paragraphs" else number_form(clauses)
        self._headings = [
            (level, form.removesuffix("Title").strip())
            for level, forms in enumerate(document.layout.headings)
            for form in forms
        ]
        self._amendments = _Amending(document) if document.amendments else None

    def tokens(self) -> Iterator[Token]:
        return (self._token(line) for line in lines_of(self._source))

    def _token(self, line: Line) -> Token:
        if not line.printed:
            return Token(Sort.BLANK, line, line.start, line.end, "")
        if line.printed in self._furniture:
            name = self._furniture[line.printed]
            return Token(Sort.FURNITURE, line, line.start, line.end, line.text, name=name)
        if not any(map(str.isalnum, line.printed)):
            return Token(Sort.UNKNOWN, line, line.start, line.end, line.text)
        token = self._heading(line) or self._provision(line)
        return self._amendments.read(token, self._source) if self._amendments else token

    def _heading(self, line: Line) -> Token | None:
        if line.bulleted or line.printed in self._layout.not_headings:
            return None
        for level, form in self._headings:
            if (number := self._heading_number(line, form)) is not None:
                start = line.start + (len(number[1]))
                text = quoted(self._source, line.start, line.end)
                return Token(Sort.HEADING, line, start, line.end, text, number[0], level)
        return None

    def _heading_number(self, line: Line, form: str) -> tuple[str, str] | None:
        """The number of the heading and all that stands before its title, or None if it is no heading of that form."""
        if form == "#":
            return ("", "") if line.hashed else None
        if not form:
            return ("", "") if _bare_title(line) else None
        found = number_form(form).match(line.text)
        if found is None or not _title(line.text[found.end() :].strip("* ")):
            return None
        return _plain(found["number"]), found[0]

    def _provision(self, line: Line) -> Token:
        sort, number, opened = Sort.PARAGRAPH, "", 0
        if self._clause and (found := self._clause.match(line.text)):
            sort, number, opened = Sort.NUMBERED, _plain(found["number"]), found.end()
        elif (letter := lettered(line.text))[0]:
            sort, number, opened = Sort.ENTRY, *letter
        elif line.bulleted:
            sort = Sort.ENTRY
        start = line.start + opened
        return Token(sort, line, start, line.end, quoted(self._source, start, line.end), number)


class _Amending:
    def __init__(self, document: Document) -> None:
        hints = document.amendments
        assert hints is not None
        self._announced = {line.casefold() for line in hints.announced}
        self._inserting = {line.casefold() for line in hints.inserting}
        self._openings = ((Wording.EXISTING, _opening(hints.existing)), (Wording.PROPOSED, _opening(hints.proposed)))
        self._deleting = hints.deleting.casefold() if hints.deleting else None

    def read(self, token: Token, source: str) -> Token:
        title = quoted(source, token.start, token.end) if token.sort is Sort.HEADING else token.text
        if title.casefold() in self._announced:
            return replace(token, wording=Wording.ANNOUNCED)
        for wording, opening in self._openings:
            if found := opening.match(source, token.start, token.end):
                token = replace(token, wording=wording, start=found.end(), text=quoted(source, found.end(), token.end))
                break
        text = token.text.casefold()
        if text in self._inserting:
            return replace(token, wording=Wording.INSERTING)
        if token.wording is Wording.PROPOSED and self._deleting and text.startswith(self._deleting):
            return replace(token, wording=Wording.DELETING)
        return token


def _opening(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"\**{re.escape(phrase)}\**[ \t]*", re.IGNORECASE)


def _plain(number: str) -> str:
    return number.strip(".()")


def _title(text: str) -> bool:
    return bool(text) and len(text) <= _LONGEST_TITLE and text[-1] not in ".;,"


def _bare_title(line: Line) -> bool:
    text = line.text
    short = line.after_blank and len(text) <= _LONGEST_BARE_TITLE
    return short and text[:1].isupper() and text[-1] not in '.;,:!?)*"”'
