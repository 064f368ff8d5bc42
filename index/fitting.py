"""Fits the coefficients of `index.confidence` to questions of which it is known whether the protocol rules on them.

    python -m index.fitting INDEX QUESTIONS.jsonl...

INDEX is the folder of an index; it is built where it is missing. Each line of the questions has `authority`, `role`,
`question`, `covered`, and `kind` ("far" for what is not about members and officers at all). Covered and not covered
questions weigh alike. Logistic regression with a small ridge, by Newton's method.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.builder import embedded_texts
from index.confidence import Signals
from index.corpus import Shelf, read_corpus
from index.embedding import load_encoder
from index.opening import open_or_build
from index.search import SearchIndex
from index.storage import load_vectors
from knowledge.clause import Role
from knowledge.library import Library

_RIDGE = 0.01
_ROUNDS = 50

Floats = NDArray[np.float64]


def fit(signals: Sequence[Signals], wanted: Sequence[bool]) -> tuple[float, ...]:
    """The coefficients (base, then one for each signal) of the logistic curve that gives `wanted` from the signals."""
    values, truth = np.array(signals), np.array(wanted, dtype=float)
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    inputs = np.hstack([np.ones((len(values), 1)), (values - middle) / spread])
    weights = np.where(truth > 0, 0.5 / truth.mean(), 0.5 / (1 - truth.mean())) / len(truth)
    found = _newton(inputs, truth, weights)
    slopes = found[1:] / spread
    return tuple(float(f"{number:.3g}") for number in (found[0] - slopes @ middle, *slopes))


def _newton(inputs: Floats, truth: Floats, weights: Floats) -> Floats:
    ridge = np.diag([1e-9] + [_RIDGE] * (inputs.shape[1] - 1))
    found: Floats = np.zeros(inputs.shape[1])
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-inputs @ found))
        slope = inputs.T @ (weights * (likely - truth)) + ridge @ found
        curve = (inputs * (weights * likely * (1 - likely))[:, None]).T @ inputs + ridge
        found = found - np.linalg.solve(curve, slope)
    return found


def main(folder: str, *paths: str) -> None:
    """Print the tables of coefficients for `index.confidence`: as the protocols are, and without typical questions."""
    lines = [json.loads(line) for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines() if line]
    library, encoder = Library.load(), load_encoder()
    corpus = read_corpus(library)
    open_or_build(library, encoder, Path(folder), print)
    stored = load_vectors(Path(folder), encoder, embedded_texts(corpus, encoder).keys())
    bare = {authority: Shelf(shelf.clauses, (), ()) for authority, shelf in corpus.shelves.items()}
    for suffix, shelves in (("", corpus.shelves), ("_UNTAUGHT", bare)):
        covered, strange = _tables(lines, SearchIndex(replace(corpus, shelves=shelves), encoder, stored))
        print(f"_COVERED{suffix} = {covered}\n_STRANGE{suffix} = {strange}")  # noqa: T201 - this is what it is for


def _tables(lines: Sequence[Mapping[str, Any]], index: SearchIndex) -> tuple[tuple[float, ...], tuple[float, ...]]:
    found = []
    for line in lines:
        role = Role(line["role"]) if line["role"] in set(Role) else None
        found.append((line, index.find(line["question"], line["authority"], role).signals))
    covered = fit([signals for _, signals in found], [line["covered"] for line, _ in found])
    # How long a message is says nothing about what it is about, whatever its writer's habits were.
    apart = [(line, signals._replace(length=0.0)) for line, signals in found if not line["covered"]]
    return covered, fit([signals for _, signals in apart], [line["kind"] == "far" for line, _ in apart])


if __name__ == "__main__":
    main(*sys.argv[1:])
