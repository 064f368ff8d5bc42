"""A council's own questions, one JSON object a line, to cases. All mistakes in the files are told at once."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from index.evaluation import Case, normal
from knowledge.errors import DeskError, KnowledgeError
from knowledge.library import Library
from knowledge.toml_files import read_text

_PAGE = "docs/evaluating.md shows a whole line."
_ROLES = ("member", "officer", "any")
_PHRASES = 'a list of phrases, such as ["will not as a matter of course be copied"]'
_GROUPS = "a list of groups, each of them " + _PHRASES
_NAMES = [field.name for field in fields(Case)]


class EvaluationError(DeskError):
    """Files that were given to `protocol-desk evaluate` are wrong; each mistake is told in a line of its own."""

    def __init__(self, mistakes: Iterable[KnowledgeError]) -> None:
        super().__init__("\n".join(map(str, mistakes)))


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a file, and the place where its mistakes are gathered."""

    file: Path
    number: int
    mistakes: list[KnowledgeError]

    def wrong(self, what: str, remedy: str) -> None:
        self.mistakes.append(KnowledgeError(what, file=self.file, line=self.number, remedy=remedy))


def read(files: Iterable[Path], library: Library, otherwise: str | None = None) -> tuple[Case, ...]:
    """The questions of all files; `otherwise` is the authority of a line that names none. Raises EvaluationError."""
    mistakes: list[KnowledgeError] = []
    cases: dict[str, Case] = {}
    clauses = _Clauses(library)
    for line, raw in _lines(files, mistakes):
        case = _case(line, raw, otherwise)
        if case is None:
            continue
        if case.id in cases:
            line.wrong(f"“id”: there is a question {case.id!r} already.", "Give each question an id of its own.")
        cases[case.id] = case
        _check(line, case, library.authorities, clauses)
    if mistakes:
        raise EvaluationError(mistakes)
    return tuple(cases.values())


def _lines(files: Iterable[Path], mistakes: list[KnowledgeError]) -> Iterator[tuple[_Line, str]]:
    for file in files:
        try:
            text = read_text(file)
        except KnowledgeError as error:
            mistakes.append(error)
            continue
        for number, raw in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
            if raw.strip():
                yield _Line(file, number, mistakes), raw


def _case(line: _Line, raw: str, otherwise: str | None) -> Case | None:
    """The line as a case; None where a field has not the form that it should have."""
    before = len(line.mistakes)
    try:
        data = json.loads(raw)
    except json.JSONDecodeError as error:
        line.wrong(f"this is not JSON: {error.msg} at column {error.colno}.", f"Write one object a line. {_PAGE}")
        return None
    except (ValueError, RecursionError):
        line.wrong("this JSON cannot be read.", f"Write one object a line. {_PAGE}")
        return None
    if not isinstance(data, dict):
        line.wrong("this is no JSON object.", f"Put the fields between {{ and }}. {_PAGE}")
        return None
    data = {"authority": otherwise, **data} if otherwise else data
    for name in data:
        if name not in _NAMES:
            near = difflib.get_close_matches(name, _NAMES, n=1)
            line.wrong(f"the field “{name}” is unknown.", f"Did you mean “{near[0]}”?" if near else "Remove it.")
    for name, (fits, form, needed) in _FORMS.items():
        if name not in data and needed:
            line.wrong(f"the field “{name}” is missing.", f"Add it: {form}.")
        elif name in data and not fits(data[name]):
            line.wrong(f"“{name}” cannot be used.", f"Write {form}.")
    return _built(data) if len(line.mistakes) == before else None


def _built(data: Mapping[str, Any]) -> Case:
    lists = {name: tuple(data[name]) for name in ("may", "may_short", "escalate") if name in data}
    must = tuple(tuple(group) for group in data.get("must", ()))
    return Case(**{**data, **lists, "must": must})


def _check(line: _Line, case: Case, authorities: Sequence[str], clauses: _Clauses) -> None:
    """Whether what the line says can be true of the protocol."""
    if case.authority not in authorities:
        line.wrong(f"“authority”: no protocol of {case.authority!r} is installed.", f"Use {', '.join(authorities)}.")
        return
    if case.covered and not case.must:
        line.wrong("“must” is empty, but “covered” is true.", "Say which words must be quoted, or write false.")
    if not case.covered and case.must:
        line.wrong("“covered” is false, but “must” asks for clauses.", "Write true, or empty “must”.")
    for name, phrases in (("must", case.wanted), ("may", case.may), ("may_short", case.may_short)):
        for phrase in phrases:
            if not clauses.hold(case.authority, phrase):
                remedy = "Copy it again from one clause of the document, to the letter."
                line.wrong(f"“{name}”: no clause of {case.authority} holds the words “{phrase}”.", remedy)


class _Clauses:
    """The words of all clauses, each authority's made ready when it is first asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._words: dict[str, list[str]] = {}

    def hold(self, authority: str, phrase: str) -> bool:
        if authority not in self._words:
            self._words[authority] = [normal(clause.text) for clause in self._library.protocol(authority).clauses]
        words = normal(phrase)
        return bool(words) and any(words in clause for clause in self._words[authority])


def _is_whole(value: object) -> bool:
    """Whether this is a string that can be printed: half a surrogate pair cannot."""
    return isinstance(value, str) and not any("\ud800" <= character <= "\udfff" for character in value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and _is_whole(value)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


_FORMS: Mapping[str, tuple[Callable[[Any], bool], str, bool]] = {
    "id": (_is_text, 'a name that no other question has, such as "papers-1"', True),
    "authority": (_is_text, 'the name of an installed protocol, such as "trafford"', True),
    "question": (_is_text, "what somebody would ask, in quotation marks", True),
    "covered": (lambda value: isinstance(value, bool), "true, or false where the protocol does not rule on it", True),
    "role": (lambda value: value in _ROLES, '"member", "officer" or "any"', False),
    "must": (lambda value: isinstance(value, list) and all(_are_texts(one) and one for one in value), _GROUPS, False),
    "may": (_are_texts, _PHRASES, False),
    "may_short": (_are_texts, _PHRASES, False),
    "escalate": (_are_texts, 'a list of offices, such as ["Monitoring Officer"]', False),
    "kind": (_is_whole, 'a word for the kind of question, such as "escalation"', False),
    "note": (_is_whole, "a remark, in quotation marks", False),
}
"""For each field: what fits, how that is said, and whether it must be there."""
