"""The data of one run: what the student's code is given, and the questions whose answers it never has.

Every run has its own secrets: which images are for training, which label each class goes by, in which order and
batches it is asked, and (with drawn digits) the hidden images themselves.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from grader.training import grain
from reference.mnist import data, digits

CLASSES = 10
#: Images asked about twice, in different batches: a trained network says the same both times.
TWINS = 64
#: Images of the public set mixed into the questions, for the gap between public and hidden accuracy: as many as there
#: are hidden ones, so that a gap of a point is more than chance.
PUBLIC_ASKED = 10_000
SMALLEST_BATCH, LARGEST_BATCH = 64, 512

Images = npt.NDArray[np.uint8]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many images train, are public, and are hidden; the defaults are the contract's."""

    train: int = 50_000
    public: int = 10_000
    hidden: int = 10_000

    def tenth(self) -> Sizes:
        """Return the sizes of a quick self-check."""
        return Sizes(*(max(size // 10, min(size, 100)) for size in (self.train, self.public, self.hidden)))


@dataclass(frozen=True, slots=True)
class Experiment:
    """One run's data. Labels in `train_labels` and `public_labels` are the run's own names of the classes."""

    train_images: Images  # [n, 28, 28]
    train_labels: Labels  # [n], permuted
    public_images: Images  # [p, 28, 28]
    public_labels: Labels  # [p], permuted
    asked: Images  # [q, 28, 28]: hidden and public images and twins, with a grain, in random order
    truth: Labels  # [q], not permuted
    number: npt.NDArray[np.int64]  # [q]: which image it is; twins share one, hidden ones are below `hidden`
    hidden: int
    permutation: Labels  # [10]: class to the name it goes by in this run
    batches: tuple[int, ...]  # sizes of the batches of questions
    source: str  # "mnist" | "drawn"


@lru_cache(maxsize=1)
def material(data_dir: Path | None, environment: tuple[str | None, ...]) -> data.Digits:
    """Return the digits to draw from, read once a process; `environment` is what else decides where they are."""
    return data.load(data_dir, fetch=True)


def experiment(source: data.Digits, sizes: Sizes) -> Experiment:
    """Make a run's data from secret random numbers. Sizes beyond what there is are cut."""
    random = np.random.default_rng(secrets.randbits(128))
    order = random.permutation(len(source.train_images))
    train, public = order[: sizes.train], order[sizes.train : sizes.train + sizes.public]
    hidden_images, hidden_labels = _hidden(source, sizes.hidden, random)
    permutation = _derangement(random)
    mixed = random.permutation(public)[:PUBLIC_ASKED]
    images = grain.grained(np.concatenate([hidden_images, source.train_images[mixed]]), random)
    labels = np.concatenate([hidden_labels, source.train_labels[mixed]])
    number, batches = _questions(len(images), random)
    return Experiment(
        source.train_images[train],
        permutation[source.train_labels[train]],
        source.train_images[public],
        permutation[source.train_labels[public]],
        images[number],
        labels[number],
        number,
        len(hidden_images),
        permutation,
        batches,
        source.source,
    )


def _hidden(source: data.Digits, count: int, random: np.random.Generator) -> tuple[Images, Labels]:
    """MNIST's test set, or digits that were never drawn before."""
    if source.source == "drawn":
        return digits.draw(count, int(random.integers(1 << 62)))
    chosen = random.permutation(len(source.test_images))[:count]
    return source.test_images[chosen], source.test_labels[chosen]


def _derangement(random: np.random.Generator) -> Labels:
    """A permutation of the classes that leaves none in place, so that a memory of the usual names is worth nothing."""
    while True:
        permutation = random.permutation(CLASSES)
        if (permutation != np.arange(CLASSES)).all():
            return permutation


def _questions(count: int, random: np.random.Generator) -> tuple[npt.NDArray[np.int64], tuple[int, ...]]:
    """Order the images at random and cut them into batches; each twin is asked in the first and the second half."""
    order = random.permutation(count)
    middle = count // 2
    twins = order[: min(TWINS, middle)]  # asked in the first half, asked again somewhere in the second
    number = np.concatenate(
        [random.permutation(order[:middle]), random.permutation(np.concatenate([order[middle:], twins]))]
    )
    sizes: list[int] = []
    for half in (middle, len(number) - middle):  # a batch never reaches over the middle: twins part
        left = half
        while left:
            sizes.append(min(left, int(random.integers(SMALLEST_BATCH, LARGEST_BATCH + 1))))
            left -= sizes[-1]
    return number, tuple(sizes)
