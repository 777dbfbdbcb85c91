"""Drawn digits: reproducible, in MNIST's shape and placement, and learnable."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference.mnist import digits
from reference.mnist.skeletons import SKELETONS


@given(count=st.integers(0, 40), seed=st.integers(0, 2**128 - 1))
@settings(max_examples=20, deadline=None)
def test_any_count_and_seed_give_images_and_labels(count: int, seed: int) -> None:
    images, labels = digits.draw(count, seed)
    assert images.shape == (count, 28, 28) and images.dtype == np.uint8
    assert labels.shape == (count,) and labels.dtype == np.int64
    assert ((labels >= 0) & (labels <= 9)).all()


def test_the_same_seed_draws_the_same_digits_and_another_one_others() -> None:
    one, again, other = (digits.draw(300, seed)[0] for seed in (5, 5, 6))
    assert np.array_equal(one, again)
    assert not (one == other).all(axis=(1, 2)).any()


def test_digits_are_placed_as_in_mnist() -> None:
    images, _ = digits.draw(2_000, 1)
    gray = images.astype(float)
    mass = gray.sum(axis=(1, 2))
    across = gray.sum(axis=1) @ np.arange(28) / mass
    down = gray.sum(axis=2) @ np.arange(28) / mass
    height, width = (np.ptp(np.argwhere(images.max(axis=0) > 0), axis=0) + 1).tolist()
    assert abs(across.mean() - 14) < 0.1 and abs(down.mean() - 14) < 0.1
    assert across.std() < 0.6 and down.std() < 0.6
    long_sides = [max(np.ptp(np.argwhere(image > 0), axis=0) + 1) for image in images]
    assert abs(np.mean(long_sides) - 20) < 1.0  # pixels
    assert height <= 28 and width <= 28


def test_digits_have_about_the_ink_of_mnist() -> None:
    images, _ = digits.draw(2_000, 2)
    assert 28 < images.mean() < 38  # MNIST's mean is 33.3
    assert images.max(axis=(1, 2)).min() > 150  # no digit is faint


def test_every_digit_comes_about_equally_often() -> None:
    counts = np.bincount(digits.draw(5_000, 3)[1], minlength=10)
    assert counts.min() > 400 and counts.max() < 600


@pytest.mark.parametrize("digit", range(10))
def test_skeletons_stay_in_the_unit_square(digit: int) -> None:
    for share, strokes in SKELETONS[digit]:
        assert share > 0
        points = np.array([point for stroke in strokes for point in stroke])
        assert points.min() >= 0 and points.max() <= 1
        assert all(len(stroke) >= 3 for stroke in strokes) or digit == 7


def test_the_class_means_already_tell_most_digits_and_difficulty_makes_it_harder() -> None:
    right = []
    for difficulty in (0.3, 1.0, 2.0):
        images, labels = digits.draw(4_000, 4, difficulty)
        pixels = images.reshape(len(images), -1).astype(float)
        means = np.array([pixels[:3_000][labels[:3_000] == digit].mean(axis=0) for digit in range(10)])
        nearest = ((pixels[3_000:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
        right.append((nearest == labels[3_000:]).mean())
    assert right[0] > 0.85
    assert right[1] > 0.6
    assert right[0] > right[1] > right[2] > 0.2


def test_nearest_neighbours_learn_them() -> None:
    images, labels = digits.draw(3_000, 8)
    pixels = images.reshape(len(images), -1).astype(np.float32)
    pixels /= np.linalg.norm(pixels, axis=1, keepdims=True)
    nearest = (pixels[2_500:] @ pixels[:2_500].T).argmax(axis=1)
    assert (labels[nearest] == labels[2_500:]).mean() > 0.85
