"""The texts that are searched: each authority's clauses and typical questions, and the messages no protocol answers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.clause import Clause, Role
from knowledge.errors import UnknownAuthority


class Stray(Protocol):
    """A message that a protocol does not answer, and its topic."""

    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...


class Typical(Protocol):
    """A question that a clause answers; `asker` is the side that alone would ask so."""

    @property
    def text(self) -> str: ...
    @property
    def asker(self) -> Role | None: ...


class Source(Protocol):
    """The published document."""

    @property
    def digest(self) -> str: ...


class Document(Protocol):
    """One authority's protocol with its typical questions, by clause id."""

    @property
    def clauses(self) -> Sequence[Clause]: ...
    @property
    def typical(self) -> Mapping[str, Sequence[Typical]]: ...
    @property
    def silences(self) -> Sequence[Stray]: ...
    @property
    def source(self) -> Source: ...


class Stock(Protocol):
    """What the index needs of `knowledge.library.Library`."""

    @property
    def authorities(self) -> Sequence[str]: ...
    def protocol(self, authority: str) -> Document: ...
    @property
    def out_of_scope(self) -> Sequence[Stray]: ...


@dataclass(frozen=True, slots=True)
class Shelf:
    """The texts of one authority. `asks[i]` is the position in `clauses` of the clause that `questions[i]` asks for;
    those of one clause stand together, in the order of the clauses.

    `askers[i]` is the side that alone would put it so, None where either might (as for all where it is empty).
    `silences` are messages close to the matter on which the protocol has no clause, `topics[i]` numbers the topic that
    `silences[i]` is about.
    """

    clauses: tuple[Clause, ...]
    questions: tuple[str, ...]
    asks: tuple[int, ...]
    silences: tuple[str, ...] = ()
    askers: tuple[Role | None, ...] = ()
    topics: tuple[int, ...] = ()

    @property
    def passages(self) -> list[str]:
        """What is embedded for each clause: its words, without the headings (which measured worse)."""
        return [clause.text for clause in self.clauses]

    @property
    def taught(self) -> bool:
        """Whether it has typical questions, one for each clause on average at least, to tell what people ask."""
        return len(self.questions) >= len(self.clauses)


@dataclass(frozen=True, slots=True)
class Corpus:
    """All texts of the stock. `sources` is the digest of each authority's published document.

    `kinds[i]` numbers the kind of the message `strays[i]`.
    """

    shelves: Mapping[str, Shelf]
    strays: tuple[str, ...]
    sources: Mapping[str, str]
    kinds: tuple[int, ...] = ()

    @property
    def texts(self) -> Iterator[str]:
        """Every text once."""
        for shelf in self.shelves.values():
            yield from (*shelf.passages, *shelf.questions, *shelf.silences)
        yield from self.strays

    def shelf(self, authority: str) -> Shelf:
        """Raise UnknownAuthority when there is no protocol of that authority."""
        if authority not in self.shelves:
            raise UnknownAuthority(
                f"There is no protocol of an authority called {authority!r}. Choose one of: {', '.join(self.shelves)}."
            )
        return self.shelves[authority]


def read_corpus(stock: Stock) -> Corpus:
    """Gather the texts of every protocol in the stock."""
    documents = {authority: stock.protocol(authority) for authority in stock.authorities}
    return Corpus(
        shelves={authority: _shelf(document) for authority, document in documents.items()},
        strays=tuple(message.text for message in stock.out_of_scope),
        sources={authority: document.source.digest for authority, document in documents.items()},
        kinds=_numbered(message.kind for message in stock.out_of_scope),
    )


def _shelf(document: Document) -> Shelf:
    clauses = tuple(document.clauses)
    asked = [(question, at) for at, clause in enumerate(clauses) for question in document.typical.get(clause.id, ())]
    return Shelf(
        clauses,
        questions=tuple(question.text for question, _ in asked),
        asks=tuple(at for _, at in asked),
        silences=tuple(message.text for message in document.silences),
        askers=tuple(question.asker for question, _ in asked),
        topics=_numbered(message.kind for message in document.silences),
    )


def _numbered(kinds: Iterable[str]) -> tuple[int, ...]:
    """A number for each kind, from 0, in the order in which they are first met."""
    numbers: dict[str, int] = {}
    return tuple(numbers.setdefault(kind, len(numbers)) for kind in kinds)


def text_digest(text: str) -> str:
    """The SHA-256 (hex) of a text in UTF-8, by which its vector is found again."""
    return hashlib.sha256(text.encode()).hexdigest()
