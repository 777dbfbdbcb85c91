"""What changes of MNIST's test images cost honest networks, and which tables of the test set survive them.

    python benchmarks/training/grain.py [--data-dir DIR] [--seeds 1]

The evidence for the grain that the grader puts on hidden images, and for nothing stronger (docs/training.md).
"""

from __future__ import annotations

import argparse
import math
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import plain
import torch
from torch.nn import functional as F

from grader.training.grain import grained

HONEST = Path(__file__).resolve().parents[2] / "tests" / "training" / "scripts"
DENSE = "images.flatten(1).float() / 255"
NETWORKS = {
    "dense, 128 units": ("function_dense", DENSE),
    "dense, inputs black and white at 0": ("function_dense", "(images.flatten(1) > 0).float()"),
    "dense, logarithm of the pixels": ("function_dense", "torch.log1p(images.flatten(1).float())"),
    "two convolutions": ("function_conv", ""),
    "like the fast recipe": ("function_fast", ""),
    "course": ("function_course", ""),
}
Change = Callable[[np.ndarray], np.ndarray]


def moved(pixels: float, degrees: float) -> Change:
    """Move and turn each image by random amounts up to these, bilinear."""

    def change(images: np.ndarray) -> np.ndarray:
        turn, right, down = torch.rand(3, len(images)) * 2 - 1
        turn, right, down = turn * math.radians(degrees), right * pixels / 14, down * pixels / 14
        rows = [torch.stack([turn.cos(), -turn.sin(), right], 1), torch.stack([turn.sin(), turn.cos(), down], 1)]
        x = torch.from_numpy(images)[:, None].float()
        grid = F.affine_grid(torch.stack(rows, 1), list(x.shape), align_corners=False)
        return F.grid_sample(x, grid, align_corners=False)[:, 0].round().clamp(0, 255).to(torch.uint8).numpy()

    return change


def shifted(images: np.ndarray) -> np.ndarray:
    """Shift each image by -1, 0 or 1 whole pixels each way."""
    ways = np.random.default_rng(3).integers(-1, 2, (len(images), 2))
    return np.stack([np.roll(image, tuple(way), (0, 1)) for image, way in zip(images, ways, strict=True)])


CHANGES: dict[str, Change] = {
    "grain": lambda images: grained(images, np.random.default_rng(5)),
    "moved by up to ½ pixel": moved(0.5, 0),
    "turned by up to 2°": moved(0, 2),
    "shifted by up to 1 pixel": shifted,
}


def blocks(images: np.ndarray) -> np.ndarray:
    return images.reshape(-1, 7, 4, 7, 4).mean(axis=(2, 4))


KEYS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "all pixels": lambda images: images,
    "outline": lambda images: images > 0,
    "black and white at mid gray": lambda images: images > 127,
    "7 × 7 pixels of 4 bits": lambda images: (blocks(images) / 17).round().astype(np.uint8),
    "7 × 7 pixels of 2 bits": lambda images: (blocks(images) / 64).round().astype(np.uint8),
}


def accuracy(network: Any, images: np.ndarray, labels: np.ndarray) -> float:
    return 100 * float((plain.logits(network, images).argmax(1) == labels).mean())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-dir", type=Path, default=os.environ.get("MNIST_DIR"))
    parser.add_argument("--seeds", type=int, default=1)
    options = parser.parse_args()
    if not options.data_dir:
        print("grain: set MNIST_DIR to measure on real MNIST; nothing was measured")
        return
    folder = Path(options.data_dir)
    torch.manual_seed(0)
    images, labels = plain.digits(folder, "t10k")
    changed = {name: change(images) for name, change in CHANGES.items()}
    print("| hash of | " + " | ".join(f"the same when {name}, %" for name in CHANGES) + " |\n" + "| --- " * 5 + "|")
    for name, key in KEYS.items():
        same = [(key(images) == key(other)).reshape(len(images), -1).all(1).mean() for other in changed.values()]
        print(f"| {name} | " + " | ".join(f"{100 * share:.1f}" for share in same) + " |")
    print("\n| network | plain % | " + " | ".join(CHANGES) + " |\n" + "| --- " * 6 + "|", flush=True)
    for name, (file, inputs) in NETWORKS.items():
        source = (HONEST / f"{file}.py.txt").read_text(encoding="utf-8")
        source = re.sub(re.escape(DENSE), inputs, source) if inputs else source
        rows = []
        for seed in range(1, options.seeds + 1):
            network = plain.trained(source, folder, seed)
            usual = accuracy(network, images, labels)
            rows.append([usual, *(accuracy(network, other, labels) - usual for other in changed.values())])
        mean = np.mean(rows, axis=0)
        print(f"| {name} | {mean[0]:.2f} | " + " | ".join(f"{loss:+.2f}" for loss in mean[1:]) + " |", flush=True)


if __name__ == "__main__":
    main()
