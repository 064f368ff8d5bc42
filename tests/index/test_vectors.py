from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.vectors import VectorIndex


@given(st.integers(0, 40), st.integers(0, 2**32 - 1))
def test_every_text_gets_its_own_cosine_in_order(texts: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(texts + 1, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    query, vectors = vectors[0], vectors[1:]
    np.testing.assert_allclose(VectorIndex(vectors).similarities(query), vectors @ query, atol=1e-6)


def test_even_the_opposite_of_a_text_is_found() -> None:
    query = np.array([1, 0], dtype=np.float32)
    assert VectorIndex(np.array([[-1, 0], [1, 0]], dtype=np.float32)).similarities(query).tolist() == [-1, 1]


def test_a_query_of_another_length_is_an_error() -> None:
    with pytest.raises(ValueError, match="length 2"):
        VectorIndex(np.eye(2, dtype=np.float32)).similarities(np.ones(3, dtype=np.float32))
