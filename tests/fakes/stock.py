"""A small stock of protocols and an encoder without a model: the same shapes as the real ones, in milliseconds."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from index.vectors import Matrix, Vector
from knowledge.clause import Clause, Label, Role, Span, Status
from knowledge.errors import UnknownAuthority
from knowledge.questions import TypicalQuestion

BOTH = frozenset(Role)


def clause(
    name: str, text: str, *, status: Status = Status.IN_FORCE, addressees: frozenset[Role] = BOTH, heading: str = ""
) -> Clause:
    return Clause(
        id=name,
        authority=name.partition("/")[0],
        label=Label(name.partition("/")[2], printed=True),
        heading=(heading,) if heading else (),
        spans=(Span(0, len(text), text),),
        stem_spans=0,
        text=text,
        status=status,
        addressees=addressees,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def typical(asked: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[TypicalQuestion, ...]]:
    """Questions that either side may ask, by the id of their clause."""
    return {clause: tuple(map(TypicalQuestion, questions)) for clause, questions in asked.items()}


@dataclass(frozen=True)
class FakeSource:
    digest: str


@dataclass(frozen=True)
class FakeStray:
    text: str
    kind: str = "anything"


@dataclass(frozen=True)
class FakeDocument:
    clauses: tuple[Clause, ...]
    typical: Mapping[str, tuple[TypicalQuestion, ...]] = field(default_factory=dict)
    silences: tuple[FakeStray, ...] = ()

    @property
    def source(self) -> FakeSource:
        return FakeSource(hashlib.sha256("".join(one.text for one in self.clauses).encode()).hexdigest())


@dataclass(frozen=True)
class FakeStock:
    documents: Mapping[str, FakeDocument]
    out_of_scope: tuple[FakeStray, ...] = ()

    @property
    def authorities(self) -> tuple[str, ...]:
        return tuple(self.documents)

    def protocol(self, authority: str) -> FakeDocument:
        if authority not in self.documents:
            raise UnknownAuthority(authority)
        return self.documents[authority]


def stock(**changed: str) -> FakeStock:
    """Two authorities that say different things in like words. `changed` replaces texts: copying="..."."""
    texts = {
        "copying": "Correspondence between a member and an officer should not normally be copied to another member.",
        "bullying": "A member who feels that an officer was rude may complain to the Chief Executive.",
        "gifts": "Officers must refuse gifts from contractors and enter the offer in the register.",
        "ward": "Ward members should be invited to every public meeting about a local issue.",
    } | changed
    moor = tuple(clause(f"moor/{name}", text, heading=f"On {name}") for name, text in texts.items())
    asked = {
        "moor/copying": ("can I copy another councillor into this email", "who may see my letters", "is bcc allowed"),
        "moor/bullying": ("an officer was rude to me", "where do I complain about staff"),
        "moor/gifts": ("a builder offered me a bottle of wine",),
    }
    fen = (clause("fen/copying", "Letters may be copied to anybody."), clause("fen/pay", "The clerk sets the pay."))
    documents = {
        "moor": FakeDocument(moor, typical(asked)),
        "fen": FakeDocument(fen, typical({"fen/copying": ("who may see my letters",)})),
    }
    return FakeStock(documents, (FakeStray("when are the bins collected"), FakeStray("tell me a joke")))


@dataclass
class FakeEncoder:
    """A bag of words: each word adds one to a place of the vector that its checksum chooses.

    `embedded` keeps all texts that were embedded; `before` is called before each batch of them.
    """

    fingerprint: str = "bag-of-words:1"
    dimension: int = 64
    words: frozenset[str] = frozenset()
    query_prefix: str = ""
    passage_prefix: str = ""
    before: Callable[[], None] = lambda: None
    embedded: list[str] = field(default_factory=list)

    def as_question(self, text: str) -> str:
        return self.query_prefix + text

    def as_passage(self, text: str) -> str:
        return self.passage_prefix + text

    def question(self, text: str) -> Vector:
        return self._vector(self.as_question(text))

    def texts(self, texts: Sequence[str]) -> Matrix:
        self.before()
        self.embedded += texts
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Vector:
        vector = np.full(self.dimension, 1e-3, dtype=np.float32)
        for word in text.lower().split():
            vector[zlib.crc32(word.encode()) % self.dimension] += 1
        return vector / np.float32(np.linalg.norm(vector))
