"""MNIST's 60,000 training images where a run has fewer: a script's splits into 50,000 and 10,000 must hold here, too.

The grader keeps 10,000 of MNIST's training images for the script's test set. The stand-in's training set has its full
length all the same, a sixth of it images that stand in it twice. A quick check has a tenth of everything: there the
numbers of a split are scaled down.
"""

from __future__ import annotations

from typing import Any

#: Images of MNIST's training set by those that a script is given.
TWICE = 6 / 5
MNIST = 60_000


def padded(torch: Any, images: Any, labels: Any) -> Any:
    """Return images [n, …] and labels [n] made a fifth longer by their first ones."""
    rows = torch.arange(round(TWICE * len(images))) % max(len(images), 1)
    return images[rows], labels[rows]


def install(torch: Any, dataset: Any) -> None:
    """Scale what is said of 60,000 images to the length of a shorter `dataset`: random_split, Subset, samplers."""
    utils = torch.utils.data

    def scaled(index: int, length: int) -> int:
        return index * length // MNIST

    split = utils.random_split

    def random_split(given: Any, lengths: Any, *arguments: Any, **named: Any) -> Any:
        if isinstance(given, dataset) and sum(lengths) == MNIST != len(given):
            ends = [scaled(sum(lengths[: place + 1]), len(given)) for place in range(len(lengths))]
            lengths = [end - start for start, end in zip([0, *ends], ends, strict=False)]
        return split(given, lengths, *arguments, **named)

    make = utils.Subset.__init__

    def subset(self: Any, given: Any, indices: Any) -> None:
        if isinstance(given, dataset) and len(given) < MNIST and len(indices) and max(indices) >= len(given):
            indices = sorted({scaled(int(index), len(given)) for index in indices})
        make(self, given, indices)

    utils.random_split = utils.dataset.random_split = random_split
    utils.Subset.__init__ = subset
