"""The stranger transforms against the arithmetic; against torchvision itself where it is installed."""

import numpy as np
import pytest
import torch

from grader.training.inside import augmentations, transforms
from reference.mnist import digits

IMAGE = torch.from_numpy(digits.draw(1, 4)[0])  # [1, 28, 28]
GRAY = IMAGE.float() / 255


@pytest.mark.parametrize(
    "transform",
    [
        augmentations.ColorJitter(0.2, (0.9, 1.1)),
        augmentations.GaussianBlur(3),
        augmentations.RandomResizedCrop((28, 28), scale=(0.7, 1.0)),
        augmentations.RandomPerspective(0.3, p=1.0),
        augmentations.ElasticTransform(34.0, 4.0),
        augmentations.RandomInvert(p=1.0),
        augmentations.RandomChoice([transforms.CenterCrop(28), transforms.RandomRotation(5)], p=[0.3, 0.7]),
        augmentations.RandomOrder([transforms.CenterCrop(28), transforms.RandomRotation(5)]),
    ],
    ids=lambda transform: type(transform).__name__,
)
def test_type_shape_and_range_stay(transform: object) -> None:
    for given, most in ((IMAGE, 255), (GRAY, 1)):
        result = transform(given)  # type: ignore[operator]
        assert result.shape == (1, 28, 28) and result.dtype == given.dtype
        assert result.min() >= 0 and result.max() <= most + 1e-6
        assert result.float().std() > 0.05 * most


@pytest.mark.parametrize(
    "transform",
    [
        augmentations.ColorJitter(),
        augmentations.RandomResizedCrop(28, (1.0, 1.0), (1.0, 1.0)),
        augmentations.RandomPerspective(0.0, p=1.0),
        augmentations.RandomPerspective(0.9, p=0.0),
        augmentations.ElasticTransform(0.0),
        augmentations.RandomInvert(p=0.0),
    ],
)
def test_without_strength_nothing_changes(transform: object) -> None:
    assert torch.allclose(transform(GRAY), GRAY, atol=1e-5)  # type: ignore[operator]


def test_a_blur_is_the_weighted_mean_of_the_neighbours() -> None:
    bell = np.exp(-0.5 * (np.arange(-2, 3) / 1.5) ** 2)
    weights = np.outer(bell, bell) / bell.sum() ** 2
    padded = np.pad(GRAY[0].numpy(), 2, mode="reflect")
    expected = sum(weights[i, j] * padded[i : i + 28, j : j + 28] for i in range(5) for j in range(5))
    assert np.allclose(augmentations.GaussianBlur(5, sigma=1.5)(GRAY)[0].numpy(), expected, atol=1e-5)


def test_half_the_brightness_halves_every_pixel_and_no_contrast_is_the_mean() -> None:
    assert torch.allclose(augmentations.ColorJitter(brightness=(0.5, 0.5))(GRAY), GRAY / 2)
    assert torch.allclose(augmentations.ColorJitter(contrast=(0, 0))(GRAY), GRAY.mean().expand(1, 28, 28))


def test_corners_moved_half_way_in_show_the_image_at_half_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch, "rand", torch.ones)
    small = augmentations.RandomPerspective(0.5, p=1.0)(GRAY)
    assert torch.allclose(small[:, 7:21, 7:21], torch.nn.functional.avg_pool2d(GRAY, 2), atol=1e-5)
    assert small[:, :6].sum() == 0


def test_torchvision_agrees() -> None:
    v2 = pytest.importorskip("torchvision.transforms.v2")
    assert torch.allclose(augmentations.GaussianBlur(5, 1.0)(GRAY), v2.GaussianBlur(5, (1.0, 1.0))(GRAY), atol=1e-5)
    half = augmentations.ColorJitter(contrast=(0.5, 0.5))(GRAY)
    assert torch.allclose(half, v2.functional.adjust_contrast(GRAY, 0.5), atol=1e-5)
