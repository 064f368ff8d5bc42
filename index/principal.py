"""Principal directions: the few in which texts differ, so that a search reads half of the numbers.

The vectors of one authority's texts do not fill the space of the embedding model. Along their principal directions
(Pearson 1901, Hotelling 1933; about the origin, since cosines are what is wanted) half of the dimensions carry nearly
all of their length, and the product with a question hardly changes.
"""

from __future__ import annotations

import numpy as np

from index.vectors import Matrix

_LENGTH_KEPT = 0.88  # of the squared length of all texts: the order of the clauses stays as it is with all of it


def principal_directions(texts: Matrix) -> Matrix:
    """The least number of directions that carry the texts, one normalised row each, shape (directions, dimension)."""
    lengths, directions = np.linalg.eigh((texts.T @ texts).astype(np.float64))
    lengths, directions = lengths[::-1], directions.T[::-1]
    carried = np.cumsum(lengths)
    count = int(np.searchsorted(carried, _LENGTH_KEPT * carried[-1])) + 1
    return np.ascontiguousarray(directions[:count], dtype=np.float32)
