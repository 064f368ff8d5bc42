"""A full build of all protocols beside the bare encoding of the same texts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from index.builder import build, embedded_texts
from index.corpus import read_corpus
from index.embedding import Encoder
from knowledge.library import Library
from tests.bench.bare import Bare
from tests.bench.figures import Figure


def measure(library: Library, encoder: Encoder, bare: Bare, folder: Path) -> Iterator[Figure]:
    """After each part of the build the bare model encodes as many of the same texts, longest first like the build."""
    texts = sorted(embedded_texts(read_corpus(library), encoder).values(), key=len, reverse=True)
    peer, compared = 0.0, 0

    def encode_as_many(done: int, _total: int) -> None:
        nonlocal peer, compared
        peer += bare.seconds(texts[compared:done])
        compared = done

    started = time.perf_counter()
    build(library, encoder, folder, encode_as_many)
    both = time.perf_counter() - started
    assert compared == len(texts)
    made_of = f"{both - peer:.1f} s beside {peer:.1f} s, the bare encoding of the {len(texts)} texts"
    yield Figure("full build", (both - peer) / peer, "x", 1.3, made_of)
    started = time.perf_counter()
    build(library, encoder, folder)
    yield Figure("build with nothing new", time.perf_counter() - started, "s")
