from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from index.lowrank import WEIGHTS, WeightsUnusable, averaged, merge


def encoder() -> torch.nn.Sequential:
    torch.manual_seed(0)
    return torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.ReLU(), torch.nn.Linear(3, 2))


def test_a_layer_gains_b_times_a(tmp_path: Path) -> None:
    down, up = torch.randn(1, 4), torch.randn(3, 1)
    save_file({"0.A": down, "0.B": up}, tmp_path / "weights")
    before, changed = encoder().state_dict(), encoder()
    merge(changed, tmp_path / "weights")
    after = changed.state_dict()
    assert torch.allclose(after["0.weight"], before["0.weight"] + up @ down)
    assert torch.equal(after["2.weight"], before["2.weight"])


def test_weights_of_another_model_are_refused(tmp_path: Path) -> None:
    save_file({"0.A": torch.randn(1, 5), "0.B": torch.randn(3, 1)}, tmp_path / "weights")
    with pytest.raises(WeightsUnusable, match=r"another model: 0 does not fit.*Leave the model setting"):
        merge(encoder(), tmp_path / "weights")


@pytest.mark.parametrize("content", [None, b"", b"not weights at all"])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "weights").write_bytes(content)
    with pytest.raises(WeightsUnusable, match=r"cannot be read.*index\.tuning"):
        merge(encoder(), tmp_path / "weights")


def test_the_mean_of_several_trainings_is_that_of_their_products() -> None:
    one, other = ({"0.A": torch.randn(2, 4), "0.B": torch.randn(3, 2)} for _ in range(2))
    whole = averaged([one, other], rank=3)
    expected = (one["0.B"] @ one["0.A"] + other["0.B"] @ other["0.A"]) / 2
    assert torch.allclose(whole["0.B"] @ whole["0.A"], expected, atol=1e-5)
    assert whole.keys() == {"0.A", "0.B"}


def test_what_a_lower_rank_cuts_off_is_what_counts_least() -> None:
    weights = {"0.A": torch.tensor([[9.0, 0.0], [0.0, 1.0]]), "0.B": torch.eye(2)}
    cut = averaged([weights], rank=1)
    assert cut["0.A"].shape == (1, 2)
    assert torch.allclose(cut["0.B"] @ cut["0.A"], torch.tensor([[9.0, 0.0], [0.0, 0.0]]), atol=1e-5)


def test_the_weights_that_are_shipped_are_about_a_megabyte() -> None:
    assert 0.5e6 < WEIGHTS.stat().st_size < 2e6
