"""The grain: another picture to every exact hash, the same to whoever looks."""

import hashlib

import numpy as np
import torch

from grader.training.grain import LEVELS, grained
from reference.mnist import data, digits

IMAGES, LABELS = digits.draw(600, 4)
GRAINED = grained(IMAGES, np.random.default_rng(1))


def test_every_image_changes_and_so_does_nearly_every_outline() -> None:
    assert all((one != other).any() for one, other in zip(IMAGES, GRAINED, strict=True))
    outlines = [[hashlib.sha256((image > 0).tobytes()).digest() for image in images] for images in (IMAGES, GRAINED)]
    assert sum(one == other for one, other in zip(*outlines, strict=True)) < 30


def test_no_pixel_changes_by_more_than_a_few_gray_levels_and_far_paper_stays_blank() -> None:
    change = GRAINED.astype(int) - IMAGES
    assert np.abs(change).max() == LEVELS
    near = torch.nn.functional.max_pool2d(torch.from_numpy(IMAGES).float(), 3, 1, 1).numpy() > 0
    assert not GRAINED[~near].any()
    assert 0 < (GRAINED[IMAGES == 0] > 0).mean() < 0.02


def test_each_run_has_its_own_grain() -> None:
    other = grained(IMAGES, np.random.default_rng(2))
    assert all((one != two).any() for one, two in zip(other, GRAINED, strict=True))
    assert GRAINED.dtype == np.uint8 and GRAINED.shape == IMAGES.shape


def test_a_network_does_not_notice() -> None:
    few = data.draw(images=3_000, test=1, seed=5)
    x = few.train_images.reshape(-1, 784) / 255
    weights = np.linalg.solve(x.T @ x + np.eye(784), x.T @ np.eye(10)[few.train_labels])
    before, after = ((images.reshape(-1, 784) / 255 @ weights).argmax(1) for images in (IMAGES, GRAINED))
    assert (before != after).mean() < 0.02
    assert abs((before == LABELS).mean() - (after == LABELS).mean()) < 0.01
