from __future__ import annotations

import numpy as np

from index.principal import principal_directions
from index.vectors import Matrix


def texts(*, spread: list[float]) -> Matrix:
    """A thousand vectors, turned at random, with this spread along as many directions."""
    random = np.random.default_rng(3)
    turned, _ = np.linalg.qr(random.normal(size=(len(spread), len(spread))))
    found: Matrix = ((random.normal(size=(1000, len(spread))) * spread) @ turned).astype(np.float32)
    return found


def test_directions_in_which_texts_hardly_differ_are_left_out() -> None:
    assert len(principal_directions(texts(spread=[3, 0.01, 2, 0.01, 0.01]))) == 2


def test_products_stay_nearly_as_they_were() -> None:
    some = texts(spread=[5, 4, 3, 2, 1, 0.3, 0.2, 0.1])
    directions = principal_directions(some)
    some /= np.linalg.norm(some, axis=1, keepdims=True)
    kept = (some @ directions.T) @ (directions @ some[0])
    assert len(directions) < 8
    assert np.corrcoef(kept, some @ some[0])[0, 1] > 0.98


def test_directions_are_normalised_and_apart() -> None:
    directions = principal_directions(texts(spread=[2, 1, 1, 0.5]))
    np.testing.assert_allclose(directions @ directions.T, np.eye(len(directions)), atol=1e-5)


def test_one_text_has_its_own_direction() -> None:
    assert np.abs(principal_directions(np.array([[0, 2, 0]], dtype=np.float32))).round(5).tolist() == [[0, 1, 0]]
