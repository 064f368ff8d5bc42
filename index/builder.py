"""Building the index: only texts that are new or changed go through the model."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.corpus import Corpus, Stock, read_corpus, text_digest
from index.embedding import Encoder
from index.manifest import IndexUnusable, Manifest, Problem
from index.neutral import neutralised
from index.storage import locked, made_by, read_vectors, refuse_foreign, write_vectors

Progress = Callable[[int, int], None]
Vectors = dict[str, NDArray[np.float32]]

_CHUNK = 256


def unwatched(_done: int, _total: int) -> None:
    """The Progress of whoever does not want to know."""


@dataclass(frozen=True, slots=True)
class Build:
    """What a build did: how many texts were embedded and how many vectors taken over, and how long it took."""

    manifest: Manifest
    embedded: int
    reused: int
    seconds: float


def embedded_texts(corpus: Corpus, encoder: Encoder) -> dict[str, str]:
    """All texts that need a vector, prefixes included and names not yet taken out, each once, by digest."""
    shelves = corpus.shelves.values()
    passages = (encoder.as_passage(passage) for shelf in shelves for passage in shelf.passages)
    questions = (encoder.as_question(question) for shelf in shelves for question in shelf.questions)
    silences = (encoder.as_question(silence) for shelf in shelves for silence in shelf.silences)
    strays = (encoder.as_question(stray) for stray in corpus.strays)
    return {text_digest(text): text for texts in (passages, questions, silences, strays) for text in texts}


def build(stock: Stock, encoder: Encoder, folder: Path, progress: Progress = unwatched) -> Build:
    """Bring the index in `folder` up to date with the stock; vectors that are there already are taken over.

    `progress` is told how many of the texts to be embedded are done. Whatever happens, the folder holds the old index
    or the new one. A second build waits for the first. Raise IndexUnusable where the folder is not the desk's own, or
    cannot be written.
    """
    started = time.perf_counter()
    corpus = read_corpus(stock)
    wanted = embedded_texts(corpus, encoder)
    refuse_foreign(folder)
    try:
        with locked(folder):
            vectors = _known_vectors(folder, encoder, wanted)
            missing = {digest: text for digest, text in wanted.items() if digest not in vectors}
            vectors |= _embed(missing, encoder, progress)
            manifest = write_vectors(folder, encoder, vectors, corpus.sources)
    except OSError as error:
        remedy = "Make the folder writable and give it room, or set another one; then run: protocol-desk index build"
        raise IndexUnusable(Problem.NOT_WRITABLE, folder, f"{error.strerror}.", remedy) from error
    return Build(manifest, len(missing), len(wanted) - len(missing), time.perf_counter() - started)


def _known_vectors(folder: Path, encoder: Encoder, wanted: dict[str, str]) -> Vectors:
    """What an earlier index by the same model can give; nothing where it cannot be relied on."""
    try:
        stored = read_vectors(folder)
    except IndexUnusable:
        return {}
    if (stored.manifest.model, stored.manifest.dimension) != (made_by(encoder), encoder.dimension):
        return {}
    kept = [digest for digest in wanted if digest in stored.at]
    return dict(zip(kept, stored.vectors(kept), strict=True))


def _embed(texts: dict[str, str], encoder: Encoder, progress: Progress) -> Vectors:
    """Longest first, so that texts of like length share a batch."""
    vectors: Vectors = {}
    waiting = sorted(texts, key=lambda digest: -len(texts[digest]))
    for start in range(0, len(waiting), _CHUNK):
        chunk = waiting[start : start + _CHUNK]
        vectors.update(zip(chunk, encoder.texts([neutralised(texts[digest]) for digest in chunk]), strict=True))
        progress(len(vectors), len(waiting))
    return vectors
