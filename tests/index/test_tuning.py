from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from index.corpus import Corpus, read_corpus
from index.neutral import neutralised
from index.tuning import Recipe, batches, contrastive_loss, load, main, save, steps
from knowledge.library import Library


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(Library.load())


def test_a_batch_comes_from_one_authority_and_the_seed_decides(corpus: Corpus) -> None:
    recipe = replace(Recipe(), rounds=0.2)
    first, again = list(batches(corpus, ["cjc", "lydney"], recipe)), list(batches(corpus, ["cjc", "lydney"], recipe))
    assert first == again != list(batches(corpus, ["cjc", "lydney"], replace(recipe, seed=1)))
    for batch in first:
        assert len({group.split("/")[0] for group in batch.groups if not group.startswith("stray")}) == 1
        assert len(batch.texts) + len(batch.passages) == len(batch.groups)


def test_an_authority_that_is_left_out_is_not_seen(corpus: Corpus) -> None:
    own, seen = corpus.shelf("cjc"), list(batches(corpus, ["cjc"], Recipe()))
    asked = {neutralised(text) for text in (*own.questions, *own.silences, *corpus.strays)}
    assert {text for batch in seen for text in batch.texts} <= asked
    assert all(any(whole.startswith(text) for whole in own.passages) for batch in seen for text in batch.passages)


def test_a_proposal_is_asked_about_together_with_what_it_replaces(corpus: Corpus) -> None:
    groups = {group for batch in batches(corpus, ["trafford"], Recipe()) for group in batch.groups}
    assert "trafford/15.1" in groups
    assert "trafford/15.1/proposed" not in groups


def test_what_was_trained_before_is_averaged(tmp_path: Path) -> None:
    trained = [tmp_path / "one", tmp_path / "other"]
    for number, path in enumerate(trained):
        save({"layer.A": torch.eye(2), "layer.B": number * 2 * torch.eye(2)}, path)
    main(["--seeds", "--average", *map(str, trained), "--out", str(tmp_path / "mean")])
    mean = load(tmp_path / "mean")
    assert torch.allclose(mean["layer.B"] @ mean["layer.A"], torch.eye(2), atol=1e-3)


def test_more_rounds_are_more_batches(corpus: Corpus) -> None:
    once, twice = (steps(corpus, ["cjc"], replace(Recipe(), rounds=rounds)) for rounds in (1, 2))
    assert once < twice <= 2 * once + 1


def test_the_loss_falls_as_partners_draw_together() -> None:
    groups = ["a", "a", "b"]
    apart = torch.nn.functional.normalize(torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 0.2]]), dim=1)
    together = torch.nn.functional.normalize(torch.tensor([[1.0, 0.0], [1.0, 0.1], [0.0, 1.0]]), dim=1)
    assert contrastive_loss(together, groups, 0.05) < contrastive_loss(apart, groups, 0.05)


def test_the_loss_is_the_formula() -> None:
    vectors = torch.eye(3)
    expected = torch.log(torch.exp(torch.tensor(0.0)) * 2)  # two others at cosine 0, one of them the partner
    assert contrastive_loss(vectors, ["a", "a", "b"], 1.0) == pytest.approx(float(expected))
