"""Every line of the five sources is accounted for, and the account is true."""

from __future__ import annotations

import re

import pytest

from knowledge.accounting import LineKind
from knowledge.library import PACKAGED, Library
from knowledge.spans import quoted

AUTHORITIES = sorted(path.name for path in PACKAGED.iterdir() if path.is_dir())
LABEL = re.compile(r"^(?:\d+(?:\.\d+)+|\(?[a-z]{1,4}\))\s*")
WORDING = re.compile(r"^(?:existing|proposed)\s+\w+:\s*", re.IGNORECASE)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_no_line_is_passed_over(library: Library, authority: str) -> None:
    protocol = library.protocol(authority)
    assert [line.number for line in protocol.lines] == list(range(1, protocol.source.text.count("\n") + 2))
    assert [line for line in protocol.lines if line.kind is LineKind.UNACCOUNTED] == []
    assert all(line.of for line in protocol.lines if line.kind is not LineKind.BLANK)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_blank_lines_are_blank_and_no_others(library: Library, authority: str) -> None:
    protocol = library.protocol(authority)
    for line, printed in zip(protocol.lines, protocol.source.text.split("\n"), strict=True):
        assert (line.kind is LineKind.BLANK) is (printed.strip() == "")
        assert line.text == printed.strip()


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_the_words_of_a_clause_line_stand_in_that_clause(library: Library, authority: str) -> None:
    for line in library.protocol(authority).lines:
        if line.kind not in (LineKind.CLAUSE, LineKind.STEM):
            continue
        words = quoted(f"\n{line.text}", 0, len(line.text) + 1)
        words = WORDING.sub("", LABEL.sub("", words, count=1), count=1)
        clause = library.clause(line.of)
        assert words in (clause.item if line.kind is LineKind.CLAUSE else clause.stem)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_each_character_of_the_clause_lines_is_quoted_by_a_clause(library: Library, authority: str) -> None:
    """The count goes the other way round: strike out all spans, and of clause lines only labels and marks are left."""
    protocol = library.protocol(authority)
    left = list(protocol.source.text)
    for clause in protocol.clauses:
        for span in clause.spans:
            left[span.start : span.end] = re.sub(r".", " ", protocol.source.text[span.start : span.end])
    for line, rest in zip(protocol.lines, "".join(left).split("\n"), strict=True):
        if line.kind in (LineKind.CLAUSE, LineKind.STEM):
            remainder = WORDING.sub("", LABEL.sub("", re.sub(r"^[-\s]+|\*", "", rest), count=1), count=1)
            assert remainder.strip() == "", line


def test_the_report_before_traffords_protocol_is_furniture(library: Library) -> None:
    lines = library.protocol("trafford").lines
    begins = next(line.number for line in lines if line.text == "1.0 INTRODUCTION")
    assert {line.kind for line in lines if line.number < begins} == {LineKind.BLANK, LineKind.FURNITURE}
    assert library.clause("trafford/1.1").text.startswith("The aim of this Protocol")


def test_a_provision_printed_twice_is_told(library: Library) -> None:
    twice = [line for line in library.protocol("trafford").lines if line.of == "printed twice"]
    assert len(twice) == 1
    assert library.clause("trafford/8.3(c)").item in quoted(twice[0].text, 0, len(twice[0].text))
