"""Opening the index for use: as it is where it is good, built anew where that is safe, refused otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index.builder import Progress, build, embedded_texts, unwatched
from index.corpus import Stock, read_corpus
from index.embedding import Encoder
from index.manifest import IndexUnusable, Problem
from index.search import SearchIndex
from index.storage import load_vectors

# Not among them: a newer version's index, which a rolled-back desk would destroy, and folders of somebody else.
_SAFE_TO_REBUILD = {
    Problem.MISSING, Problem.STALE, Problem.TRUNCATED, Problem.DAMAGED, Problem.OTHER_MODEL, Problem.OLDER,
}  # fmt: skip


def open_index(stock: Stock, encoder: Encoder, folder: Path) -> SearchIndex:
    """The index in `folder`, ready to search. Raise IndexUnusable, with what mends it, where it is not good."""
    corpus = read_corpus(stock)
    stored = load_vectors(folder, encoder, embedded_texts(corpus, encoder).keys())
    return SearchIndex(corpus, encoder, stored)


def open_or_build(
    stock: Stock,
    encoder: Encoder,
    folder: Path,
    say: Callable[[str], None],
    progress: Progress = unwatched,
) -> SearchIndex:
    """Like open_index, but an index that is not good is built anew where nothing can be lost by it.

    `say` is told in a sentence what was wrong. Raise IndexUnusable where building anew is not safe or did not help.
    """
    try:
        return open_index(stock, encoder, folder)
    except IndexUnusable as unusable:
        if unusable.problem not in _SAFE_TO_REBUILD:
            raise
        say(f"The index in {folder} is {unusable.problem}: {unusable.details} It is being built anew.")
    build(stock, encoder, folder, progress)
    return open_index(stock, encoder, folder)
