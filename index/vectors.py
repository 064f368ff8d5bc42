"""Nearness in meaning: the only door to FAISS."""

from __future__ import annotations

import faiss
import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]

# Below every cosine, rounding included: the radius that brings back all vectors.
_EVERYTHING = -2.0


class VectorIndex:
    """The vectors of one group of texts, in memory.

    A protocol with all its typical questions is some two thousand texts, so the search is exact and brings back the
    similarity of every one of them; folding them into clauses is `ranking`'s affair.
    """

    def __init__(self, vectors: Matrix) -> None:
        """`vectors` is one normalised row for each text, shape (texts, dimension)."""
        self._flat = faiss.IndexFlatIP(vectors.shape[1])
        self._flat.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def similarities(self, query: Vector) -> Vector:
        """The cosine of a normalised query, shape (dimension,), with every text, in the order of the texts."""
        found = np.zeros(self._flat.ntotal, dtype=np.float32)
        _, near, at = self._flat.range_search(query[np.newaxis, :], _EVERYTHING)
        found[at] = near
        return found
