"""Low-rank weights: what tuning adds to a model, about a megabyte beside the model's ninety (Hu et al. 2021, LoRA).

A linear layer with the weights W becomes W + B·A with A of shape (rank, inputs) and B of shape (outputs, rank). Once
they are merged the model is as fast as before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import DeskError

if TYPE_CHECKING:
    from torch import Tensor, nn

WEIGHTS = Path(__file__).parent / "weights" / "all-minilm-l6-v2.safetensors"
"""The weights for the default model, made by `python -m index.tuning`."""


class WeightsUnusable(DeskError):  # noqa: N818 - named after what it says
    """A file of low-rank weights is missing or does not fit the model. Says which, why, and what to do."""


def linear_layers(encoder: nn.Module) -> Iterator[tuple[str, nn.Linear]]:
    """The linear layers of a transformer's encoder by name, in its order."""
    from torch import nn

    return ((name, layer) for name, layer in encoder.named_modules() if isinstance(layer, nn.Linear))


def merge(encoder: nn.Module, path: Path) -> str:
    """Add the weights in `path` to the encoder's layers. Return the SHA-256 (hex) of the file.

    Raises WeightsUnusable where the file cannot be read or was made for another model.
    """
    import torch
    from safetensors.torch import load

    try:
        data = path.read_bytes()
        added = load(data)
    except Exception as error:  # a damaged file can make the library raise anything
        raise WeightsUnusable(
            f"The tuned weights in {path} cannot be read: {error}. Install the desk again, or make them anew with "
            "`python -m index.tuning`."
        ) from error
    layers = dict(linear_layers(encoder))
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # on a busy machine several wait for each other ten times as long as they work
    try:
        with torch.no_grad():
            for name in sorted({key.rpartition(".")[0] for key in added}):
                _add(layers, name, added, path)
    finally:
        torch.set_num_threads(threads)
    return hashlib.sha256(data).hexdigest()


def averaged(several: Sequence[Mapping[str, Tensor]], rank: int) -> dict[str, Tensor]:
    """The mean of several trainings of one model, each layer's B·A as near as it can be with this rank.

    The mean of models that were tuned from the same one is often better than each (Wortsman et al. 2022); what is cut
    off is what counts least (Eckart and Young 1936).
    """
    import torch

    names = sorted({key.rpartition(".")[0] for weights in several for key in weights})
    mean: dict[str, Tensor] = {}
    for name in names:
        products = [weights[f"{name}.B"].float() @ weights[f"{name}.A"].float() for weights in several]
        left, carried, right = torch.linalg.svd(torch.stack(products).mean(dim=0), full_matrices=False)
        shared = carried[:rank].sqrt()
        mean[f"{name}.A"] = shared[:, None] * right[:rank]
        mean[f"{name}.B"] = left[:, :rank] * shared
    return mean


def _add(layers: dict[str, nn.Linear], name: str, added: dict[str, Tensor], path: Path) -> None:
    layer, down, up = layers.get(name), added.get(f"{name}.A"), added.get(f"{name}.B")
    if layer is None or down is None or up is None or (up.shape[0], down.shape[1]) != tuple(layer.weight.shape):
        raise WeightsUnusable(
            f"The tuned weights in {path} were made for another model: {name} does not fit. Leave the model setting "
            "out, or make weights for this model with `python -m index.tuning`."
        )
    layer.weight += up.float() @ down.float()
