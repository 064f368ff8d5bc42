"""Tuning the model on the typical questions, once, by whoever looks after the desk; the result is shipped.

Supervised contrastive loss (Khosla et al. 2020, equation 2): questions of one clause, and the clause, are drawn
together, apart from other clauses of the same protocol and from messages it does not answer. Only low-rank weights are
trained (`index.lowrank`), once for each of several seeds, and averaged: what one training learned by chance the others
did not. The same seed and the same version of torch on the same processor give the same weights.

    python -m index.tuning [--leave-out AUTHORITY] [--seeds 1 2 3] [--out FILE]

A seed takes about half an hour on two cores. `--average FILE` takes in what was trained before.
"""

from __future__ import annotations

import argparse
import functools
import math
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.corpus import Corpus, Shelf, read_corpus
from index.embedding import DEFAULT_MODEL, encoder_of, find_model, load_model
from index.lowrank import WEIGHTS, averaged, linear_layers
from index.neutral import neutralised
from knowledge.library import Library

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the weights are trained. The defaults are those of the weights that are shipped."""

    rank: int = 16
    rounds: float = 2.5
    rate: float = 1e-3
    temperature: float = 0.05
    clauses: int = 24
    questions: int = 2
    passages: int = 4
    strays: int = 10
    longest_passage: int = 260
    seed: int = 0


_SEEDS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Batch:
    """Short texts and passages with the group each belongs to, short texts first. Strays are groups of one."""

    texts: tuple[str, ...]
    passages: tuple[str, ...]
    groups: tuple[str, ...]


def batches(corpus: Corpus, authorities: Sequence[str], recipe: Recipe) -> Iterator[Batch]:
    """The batches of a whole training, each from one authority, drawn by the seed."""
    chance = random.Random(recipe.seed)  # noqa: S311 - nothing secret is drawn
    weights = [len(corpus.shelves[authority].questions) for authority in authorities]
    count = steps(corpus, authorities, recipe)
    for authority in chance.choices(authorities, weights, k=count):
        yield _batch(corpus.shelves[authority], corpus.strays, chance, recipe)


def steps(corpus: Corpus, authorities: Sequence[str], recipe: Recipe) -> int:
    """How many batches make up the training."""
    total = sum(len(corpus.shelves[authority].questions) for authority in authorities)
    return int(recipe.rounds * total / (recipe.clauses * recipe.questions))


def _batch(shelf: Shelf, strays: Sequence[str], chance: random.Random, recipe: Recipe) -> Batch:
    asked = _by_clause(shelf)
    drawn = chance.sample(sorted(asked), min(recipe.clauses, len(asked)))
    texts, groups = [], []
    for clause in drawn:
        for question in chance.sample(asked[clause], min(recipe.questions, len(asked[clause]))):
            texts.append(neutralised(question))
            groups.append(_group(shelf, clause))
    for number, stray in enumerate(chance.sample([*strays, *shelf.silences], recipe.strays)):
        texts.append(neutralised(stray))
        groups.append(f"stray {number}")
    quoted = chance.sample(drawn, min(recipe.passages, len(drawn)))
    passages = tuple(shelf.passages[clause][: recipe.longest_passage] for clause in quoted)
    return Batch(tuple(texts), passages, (*groups, *(_group(shelf, clause) for clause in quoted)))


def _by_clause(shelf: Shelf) -> dict[int, list[str]]:
    asked: dict[int, list[str]] = {}
    for question, clause in zip(shelf.questions, shelf.asks, strict=True):
        asked.setdefault(clause, []).append(question)
    return asked


def _group(shelf: Shelf, clause: int) -> str:
    """A clause and the wording proposed for it are asked about in the same words: they are one group."""
    found = shelf.clauses[clause]
    return min(found.id, found.counterpart or found.id)


def tune(
    model: SentenceTransformer,
    corpus: Corpus,
    authorities: Sequence[str],
    recipe: Recipe,
    report: Callable[[str], None],
) -> dict[str, Tensor]:
    """Train low-rank weights for a model, which is changed by it. Return them by layer (`name.A`, `name.B`)."""
    import torch

    torch.manual_seed(recipe.seed)
    trained = _attach(model, recipe.rank)
    parameters = [parameter for pair in trained.values() for parameter in pair]
    optimiser = torch.optim.AdamW(parameters, lr=recipe.rate, weight_decay=0.01)
    total = steps(corpus, authorities, recipe)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.rate, total_steps=total + 1, pct_start=0.1)
    for number, batch in enumerate(batches(corpus, authorities, recipe), 1):
        loss = contrastive_loss(_embedded(model, batch), batch.groups, recipe.temperature)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        schedule.step()
        if number % 20 == 0 or number == total:
            report(f"batch {number} of {total}, loss {loss.item():.3f}")
    return _named(trained)


def _named(trained: dict[str, tuple[nn.Parameter, nn.Parameter]]) -> dict[str, Tensor]:
    """The weights as `index.lowrank` reads them, the branch's factor of 2 within B."""
    return {
        key: part
        for name, (down, up) in trained.items()
        for key, part in ((f"{name}.A", down.detach()), (f"{name}.B", 2 * up.detach()))
    }


