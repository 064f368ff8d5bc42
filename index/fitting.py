"""Fits the coefficients of `index.confidence` to questions of which it is known whether the protocol rules on them.

    python -m index.fitting INDEX QUESTIONS.jsonl... [--adversarial QUESTIONS.jsonl...]

INDEX is the folder of an index; it is built where it is missing. Each line of the questions has `authority`, `role`,
`question`, `covered`, and `kind` ("far" for what is not about members and officers at all). Covered and not covered
questions weigh alike. Adversarial questions, which were written to be misunderstood, are many and harder than those
that people ask: all of them together weigh three tenths of the others. Logistic regression with a small ridge, by
Newton's method.
"""

from __future__ import annotations

import argparse
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
_ADVERSARIAL = 0.3

Floats = NDArray[np.float64]
Sample = tuple[Signals, bool]
"""The signals of a question, and whether the curve is to give 1 there."""


def fit(samples: Sequence[Sample], adversarial: Sequence[Sample] = ()) -> tuple[float, ...]:
    """The coefficients (base, then one for each signal) of the logistic curve that tells the samples apart."""
    signals, wanted = zip(*samples, *adversarial, strict=True)
    values, truth = np.array(signals), np.array(wanted, dtype=float)
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    inputs = np.hstack([np.ones((len(values), 1)), (values - middle) / spread])
    first = len(samples)
    weights = np.concatenate((_weights(truth[:first]), _ADVERSARIAL * _weights(truth[first:])))
    found = _newton(inputs, truth, weights / weights.sum())
    slopes = found[1:] / spread
    return tuple(float(f"{number:.3g}") for number in (found[0] - slopes @ middle, *slopes))


def _weights(truth: Floats) -> Floats:
    """One for each sample, 1 in all; both sides weigh alike."""
    share = truth.mean() if len(truth) else 0.5
    return np.where(truth > 0, 0.5 / share, 0.5 / (1 - share)) / max(1, len(truth))


def _newton(inputs: Floats, truth: Floats, weights: Floats) -> Floats:
    ridge = np.diag([1e-9] + [_RIDGE] * (inputs.shape[1] - 1))
    found: Floats = np.zeros(inputs.shape[1])
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-inputs @ found))
        slope = inputs.T @ (weights * (likely - truth)) + ridge @ found
        curve = (inputs * (weights * likely * (1 - likely))[:, None]).T @ inputs + ridge
        found = found - np.linalg.solve(curve, slope)
    return found


def main(arguments: Sequence[str]) -> None:
    """Print the tables of coefficients for `index.confidence`: as the protocols are, and without typical questions."""
    parser = argparse.ArgumentParser(prog="python -m index.fitting", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="INDEX", help="the folder of an index")
    parser.add_argument("questions", nargs="+", type=Path, metavar="QUESTIONS", help="JSON lines")
    parser.add_argument("--adversarial", nargs="*", type=Path, default=[], metavar="QUESTIONS", help="likewise")
    given = parser.parse_args(arguments)
    lines, adversarial = _read(given.questions), _read(given.adversarial)
    library, encoder = Library.load(), load_encoder()
    corpus = read_corpus(library)
    open_or_build(library, encoder, given.folder, print)
    stored = load_vectors(given.folder, encoder, embedded_texts(corpus, encoder).keys())
    bare = {authority: Shelf(shelf.clauses, (), ()) for authority, shelf in corpus.shelves.items()}
    for suffix, shelves in (("", corpus.shelves), ("_UNTAUGHT", bare)):
        index = SearchIndex(replace(corpus, shelves=shelves), encoder, stored)
        covered, strange = _tables(lines, adversarial, index)
        print(f"_COVERED{suffix} = {covered}\n_STRANGE{suffix} = {strange}")  # noqa: T201 - this is what it is for


def _read(paths: Sequence[Path]) -> list[Mapping[str, Any]]:
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line]


def _tables(
    lines: Sequence[Mapping[str, Any]], adversarial: Sequence[Mapping[str, Any]], index: SearchIndex
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    def signals(line: Mapping[str, Any]) -> Signals:
        role = Role(line["role"]) if line["role"] in set(Role) else None
        return index.find(line["question"], line["authority"], role).signals

    found = [(line, signals(line)) for line in lines]
    covered = fit(
        [(signs, line["covered"]) for line, signs in found],
        [(signals(line), line["covered"]) for line in adversarial],
    )
    # How long a message is says nothing about what it is about, whatever its writer's habits were.
    apart = [(signs._replace(length=0.0), line["kind"] == "far") for line, signs in found if not line["covered"]]
    return covered, fit(apart)


if __name__ == "__main__":
    main(sys.argv[1:])
