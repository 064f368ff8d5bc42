"""questions.toml, silent.toml and out_of_scope.toml: one question a line, without quotes or commas."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, RootModel

from knowledge.clause import Role
from knowledge.errors import KnowledgeError
from knowledge.toml_files import line_of, read_text, read_toml


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    questions: str


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    messages: str


class _Questions(RootModel[dict[str, _Asked]]):
    """The tables of questions.toml: the id of a clause without the authority, and the questions."""


class _Messages(RootModel[dict[str, _Sent]]):
    """The tables of silent.toml and out_of_scope.toml: a topic or a kind, and the messages."""


@dataclass(frozen=True, slots=True)
class StrayMessage:
    """A message that a protocol does not answer, and of what kind it is ("chit-chat", "service-case") or its topic."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class TypicalQuestion:
    """How somebody may ask about a clause. `asker` is the side that alone would ask so, None where either might."""

    text: str
    asker: Role | None = None


_ASKERS = {f"{role}:": role for role in Role}


def read_typical(
    path: Path, authority: str, problems: list[KnowledgeError]
) -> Mapping[str, tuple[TypicalQuestion, ...]]:
    """The typical questions by clause id, for whatever clauses the file names. A protocol may be without the file."""
    file = read_toml(path, _Questions, problems) if path.exists() else None
    tables = file.root.items() if file else ()
    return {f"{authority}/{key}": tuple(map(_typical, _lines(asked.questions))) for key, asked in tables}


def _typical(line: str) -> TypicalQuestion:
    """A line may begin with the side that asks: "member: my ward..."."""
    first, _, rest = line.partition(" ")
    asker = _ASKERS.get(first.lower())
    return TypicalQuestion(rest.strip(), asker) if asker and rest.strip() else TypicalQuestion(line)


def strays(path: Path, authority: str, asked: Iterable[str], known: Collection[str]) -> Iterator[KnowledgeError]:
    """What is wrong with the clause ids `asked` about in the file at `path` that are not among the `known` ones."""
    for clause in asked:
        key = clause.removeprefix(f"{authority}/")
        if clause not in known:
            yield KnowledgeError(
                f"there are questions for “{key}”, but the protocol has no such clause.",
                file=path,
                line=line_of(read_text(path), key),
                remedy="Correct the id; `protocol-desk knowledge check` lists the clauses without a printed number.",
            )


def contradictions(
    path: Path, typical: Mapping[str, tuple[TypicalQuestion, ...]], silences: Collection[StrayMessage]
) -> Iterator[KnowledgeError]:
    """Messages of silent.toml that are a typical question of a clause as well."""
    answered = {asked.text.casefold(): clause for clause, questions in typical.items() for asked in questions}
    numbers = {line.strip(): number for number, line in enumerate(read_text(path).splitlines(), 1)} if silences else {}
    for silence in silences:
        if clause := answered.get(silence.text.casefold()):
            yield KnowledgeError(
                f"“{silence.text}” is a typical question of {clause} too.",
                file=path,
                line=numbers[silence.text],
                remedy="Keep it in questions.toml where the clause answers it, and here where none does.",
            )


def read_messages(path: Path, problems: list[KnowledgeError]) -> tuple[StrayMessage, ...]:
    """The messages of silent.toml or out_of_scope.toml in their order. Either file may be missing."""
    file = read_toml(path, _Messages, problems) if path.exists() else None
    tables = file.root.items() if file else ()
    return tuple(StrayMessage(text, kind) for kind, sent in tables for text in _lines(sent.messages))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