def contrastive_loss(vectors: Tensor, groups: Sequence[str], temperature: float) -> Tensor:
    """The supervised contrastive loss of normalised vectors, averaged over those that have a partner."""
    import torch

    names = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    labels = torch.tensor([names[group] for group in groups])
    itself = torch.eye(len(groups), dtype=torch.bool)
    alike = (vectors @ vectors.T / temperature).masked_fill(itself, -1e9)
    partners = (labels[:, None] == labels[None, :]) & ~itself
    likelihood = alike - torch.logsumexp(alike, dim=1, keepdim=True)
    having = partners.any(dim=1)
    return -((likelihood * partners).sum(dim=1)[having] / partners.sum(dim=1)[having]).mean()


def load(path: Path) -> dict[str, Tensor]:
    """Read weights that `save` wrote."""
    from safetensors.torch import load_file

    return {name: part.float() for name, part in load_file(path).items()}


def save(weights: dict[str, Tensor], path: Path) -> None:
    """Write the weights in half precision."""
    from safetensors.torch import save_file

    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: part.half().contiguous() for name, part in weights.items()}, path)


def _attach(model: SentenceTransformer, rank: int) -> dict[str, tuple[nn.Parameter, nn.Parameter]]:
    """Freeze the model and hang a low-rank branch on each linear layer of its encoder."""
    import torch

    for parameter in model.parameters():
        parameter.requires_grad_(False)
    trained = {}
    for name, layer in linear_layers(encoder_of(model)):
        # A branch scaled by 2, as is usual (alpha = 2 * rank), comes to the same as B twice as large.
        down = torch.nn.Parameter(torch.randn(rank, layer.in_features) / math.sqrt(layer.in_features))
        up = torch.nn.Parameter(torch.zeros(layer.out_features, rank))
        layer.register_forward_hook(_branch(down, up))
        trained[name] = (down, up)
    return trained


def _branch(down: nn.Parameter, up: nn.Parameter) -> Callable[[nn.Module, tuple[Tensor], Tensor], Tensor]:
    return lambda _, inputs, output: output + inputs[0] @ down.T @ up.T * 2


def _embedded(model: SentenceTransformer, batch: Batch) -> Tensor:
    import torch

    parts = [model(model.preprocess(list(texts)))["sentence_embedding"] for texts in (batch.texts, batch.passages)]
    return torch.nn.functional.normalize(torch.cat(parts), dim=1)


def main(arguments: Sequence[str]) -> None:
    """Train on all authorities, or on all but those named, and write the average of the weights (`--out FILE`)."""
    parser = argparse.ArgumentParser(prog="python -m index.tuning", description=__doc__)
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="AUTHORITY", help="not trained on, to try it")
    parser.add_argument("--seeds", nargs="*", type=int, default=_SEEDS, metavar="SEED", help="a training for each")
    parser.add_argument("--average", nargs="*", type=Path, default=[], metavar="FILE", help="weights trained before")
    parser.add_argument("--out", type=Path, default=WEIGHTS, metavar="FILE", help="where the weights are written")
    given = parser.parse_args(arguments)
    corpus = read_corpus(Library.load())
    authorities = [authority for authority in sorted(corpus.shelves) if authority not in given.leave_out]
    weights = [load(path) for path in given.average]
    for seed in given.seeds:
        model = load_model(find_model(DEFAULT_MODEL), DEFAULT_MODEL)
        report = functools.partial(print, f"seed {seed},", file=sys.stderr)
        weights.append(tune(model, corpus, authorities, replace(Recipe(), seed=seed), report))
    save(averaged(weights, Recipe().rank), given.out)


if __name__ == "__main__":
    main(sys.argv[1:])
