"""Nearness in meaning: the only door to FAISS."""

from __future__ import annotations

import faiss
import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]


class VectorIndex:
    """The vectors of one group of texts, in memory.

    A protocol with all its typical questions is a few thousand texts, so the search is exact and brings back the
    similarity of every one of them; folding them into clauses is `ranking`'s affair. FAISS's own inner product over its
    flat index does that: a search for all neighbours takes longer by a third, to put them into an order nobody needs.
    """

    def __init__(self, vectors: Matrix) -> None:
        """`vectors` is one normalised row for each text, shape (texts, dimension)."""
        self._flat = faiss.IndexFlatIP(vectors.shape[1])
        self._flat.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def similarities(self, query: Vector) -> Vector:
        """The cosine of a normalised query, shape (dimension,), with every text, in the order of the texts."""
        if query.shape != (self._flat.d,):
            raise ValueError(f"a query of shape {query.shape} for vectors of length {self._flat.d}")
        cosines = np.empty(self._flat.ntotal, dtype=np.float32)
        query = np.ascontiguousarray(query, dtype=np.float32)
        faiss.fvec_inner_products_ny(  # type: ignore[attr-defined]
            faiss.swig_ptr(cosines), faiss.swig_ptr(query), self._flat.get_xb(), self._flat.d, self._flat.ntotal
        )
        return cosines
