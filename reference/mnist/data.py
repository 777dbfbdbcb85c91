"""Where the digits come from: verified MNIST files, else digits drawn on the spot. numpy only.

The files are looked for in the given folder, in `$MNIST_DIR`, in the user's cache, and at last at a list of mirrors.
Whatever is found is checked against the SHA-256 of its unpacked bytes before one image of it is used.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reference.mnist import digits, idx
from reference.mnist.idx import DataError

__all__ = ["DataError", "Digits", "draw", "load"]

#: Seed of the drawn digits that stand in for MNIST; the same everywhere, so that results compare.
DRAWN_SEED = 17
TRAIN, TEST = 60_000, 10_000


@dataclass(frozen=True, slots=True)
class Digits:
    """Handwritten (or drawn) digits, and a sentence that says which they are."""

    train_images: npt.NDArray[np.uint8]  # [n, 28, 28]
    train_labels: npt.NDArray[np.int64]  # [n]
    test_images: npt.NDArray[np.uint8]  # [m, 28, 28]
    test_labels: npt.NDArray[np.int64]  # [m]
    source: str  # "mnist" | "drawn"
    notice: str = ""


def load(data_dir: Path | None = None, fetch: bool = False, images: int = TRAIN) -> Digits:
    """Return MNIST with its first `images` training images, or drawn digits where MNIST is not to be had.

    `fetch` allows the network (`MNIST_FETCH=no` in the environment forbids it). Only the images asked for are
    unpacked. Raises DataError, naming the file, for one that is damaged or short.
    """
    folder = find(data_dir)
    if folder is None and fetch and os.environ.get("MNIST_FETCH", "yes") != "no":
        from reference.mnist import mirrors

        folder = mirrors.fetch(cache())
    if folder is None:
        return draw(images, "MNIST was not found: these are drawn digits (set MNIST_DIR to use MNIST)")
    return Digits(
        idx.read(folder, "train-images-idx3-ubyte", images),
        idx.read(folder, "train-labels-idx1-ubyte")[:images].astype(np.int64),
        idx.read(folder, "t10k-images-idx3-ubyte"),
        idx.read(folder, "t10k-labels-idx1-ubyte").astype(np.int64),
        "mnist",
        f"MNIST from {folder}",
    )


def draw(images: int = TRAIN, notice: str = "drawn digits", seed: int = DRAWN_SEED, test: int = TEST) -> Digits:
    """Return drawn digits in MNIST's shape; the test set comes from a stream of its own."""
    train_images, train_labels = digits.draw(images, seed)
    test_images, test_labels = digits.draw(test, seed + 1)
    return Digits(train_images, train_labels, test_images, test_labels, "drawn", notice)


def find(data_dir: Path | None) -> Path | None:
    """Return the first folder that holds all four files, looked for in the contract's order."""
    named = [data_dir, Path(os.environ["MNIST_DIR"]) if os.environ.get("MNIST_DIR") else None]
    places = [place / below for place in named if place is not None for below in ("", "raw", "MNIST/raw")]
    return next((place for place in [*places, cache()] if all(idx.locate(place, name) for name in idx.FILES)), None)


def cache() -> Path:
    """Return the folder of the user's cache that keeps fetched files."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("xnn-grader")) / "mnist"
