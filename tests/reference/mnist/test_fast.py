"""The fast recipe: its filters, its optimiser, its presets, and that it learns."""

import json
import os
from pathlib import Path

import pytest
import torch

from reference.mnist import data, evaluate, fast
from reference.mnist.__main__ import main
from reference.mnist.adam import Adam
from reference.mnist.muon import Muon, orthogonalised


def images_and_labels(count: int) -> tuple[torch.Tensor, torch.Tensor]:
    drawn = data.draw(images=count, test=1)
    return torch.from_numpy(drawn.train_images), torch.from_numpy(drawn.train_labels)


def test_the_first_filters_are_orthonormal_and_come_with_their_negatives() -> None:
    images, _ = images_and_labels(300)
    filters = fast.principal_filters(images, pairs=6).reshape(12, 25)
    assert torch.allclose(filters[:6] @ filters[:6].T, torch.eye(6), atol=1e-4)
    assert torch.equal(filters[6:], -filters[:6])


def test_the_first_filters_hold_more_of_the_patches_than_any_others_would() -> None:
    images, _ = images_and_labels(300)
    crop = images[:, 2:26, 2:26].float() / 255
    patches = torch.nn.functional.unfold(crop[:, None], 5, stride=3).permute(0, 2, 1).reshape(-1, 25)
    patches = patches - patches.mean(1, keepdim=True)
    chosen = fast.principal_filters(images, pairs=6).reshape(12, 25)[:6]
    other, _ = torch.linalg.qr(torch.randn(25, 6))
    assert (patches @ chosen.T).square().sum() > (patches @ other).square().sum()


@pytest.mark.parametrize("shape", [(6, 20), (20, 6), (8, 8)])
def test_a_muon_step_has_the_singular_vectors_of_the_gradient_and_values_near_one(shape: tuple[int, int]) -> None:
    torch.manual_seed(0)
    matrix = torch.randn(shape)
    left, _, right = torch.linalg.svd(matrix, full_matrices=False)
    turned = left.T @ orthogonalised(matrix[None], rounds=8)[0] @ right.T
    assert (turned - torch.diag(turned.diagonal())).abs().max() < 1e-3
    assert ((turned.diagonal() > 0.6) & (turned.diagonal() < 1.3)).all()


def test_adam_takes_the_same_steps_as_torchs_own() -> None:
    torch.manual_seed(0)
    ours, theirs = (torch.ones(4, requires_grad=True) for _ in range(2))
    own, other = Adam([ours], betas=(0.9, 0.99)), torch.optim.Adam([theirs], lr=0.1, betas=(0.9, 0.99))
    for _ in range(5):
        slope = torch.randn(4)
        ours.grad, theirs.grad = slope.clone(), slope.clone()
        own.step(0.1)
        other.step()
    assert torch.allclose(ours, theirs, atol=1e-5)


def test_muon_leaves_a_weight_without_a_gradient_alone() -> None:
    weight = torch.ones(3, 4, requires_grad=True)
    Muon([weight]).step(0.5)
    assert torch.equal(weight, torch.ones(3, 4))


def test_logits_do_not_depend_on_the_other_images_once_it_is_trained() -> None:
    torch.manual_seed(0)
    images, labels = images_and_labels(512)
    network = fast.train_fast(images, labels, fast.Preset(images=512, passes=1.0, batch=64)).eval()
    with torch.inference_mode():
        together, alone = network(images[:8]), network(images[3:4])
    assert together.shape == (8, 10)
    assert torch.allclose(together[3:4], alone, atol=0.05)  # bfloat16


def test_the_few_rounds_of_training_bring_every_singular_value_to_the_size_of_the_largest() -> None:
    matrix = torch.diag(torch.tensor([1.0, 0.5, 0.1]))
    values = torch.linalg.svdvals(orthogonalised(matrix[None])[0])
    assert values.max() < 1.3 and values.min() > 0.5


def test_a_batch_that_would_leave_one_image_over_trains_all_the_same() -> None:
    images, labels = images_and_labels(65)
    network = fast.train_fast(images, labels, fast.Preset(images=65, passes=2.0, batch=32))
    assert all(bool(weight.isfinite().all()) for weight in network.parameters())


def test_five_looks_add_up_what_each_crop_says() -> None:
    images, _ = images_and_labels(20)
    network = fast.Fast(fast.principal_filters(images), looks=5).eval()
    torch.nn.init.normal_(network.dense2.weight)
    with torch.inference_mode():
        alone = [network.look(images, down, right) for down, right in ((2, 2), (1, 2), (3, 2), (2, 1), (2, 3))]
        assert torch.allclose(network(images), torch.stack(alone).sum(0))


def test_nothing_is_learned_by_the_first_layer() -> None:
    images, labels = images_and_labels(256)
    network = fast.train_fast(images, labels, fast.Preset(images=256, passes=1.0, batch=64))
    assert torch.allclose(network.patches.weight * 255, fast.principal_filters(images))


def test_it_learns_and_the_same_seed_gives_the_same_network() -> None:
    images, labels = images_and_labels(3_000)
    chosen = fast.Preset(images=2_500, passes=2.0, batch=64)
    runs = []
    for _ in range(2):
        torch.manual_seed(5)
        network = fast.train_fast(images, labels, chosen)
        runs.append(evaluate.predict(network, images[2_500:]))
    assert torch.equal(runs[0], runs[1])
    assert evaluate.accuracy(runs[0], labels[2_500:]) > 85


@pytest.mark.parametrize(
    ("target", "level"), [(50, 98.0), (98, 98.0), (98.5, 99.0), (99, 99.0), (99.4, 99.4), (99.9, 99.4)]
)
def test_the_target_picks_the_preset(target: float, level: float) -> None:
    assert fast.preset(target) == fast.PRESETS[level]


def test_the_option_trains_the_fast_network_and_no_other(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MNIST_DIR", raising=False)
    drawn = data.draw(images=1_000, test=200)
    monkeypatch.setattr(data, "load", lambda *arguments, **named: drawn)
    main(["--network", "fast", "--target", "98", "--batch", "64", "--json", "--out", str(tmp_path)])
    assert json.loads(capsys.readouterr().out)["data"] == "drawn"
    from safetensors.torch import load_file

    assert tuple(load_file(tmp_path / "weights.safetensors")["patches.weight"].shape) == (10, 1, 5, 5)


@pytest.mark.mnist
@pytest.mark.skipif(not os.environ.get("MNIST_DIR"), reason="MNIST_DIR is not set: real MNIST is not at hand")
def test_the_smallest_preset_reaches_its_target_on_real_mnist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--network", "fast", "--target", "97.5", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["data"] == "mnist" and result["accuracy"] >= 97.5
